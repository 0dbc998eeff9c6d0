import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, errors } from '../errors';
import type { Project, QueryItem } from '../model';
import type { Reply, Request, Route } from '../router';
import { parseWiql } from '../wiql/parseWiql';
import { checkFields } from '../wiql/runWiql';
import { storeScope } from '../wiql/storeScope';
import { integerParameter, listOf, objectBody } from './bodies';
import type { Body } from './bodies';
import { queryErrors } from './queryErrors';
import { renderQuery } from './queryRender';
import type { QueryExpand, QueryView } from './queryRender';
import { childrenOf, findQuery, isContributor, rootsOf, sameName, TEMPORARY, withDescendants } from './queryTree';
import { parentOf } from './queryTree';
import { asApiError } from './wiql';

/** Saved queries and their folders. Deleting keeps them, so that they can be restored by their id. */
export const queryRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/queries', scope: 'projectRequired', handler: list },
  { method: 'GET', path: 'wit/queries/{*path}', scope: 'project', handler: read },
  { method: 'POST', path: 'wit/queries/{*path}', scope: 'projectRequired', handler: createOrMove },
  { method: 'PATCH', path: 'wit/queries/{*path}', scope: 'project', handler: update },
  { method: 'DELETE', path: 'wit/queries/{*path}', scope: 'project', handler: remove },
  { method: 'POST', path: 'wit/queriesBatch', scope: 'project', handler: readBatch },
  { method: 'POST', path: 'wit/tempQueries', scope: 'project', handler: createTemporary },
];

/** The service shows two levels at most; more is refused. */
const MAX_DEPTH = 2;

const EXPANDS: readonly QueryExpand[] = ['none', 'wiql', 'clauses', 'all', 'minimal'];

function viewOf(request: Request): QueryView {
  return {
    expand: parseExpand(request.query.get('$expand')),
    depth: integerParameter(request, '$depth', 0, MAX_DEPTH) ?? 0,
    deleted: request.query.flag('$includeDeleted'),
  };
}

/** Numbers are what the SDKs' enumeration serialises to. */
function parseExpand(raw: unknown): QueryExpand {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (text === undefined || text === '') return 'none';
  const found =
    typeof text === 'string'
      ? (EXPANDS[Number(text)] ?? EXPANDS.find((name) => name === text.toLowerCase()))
      : undefined;
  if (!found) throw badRequest(`The value of $expand is not one of ${EXPANDS.join(', ')}.`);
  return found;
}

function projectOf(request: Request): Project {
  if (!request.project) throw errors.routeNotFound(request.path);
  return request.project;
}

function list(request: Request): Reply {
  const view = viewOf(request);
  const roots = rootsOf(request.store, projectOf(request));
  const filter = request.query.get('$filter');
  if (filter === undefined || filter === '') {
    return { status: 200, body: listOf(roots.map((item) => renderQuery(request, item, view))) };
  }
  const top = integerParameter(request, '$top', 1, 200) ?? 50;
  const found = roots
    .flatMap((root) => withDescendants(request.store, root))
    .filter((item) => !item.isFolder && item.name.toLowerCase().includes(filter.toLowerCase()))
    .filter((item) => findQuery(request.store, request.project, request.user, item.id) && item.isDeleted !== true);
  const shown = found.slice(0, top).map((item) => renderQuery(request, item, view));
  return { status: 200, body: { ...listOf(shown), hasMore: found.length > top } };
}

/** @throws {ApiError} 404 TF401243; deleted items are found by their id where `deleted` says so. */
function itemOf(request: Request, deleted: boolean, pathOrId = request.params['path'] ?? ''): QueryItem {
  const encodedSlash = /%2f/i.test(request.path);
  const item = encodedSlash ? undefined : findQuery(request.store, request.project, request.user, pathOrId);
  if (!item || (item.isDeleted === true && !deleted)) throw queryErrors.notFound(pathOrId);
  return item;
}

function read(request: Request): Reply {
  const view = viewOf(request);
  return { status: 200, body: renderQuery(request, itemOf(request, view.deleted), view) };
}

function createOrMove(request: Request): Reply {
  const folder = itemOf(request, false);
  if (!folder.isFolder) throw queryErrors.notAFolder(request.params['path'] ?? '');
  const body = objectBody(request);
  const id = body.text('id');
  return id === undefined ? create(request, folder, body) : move(request, folder, id);
}

function create(request: Request, folder: QueryItem, body: Body): Reply {
  const { store, user } = request;
  requireWrite(request, folder);
  const name = nameIn(body);
  if (name === undefined) throw badRequest('The name of the query is missing. Send {"name": "…", "wiql": "…"}.');
  requireFreeName(request, folder, name);
  const isFolder = body.truth('isFolder') ?? false;
  const moment = { by: user.id, date: request.now.toISOString() };
  const item: QueryItem = {
    id: randomUUID(),
    name,
    projectId: folder.projectId,
    parentId: folder.id,
    isFolder,
    isPublic: folder.isPublic,
    ...(isFolder ? {} : { wiql: wiqlIn(request, body) }),
    owner: user.id,
    createdBy: moment.by,
    createdDate: moment.date,
    lastModifiedBy: moment.by,
    lastModifiedDate: moment.date,
  };
  store.put('queries', item.id, item);
  return { status: 201, body: renderQuery(request, item, { expand: 'all', depth: 0, deleted: false }) };
}

function move(request: Request, folder: QueryItem, id: string): Reply {
  const { store, user } = request;
  const item = itemOf(request, false, id);
  requireWrite(request, folder);
  requireWrite(request, item);
  if (item.parentId === undefined) throw queryErrors.changesRoot();
  const moving = withDescendants(store, item);
  if (moving.some((one) => one.id === folder.id)) throw queryErrors.intoItself();
  requireFreeName(request, folder, item.name, item.id);
  for (const one of moving) {
    store.put('queries', one.id, { ...one, isPublic: folder.isPublic, owner: user.id });
  }
  return { status: 200, body: saved(request, item.id, { parentId: folder.id }, 1) };
}

