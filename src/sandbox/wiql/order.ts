import { resolveField } from './compileComparison';
import { familyOf } from './families';
import { first } from './first';
import type { OrderTerm } from './syntax';
import { isPersonValue } from './valueTests';
import type { WiqlField, WiqlScope, WiqlSource, WiqlValue } from './wiqlSource';

/** Sorts items, the first `top` of them where a number is given. */
export type Sorter<Item> = (items: readonly Item[], top?: number) => readonly Item[];

/** Compares two items by their places in the list that is sorted. */
type Compare = (one: number, two: number) => number;

/** Reads the key of every item once, and compares by these keys. */
type Term<Item> = (items: readonly Item[]) => Compare;

/** The order of a query's rows: its terms, then ids. Fields without a value come first, as databases sort them. */
export function compileOrder<Item>(
  terms: readonly OrderTerm[],
  source: WiqlSource<Item>,
  scope: WiqlScope,
): Sorter<Item> {
  const compiled = terms.map(({ field, descending }) => {
    const term = compileTerm(source, resolveField(field, scope));
    return descending ? reversed(term) : term;
  });
  return (items, top = items.length) => {
    if (items.length < 2 || (compiled.length === 0 && isAscending(items, source))) return items.slice(0, top);
    const compares = [...compiled, byNumber((item: Item) => source.idOf(item))].map((term) => term(items));
    const compare = (one: number, two: number): number => {
      for (const each of compares) {
        const order = each(one, two);
        if (order !== 0) return order;
      }
      return 0;
    };
    return first(items, compare, top);
  };
}

function isAscending<Item>(items: readonly Item[], source: WiqlSource<Item>): boolean {
  let last = -Infinity;
  for (const item of items) {
    const id = source.idOf(item);
    if (id < last) return false;
    last = id;
  }
  return true;
}

function compileTerm<Item>(source: WiqlSource<Item>, field: WiqlField): Term<Item> {
  const read = source.reader(field);
  switch (familyOf(field)) {
    case 'number':
    case 'boolean':
      return byNumber((item) => Number(read(item) ?? -Infinity));
    case 'date':
      return byText((item) => dateKey(read(item)));
    default:
      return byText((item) => textKey(read(item)));
  }
}

function reversed<Item>(term: Term<Item>): Term<Item> {
  return (items) => {
    const compare = term(items);
    return (one, two) => compare(two, one);
  };
}

function byNumber<Item>(key: (item: Item) => number): Term<Item> {
  return (items) => {
    const keys = new Float64Array(items.length);
    items.forEach((item, place) => {
      keys[place] = key(item);
    });
    return (one, two) => {
      const left = keys[one] ?? 0;
      const right = keys[two] ?? 0;
      return left < right ? -1 : left > right ? 1 : 0;
    };
  };
}

function byText<Item>(key: (item: Item) => string): Term<Item> {
  return (items) => {
    const keys = items.map(key);
    return (one, two) => {
      const left = keys[one] ?? '';
      const right = keys[two] ?? '';
      return left === right ? 0 : left < right ? -1 : 1;
    };
  };
}

function textKey(value: WiqlValue | undefined): string {
  if (value === undefined) return '';
  return (isPersonValue(value) ? value.displayName : String(value)).toLowerCase();
}

/** Length of `2026-01-31T08:00:00.000Z`. */
const fullLength = 24;

/** ISO dates of full length sort as text. */
function dateKey(value: WiqlValue | undefined): string {
  if (typeof value !== 'string') return '';
  return value.length === fullLength ? value : new Date(value).toISOString();
}
