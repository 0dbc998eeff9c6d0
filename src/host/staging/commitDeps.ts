import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import type { CommitDeps, CommitStep } from '../../commit/deps';
import { createJournalFile } from '../../commit/journalFile';
import { openLocalFile } from '../../commit/localFile';
import { createLock } from '../../commit/lockFile';
import type { Session } from '../connection/session';
import type { Log } from '../log';

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
    stage: { current: () => session.staging.stage, update: (plan) => session.staging.update(plan) },
    journal: createJournalFile(path.join(folder, 'journal.jsonl')),
    lock: createLock(path.join(folder, 'commit.lock')),
    definitions: (project) => session.definitions(project),
    openFile: openLocalFile,
    confirmChangedFiles,
    now: Date.now,
    sleep: async (milliseconds) => {
      await sleep(milliseconds);
    },
  };
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
