import { badRequest } from '../errors';
import { wireDate } from '../dates';
import type { Revision, WorkItemLink } from '../model';
import type { Reply, Request, Route } from '../router';
import { standsAt } from '../fieldValues';
import { fieldText } from '../people';
import { readOptions, viewOf } from '../workItems/read';
import { itemUrl, renderWorkItem } from '../workItems/render';
import { projectOf } from '../workItems/save';
import { numberParameter } from './history';

/** Everything that happened, in batches, and the work items that an artifact is linked to. */
export const reportingRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/reporting/workItemRevisions', scope: 'project', handler: revisions },
  { method: 'POST', path: 'wit/reporting/workItemRevisions', scope: 'project', handler: revisions },
  {
    method: 'GET',
    path: 'wit/reporting/workItemRevisions/discussions',
    scope: 'project',
    handler: (request) => batchOfRevisions(request, ({ fields }) => fields['System.History'] !== undefined),
  },
  { method: 'GET', path: 'wit/reporting/workItemLinks', scope: 'project', handler: links },
  { method: 'POST', path: 'wit/artifactUriQuery', scope: 'project', handler: byArtifact },
];

const batchSize = 1000;

/** Where the list goes on: a continuation token, or a watermark as older clients call it. */
function startOf(request: Request): number {
  const token = request.query.get('continuationToken') ?? request.query.get('watermark');
  if (token === undefined || token === '') return 0;
  if (!/^\d{1,12}$/.test(token)) throw badRequest('The continuation token is not one of this list.');
  return Number(token);
}

function batch<T>(request: Request, all: readonly T[], key: (one: T) => number) {
  const from = startOf(request);
  const later = all.filter((one) => key(one) > from).sort((a, b) => key(a) - key(b));
  const values = later.slice(0, Math.max(1, Math.min(batchSize, numberParameter(request, '$maxPageSize', batchSize))));
  const last = values.at(-1);
  const token = String(last === undefined ? from : key(last));
  const nextLink = `${request.baseUrl}${request.path.slice(request.path.indexOf('/_apis'))}?continuationToken=${token}`;
  return { values, nextLink, continuationToken: token, isLastBatch: values.length === later.length };
}

function revisions(request: Request): Reply {
  return batchOfRevisions(request, () => true);
}

function batchOfRevisions(request: Request, matches: (revision: Revision) => boolean): Reply {
  const { store, project } = request;
  const body = request.method === 'POST' && request.bytes.length > 0 ? request.json() : undefined;
  const named: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'fields') : undefined;
  const fields = readOptions(store, {
    expand: undefined,
    fields: named ?? request.query.get('fields'),
    asOf: undefined,
  }).fields;
  const all: Revision[] = [];
  for (const history of store.histories()) {
    const head = history.at(-1);
    if (!project || (head && projectOf(store, head)?.id === project.id)) all.push(...history.filter(matches));
  }
  const { values, ...rest } = batch(request, all, (revision) => revision.watermark);
  const plainIdentities = !request.query.flag('includeIdentityRef');
  const rendered = values.map((revision) => {
    const item = renderWorkItem(viewOf(request), revision, {
      plainIdentities,
      allFields: true,
      ...(fields === undefined ? {} : { fields }),
    });
    return { id: item['id'], rev: item['rev'], fields: item['fields'] };
  });
  return { status: 200, body: { values: rendered, ...rest } };
}

/** Links of the project in the address, of the link types and types of work items that the query string names. */
function links(request: Request): Reply {
  const { store, project, query } = request;
  const [linkTypes, types] = [namesIn(query.get('linkTypes')), namesIn(query.get('types'))];
  const since = readOptions(store, { expand: undefined, fields: undefined, asOf: query.get('startDateTime') }).asOf;
  const all = [...store.all('links')].filter((link) => {
    const source = store.head(link.source);
    if (link.remoteHostId !== undefined || !source) return false;
    if (project && projectOf(store, source)?.id !== project.id) return false;
    if (since !== undefined && (link.removedDate ?? link.addedDate) < since) return false;
    const isOfType = linkTypes?.has(link.rel.toLowerCase()) ?? true;
    const isNamed = linkTypes?.has(link.rel.replace(/-Forward$/, '').toLowerCase()) ?? true;
    return (isOfType || isNamed) && (types?.has(fieldText(source.fields['System.WorkItemType']).toLowerCase()) ?? true);
  });
  const { values, ...rest } = batch(request, all, (link) => link.id);
  return { status: 200, body: { values: values.map(renderLink), ...rest } };
}

/** The names of a list with commas, in lower case; undefined where there is none. */
function namesIn(text: string | undefined): ReadonlySet<string> | undefined {
  const names = (text ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.some((name) => name !== '') ? new Set(names) : undefined;
}

function renderLink(link: WorkItemLink): Record<string, unknown> {
  return {
    rel: link.rel.replace(/-Forward$/, ''),
    sourceId: link.source,
    targetId: link.target,
    changedDate: wireDate(link.removedDate ?? link.addedDate),
    isActive: link.removedDate === undefined,
  };
}

function byArtifact(request: Request): Reply {
  const body = request.json();
  const uris: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'artifactUris') : undefined;
  if (!Array.isArray(uris) || uris.some((uri) => typeof uri !== 'string')) {
    throw badRequest('Send {"artifactUris": ["vstfs:///…"]}.');
  }
  const found = new Map(uris.map((uri: string) => [uri.toLowerCase(), { uri, items: [] as unknown[] }]));
  for (const link of request.store.all('resources')) {
    const entry =
      link.rel === 'ArtifactLink' && standsAt(link, undefined) ? found.get(link.url.toLowerCase()) : undefined;
    if (entry && request.store.live(link.itemId)) {
      entry.items.push({ id: link.itemId, url: itemUrl(viewOf(request), link.itemId) });
    }
  }
  const result = [...found.values()].map(({ uri, items }) => [uri, items] as const);
  return { status: 200, body: { artifactUrisQueryResult: Object.fromEntries(result) } };
}
