import type { Outcome } from '../core/outcome';
import { findStaged, type StagedItem } from '../core/stage';
import { commitStage } from './commit';
import type { CommitDeps, CommitRequest, CommitResult } from './deps';
import { newTargets } from './rest';
import { emptyRecord, joinRecords, type CommitRecord } from './undo';

/**
 * Finds who is at fault where the server named nobody: commits one half, then the other, and halves what fails again, until
 * single items are left. What goes through is committed; every half is refreshed and guarded by revision like any commit.
 * New items that link to each other stay together.
 */
export async function commitByHalves(
  deps: CommitDeps,
  ids: readonly number[],
  request: CommitRequest = {},
): Promise<CommitResult> {
  const outcomes = new Map<number, Outcome>();
  let record: CommitRecord = emptyRecord;
  const { comment } = deps.stage.current();
  const work = halves(groups(deps, ids));
  for (let part = work.shift(); part !== undefined; part = work.shift()) {
    const result = await settled(commitStage(deps, { ...request, ids: part.flat() }));
    if (result.kind !== 'done') return outcomes.size === 0 ? result : { kind: 'done', outcomes: [...outcomes], record };
    for (const [id, outcome] of result.outcomes) outcomes.set(id, outcome);
    record = joinRecords(record, result.record);
    if (part.flat().some((id) => tellsNothing(outcomes.get(id)))) break;
    const left = part.filter((group) => group.every((id) => outcomes.get(id)?.kind === 'collateral'));
    // Where somebody turned out to be at fault, the others can go without; where nobody did, the search goes on.
    if (left.length < part.length) work.unshift(...(left.length === 0 ? [] : [left]));
    else if (part.length > 1) work.unshift(...halves(part));
    else await blame(deps, part.flat(), outcomes);
    if (work.length > 0) await deps.stage.update(() => [{ kind: 'comment', text: comment }]);
  }
  return { kind: 'done', outcomes: [...outcomes], record };
}

/** A reply that was lost, or a server that is busy, says nothing about who is at fault: going on would only blame somebody. */
function tellsNothing(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'unknown' || (outcome?.kind === 'collateral' && isNobodysFault(outcome));
}

function isNobodysFault({ culprits, unnamed }: Extract<Outcome, { readonly kind: 'collateral' }>): boolean {
  return culprits.length === 0 && unnamed !== true;
}

async function settled(running: Promise<CommitResult>): Promise<CommitResult> {
  const result = await running;
  return result.kind === 'waiting' ? settled(result.finished) : result;
}

function halves<T>(list: readonly T[]): (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)].filter((half) => half.length > 0);
}

/** Alone and still refused: this is the one, or these are, since they cannot be parted. */
async function blame(deps: CommitDeps, ids: readonly number[], outcomes: Map<number, Outcome>): Promise<void> {
  const found = ids.flatMap((id): readonly (readonly [number, Outcome])[] => {
    const outcome = outcomes.get(id);
    if (outcome?.kind !== 'collateral') return [];
    return [[id, { kind: 'rejected', status: 400, message: outcome.message, pointer: '' }]];
  });
  for (const [id, outcome] of found) outcomes.set(id, outcome);
  await deps.stage.update((stage) => [
    { kind: 'settle', outcomes: found },
    { kind: 'comment', text: stage.comment },
  ]);
}

/** Ids that must stay together, because they hang on each other by links to new items. */
function groups(deps: CommitDeps, ids: readonly number[]): readonly (readonly number[])[] {
  const stage = deps.stage.current();
  const items = ids.flatMap((id): readonly StagedItem[] => {
    const item = findStaged(stage, id);
    return item === undefined ? [] : [item];
  });
  let sets: readonly (readonly number[])[] = [];
  for (const item of items) {
    const linked = new Set([item.id, ...newTargets(item)]);
    const touched = sets.filter((set) => set.some((id) => linked.has(id)));
    const present = [...linked].filter((id) => items.some((other) => other.id === id));
    sets = [...sets.filter((set) => !touched.includes(set)), [...new Set([...touched.flat(), ...present])]];
  }
  return sets;
}
