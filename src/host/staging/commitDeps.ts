import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { CommitDeps, CommitStep } from '../../commit/deps';
import { createJournalFile } from '../../commit/journalFile';
import { openLocalFile } from '../../commit/localFile';
import { createLock } from '../../commit/lockFile';
import { projectOf } from '../../commit/settle';
import { committedState } from '../../core/afterCommit';
import { emptyDefinitions } from '../../core/definitions';
import { findStaged, type Stage, type StageAction } from '../../core/stage';
import type { WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import type { Log } from '../log';
import { openCommitMemory } from './commitMemory';

export interface CommitSurroundings {
  readonly session: Session;
  /** Folder of this connection's stage and journal. */
  readonly folder: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly progress: (step: CommitStep, done: number, total: number) => void;
}

/** What the commit engine needs from outside, as this window has it. */
export function commitDepsOf({ session, folder, ...rest }: CommitSurroundings): CommitDeps {
  return {
    ...rest,
    client: session.client,
    stage: {
      current: () => session.staging.stage,
      update: (plan) =>
        session.staging.update((stage) => {
          const actions = plan(stage);
          session.bases.put(committedItems(session, stage, actions));
          return actions;
        }),
    },
    journal: createJournalFile(path.join(folder, 'journal.jsonl')),
    lock: createLock(path.join(folder, 'commit.lock')),
    definitions: (project) => session.definitions(project),
    openFile: openLocalFile,
    confirmChangedFiles,
    remember: (record, outcomes) => openCommitMemory(folder).remember(record, outcomes),
    now: Date.now,
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  };
}

/**
 * What the committed items are from now on, known before they leave the stage: else their open documents would show for a moment what
 * the server had before, as if the edit were lost.
 */
function committedItems(session: Session, stage: Stage, actions: readonly StageAction[]): readonly WorkItem[] {
  return actions.flatMap((action) => {
    if (action.kind !== 'settle') return [];
    return action.outcomes.flatMap(([id, outcome]) => {
      const item = findStaged(stage, id);
      if (outcome.kind !== 'committed' || item === undefined) return [];
      const project = projectOf(item);
      return [committedState(item, outcome, session.knownDefinitions(project) ?? emptyDefinitions(project))];
    });
  });
}

async function confirmChangedFiles(urls: readonly string[]): Promise<boolean> {
  const attach = vscode.l10n.t('Attach as It Is Now');
  const names = urls.map((url) => path.basename(fileURLToPath(url))).join(', ');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Changed since it was staged: {0}', names),
    attach,
    vscode.l10n.t('Do Not Commit'),
  );
  return answer === attach;
}
