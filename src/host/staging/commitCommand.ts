import * as vscode from 'vscode';
import { commitStage } from '../../commit/commit';
import { commitByHalves } from '../../commit/halving';
import { collateralIds, unnamedIds } from '../../commit/rest';
import type { CommandHandlers } from '../commands/commandHandlers';
import { neededIds } from '../commands/itemTargets';
import { Failure } from '../failure';
import type { Committing } from './committing';

type CommitCommands = Pick<
  CommandHandlers,
  'commit' | 'commitBypassingRules' | 'commitQuietly' | 'commitRest' | 'findCulprit' | 'retry'
>;

/** Ways to commit: everything, without notifications, without rules, one alone, or what was held up by others. */
export function commitCommands(committing: Committing): CommitCommands {
  return {
    commit: () => committing.send((deps) => commitStage(deps)),
    commitQuietly: () => committing.send((deps) => commitStage(deps, { suppressNotifications: true })),
    commitBypassingRules: async () => {
      if (await confirmBypass()) await committing.send((deps) => commitStage(deps, { bypassRules: true }));
    },
    retry: async (...args) => {
      await committing.send((deps) => commitStage(deps, { ids: neededIds(args) }));
    },
    commitRest: () =>
      committing.send((deps) => {
        const ids = collateralIds(deps.stage.current());
        if (ids.length === 0) throw new Failure(vscode.l10n.t('No staged edit was held up by another one.'));
        return commitStage(deps, { ids });
      }),
    findCulprit: () =>
      committing.send((deps) => {
        const ids = unnamedIds(deps.stage.current());
        if (ids.length === 0) throw new Failure(vscode.l10n.t('No staged edit was held up by one that is not known.'));
        return commitByHalves(deps, ids);
      }),
  };
}

/** What breaks the rules of a type can be told by nobody but the person who wants it. */
async function confirmBypass(): Promise<boolean> {
  const bypass = vscode.l10n.t('Bypass Rules');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Commit the staged edits without the rules of their types?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Values that the rules forbid are saved as they are, and nothing is filled in. It takes the permission “Bypass rules on work item updates”; without it the server refuses the commit, and everything stays staged.',
      ),
    },
    bypass,
  );
  return answer === bypass;
}
