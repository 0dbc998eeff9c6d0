import { wireDate } from '../dates';
import { computedFields, readField } from '../fieldValues';
import type { FieldValue, ResourceLink, Revision, WorkItemLink } from '../model';
import { identityRef, isPerson } from '../people';
import { seenFrom } from './relationList';
import type { Relation } from './relationList';
import { renderRelation, renderValue } from './render';
import type { View } from './render';

/** One thing that happened to a work item: a revision, or links that came or went without one. */
interface Event {
  readonly date: string;
  readonly by: string;
  readonly rev: number;
  readonly revision?: Revision;
  readonly added: Relation[];
  readonly removed: Relation[];
}

/** Computed fields that an update tells about, beside the stored ones. */
const told = [
  'System.Id',
  'System.AreaPath',
  'System.TeamProject',
  'System.NodeName',
  'System.AreaLevel1',
  'System.AreaLevel2',
  'System.AreaLevel3',
  'System.Rev',
  'System.AuthorizedDate',
  'System.RevisedDate',
  'System.IterationPath',
  'System.IterationLevel1',
  'System.IterationLevel2',
  'System.IterationLevel3',
  'System.AuthorizedAs',
  'System.PersonId',
  'System.Watermark',
  'System.CommentCount',
];

/**
 * The updates of a work item, oldest first, numbered from 1. Changes of work item links are updates of their own that share
 * the revision number they found (recorded: updates 2 to 5 of the 7.1 example all have rev 2).
 */
export function renderUpdates(view: View, id: number, projectId: string): readonly Record<string, unknown>[] {
  return collect(view, id).map((event, index) => {
    const number = index + 1;
    const fields = event.revision ? changedFields(view, event.revision) : undefined;
    const relations = renderChanges(view, event);
    const revised = event.revision ? readField(view.store, event.revision, 'System.RevisedDate') : event.date;
    return {
      id: number,
      workItemId: id,
      rev: event.rev,
      revisedBy: author(view, event.by),
      revisedDate: wireDate(String(isPerson(revised) ? '' : revised)),
      ...(fields ? { fields } : {}),
      ...(relations ? { relations } : {}),
      url: `${view.baseUrl}/${projectId}/_apis/wit/workItems/${id}/updates/${number}`,
    };
  });
}

function author(view: View, id: string): unknown {
  const person = view.store.get('people', id);
  return person ? { ...identityRef(person, view.baseUrl), name: `${person.displayName} <${person.uniqueName}>` } : id;
}

function collect(view: View, id: number): readonly Event[] {
  const revisions = view.store.revisions(id);
  const events = new Map<string, Event>();
  for (const revision of revisions) {
    events.set(keyOf(revision.date, revision.by), {
      date: revision.date,
      by: revision.by,
      rev: revision.rev,
      revision,
      added: [],
      removed: [],
    });
  }
  const at = (date: string, by: string): Event => {
    const known = events.get(keyOf(date, by));
    if (known) return known;
    const rev = revisions.findLast((revision) => revision.date <= date)?.rev ?? 1;
    const event = { date, by, rev, added: [], removed: [] };
    events.set(keyOf(date, by), event);
    return event;
  };
  for (const link of view.store.links(id)) collectLink(link, id, at);
  for (const resource of view.store.resources(id)) collectResource(resource, revisions, at);
  return [...events.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Two people may change links of an item in the same millisecond: that is not one update. */
function keyOf(date: string, by: string): string {
  return `${date} ${by}`;
}

type At = (date: string, by: string) => Event;

function collectLink(link: WorkItemLink, id: number, at: At): void {
  const relation: Relation = { kind: 'link', link, ...seenFrom(link, id) };
  at(link.addedDate, link.addedBy).added.push(relation);
  if (link.removedDate !== undefined) at(link.removedDate, link.removedBy ?? link.addedBy).removed.push(relation);
}

function collectResource(resource: ResourceLink, revisions: readonly Revision[], at: At): void {
  const added = revisions[resource.addedRev - 1];
  const removed = resource.removedRev === undefined ? undefined : revisions[resource.removedRev - 1];
  if (added) at(added.date, added.by).added.push({ kind: 'resource', resource });
  if (removed) at(removed.date, removed.by).removed.push({ kind: 'resource', resource });
}

function renderChanges(view: View, { added, removed }: Event): Record<string, unknown> | undefined {
  if (added.length === 0 && removed.length === 0) return undefined;
  return {
    ...(added.length > 0 ? { added: added.map((one) => renderRelation(view, one)) } : {}),
    ...(removed.length > 0 ? { removed: removed.map((one) => renderRelation(view, one)) } : {}),
  };
}

/** What a revision changed against the one before it: `{oldValue?, newValue?}` by reference name. */
function changedFields(view: View, revision: Revision): Record<string, unknown> {
  const before = view.store.revisions(revision.id)[revision.rev - 2];
  const stored = [...Object.keys(before?.fields ?? {}), ...Object.keys(revision.fields)];
  const names = new Set([...told, ...stored.filter((name) => !computedFields.has(name))]);
  const changes: Record<string, unknown> = {};
  for (const name of names) {
    const oldValue = before && name !== 'System.History' ? readField(view.store, before, name) : undefined;
    const newValue = readField(view.store, revision, name);
    if (same(oldValue, newValue)) continue;
    changes[name] = {
      ...(oldValue === undefined ? {} : { oldValue: renderValue(view, name, oldValue) }),
      ...(newValue === undefined ? {} : { newValue: renderValue(view, name, newValue) }),
    };
  }
  return changes;
}

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return isPerson(a) && isPerson(b) ? a.person === b.person : a === b;
}
