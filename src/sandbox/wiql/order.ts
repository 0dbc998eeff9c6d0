import { resolveField } from './compileComparison';
import { familyOf } from './families';
import { first } from './first';
import type { OrderTerm } from './syntax';
import { isPersonValue } from './valueTests';
import type { WiqlField, WiqlScope, WiqlSource, WiqlValue } from './wiqlSource';

/** Sorts rows by an item of each, and gives the first `top` of them where a number is given. */
export type Sorter<Item> = <Row>(rows: readonly Row[], itemOf: (row: Row) => Item, top?: number) => readonly Row[];

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
  return (rows, itemOf, top = rows.length) => {
    if (rows.length < 2 && rows.length <= top) return rows;
    const items = rows.map(itemOf);
    const ascending = isAscending(items, source);
    if (ascending && compiled.length === 0) return rows.slice(0, top);
    const byId: Compare = ascending ? (one, two) => one - two : byNumber((item: Item) => source.idOf(item))(items);
    const compare = compiled.reduceRight<Compare>((next, term) => {
      const here = term(items);
      return (one, two) => here(one, two) || next(one, two);
    }, byId);
    return first(rows, compare, top);
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
      return left < right ? -1 : left > right ? 1 : 0;
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
