import type { CommitResult } from '../../src/commit/deps';

/** A result in a line, for the history of a schedule. */
export function describeResult(result: CommitResult): string {
  if (result.kind === 'failed') return `failed ${result.error.code}`;
  if (result.kind === 'blocked') return `blocked ${JSON.stringify(result.problems)}`;
  if (result.kind !== 'done') return result.kind;
  return result.outcomes.map(([id, outcome]) => `${id} ${outcome.kind}`).join(', ');
}
