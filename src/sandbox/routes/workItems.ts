import { badRequest, errors } from '../errors';
import type { Request, Reply, Route } from '../router';
import { findType } from '../process/process';
import type { WorkItemTypeTemplate } from '../process/process';
import { PROCESSES } from '../process/processes';
import type { Project } from '../model';
import { parsePatch } from '../workItems/patchDocument';
import {
  listView,
  parseErrorPolicy,
  parseIds,
  readOptions,
  revisionAt,
  savedView,
  singleView,
  viewOf,
} from '../workItems/read';
import { renderWorkItem } from '../workItems/render';
import { renderRevision } from '../workItems/renderRevision';
import type { SaveContext } from '../workItems/draft';
import { openDraft, saveFields, saveRelations } from '../workItems/save';
import type { SaveTarget } from '../workItems/save';
import { renderTemplate } from '../workItems/template';

/** Reading, creating and updating single work items, and reading lists of them. */
export const workItemRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItems', scope: 'project', handler: list },
  { method: 'GET', path: 'wit/workItems/${type}', scope: 'projectRequired', handler: template },
  { method: 'GET', path: 'wit/workItems/{id}', scope: 'project', handler: read },
  { method: 'POST', path: 'wit/workItems/${type}', scope: 'projectRequired', handler: create },
  { method: 'PATCH', path: 'wit/workItems/${type}', scope: 'projectRequired', handler: create },
  { method: 'PATCH', path: 'wit/workItems/{id}', scope: 'project', handler: update },
  { method: 'POST', path: 'wit/workItemsBatch', scope: 'project', handler: readBatch },
];

/** The id in the address. @throws {ApiError} 404 when it is no number. */
export function idParameter(request: Request, name = 'id'): number {
  const text = request.params[name] ?? '';
  if (!/^\d{1,9}$/.test(text)) throw errors.routeNotFound(request.path);
  return Number(text);
}

/** The work item type in the address. @throws {ApiError} 404 VS402323. */
export function typeParameter(request: Request): { readonly project: Project; readonly type: WorkItemTypeTemplate } {
  const { project, params } = request;
  if (!project) throw errors.routeNotFound(request.path);
  const type = findType(PROCESSES[project.process], params['type'] ?? '');
  if (!type) throw errors.typeNotFound(params['type'] ?? '', project.id);
  return { project, type };
}

function read(request: Request): Reply {
  const id = idParameter(request);
  const options = readOptions(request.store, {
    expand: request.query.get('$expand'),
    fields: request.query.get('fields'),
    asOf: request.query.get('asOf'),
  });
  const revision = revisionAt(request.store, id, options.asOf);
  if (!revision) throw errors.workItemNotFound(id);
  const render = options.asOf === undefined ? renderWorkItem : renderRevision;
  return { status: 200, body: render(viewOf(request), revision, singleView(options)) };
}

function list(request: Request): Reply {
  return readMany(request, {
    ids: request.query.get('ids'),
    expand: request.query.get('$expand'),
    fields: request.query.get('fields'),
    asOf: request.query.get('asOf'),
    errorPolicy: request.query.get('errorPolicy'),
  });
}

function readBatch(request: Request): Reply {
  const body = request.json();
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('The body must be an object with the ids of the work items to read.');
  }
  const raw = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  return readMany(request, {
    ids: raw.get('ids'),
    expand: raw.get('$expand'),
    fields: raw.get('fields'),
    asOf: raw.get('asof'),
    errorPolicy: raw.get('errorpolicy'),
  });
}

function readMany(request: Request, raw: Record<'ids' | 'expand' | 'fields' | 'asOf' | 'errorPolicy', unknown>): Reply {
  const ids = parseIds(raw.ids);
  const options = readOptions(request.store, raw);
  const omit = parseErrorPolicy(raw.errorPolicy) === 'omit';
  const value = ids.map((id) => {
    const revision = revisionAt(request.store, id, options.asOf);
    if (revision) return renderWorkItem(viewOf(request), revision, listView(options));
    if (!omit) throw errors.workItemNotFound(id);
    return null;
  });
  return { status: 200, body: { count: value.length, value } };
}

function template(request: Request): Reply {
  const { project, type } = typeParameter(request);
  return { status: 200, body: renderTemplate(viewOf(request), project, type, request.user) };
}

function create(request: Request): Reply {
  return save(request, { kind: 'create', ...typeParameter(request) });
}

function update(request: Request): Reply {
  return save(request, { kind: 'update', id: idParameter(request) });
}

function save(request: Request, target: SaveTarget): Reply {
  const operations = parsePatch(patchBody(request));
  const mark = request.store.savepoint();
  const draft = openDraft(saveContext(request, request.query.flag('bypassRules')), target);
  saveFields(draft, operations);
  saveRelations(draft, operations);
  const saved = request.store.live(draft.id);
  if (!saved) throw new Error(`Work item ${draft.id} was saved and is not there.`);
  const body = renderWorkItem(viewOf(request), saved, savedView(request.query.get('$expand')));
  if (request.query.flag('validateOnly')) {
    request.store.rollbackTo(mark);
    const before = target.kind === 'update' ? draft.before?.rev : undefined;
    return { status: 200, body: before === undefined ? body : { ...body, rev: before } };
  }
  return { status: 200, body };
}

/** What the saves of a request share. */
export function saveContext(
  request: Request,
  bypassRules: boolean,
  temporaryIds: ReadonlyMap<number, number> = new Map(),
): SaveContext {
  return { store: request.store, user: request.user, now: request.now, bypassRules, temporaryIds };
}

/** A patch travels as `application/json-patch+json`; with any other type the service finds no document. */
function patchBody(request: Request): unknown {
  if (!/^application\/json-patch\+json\b/i.test(request.headers['content-type'] ?? '')) throw errors.patchDocument();
  try {
    return request.json();
  } catch {
    throw errors.patchDocument();
  }
}
