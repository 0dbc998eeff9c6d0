import * as vscode from 'vscode';
import type { StagedItem } from '../../core/stage';
import { targetIds } from '../commands/itemTargets';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { stagedTitle } from './stagedTitle';

type StageCommands = Pick<CommandHandlers, 'discard' | 'discardAll' | 'hold' | 'release'>;

/** What can be done with staged edits, other than committing them. */
export function stageCommands(sessions: Sessions): StageCommands {
  const stagedOf = async (args: readonly unknown[]): Promise<[Session, readonly StagedItem[]]> => {
    const session = await sessions.current();
    return [session, targetIds(args).flatMap((id) => session.staging.item(id) ?? [])];
  };
  const each = (kind: 'hold' | 'release') => {
    return async (...args: readonly unknown[]) => {
      const [session, items] = await stagedOf(args);
      await session.staging.update(() => items.map(({ id }) => ({ kind, id })));
    };
  };
  return {
    discard: async (...args) => discard(...(await stagedOf(args))),
    discardAll: async () => {
      const session = await sessions.current();
      await discard(session, session.staging.stage.items);
    },
    hold: each('hold'),
    release: each('release'),
  };
}

/** Discards at once, because it can be undone: the message offers the way back. */
async function discard(session: Session, items: readonly StagedItem[]): Promise<void> {
  if (items.length === 0) return;
  await session.staging.update(() => items.map(({ id }) => ({ kind: 'discard', id })));
  const undo = vscode.l10n.t('Undo');
  const [first] = items;
  const text =
    items.length === 1 && first !== undefined
      ? vscode.l10n.t('Discarded the staged edit of “{0}”.', stagedTitle(first))
      : vscode.l10n.t('Discarded {0} staged edits.', items.length);
  const answer = await vscode.window.showInformationMessage(text, undo);
  if (answer !== undo) return;
  await session.staging.update(() => items.map((item) => ({ kind: 'restore', item })));
}
