import * as path from 'node:path';
import * as vscode from 'vscode';
import { commitStage } from '../../commit/commit';
import type { CommitResult, CommitStep } from '../../commit/deps';
import { outcomeProblems } from '../../core/fate';
import type { Outcome } from '../../core/outcome';
import type { Problem } from '../../core/problem';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { contextKeys } from '../ids';
import type { Log } from '../log';
import { commitDepsOf } from './commitDeps';
import type { CommitNews } from './commitNews';
import type { CommentBox } from './sourceControl';

export interface CommitCommandDeps {
  readonly sessions: Sessions;
  readonly news: CommitNews;
  readonly comment: CommentBox;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

/** Commit: one at a time, with progress and cancel; what became of each item is shown in the Problems panel. */
export function commitCommands(deps: CommitCommandDeps): Pick<CommandHandlers, 'commit'> {
  let running = false;
  return {
    commit: async () => {
      if (running) return;
      running = true;
      await vscode.commands.executeCommand('setContext', contextKeys.committing, true);
      try {
        await commit(deps, await deps.sessions.current());
      } finally {
        running = false;
        await vscode.commands.executeCommand('setContext', contextKeys.committing, false);
      }
    },
  };
}

async function commit(deps: CommitCommandDeps, session: Session): Promise<void> {
  await session.staging.dispatch({ kind: 'comment', text: deps.comment.value });
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Work items'), cancellable: true },
    (progress, token) => {
      const cancelling = new AbortController();
      token.onCancellationRequested(() => cancelling.abort());
      const report = (step: CommitStep): void => progress.report({ message: stepWords(step) });
      return commitStage(
        commitDepsOf({
          session,
          folder: path.join(deps.storage.fsPath, session.name),
          log: deps.log,
          signal: cancelling.signal,
          progress: report,
        }),
      );
    },
  );
  await tellResult(deps, session, result);
}

function stepWords(step: CommitStep): string {
  switch (step) {
    case 'refresh':
      return vscode.l10n.t('reading what others changed…');
    case 'upload':
      return vscode.l10n.t('uploading attachments…');
    case 'send':
      return vscode.l10n.t('sending the batch…');
    case 'verify':
      return vscode.l10n.t('finding out what became of each…');
  }
}

/** Items that need a look are shown in the Problems panel; only what has no place of its own becomes a message. */
async function tellResult(deps: CommitCommandDeps, session: Session, result: CommitResult): Promise<void> {
  switch (result.kind) {
    case 'cancelled':
      return;
    case 'busy':
      throw new Failure(
        vscode.l10n.t('Another window is committing these edits at this moment. Wait until it is done.'),
      );
    case 'waiting':
      return tellResult(deps, session, await result.finished);
    case 'nothing':
      throw new Failure(vscode.l10n.t('Nothing is staged. Change a work item and save it; then commit.'));
    case 'failed':
      throw result.error;
    case 'blocked':
      deps.news.set(byItem(result.problems.map(({ id, problem }) => [id, [problem]] as const)));
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      throw new Failure(vscode.l10n.t('Nothing was sent: the Problems panel shows what to correct first.'));
    case 'done':
      await tellOutcomes(deps, session, result.outcomes);
  }
}

async function tellOutcomes(
  deps: CommitCommandDeps,
  session: Session,
  outcomes: readonly (readonly [number, Outcome])[],
): Promise<void> {
  const committed = outcomes.flatMap(([, outcome]) => (outcome.kind === 'committed' ? [outcome] : []));
  deps.news.set(byItem(committed.map((outcome) => [outcome.id, outcomeProblems(outcome)] as const)));
  deps.comment.value = session.staging.stage.comment;
  await session.bases.refresh(committed.map(({ id }) => id));
  if (committed.length === outcomes.length) {
    const text = vscode.l10n.t('$(check) Committed {0} work items', committed.length);
    vscode.window.setStatusBarMessage(text, 5000);
  } else {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

function byItem(entries: readonly (readonly [number, readonly Problem[]])[]): ReadonlyMap<number, readonly Problem[]> {
  const news = new Map<number, readonly Problem[]>();
  for (const [id, problems] of entries) news.set(id, [...(news.get(id) ?? []), ...problems]);
  return news;
}
