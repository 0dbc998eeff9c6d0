import * as vscode from 'vscode';
import { decideOpen, type OpenChoice } from '../../commit/recover';
import type { StagedItem } from '../../core/stage';
import { isNew } from '../../core/workItem';
import type { CommandHandlers } from '../commands/commandHandlers';
import { targetIds } from '../commands/itemTargets';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { pickItem } from '../editor/itemPicker';
import { Failure } from '../failure';
import type { Committing } from './committing';
import { stagedTitle } from './stagedTitle';

/** Takes a person's word where neither reply nor server tells what became of an edit. */
export function decideCommands(sessions: Sessions, committing: Committing): Pick<CommandHandlers, 'decideOutcome'> {
  return {
    decideOutcome: async (...args) => {
      const session = await sessions.current();
      const items = targetIds(args).flatMap((id) => session.staging.item(id) ?? []);
      const open = items.filter(({ outcome }) => outcome?.kind === 'unknown');
      if (open.length === 0) throw new Failure(vscode.l10n.t('What became of this is known already.'));
      for (const item of open) {
        const choice = await ask(session, item);
        if (choice !== undefined) await committing.send((deps) => decideOpen(deps, item.id, choice));
      }
    },
  };
}

async function ask(session: Session, item: StagedItem): Promise<OpenChoice | undefined> {
  const no = {
    label: vscode.l10n.t('$(close) It was not committed'),
    detail: vscode.l10n.t('The edit stays staged, and the next commit sends it.'),
  };
  const yes = {
    label: vscode.l10n.t('$(check) It was committed'),
    detail: isNew(item)
      ? vscode.l10n.t('You choose the work item that it became; the edit leaves the stage.')
      : vscode.l10n.t('Work item {0} has it already; the edit leaves the stage.', item.id),
  };
  const title = vscode.l10n.t('What became of “{0}”?', stagedTitle(item));
  const placeHolder = vscode.l10n.t('The reply was lost, and the server does not tell.');
  const answer = await vscode.window.showQuickPick([no, yes], { title, placeHolder, ignoreFocusOut: true });
  if (answer === no) return 'notCommitted';
  if (answer !== yes) return undefined;
  if (!isNew(item)) return { committedAs: item.id };
  const committedAs = await pickItem(session, title, []);
  return committedAs === undefined ? undefined : { committedAs };
}
