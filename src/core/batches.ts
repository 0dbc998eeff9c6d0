import type { ItemProblem } from './commitPlan';

/** Entries that one `$batch` request takes at most. */
export const batchLimit = 200;

/** What is to be sent for one item, as far as its place in a batch goes. */
export interface Linked {
  readonly id: number;
  /** Ids of the other new items that it links to. */
  readonly newTargets: readonly number[];
}

export type GroupedBatches<T> =
  | { readonly ok: true; readonly batches: readonly (readonly T[])[] }
  | { readonly ok: false; readonly problems: readonly ItemProblem[] };

/**
 * Cuts entries into as few batches as their links allow: what creates an item comes before what links to it, in the same batch or
 * an earlier one, and new items that link to each other in a circle stay together, since neither is real before the other.
 */
export function groupIntoBatches<T extends Linked>(entries: readonly T[], limit = batchLimit): GroupedBatches<T> {
  const groups = entries.some((entry) => entry.id < 0) ? dependencyOrder(entries) : entries.map((entry) => [entry]);
  const tooLarge = groups.filter((group) => group.length > limit);
  if (tooLarge.length > 0) {
    const problems = tooLarge.flatMap((group) => group.map((entry) => tooLargeProblem(entry, group.length, limit)));
    return { ok: false, problems };
  }
  return { ok: true, batches: fill(groups, limit) };
}

/** Entries of one batch, each behind what it links to. */
export function inLinkOrder<T extends Linked>(entries: readonly T[]): readonly T[] {
  return entries.some(({ id }) => id < 0) ? dependencyOrder(entries).flat() : entries;
}

function tooLargeProblem({ id }: Linked, count: number, limit: number): ItemProblem {
  return { id, problem: { code: 'groupTooLarge', pointer: '/relations/-', severity: 'error', count, limit } };
}

function waitsFor(group: readonly Linked[], putOff: ReadonlySet<number>): boolean {
  return group.some(({ newTargets }) => newTargets.some((target) => putOff.has(target)));
}

/** Strongly connected groups, each after those it links to (Tarjan's algorithm, without recursion: chains may be long). */
function dependencyOrder<T extends Linked>(entries: readonly T[]): readonly (readonly T[])[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const onStack = new Set<T>();
  const groups: T[][] = [];
  const open = (entry: T) => {
    order.set(entry, order.size);
    low.set(entry, order.size - 1);
    stack.push(entry);
    onStack.add(entry);
    return { entry, targets: entry.newTargets[Symbol.iterator]() };
  };
  const lower = (entry: T, value: number) => low.set(entry, Math.min(low.get(entry) ?? value, value));
  const close = (entry: T) => {
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
function fill<T extends Linked>(groups: readonly (readonly T[])[], limit: number): readonly (readonly T[])[] {
  const batches: (readonly T[])[] = [];
  let waiting = groups;
  while (waiting.length > 0) {
    const { entries, later } = fillOne(waiting, limit);
    batches.push(entries);
    waiting = later;
  }
  return batches;
}

/**
 * A group that does not fit any more is put off, and so is all that links to it; what fits and depends on nothing that was
 * put off still joins.
 */
function fillOne<T extends Linked>(waiting: readonly (readonly T[])[], limit: number) {
  const entries: T[] = [];
  const later: (readonly T[])[] = [];
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
