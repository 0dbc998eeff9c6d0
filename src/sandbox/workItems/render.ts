import { markerField } from '../boardFields';
import { wireDate } from '../dates';
import { computedFields, readField } from '../fieldValues';
import type { FieldValue, Project, Revision } from '../model';
import { identityRef, identityString, isPerson } from '../people';
import { findField } from '../process/fieldCatalogue';
import { findRelationType } from '../process/relationTypes';
import type { Store } from '../store';
import { atLeast } from '../versions';
import type { ApiVersion } from '../versions';
import { relationList } from './relationList';
import type { Relation } from './relationList';
import { projectOf } from './save';

/** What rendering needs to know of the request. */
export interface View {
  readonly store: Store;
  readonly baseUrl: string;
  readonly version: ApiVersion;
}

export interface RenderOptions {
  /** Reference names; undefined is every field with a value. */
  readonly fields?: readonly string[];
  /** Also the fields that are left out by default: ids, levels, watermark, … */
  readonly allFields?: boolean;
  readonly relations?: boolean;
  readonly links?: boolean;
  /** Urls carry the project's GUID, as single replies do from 5.0 on; lists never do. */
  readonly projectUrl?: boolean;
  /** Relations as they stood then, ISO date. */
  readonly asOf?: string;
  /** Identities as `Name <mail>` whatever the version, as in the recycle bin. */
  readonly plainIdentities?: boolean;
}

/** Fields that a reply leaves out unless everything is asked for, or they are. */
const onlyOnRequest = new Set([
  'System.Id',
  'System.AreaId',
  'System.NodeName',
  'System.Rev',
  'System.AuthorizedDate',
  'System.RevisedDate',
  'System.IterationId',
  'System.AuthorizedAs',
  'System.PersonId',
  'System.Watermark',
  'System.AttachedFileCount',
  'System.HyperLinkCount',
  'System.ExternalLinkCount',
  'System.RelatedLinkCount',
  'System.RemoteLinkCount',
]);
const levels = (prefix: string): string[] => [1, 2, 3, 4, 5, 6, 7].map((level) => `${prefix}${level}`);

/** Order of the fields in a reply; what is not named here follows, with the long texts last. */
const head = [
  'System.Id',
  'System.AreaId',
  'System.AreaPath',
  'System.TeamProject',
  'System.NodeName',
  ...levels('System.AreaLevel'),
  'System.Rev',
  'System.AuthorizedDate',
  'System.RevisedDate',
  'System.IterationId',
  'System.IterationPath',
  ...levels('System.IterationLevel'),
  'System.WorkItemType',
  'System.State',
  'System.Reason',
  'System.AssignedTo',
  'System.CreatedDate',
  'System.CreatedBy',
  'System.ChangedDate',
  'System.ChangedBy',
  'System.AuthorizedAs',
  'System.PersonId',
  'System.Watermark',
  'System.CommentCount',
  'System.Title',
  'System.BoardColumn',
  'System.BoardColumnDone',
];
const tail = ['System.Description', 'System.History', 'System.Tags', 'System.Parent'];
const placed = new Set([...head, ...tail]);

const isShownByDefault = (name: string): boolean =>
  !onlyOnRequest.has(name) && !/^System\.(Area|Iteration)Level/.test(name);
const defaultHead = head.filter(isShownByDefault);
const defaultTail = tail.filter(isShownByDefault);

/** Counts that only come when they are named (work-items-1.0: "must be specifically queried for"). */
const neverInAll = new Set([...onlyOnRequest].filter((name) => name.endsWith('Count')));

/** A work item as JSON, at one revision. */
export function renderWorkItem(view: View, revision: Revision, options: RenderOptions): Record<string, unknown> {
  const project = projectOf(view.store, revision);
  const url = itemUrl(view, revision.id, options.projectUrl === true ? project : undefined);
  const relations = options.relations === true ? relationList(view.store, revision.id, options.asOf) : [];
  return {
    id: revision.id,
    rev: revision.rev,
    fields: renderFields(view, revision, options),
    ...(showsFormats(view, options) && revision.markdown
      ? { multilineFieldsFormat: Object.fromEntries(revision.markdown.map((name) => [name, 'markdown'])) }
      : {}),
    ...(relations.length > 0 ? { relations: relations.map((one) => renderRelation(view, one)) } : {}),
    ...(options.links === true ? { _links: itemLinks(view, revision.id, url, revision, project) } : {}),
    url,
  };
}

/** Recorded: the map comes only when the request names no fields. */
function showsFormats(view: View, options: RenderOptions): boolean {
  return options.fields === undefined && atLeast(view.version, 7, 0);
}

