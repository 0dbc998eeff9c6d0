import type { Batch, ItemProblem, PlanEntry } from './commitPlan';
import { linkTarget, relationOf } from './relations';

/** Entries that one `$batch` request takes at most. */
export const batchLimit = 200;

export type GroupedBatches =
  | { readonly ok: true; readonly batches: readonly Batch[] }
  | { readonly ok: false; readonly problems: readonly ItemProblem[] };

/**
 * Cuts entries into as few batches as their links allow: what creates an item comes before what links to it, in the same batch or
 * an earlier one, and new items that link to each other in a circle stay together, since neither is real before the other.
 */
export function groupIntoBatches(entries: readonly PlanEntry[], limit = batchLimit): GroupedBatches {
  const groups = entries.some((entry) => entry.id < 0) ? dependencyOrder(entries) : entries.map((entry) => [entry]);
  const tooLarge = groups.filter((group) => group.length > limit);
  if (tooLarge.length > 0) {
    const problems = tooLarge.flatMap((group) => group.map((entry) => tooLargeProblem(entry, group.length, limit)));
    return { ok: false, problems };
  }
  return { ok: true, batches: fill(groups, limit) };
}

function tooLargeProblem(entry: PlanEntry, count: number, limit: number): ItemProblem {
  return { id: entry.id, problem: { code: 'groupTooLarge', pointer: '/relations/-', severity: 'error', count, limit } };
}

function waitsFor(group: readonly PlanEntry[], putOff: ReadonlySet<number>): boolean {
  return group.some((entry) => newTargets(entry).some((target) => putOff.has(target)));
}

/** Ids of new items that an entry links to. */
function newTargets(entry: PlanEntry): readonly number[] {
  return entry.operations.flatMap((operation) => {
    const relation = operation.path === '/relations/-' ? relationOf(operation.value) : undefined;
    const target = relation === undefined ? undefined : linkTarget(relation.url);
    return target !== undefined && target < 0 && target !== entry.id ? [target] : [];
  });
}

/** Strongly connected groups, each after those it links to (Tarjan's algorithm, without recursion: chains may be long). */
function dependencyOrder(entries: readonly PlanEntry[]): readonly (readonly PlanEntry[])[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const order = new Map<PlanEntry, number>();
  const low = new Map<PlanEntry, number>();
  const stack: PlanEntry[] = [];
  const onStack = new Set<PlanEntry>();
  const groups: PlanEntry[][] = [];
  const open = (entry: PlanEntry) => {
    order.set(entry, order.size);
    low.set(entry, order.size - 1);
    stack.push(entry);
    onStack.add(entry);
    return { entry, targets: newTargets(entry)[Symbol.iterator]() };
  };
  const lower = (entry: PlanEntry, value: number) => low.set(entry, Math.min(low.get(entry) ?? value, value));
  const close = (entry: PlanEntry) => {
    if (low.get(entry) !== order.get(entry)) return;
    const group = stack.splice(stack.lastIndexOf(entry));
    for (const member of group) onStack.delete(member);
    groups.push(group);
  };
  for (const root of entries) {
    const path = order.has(root) ? [] : [open(root)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { entry, targets } = frame;
      const next = targets.next();
      const target = next.done === true ? undefined : byId.get(next.value);
      if (next.done === true) {
        path.pop();
        close(entry);
        const parent = path.at(-1)?.entry;
        if (parent !== undefined) lower(parent, low.get(entry) ?? 0);
      } else if (target !== undefined && !order.has(target)) {
        path.push(open(target));
      } else if (target !== undefined && onStack.has(target)) {
        lower(entry, order.get(target) ?? 0);
      }
    }
  }
  return groups;
}

/** Fills one batch after the other. */
function fill(groups: readonly (readonly PlanEntry[])[], limit: number): readonly Batch[] {
  const batches: Batch[] = [];
  let waiting = groups;
  while (waiting.length > 0) {
    const { entries, later } = fillOne(waiting, limit);
    batches.push({ entries });
    waiting = later;
  }
  return batches;
}

/**
 * A group that does not fit any more is put off, and so is all that links to it; what fits and depends on nothing that was
 * put off still joins.
 */
function fillOne(waiting: readonly (readonly PlanEntry[])[], limit: number) {
  const entries: PlanEntry[] = [];
  const later: (readonly PlanEntry[])[] = [];
  const putOff = new Set<number>();
  for (const [index, group] of waiting.entries()) {
    if (entries.length === limit) return { entries, later: later.concat(waiting.slice(index)) };
    const fits = entries.length + group.length <= limit;
    if (!fits || (putOff.size > 0 && waitsFor(group, putOff))) {
      later.push(group);
      for (const entry of group) putOff.add(entry.id);
    } else {
      entries.push(...group);
    }
  }
  return { entries, later };
}
