import { resolveField } from './compileComparison';
import { familyOf } from './families';
import type { OrderTerm } from './syntax';
import { isPersonValue } from './valueTests';
import type { WiqlScope, WiqlSource, WiqlValue } from './wiqlSource';

/** The order of a query's rows: its terms, then ids. Fields without a value come first, as databases sort them. */
export function compileOrder<Item>(
  terms: readonly OrderTerm[],
  source: WiqlSource<Item>,
  scope: WiqlScope,
): (one: Item, two: Item) => number {
  const compares = terms.map(({ field, descending }) => {
    const definition = resolveField(field, scope);
    const read = cached(source.reader(definition), familyOf(definition) === 'date');
    const sign = descending ? -1 : 1;
    return (one: Item, two: Item): number => sign * compareKeys(read(one), read(two));
  });
  return (one, two) => {
    for (const compare of compares) {
      const order = compare(one, two);
      if (order !== 0) return order;
    }
    return source.idOf(one) - source.idOf(two);
  };
}

type Key = string | number | undefined;

/** Sorting asks for each item many times. */
function cached<Item>(read: (item: Item) => WiqlValue | undefined, isDate: boolean): (item: Item) => Key {
  const keys = new Map<Item, Key>();
  return (item) => {
    const known = keys.get(item);
    if (known !== undefined || keys.has(item)) return known;
    const key = keyOf(read(item), isDate);
    keys.set(item, key);
    return key;
  };
}

function keyOf(value: WiqlValue | undefined, isDate: boolean): Key {
  if (value === undefined) return undefined;
  if (isPersonValue(value)) return value.displayName.toLowerCase();
  if (typeof value === 'string') return isDate ? Date.parse(value) : value.toLowerCase();
  return Number(value);
}

function compareKeys(one: Key, two: Key): number {
  if (one === two) return 0;
  if (one === undefined) return -1;
  if (two === undefined) return 1;
  return one < two ? -1 : 1;
}
