import * as vscode from 'vscode';
import type { CommitResult } from '../../commit/deps';
import type { ItemProblem } from '../../core/commitPlan';
import { outcomeProblems } from '../../core/fate';
import type { Outcome } from '../../core/outcome';
import type { Problem } from '../../core/problem';
import { AdoError } from '../../ado/errors';
import type { Session } from '../connection/session';
import { Failure } from '../failure';
import type { Log } from '../log';
import type { CommitMemory } from './commitMemory';
import type { CommitNews } from './commitNews';
import { replaceNewTabs } from './newItemTabs';
import type { CommentBox } from './sourceControl';

export interface TellingDeps {
  readonly news: CommitNews;
  readonly comment: CommentBox;
  readonly memory: CommitMemory;
  readonly log: Log;
}

/** Items that need a look are shown in the Problems panel; only what has no place of its own becomes a message. */
export async function tellResult(deps: TellingDeps, session: Session, result: CommitResult): Promise<void> {
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
      return tellNothing();
    case 'failed':
      throw result.error;
    case 'blocked':
      return tellBlocked(deps.news, result.problems);
    case 'done':
      await tellOutcomes(deps, session, result.outcomes);
  }
}

/** Brings the Problems panel into view; VS Code's own command for it, `workbench.actions.view.problems`, closes an open one. */
export async function showProblems(): Promise<void> {
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
}

export function tellNothing(): never {
  throw new Failure(vscode.l10n.t('Nothing is staged. Change a work item and save it; then commit.'));
}

/** Problems that keep everything from being sent. */
export async function tellBlocked(news: CommitNews, problems: readonly ItemProblem[]): Promise<never> {
  news.set(byItem(problems.map(({ id, problem }) => [id, [problem]] as const)));
  await showProblems();
  throw new Failure(vscode.l10n.t('Nothing was sent: the Problems panel shows what to correct first.'));
}

async function tellOutcomes(
  deps: TellingDeps,
  session: Session,
  outcomes: readonly (readonly [number, Outcome])[],
): Promise<void> {
  const committed = outcomes.flatMap(([, outcome]) => (outcome.kind === 'committed' ? [outcome] : []));
  const ids = committed.map(({ id }) => id);
  // After a restart nothing is known of items that have left the stage: without their text there is no line to tell it on.
  const unread = ids.filter((id) => session.bases.known(id) === undefined);
  await readAgain(deps.log, session, unread);
  deps.news.set(byItem(committed.map((outcome) => [outcome.id, outcomeProblems(outcome)] as const)));
  deps.comment.value = session.staging.stage.comment;
  // Documents show already what was committed; what the server's rules added to it may come later.
  await readAgain(
    deps.log,
    session,
    ids.filter((id) => !unread.includes(id)),
  );
  await replaceNewTabs(session, await deps.memory.realIds());
  if (outcomes.length === 0) return;
  if (committed.length === outcomes.length) {
    const [first] = committed;
    const text =
      committed.length === 1 && first !== undefined
        ? vscode.l10n.t('$(check) Committed work item {0}', first.id)
        : vscode.l10n.t('$(check) Committed {0} work items', committed.length);
    vscode.window.setStatusBarMessage(text, 5000);
  } else {
    await showProblems();
  }
}

/** For what has left the stage. That its newest state cannot be had at the moment is no reason to interrupt anybody. */
export async function readAgain(log: Log, session: Session, ids: readonly number[]): Promise<void> {
  try {
    await session.bases.refresh(ids);
  } catch (error) {
    if (!(error instanceof AdoError)) throw error;
    log.warn(`What has left the stage could not be read again: ${error.code}`);
  }
}

/** Problems by the item that they are of. */
export function byItem(
  entries: readonly (readonly [number, readonly Problem[]])[],
): ReadonlyMap<number, readonly Problem[]> {
  const news = new Map<number, readonly Problem[]>();
  for (const [id, problems] of entries) news.set(id, [...(news.get(id) ?? []), ...problems]);
  return news;
}
