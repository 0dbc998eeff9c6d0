import * as vscode from 'vscode';
import { stageUndo, type Undone } from '../../commit/undo';
import type { CommandHandlers } from '../commands/commandHandlers';
import { Failure } from '../failure';
import type { Committing } from './committing';

/** Undo Last Commit: stages the way back, for review and commit. */
export function undoCommands(committing: Committing): Pick<CommandHandlers, 'undoCommit'> {
  return {
    undoCommit: async () => {
      const undone = await committing.ask(vscode.l10n.t('Undoing the last commit'), async (deps, session) => {
        const record = await committing.memory(session).lastCommit();
        if (record === undefined) {
          throw new Failure(vscode.l10n.t('There is no commit to undo: none was made from this computer yet.'));
        }
        return stageUndo(deps, record);
      });
      await vscode.commands.executeCommand('workbench.view.scm');
      // What is left as it is stands nowhere else; what is staged shows itself.
      if (undone.left.length > 0) void vscode.window.showInformationMessage(undoneWords(undone));
    },
  };
}

function undoneWords({ staged, left }: Undone): string {
  const ids = (reason: Undone['left'][number]['reason']): string =>
    left.flatMap((entry) => (entry.reason === reason ? [`#${entry.id}`] : [])).join(', ');
  const said = [
    staged.length === 0
      ? vscode.l10n.t('Nothing was staged.')
      : vscode.l10n.t('Staged for review: {0}.', staged.map((id) => `#${id}`).join(', ')),
    ids('created') === '' ? '' : vscode.l10n.t('Created items stay, delete them on the server: {0}.', ids('created')),
    ids('staged') === '' ? '' : vscode.l10n.t('Staged anew since, left as they are: {0}.', ids('staged')),
    ids('gone') === '' ? '' : vscode.l10n.t('No longer on the server: {0}.', ids('gone')),
    ids('nothingLeft') === '' ? '' : vscode.l10n.t('As before already: {0}.', ids('nothingLeft')),
  ];
  return said.filter((sentence) => sentence !== '').join(' ');
}
