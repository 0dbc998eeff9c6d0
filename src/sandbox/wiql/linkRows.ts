import type { Predicate } from './compileComparison';
import type { Sorter } from './order';
import type { WiqlSource } from './wiqlSource';

/** One row of a query of links; a root row has a target only. */
export interface LinkRow {
  readonly rel?: string;
  readonly source?: number;
  readonly target: number;
}

/** A link with both its ends. */
export interface LinkSubject<Item> {
  readonly source: Item;
  readonly rel: string;
  readonly target: Item;
}

/** A query of links taken apart: who may stand at the ends, and which links count. */
export interface LinkQueryParts<Item> {
  readonly isSource: Predicate<Item>;
  readonly isTarget: Predicate<Item>;
  /** Conditions on the link's type, and those that name both ends. */
  readonly isLink: Predicate<LinkSubject<Item>>;
  readonly sort: Sorter<Item>;
}

/** The items that may stand at the source of a link, in the query's order. */
export function sourceItems<Item>(
  source: WiqlSource<Item>,
  parts: LinkQueryParts<Item>,
  asOf: string | undefined,
): readonly Item[] {
  const found: Item[] = [];
  for (const item of source.items(asOf)) if (parts.isSource(item)) found.push(item);
  return parts.sort(found, (item) => item);
}

/** The links of an item that the query asks for, in the query's order of their targets; two to the same target stay as they were. */
export function linkedItems<Item>(
  source: WiqlSource<Item>,
  parts: LinkQueryParts<Item>,
  from: Item,
  asOf: string | undefined,
): readonly LinkSubject<Item>[] {
  const found: LinkSubject<Item>[] = [];
  source.eachLink(from, asOf, (rel, id) => {
    const target = source.item(id, asOf);
    if (target === undefined || !parts.isTarget(target)) return;
    const subject = { source: from, rel, target };
    if (parts.isLink(subject)) found.push(subject);
  });
  return parts.sort(found, ({ target }) => target);
}
