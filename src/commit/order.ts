import type { Batch, PlanEntry } from '../core/commitPlan';
import { isRecord } from '../core/json';
import { linkTarget } from '../core/relations';
import type { JsonValue, WorkItem } from '../core/workItem';
import { namesPositions, position } from './positions';

type BaseOf = (id: number) => WorkItem | undefined;

/**
 * True where a batch names relations by position on items whose list of relations an earlier batch has changed from the other end:
 * links make no revision, so the guard would not notice, and the service keeps no order of its own.
 */
export function disturbed(batch: Batch, earlier: readonly Batch[], baseOf: BaseOf): boolean {
  const exposed = batch.entries.filter(namesPositions).map(({ id }) => id);
  if (exposed.length === 0) return false;
  const touched = new Set(earlier.flatMap(({ entries }) => entries.flatMap((entry) => otherEnds(entry, baseOf))));
  return exposed.some((id) => touched.has(id));
}

/** Ids at the other end of the links that an entry adds or removes. */
function otherEnds(entry: PlanEntry, baseOf: BaseOf): readonly number[] {
  return entry.operations.flatMap(({ path, value }) => {
    const index = position.exec(path)?.[1];
    const removed = index === undefined ? undefined : baseOf(entry.id)?.relations[Number(index)]?.url;
    const target = linkTarget(removed ?? urlOf(value));
    return target === undefined ? [] : [target];
  });
}

function urlOf(value: JsonValue | undefined): string {
  const url = isRecord(value) ? value['url'] : undefined;
  return typeof url === 'string' ? url : '';
}
