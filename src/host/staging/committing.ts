import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CommitDeps, CommitResult, CommitStep } from '../../commit/deps';
import { recoverStage } from '../../commit/recover';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { contextKeys } from '../ids';
import type { Log } from '../log';
import { withCancel } from '../slowWork';
import { commitDepsOf } from './commitDeps';
import { openCommitMemory, type CommitMemory } from './commitMemory';
import type { CommitNews } from './commitNews';
import { tellResult } from './commitTelling';
import type { CommentBox } from './sourceControl';

export interface CommittingDeps {
  readonly sessions: Sessions;
  readonly news: CommitNews;
  readonly comment: CommentBox;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

/** The commit engine as this window runs it: one thing at a time, with progress and cancel, outcomes shown in their places. */
export interface Committing {
  /** Sends, and tells what became of each item. Does nothing while another one runs. */
  send(work: (deps: CommitDeps) => Promise<CommitResult>): Promise<void>;
  /** Asks the engine something that sends nothing for good; cancelling gives undefined. */
  ask<T>(title: string, work: (deps: CommitDeps, session: Session) => Promise<T>): Promise<T>;
  /** Finds out what a crash, a reload or a lost reply has left open. */
  recover(session: Session): Promise<void>;
  readonly memory: (session: Session) => CommitMemory;
}

export function createCommitting(deps: CommittingDeps): Committing {
  let running = false;
  let recovering: Promise<void> = Promise.resolve();
  const folderOf = (session: Session): string => path.join(deps.storage.fsPath, session.name);
  const memory = (session: Session): CommitMemory => openCommitMemory(folderOf(session));
  const engine = (session: Session, signal: AbortSignal, progress: CommitDeps['progress']): CommitDeps =>
    commitDepsOf({ session, folder: folderOf(session), log: deps.log, signal, progress });
  const tell = (session: Session, result: CommitResult): Promise<void> =>
    tellResult({ ...deps, memory: memory(session) }, session, result);

  /** Over as soon as the engine is: what there is to tell may take its time. */
  const once = async (session: Session, work: (deps: CommitDeps) => Promise<CommitResult>): Promise<CommitResult> => {
    running = true;
    await vscode.commands.executeCommand('setContext', contextKeys.committing, true);
    try {
      await recovering;
      await session.staging.dispatch({ kind: 'comment', text: deps.comment.value });
      const result = await withProgress(vscode.l10n.t('Work items'), (...args) => work(engine(session, ...args)));
      return result.kind === 'waiting' ? await result.finished : result;
    } finally {
      running = false;
      await vscode.commands.executeCommand('setContext', contextKeys.committing, false);
    }
  };

  return {
    memory,
    send: async (work) => {
      const session = await deps.sessions.current();
      if (running) return;
      await tell(session, await once(session, work));
    },
    ask: async (title, work) => {
      const session = await deps.sessions.current();
      await session.staging.dispatch({ kind: 'comment', text: deps.comment.value });
      return withProgress(title, (...args) => work(engine(session, ...args), session));
    },
    recover: async (session) => {
      const recovery = recoverStage(engine(session, new AbortController().signal, () => undefined));
      recovering = recovery.then(
        () => undefined,
        () => undefined,
      );
      const result = await recovery;
      if (result.kind === 'done') await tell(session, result);
      if (result.kind === 'failed')
        deps.log.warn(`What the last commit left open is not decided: ${result.error.code}`);
    },
  };
}

/** Runs under Source Control's progress bar; what takes longer gets a message that tells the step and has a button to cancel. */
function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, progress: CommitDeps['progress']) => Promise<T>,
): Thenable<T> {
  const working = withCancel(title, (signal, tellStep) => work(signal, (...step) => tellStep(stepWords(...step))));
  return vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () => working);
}

function stepWords(step: CommitStep, done: number, total: number): string {
  switch (step) {
    case 'refresh':
      return vscode.l10n.t('reading what others changed…');
    case 'upload':
      return vscode.l10n.t('uploading attachments: {0} of {1} MB…', megabytes(done), megabytes(total));
    case 'send':
      return done === 0
        ? vscode.l10n.t('sending the batch…')
        : vscode.l10n.t('sending the next batch: {0} of {1} are through…', done, total);
    case 'verify':
      return vscode.l10n.t('finding out what became of each…');
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
