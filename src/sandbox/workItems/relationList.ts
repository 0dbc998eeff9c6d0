import { standsAt } from '../fieldValues';
import type { ResourceLink, WorkItemLink } from '../model';
import { RELATION_TYPES } from '../process/relationTypes';
import type { Store } from '../store';

/** A relation as seen from one work item. */
export type Relation =
  | {
      readonly kind: 'link';
      readonly link: WorkItemLink;
      /** Reference name of the end that this item sees. */
      readonly rel: string;
      /** The item at the other end. */
      readonly other: number;
    }
  | { readonly kind: 'resource'; readonly resource: ResourceLink };

/** Order of link types in a reply, as in the documented replies of work item 299. The others follow by name. */
const rank = [
  'System.LinkTypes.Hierarchy-Reverse',
  'System.LinkTypes.Related',
  'System.LinkTypes.Hierarchy-Forward',
  'System.LinkTypes.Dependency-Forward',
  'System.LinkTypes.Dependency-Reverse',
];

/**
 * The relations of an item in the order in which they are returned, which is the order that indices count in.
 * It is not the order in which they were added: links to 974, 975 and 976 were recorded as 975, 974, 976, and documented
 * ones stand as 299, 300. Sorting by the id with its lowest bit flipped gives both, and keeps clients honest.
 * @param asOf ISO date; undefined is now.
 */
export function relationList(store: Store, id: number, asOf?: string): readonly Relation[] {
  const links: (Relation & { kind: 'link' })[] = [];
  for (const link of store.links(id)) {
    if (!standsAt(link, asOf)) continue;
    const seen = seenFrom(link, id);
    if (link.remoteHostId === undefined && !store.live(seen.other)) continue;
    links.push({ kind: 'link', link, ...seen });
  }
  links.sort((a, b) => rankOf(a.rel) - rankOf(b.rel) || compare(a.rel, b.rel) || (a.other ^ 1) - (b.other ^ 1));
  const resources: Relation[] = [...store.resources(id)]
    .filter((resource) => standsAt(resource, asOf))
    .sort((a, b) => a.id - b.id)
    .map((resource) => ({ kind: 'resource', resource }));
  return [...links, ...resources];
}

/** The end of a link that an item sees, and what stands at the other end. */
export function seenFrom(link: WorkItemLink, id: number): { readonly rel: string; readonly other: number } {
  if (link.source === id) return { rel: link.rel, other: link.target };
  return { rel: oppositeEnd(link.rel), other: link.source };
}

const opposites = new Map(
  RELATION_TYPES.map(({ referenceName, attributes }) => [referenceName, attributes.oppositeEndReferenceName]),
);

/** `…-Reverse` for `…-Forward` and the other way round; an undirected link type is its own opposite. */
export function oppositeEnd(rel: string): string {
  return opposites.get(rel) ?? rel;
}

function rankOf(rel: string): number {
  const found = rank.indexOf(rel);
  return found === -1 ? rank.length : found;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
