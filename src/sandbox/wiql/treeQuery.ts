import { linkedItems, sourceItems } from './linkRows';
import type { LinkQueryParts, LinkRow, LinkSubject } from './linkRows';
import type { WiqlSource } from './wiqlSource';

/**
 * Rows of a recursive query: every item once, parents before their children.
 * Usually the items at the top are matched first, and shown with those below them that match too; with `matchingChildren`
 * the items below are matched first, and shown with everything between them and a matching item at the top.
 */
export function treeRows<Item>(
  source: WiqlSource<Item>,
  parts: LinkQueryParts<Item>,
  matchingChildren: boolean,
  asOf: string | undefined,
): Iterable<LinkRow> {
  const tops = sourceItems(source, parts, asOf);
  const descent = matchingChildren ? { ...parts, isTarget: () => true } : parts;
  const tree = growTree(source, tops, (item) => linkedItems(source, descent, item, asOf));
  const shown = matchingChildren ? leadingTo(tree, source, parts.isTarget) : undefined;
  const roots = tops.map((item) => source.idOf(item)).filter((id) => !tree.parents.has(id));
  return rowsOf(tree, source, roots, (id) => shown?.has(id) ?? true);
}

interface Tree<Item> {
  readonly children: ReadonlyMap<number, readonly LinkSubject<Item>[]>;
  /** The link that leads to an item; roots have none. */
  readonly parents: ReadonlyMap<number, LinkSubject<Item>>;
}

/** Follows links from the items at the top; each item keeps the first link that leads to it. */
function growTree<Item>(
  source: WiqlSource<Item>,
  tops: readonly Item[],
  linksOf: (item: Item) => readonly LinkSubject<Item>[],
): Tree<Item> {
  const children = new Map<number, readonly LinkSubject<Item>[]>();
  const parents = new Map<number, LinkSubject<Item>>();
  const waiting = [...tops];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const id = source.idOf(item);
    if (children.has(id)) continue;
    const all = linksOf(item);
    // Most items are leaves.
    if (all.length === 0) continue;
    const links = all.filter(({ target }) => !parents.has(source.idOf(target)));
    children.set(id, links);
    for (const link of links) {
      parents.set(source.idOf(link.target), link);
      waiting.push(link.target);
    }
  }
  return { children, parents };
}

/** Matching items below the top, and everything above them. */
function leadingTo<Item>(
  tree: Tree<Item>,
  source: WiqlSource<Item>,
  matches: (item: Item) => boolean,
): ReadonlySet<number> {
  const shown = new Set<number>();
  for (const link of tree.parents.values()) {
    if (!matches(link.target)) continue;
    shown.add(source.idOf(link.target));
    for (let up: LinkSubject<Item> | undefined = link; up; up = tree.parents.get(source.idOf(up.source))) {
      const id = source.idOf(up.source);
      if (shown.has(id)) break;
      shown.add(id);
    }
  }
  return shown;
}

function* rowsOf<Item>(
  tree: Tree<Item>,
  source: WiqlSource<Item>,
  roots: readonly number[],
  isShown: (id: number) => boolean,
): Iterable<LinkRow> {
  const waiting: LinkRow[] = roots.map((target) => ({ target })).reverse();
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    const { target: id } = row;
    if (!isShown(id)) continue;
    yield row;
    const links = tree.children.get(id) ?? [];
    for (const { rel, target } of links.toReversed()) waiting.push({ rel, source: id, target: source.idOf(target) });
  }
}
