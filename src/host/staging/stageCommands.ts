import * as path from 'node:path';
import * as vscode from 'vscode';
import type { StagedItem } from '../../core/stage';
import { neededIds } from '../commands/itemTargets';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import type { Guard } from '../guard';
import { discardItems, restoreItems, type Discarded } from './discard';
import { openDiscards, type Discards, type KeptDiscard } from './discards';

type StageCommands = Pick<CommandHandlers, 'discard' | 'discardAll' | 'hold' | 'release' | 'undoDiscard'>;

/** What can be done with staged edits, other than committing them. */
export function stageCommands(sessions: Sessions, storage: vscode.Uri, guard: Guard): StageCommands {
  const discardsOf = ({ name }: Session): Discards => openDiscards(path.join(storage.fsPath, name, 'discarded'));
  const stagedOf = async (args: readonly unknown[]): Promise<[Session, readonly StagedItem[]]> => {
    const session = await sessions.current();
    const items = neededIds(args).flatMap((id) => session.staging.item(id) ?? []);
    if (items.length > 0) return [session, items];
    throw new Failure(vscode.l10n.t('Nothing is staged of this. Change the work item and save it first.'));
  };
  const each = (kind: 'hold' | 'release') => {
    return async (...args: readonly unknown[]) => {
      const [session, items] = await stagedOf(args);
      await session.staging.update(() => items.map(({ id }) => ({ kind, id })));
    };
  };
  /** The command has done its work; the offer to undo it stays for as long as the user lets it stand. */
  const discard = async (session: Session, items: readonly StagedItem[]): Promise<void> => {
    const kept = await discardsOf(session).keep(items);
    void guard(offerUndo)(await discardItems(session, items), kept);
  };
  return {
    discard: async (...args) => discard(...(await stagedOf(args))),
    discardAll: async () => {
      const session = await sessions.current();
      const { items } = session.staging.stage;
      if (items.length === 0) throw new Failure(vscode.l10n.t('Nothing is staged, so there is nothing to discard.'));
      await discard(session, items);
    },
    undoDiscard: async () => {
      const session = await sessions.current();
      await restoreLast(session, await discardsOf(session).last());
    },
    hold: each('hold'),
    release: each('release'),
  };
}

async function offerUndo({ message, restore }: Discarded, kept: KeptDiscard): Promise<void> {
  const undo = vscode.l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(message, undo)) !== undo) return;
  await restore();
  await kept.forget();
}

async function restoreLast(session: Session, kept: KeptDiscard | undefined): Promise<void> {
  if (kept === undefined) throw new Failure(vscode.l10n.t('Nothing was discarded that could be restored.'));
  await restoreItems(session, kept.items);
  await kept.forget();
  await vscode.commands.executeCommand('workbench.view.scm');
}
