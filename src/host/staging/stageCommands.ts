import type { StagedItem } from '../../core/stage';
import * as vscode from 'vscode';
import { targetIds } from '../commands/itemTargets';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import type { Guard } from '../guard';
import { discardItems, type Discarded } from './discard';

type StageCommands = Pick<CommandHandlers, 'discard' | 'discardAll' | 'hold' | 'release'>;

/** What can be done with staged edits, other than committing them. */
export function stageCommands(sessions: Sessions, guard: Guard): StageCommands {
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
  /** The command has done its work; the offer to undo it stays for as long as the user lets it stand. */
  const discard = async (session: Session, items: readonly StagedItem[]): Promise<void> => {
    if (items.length > 0) void guard(offerUndo)(await discardItems(session, items));
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

async function offerUndo({ message, restore }: Discarded): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(message, undo)) === undo) await restore();
}
