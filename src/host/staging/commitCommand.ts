import * as vscode from 'vscode';
import { commitStage } from '../../commit/commit';
import { commitByHalves } from '../../commit/halving';
import { collateralIds } from '../../commit/rest';
import type { CommandHandlers } from '../commands/commandHandlers';
import { targetIds } from '../commands/itemTargets';
import { Failure } from '../failure';
import type { Committing } from './committing';

type CommitCommands = Pick<CommandHandlers, 'commit' | 'commitQuietly' | 'commitRest' | 'findCulprit' | 'retry'>;

/** Ways to commit: everything, without notifications, one alone, or what was held up by others. */
export function commitCommands(committing: Committing): CommitCommands {
  return {
    commit: () => committing.send((deps) => commitStage(deps)),
    commitQuietly: () => committing.send((deps) => commitStage(deps, { suppressNotifications: true })),
    retry: async (...args) => {
      const ids = targetIds(args);
      if (ids.length > 0) await committing.send((deps) => commitStage(deps, { ids }));
    },
    commitRest: () =>
      committing.send((deps) => {
        const ids = collateralIds(deps.stage.current());
        if (ids.length === 0) throw new Failure(vscode.l10n.t('No staged edit was held up by another one.'));
        return commitStage(deps, { ids });
      }),
    findCulprit: () =>
      committing.send((deps) => {
        const ids = collateralIds(deps.stage.current());
        if (ids.length === 0) throw new Failure(vscode.l10n.t('No staged edit was held up by another one.'));
        return commitByHalves(deps, ids);
      }),
  };
}
