import assert from 'node:assert/strict';
import type { CommitResult } from '../../src/commit/deps';
import type { Outcome } from '../../src/core/outcome';

/** Outcomes of a commit that came to its end. */
export function outcomesOf(result: CommitResult): ReadonlyMap<number, Outcome> {
  assert(result.kind === 'done', JSON.stringify(result));
  return new Map(result.outcomes);
}

/** The id on the server that a new item has got. */
export function realId(result: CommitResult, id: number): number {
  return realIdOf(outcomesOf(result), id);
}

export function realIdOf(outcomes: ReadonlyMap<number, Outcome>, id: number): number {
  const outcome = outcomes.get(id);
  assert(outcome?.kind === 'committed', JSON.stringify(outcome));
  return outcome.id;
}