function renderFields(view: View, revision: Revision, options: RenderOptions): Record<string, unknown> {
  const names = options.fields ?? fieldNames(revision, options.allFields === true);
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const value = readField(view.store, revision, name);
    if (value === undefined) continue;
    if (options.fields === undefined && hides(name, value, options.allFields === true)) continue;
    fields[name] = renderValue(view, name, value, options.plainIdentities === true);
  }
  if (options.allFields === true) {
    for (const { marker } of projectOf(view.store, revision)?.boards ?? []) {
      if (`${marker}_Kanban.Column` in fields) fields[markerField(marker)] = true;
    }
  }
  return fields;
}

function fieldNames(revision: Revision, all: boolean): readonly string[] {
  const others = Object.keys(revision.fields).filter((name) => !placed.has(name) && !computedFields.has(name));
  if (all) return [...head, ...others, ...tail];
  return [...defaultHead, ...others.filter(isShownByDefault), ...defaultTail];
}

function hides(name: string, value: FieldValue, all: boolean): boolean {
  if (all && neverInAll.has(name)) return true;
  return name === 'System.BoardColumnDone' && value === '';
}

/** A value as it travels: dates trimmed, identities by version (strings up to 4.x, objects from 5.0). */
export function renderValue(view: View, referenceName: string, value: FieldValue, plainIdentities = false): unknown {
  if (isPerson(value)) {
    const person = view.store.get('people', value.person);
    if (!person) return value.person;
    return plainIdentities || !atLeast(view.version, 5)
      ? identityString(view.store, value)
      : identityRef(person, view.baseUrl);
  }
  if (typeof value === 'string' && findField(view.store, referenceName)?.type === 'dateTime') return wireDate(value);
  return value;
}

/** The address of a work item, with the project's GUID or without. */
export function itemUrl(view: View, id: number, project?: Project): string {
  const scope = project && atLeast(view.version, 5) ? `/${project.id}` : '';
  return `${view.baseUrl}${scope}/_apis/wit/workItems/${id}`;
}

function itemLinks(view: View, id: number, url: string, revision: Revision, project: Project | undefined): unknown {
  const modern = atLeast(view.version, 5);
  const scope = modern && url.includes(project?.id ?? '\0') ? `/${project?.id ?? ''}` : '';
  const type = encodeURIComponent(
    String(renderValue(view, 'System.WorkItemType', revision.fields['System.WorkItemType'] ?? '')),
  );
  const discussion = atLeast(view.version, 4, 1)
    ? { workItemComments: { href: `${url}/comments` } }
    : { workItemHistory: { href: `${url}/history` } };
  return {
    self: { href: url },
    workItemUpdates: { href: `${url}/updates` },
    workItemRevisions: { href: `${url}/revisions` },
    ...discussion,
    html: {
      href: modern
        ? `${view.baseUrl}${scope}/_workitems/edit/${id}`
        : `${view.baseUrl}/web/wi.aspx?pcguid=${collectionId}&id=${id}`,
    },
    workItemType: { href: `${view.baseUrl}/${project?.id ?? ''}/_apis/wit/workItemTypes/${type}` },
    fields: { href: `${view.baseUrl}${scope}/_apis/wit/fields` },
  };
}

/** The collection's GUID, as the reference documents print it. */
export const collectionId = 'd81542e4-cdfa-4333-b082-1ae2d6c3ad16';

/** A relation as JSON. */
export function renderRelation(view: View, relation: Relation): Record<string, unknown> {
  if (relation.kind === 'resource') return renderResource(view, relation);
  const { link, rel, other } = relation;
  const comment = link.comment === undefined || link.comment === '' ? {} : { comment: link.comment };
  const name = atLeast(view.version, 5) ? { name: linkName(rel) } : {};
  const host = link.remoteHostId === undefined ? {} : { hostId: link.remoteHostId };
  return {
    rel,
    url: link.remoteUrl ?? itemUrl(view, other),
    attributes: { isLocked: false, ...comment, ...name, ...host },
  };
}

function linkName(rel: string): string {
  return findRelationType(rel)?.name ?? rel;
}

function renderResource(view: View, { resource }: Relation & { kind: 'resource' }): Record<string, unknown> {
  const attached = resource.rel === 'AttachedFile';
  return {
    rel: resource.rel,
    url: attached ? `${view.baseUrl}/_apis/wit/attachments/${resource.url}` : resource.url,
    attributes: {
      authorizedDate: wireDate(resource.addedDate),
      id: resource.id,
      resourceCreatedDate: wireDate(resource.createdDate),
      resourceModifiedDate: wireDate(resource.modifiedDate),
      revisedDate: wireDate(resource.removedDate ?? '9999-01-01T00:00:00.000Z'),
      ...(resource.comment === undefined || resource.comment === '' ? {} : { comment: resource.comment }),
      ...(resource.name === undefined ? {} : { name: resource.name }),
      ...(attached && atLeast(view.version, 3) ? { resourceSize: resource.size ?? 0 } : {}),
    },
  };
}