function update(request: Request): Reply {
  requireMergeDocument(request);
  const item = itemOf(request, true);
  const body = objectBody(request);
  if (item.parentId === undefined) throw queryErrors.changesRoot();
  requireWrite(request, item);
  if (item.isDeleted === true) return restore(request, item, body);
  const name = nameIn(body);
  const folder = parentOf(request.store, item);
  if (name !== undefined && folder) requireFreeName(request, folder, name, item.id);
  if (body.has('wiql') && item.isFolder) throw queryErrors.notAFolder(item.name);
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(body.has('wiql') ? { wiql: wiqlIn(request, body) } : {}),
  };
  return { status: 200, body: saved(request, item.id, changes, 0) };
}

/** `{"isDeleted": false}`; what stood in a folder comes back with it where `$undeleteDescendants` says so. */
function restore(request: Request, item: QueryItem, body: Body): Reply {
  if (body.truth('isDeleted') !== false) throw queryErrors.notFound(item.id);
  const folder = parentOf(request.store, item);
  if (!folder || folder.isDeleted === true) throw queryErrors.notFound(item.parentId ?? item.id);
  requireFreeName(request, folder, item.name, item.id);
  const restored = request.query.flag('$undeleteDescendants') ? withDescendants(request.store, item) : [item];
  for (const one of restored) request.store.put('queries', one.id, { ...one, isDeleted: false });
  return { status: 200, body: saved(request, item.id, {}, 1) };
}

function remove(request: Request): Reply {
  const item = itemOf(request, false);
  if (item.parentId === undefined) throw queryErrors.rootFolder();
  requireWrite(request, item);
  for (const one of withDescendants(request.store, item)) {
    request.store.put('queries', one.id, { ...one, isDeleted: true });
  }
  return { status: 204 };
}

function readBatch(request: Request): Reply {
  const body = objectBody(request);
  const ids = body.get('ids');
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('Name the ids of the queries to read.');
  const view: QueryView = { expand: parseExpand(body.get('$expand')), depth: 0, deleted: false };
  const policy = body.get('errorPolicy');
  const omit = policy === 2 || (typeof policy === 'string' && policy.toLowerCase() === 'omit');
  const items = ids.map((id: unknown) => {
    const item = findQuery(request.store, request.project, request.user, String(id));
    if (!item && !omit) throw queryErrors.notFound(String(id));
    return item;
  });
  const shown = items.filter((item) => item !== undefined).map((item) => renderQuery(request, item, view));
  return { status: 200, body: listOf(shown) };
}

function createTemporary(request: Request): Reply {
  const { store, user } = request;
  const date = request.now.toISOString();
  const id = randomUUID();
  store.put('queries', id, {
    id,
    name: id,
    projectId: request.project?.id ?? '',
    parentId: TEMPORARY,
    isFolder: false,
    isPublic: false,
    owner: user.id,
    wiql: wiqlIn(request, objectBody(request)),
    createdBy: user.id,
    createdDate: date,
    lastModifiedBy: user.id,
    lastModifiedDate: date,
  });
  return { status: 200, body: { id } };
}

function saved(request: Request, id: string, changes: Partial<QueryItem>, depth: number): Record<string, unknown> {
  const { store, user, now } = request;
  const before = store.get('queries', id);
  if (!before) throw queryErrors.notFound(id);
  const item: QueryItem = { ...before, ...changes, lastModifiedBy: user.id, lastModifiedDate: now.toISOString() };
  store.put('queries', id, item);
  return renderQuery(request, item, { expand: 'all', depth, deleted: false });
}

/** Shared queries are changed by members of the project's teams; one's own by oneself. */
function requireWrite(request: Request, item: QueryItem): void {
  if (!item.isPublic || isContributor(request.store, item.projectId, request.user)) return;
  throw queryErrors.noWritePermission(item.name);
}

function requireFreeName(request: Request, folder: QueryItem, name: string, except?: string): void {
  const others = childrenOf(request.store, folder, request.user, false).filter((item) => item.id !== except);
  if (others.some((item) => sameName(item.name, name))) throw queryErrors.sameName();
}

/** Characters that the service keeps for paths and for Windows (documentation, naming restrictions). */
const FORBIDDEN = /[\\/:*?"<>|;$&+\p{Cc}]/u;

function nameIn(body: Body): string | undefined {
  const name = body.text('name')?.trim();
  if (name === undefined) return undefined;
  if (name === '' || name.length > 255 || FORBIDDEN.test(name)) {
    throw badRequest('The name of a query has 1 to 255 characters, and none of / \\ : * ? " < > | ; $ & +');
  }
  return name;
}

/** @throws {ApiError} 400 with the query language's own words. */
function wiqlIn(request: Request, body: Body): string {
  const wiql = body.text('wiql');
  if (wiql === undefined) throw badRequest('The query is missing. Send its text as "wiql".');
  asApiError(() => {
    checkFields(parseWiql(wiql), storeScope(request, false));
  });
  return wiql;
}

/** Queries take a merge document; the patch document of work items is refused (measured; the status is not). */
function requireMergeDocument(request: Request): void {
  const type = request.headers['content-type'] ?? '';
  if (!/json-patch/i.test(type)) return;
  throw new ApiError(
    415,
    `The request indicated a Content-Type of "${type}" for method type "PATCH" which is not supported. Valid content types for this method are: application/json.`,
    'VssRequestContentTypeNotSupportedException',
    { namespace: 'Microsoft.VisualStudio.Services.WebApi' },
  );
}
