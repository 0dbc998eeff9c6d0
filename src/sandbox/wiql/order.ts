import { resolveField } from './compileComparison';
import { familyOf } from './families';
import type { OrderTerm } from './syntax';
import { isPersonValue } from './valueTests';
import type { WiqlScope, WiqlSource, WiqlValue } from './wiqlSource';

/** Sorts items, the first `top` of them where a number is given. */
export type Sorter<Item> = (items: readonly Item[], top?: number) => readonly Item[];

type Key = string | number | undefined;

/** An item with what it is sorted by. */
interface Entry<Item> {
  readonly item: Item;
  readonly id: number;
  readonly keys: readonly Key[];
}

/** The order of a query's rows: its terms, then ids. Fields without a value come first, as databases sort them. */
export function compileOrder<Item>(
  terms: readonly OrderTerm[],
  source: WiqlSource<Item>,
  scope: WiqlScope,
): Sorter<Item> {
  const readers = terms.map(({ field }) => {
    const definition = resolveField(field, scope);
    const read = source.reader(definition);
    const isDate = familyOf(definition) === 'date';
    return (item: Item): Key => keyOf(read(item), isDate);
  });
  const signs = terms.map(({ descending }) => (descending ? -1 : 1));
  const compare = (one: Entry<Item>, two: Entry<Item>): number => {
    for (const [index, sign] of signs.entries()) {
      const order = compareKeys(one.keys[index], two.keys[index]);
      if (order !== 0) return sign * order;
    }
    return one.id - two.id;
  };
  return (items, top) => {
    const entries = items.map((item) => ({ item, id: source.idOf(item), keys: readers.map((read) => read(item)) }));
    return smallest(entries, compare, top ?? entries.length).map(({ item }) => item);
  };
}

/** The first `count` entries in order. Whoever asks for few does not pay for sorting all. */
function smallest<E>(entries: readonly E[], compare: (one: E, two: E) => number, count: number): readonly E[] {
  if (count * 4 > entries.length) return [...entries].sort(compare).slice(0, count);
  let best: E[] = [];
  let worst: E | undefined;
  for (const entry of entries) {
    if (worst !== undefined && compare(entry, worst) >= 0) continue;
    best.push(entry);
    if (best.length < count * 2) continue;
    best = best.sort(compare).slice(0, count);
    worst = best.at(-1);
  }
  return best.sort(compare).slice(0, count);
}

function keyOf(value: WiqlValue | undefined, isDate: boolean): Key {
  if (value === undefined) return undefined;
  if (isPersonValue(value)) return value.displayName.toLowerCase();
  if (typeof value === 'string') return isDate ? dateKey(value) : value.toLowerCase();
  return Number(value);
}

/** ISO dates in UTC sort as text once the `Z` is gone, however many decimals their seconds have. */
function dateKey(value: string): string {
  return value.endsWith('Z') ? value.slice(0, -1) : value;
}

function compareKeys(one: Key, two: Key): number {
  if (one === two) return 0;
  if (one === undefined) return -1;
  if (two === undefined) return 1;
  return one < two ? -1 : 1;
}
