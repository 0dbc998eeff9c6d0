import * as vscode from 'vscode';
import { checkStage } from '../../commit/check';
import { outcomeProblems } from '../../core/fate';
import type { CommandHandlers } from '../commands/commandHandlers';
import { chosenIds } from '../commands/itemTargets';
import type { CommitNews } from './commitNews';
import { byItem, showProblems, tellBlocked, tellNothing } from './commitTelling';
import type { Committing } from './committing';

/** Check: the server judges each staged edit without saving anything; what it would refuse stands on its line. */
export function checkCommands(committing: Committing, news: CommitNews): Pick<CommandHandlers, 'checkStage'> {
  return {
    checkStage: async (...args) => {
      const checked = await committing.ask(vscode.l10n.t('Checking staged edits'), (deps) =>
        checkStage(deps, chosenIds(args)),
      );
      if (checked.kind === 'nothing') return tellNothing();
      if (checked.kind === 'blocked') return tellBlocked(news, checked.problems);
      const { passed, failed } = checked;
      news.set(byItem(failed.map(([id, outcome]) => [id, outcomeProblems(outcome)] as const)));
      if (failed.length === 0) {
        const text = vscode.l10n.t('$(check) The server would take each of {0} staged edits', passed.length);
        vscode.window.setStatusBarMessage(text, 5000);
      } else {
        await showProblems();
      }
    },
  };
}
