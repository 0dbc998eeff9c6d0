import * as vscode from 'vscode';
import type { Clash } from '../../core/merge';
import { resolveConflict } from '../../core/resolve';
import { findStaged, type StageAction } from '../../core/stage';
import { field, textField } from '../../core/workItem';
import { targetIds } from '../commands/itemTargets';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';

/** Decides conflicts: all of an item, or the one clash that a quick fix hands over. */
export function conflictCommands(sessions: Sessions): Pick<CommandHandlers, 'takeMine' | 'takeTheirs'> {
  const take = (side: 'mine' | 'theirs') => {
    return async (...args: readonly unknown[]) => {
      const session = await sessions.current();
      for (const id of targetIds(args)) await resolve(session, id, side, clashIn(args));
    };
  };
  return { takeMine: take('mine'), takeTheirs: take('theirs') };
}

function clashIn(args: readonly unknown[]): Clash | undefined {
  const [, second] = args;
  return isClash(second) ? second : undefined;
}

function isClash(value: unknown): value is Clash {
  return typeof value === 'object' && value !== null && 'pointer' in value && 'mine' in value && 'theirs' in value;
}

/** On the newest state of the server: the one that the conflict was found on may be old by now. */
async function resolve(session: Session, id: number, side: 'mine' | 'theirs', only: Clash | undefined): Promise<void> {
  const { missing } = await session.bases.refresh([id]);
  if (missing.includes(id)) {
    throw new Failure(
      vscode.l10n.t('Work item {0} is no longer on the server, or not readable for you. What is staged stays.', id),
    );
  }
  const theirs = await session.bases.get(id);
  const definitions = await session.definitions(textField(theirs, field.teamProject));
  await session.staging.update((stage): readonly StageAction[] => {
    const staged = findStaged(stage, id);
    if (staged === undefined) return [];
    const { base, text, clashes } = resolveConflict(staged, theirs, side, definitions, only);
    if (clashes.length === 0) return [{ kind: 'put', id, base, text }];
    const message = staged.outcome?.kind === 'conflict' ? staged.outcome.message : '';
    return [
      { kind: 'rebase', id, base, text },
      { kind: 'settle', outcomes: [[id, { kind: 'conflict', message, clashes }]] },
    ];
  });
}
