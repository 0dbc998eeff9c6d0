import type { FieldValue, Revision } from './model';
import { columnField, doneField } from './boardFields';
import { placesOf } from './nodes';
import type { PlacedNode } from './nodes';
import { fieldText } from './people';
import type { Store } from './store';

/** RevisedDate of a revision that is still the latest one. */
const endOfTime = '9999-01-01T00:00:00Z';

/** Made for a store, and then asked for many revisions. */
type Computed = (store: Store) => (revision: Revision) => FieldValue | undefined;

/** Fields that are never stored but follow from the item, its place in the trees, its links and comments. */
const computed: Readonly<Record<string, Computed>> = {
  'System.Id': () => (revision) => revision.id,
  'System.Rev': () => (revision) => revision.rev,
  'System.Watermark': () => (revision) => revision.watermark,
  'System.AreaPath': atPlace('System.AreaId', ({ path }) => path),
  'System.IterationPath': atPlace('System.IterationId', ({ path }) => path),
  'System.NodeName': atPlace('System.AreaId', ({ node }) => node.name),
  'System.TeamProject': atPlace('System.AreaId', ({ segments }) => segments[0]),
  'System.AuthorizedDate': () => (revision) => revision.date,
  'System.AuthorizedAs': () => (revision) => ({ person: revision.by }),
  'System.PersonId': (store) => (revision) => store.get('people', revision.by)?.personId,
  'System.RevisedDate': (store) => (revision) => store.revisions(revision.id)[revision.rev]?.date ?? endOfTime,
  'System.CommentCount': (store) => (revision) => commentCount(store, revision),
  'System.Parent': (store) => (revision) => parentOf(store, revision.id, asOfRevision(store, revision)),
  'System.AttachedFileCount': (store) => (revision) => resourceCount(store, revision, 'AttachedFile'),
  'System.HyperLinkCount': (store) => (revision) => resourceCount(store, revision, 'Hyperlink'),
  'System.ExternalLinkCount': (store) => (revision) => resourceCount(store, revision, 'ArtifactLink'),
  'System.RelatedLinkCount': (store) => (revision) => linkCount(store, revision, false),
  'System.RemoteLinkCount': (store) => (revision) => linkCount(store, revision, true),
  'System.BoardColumn': (store) => (revision) => boardValue(store, revision, columnField),
  'System.BoardColumnDone': (store) => (revision) => boardValue(store, revision, doneField),
  ...levels('System.AreaLevel', 'System.AreaId'),
  ...levels('System.IterationLevel', 'System.IterationId'),
};

/** Names of the fields that are computed when they are read. */
export const computedFields: ReadonlySet<string> = new Set(Object.keys(computed));

/** Reads one field of many revisions. */
export function fieldReader(store: Store, referenceName: string): (revision: Revision) => FieldValue | undefined {
  const compute = Object.hasOwn(computed, referenceName) ? computed[referenceName]?.(store) : undefined;
  return compute ?? ((revision) => revision.fields[referenceName]);
}

/** The value of a field in a revision, stored or computed; undefined when the field is empty. Identities stay references. */
export function readField(store: Store, revision: Revision, referenceName: string): FieldValue | undefined {
  return fieldReader(store, referenceName)(revision);
}

/** The id of an item's parent at a moment (ISO date; undefined is now). */
export function parentOf(store: Store, id: number, asOf?: string): number | undefined {
  for (const link of store.links(id)) {
    if (link.target !== id || link.rel !== 'System.LinkTypes.Hierarchy-Forward') continue;
    if (standsAt(link, asOf) && store.live(link.source)) return link.source;
  }
  return undefined;
}

/** Whether a link stands at a moment (ISO date; undefined is now). */
export function standsAt(
  link: { readonly addedDate: string; readonly removedDate?: string },
  asOf: string | undefined,
): boolean {
  if (asOf === undefined) return link.removedDate === undefined;
  return link.addedDate <= asOf && (link.removedDate === undefined || link.removedDate > asOf);
}

/** The latest revision is read with the links of now; an older one with those of its last moment. */
function asOfRevision(store: Store, revision: Revision): string | undefined {
  const next = store.revisions(revision.id)[revision.rev];
  return next ? new Date(Date.parse(next.date) - 1).toISOString() : undefined;
}

type PlaceField = 'System.AreaId' | 'System.IterationId';

function atPlace(field: PlaceField, value: (place: PlacedNode) => FieldValue | undefined): Computed {
  return (store) => {
    const places = placesOf(store);
    return (revision) => {
      const id = revision.fields[field];
      const place = typeof id === 'number' ? places.get(id) : undefined;
      return place && value(place);
    };
  };
}

/** The card's place on the first board of the project that the item's type stands on. */
function boardValue(store: Store, revision: Revision, field: (marker: string) => string): FieldValue | undefined {
  const areaId = revision.fields['System.AreaId'];
  const projectId = typeof areaId === 'number' ? placesOf(store).get(areaId)?.node.projectId : undefined;
  const boards = projectId === undefined ? [] : (store.get('projects', projectId)?.boards ?? []);
  const type = fieldText(revision.fields['System.WorkItemType']);
  const board = boards.find(({ types }) => types.includes(type));
  return board && revision.fields[field(board.marker)];
}

function levels(prefix: string, field: PlaceField): Record<string, Computed> {
  return Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((level) => [`${prefix}${level}`, atPlace(field, ({ segments }) => segments[level - 1])]),
  );
}

function commentCount(store: Store, revision: Revision): number {
  let count = 0;
  for (const comment of store.comments(revision.id)) {
    if (comment.isDeleted !== true && comment.createdInRev <= revision.rev) count++;
  }
  return count;
}

function resourceCount(store: Store, revision: Revision, rel: string): number {
  let count = 0;
  for (const link of store.resources(revision.id)) {
    const gone = link.removedRev !== undefined && link.removedRev <= revision.rev;
    if (link.rel === rel && link.addedRev <= revision.rev && !gone) count++;
  }
  return count;
}

function linkCount(store: Store, revision: Revision, remote: boolean): number {
  const asOf = asOfRevision(store, revision);
  let count = 0;
  for (const link of store.links(revision.id)) {
    if ((link.remoteHostId !== undefined) === remote && standsAt(link, asOf)) count++;
  }
  return count;
}
