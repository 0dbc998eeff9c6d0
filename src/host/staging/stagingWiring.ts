import type * as vscode from 'vscode';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { DisposableStore, type Disposable } from '../disposableStore';
import { createGuard } from '../guard';
import type { Log } from '../log';
import { checkCommands } from './checkCommand';
import { commitCommands } from './commitCommand';
import { createCommitting } from './committing';
import type { CommitMemory } from './commitMemory';
import type { CommitNews } from './commitNews';
import { conflictCommands } from './conflictCommands';
import { decideCommands } from './decideCommand';
import { registerDecorations } from './decorations';
import { registerLeftItems } from './leftItems';
import { createMergeEditor } from './mergeEditor';
import { registerNewItemTabs } from './newItemTabs';
import { registerPreview, type PreviewFeature } from './previewCommand';
import { registerRecovery } from './recovery';
import { registerStagedEdits } from './sourceControl';
import { stageCommands } from './stageCommands';
import { transferCommands } from './transferCommands';
import { undoCommands } from './undoCommand';

export interface StagingDeps {
  readonly sessions: Sessions;
  readonly news: CommitNews;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

type StagingCommands = ReturnType<typeof stageCommands> &
  ReturnType<typeof checkCommands> &
  PreviewFeature['commands'] &
  ReturnType<typeof commitCommands> &
  ReturnType<typeof conflictCommands> &
  ReturnType<typeof decideCommands> &
  ReturnType<typeof transferCommands> &
  ReturnType<typeof undoCommands>;

/** Everything between a saved edit and its outcome. */
export interface StagingFeature extends Disposable {
  readonly commands: StagingCommands;
  readonly memory: (session: Session) => CommitMemory;
}

export function registerStaging(deps: StagingDeps): StagingFeature {
  const { sessions } = deps;
  const owned = new DisposableStore();
  const { comment } = owned.add(registerStagedEdits(sessions));
  const mergeEditor = owned.add(createMergeEditor());
  const committing = createCommitting({ ...deps, comment });
  const preview = owned.add(registerPreview(committing, deps.news));
  const { memory } = committing;
  owned.add(registerDecorations(sessions));
  owned.add(registerNewItemTabs({ ...deps, memory }));
  owned.add(registerLeftItems(deps));
  owned.add(registerRecovery(deps, committing));
  return {
    memory,
    commands: {
      ...stageCommands(sessions, deps.storage, createGuard(deps.log)),
      ...checkCommands(committing, deps.news),
      ...preview.commands,
      ...commitCommands(committing),
      ...conflictCommands(sessions, mergeEditor),
      ...decideCommands(sessions, committing),
      ...transferCommands(sessions),
      ...undoCommands(committing),
    },
    dispose: () => owned.dispose(),
  };
}
