import * as vscode from 'vscode';
import type { Clash } from '../../core/merge';
import type { StagedItem } from '../../core/stage';
import type { CommandHandlers } from '../commands/commandHandlers';
import { targetIds } from '../commands/itemTargets';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { decide, readConflict } from './conflicts';
import type { MergeEditor } from './mergeEditor';

type ConflictCommands = Pick<CommandHandlers, 'resolveConflict' | 'takeMine' | 'takeTheirs'>;

/** Ways out of conflicts: one side for a place or for all, or the merge editor. */
export function conflictCommands(sessions: Sessions, mergeEditor: MergeEditor): ConflictCommands {
  const take = (side: 'mine' | 'theirs') => {
    return async (...args: readonly unknown[]) => {
      const session = await sessions.current();
      const only = isClash(args[1]) ? args[1] : undefined;
      for (const item of conflicting(session, args)) await decide(await readConflict(session, item), side, only);
    };
  };
  return {
    takeMine: take('mine'),
    takeTheirs: take('theirs'),
    resolveConflict: async (...args) => {
      const session = await sessions.current();
      for (const item of conflicting(session, args)) await mergeEditor.open(await readConflict(session, item));
    },
  };
}

/** The conflicting edits among those that a command is meant for. */
function conflicting(session: Session, args: readonly unknown[]): readonly StagedItem[] {
  const items = targetIds(args).flatMap((id) => session.staging.item(id) ?? []);
  const found = items.filter(({ outcome }) => outcome?.kind === 'conflict');
  if (found.length > 0) return found;
  throw new Failure(vscode.l10n.t('Nothing conflicts here. A commit shows whether somebody else changed it too.'));
}

/** A quick fix hands over the place that it stands at. */
function isClash(value: unknown): value is Clash {
  return typeof value === 'object' && value !== null && 'pointer' in value && typeof value.pointer === 'string';
}
