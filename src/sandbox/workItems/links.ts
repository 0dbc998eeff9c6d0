import { errors } from '../errors';
import { standsAt } from '../fieldValues';
import type { WorkItemLink } from '../model';
import type { RelationType } from '../process/relationTypes';
import type { Store } from '../store';
import type { Draft } from './draft';
import type { RelationInput } from './patchDocument';

/** Links of one work item (Azure DevOps object limits). */
const maxLinks = 1000;

/** Adds a link between two work items: at once at both ends, and without a new revision at either. */
export function addLink(draft: Draft, type: RelationType, input: RelationInput): void {
  const { store, now, user } = draft.context;
  const forward = type.attributes.isForward !== false;
  const rel = forward ? type.referenceName : (type.attributes.oppositeEndReferenceName ?? type.referenceName);
  const remote = type.attributes.remote === true ? remoteEnd(input) : undefined;
  const other = remote?.id ?? targetId(draft, input.url);
  if (!remote) checkTarget(draft, other);
  const [source, target] = forward || remote ? [draft.id, other] : [other, draft.id];
  checkLink(store, type, { rel: remote ? type.referenceName : rel, source, target, hostId: remote?.hostId });
  const comment = input.attributes['comment'];
  const id = store.next('link');
  store.put('links', id, {
    id,
    rel: remote ? type.referenceName : rel,
    source,
    target,
    ...(typeof comment === 'string' && comment !== '' ? { comment } : {}),
    ...(remote ? { remoteHostId: remote.hostId, remoteUrl: input.url } : {}),
    addedDate: now.toISOString(),
    addedBy: user.id,
  });
}

/** The id in a work item's url, with or without a project; negative ids are those of creations in the same batch. */
function targetId(draft: Draft, url: string): number {
  const found =
    /\/_apis\/wit\/workitems\/(-?\d{1,9})\/?(?:\?.*)?$/i.exec(url) ??
    /^vstfs:\/\/\/WorkItemTracking\/WorkItem\/(\d{1,9})$/i.exec(url);
  const id = Number(found?.[1]);
  if (!found) {
    throw errors.relationRefused(
      `The url "${url}" is not that of a work item. Use {collection}/_apis/wit/workItems/{id}.`,
    );
  }
  if (id >= 0) return id;
  const real = draft.context.temporaryIds.get(id);
  if (real === undefined) throw errors.workItemNotFound(id);
  return real;
}

function checkTarget(draft: Draft, other: number): void {
  if (!draft.context.store.live(other)) throw errors.workItemNotFound(other);
  if (other === draft.id) {
    throw errors.relationRefused(
      `You cannot add a link from work item ${draft.id} to itself. Choose another work item.`,
    );
  }
}

/** Remote links name another organisation's work item; the host id tells which. */
function remoteEnd(input: RelationInput): { readonly id: number; readonly hostId: string } {
  const id = Number(/\/_apis\/wit\/workitems\/(\d{1,9})\/?$/i.exec(input.url)?.[1]);
  const hostId = input.attributes['hostId'] ?? input.attributes['remoteHostId'];
  if (Number.isNaN(id) || typeof hostId !== 'string' || hostId === '') {
    throw errors.relationRefused(
      'A remote link needs the url of a work item and the attribute "hostId" of its organization.',
    );
  }
  return { id, hostId };
}

interface LinkEnds {
  readonly rel: string;
  readonly source: number;
  readonly target: number;
  readonly hostId: string | undefined;
}

function checkLink(store: Store, type: RelationType, ends: LinkEnds): void {
  const { rel, source, target, hostId } = ends;
  for (const link of standing(store, source)) {
    if (link.rel !== rel || link.remoteHostId !== hostId) continue;
    const same = link.source === source && link.target === target;
    const undirected = type.attributes.directional !== true && link.source === target && link.target === source;
    if (same || undirected) throw errors.relationExists();
  }
  for (const id of hostId === undefined ? [source, target] : [source]) {
    if (count(standing(store, id)) >= maxLinks) {
      throw errors.relationRefused(
        `Work item ${id} has ${maxLinks} links, which is the limit. Remove some before you add another.`,
      );
    }
  }
  if (hostId !== undefined) return;
  if (type.attributes.topology === 'tree') {
    for (const link of standing(store, target)) {
      if (link.rel === rel && link.target === target) throw errors.oneParent(type.name, source, target);
    }
  }
  if (type.attributes.acyclic === true && reaches(store, rel, target, source)) {
    throw errors.circular(type.name, source, target);
  }
}

/** Links of an item that have not been removed and whose items exist. */
function* standing(store: Store, id: number): IterableIterator<WorkItemLink> {
  for (const link of store.links(id)) {
    if (!standsAt(link, undefined)) continue;
    if (link.remoteHostId === undefined && (!store.live(link.source) || !store.live(link.target))) continue;
    yield link;
  }
}

function count(links: Iterable<WorkItemLink>): number {
  return [...links].length;
}

/** Whether links of one type lead from one item to another. */
function reaches(store: Store, rel: string, from: number, to: number): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    if (id === to) return true;
    for (const link of standing(store, id)) {
      if (link.rel === rel && link.source === id && link.remoteHostId === undefined) seen.add(link.target);
    }
  }
  return false;
}
