import type { PlanEntry } from '../core/commitPlan';
import { relationIdentity, toDocumentRelation, type DocumentRelation } from '../core/relations';
import type { SentEntry } from './journal';

/** The path of an operation that names a relation by its place in the list: `/relations/{index}`, and what follows. */
export const position = /^\/relations\/(\d+)(?=\/|$)/;

export function namesPositions(entry: PlanEntry): boolean {
  return entry.operations.some(({ path }) => position.test(path));
}

/** What an entry's operations take away for good; links that another entry gives up may be among them (`withLastingPositions`). */
export function sentRemovals({ base, changes, operations }: SentEntry): readonly DocumentRelation[] {
  const renamed = new Set(
    changes.flatMap((change) => (change.kind === 'changeRelation' ? [relationIdentity(change.from)] : [])),
  );
  const removed = operations.flatMap(({ op, path }) => {
    const relation = op === 'remove' ? base.relations[Number(position.exec(path)?.[1])] : undefined;
    return relation === undefined ? [] : [toDocumentRelation(relation)];
  });
  return removed.filter((relation) => !renamed.has(relationIdentity(relation)));
}
