import { inAnyCase } from '../anyCase';
import { batchErrors } from '../batchErrors';
import { ApiError, badRequest, errors } from '../errors';
import { decodeSegment, parseAddress } from '../addresses';
import { readQuery } from '../queryString';
import type { Reply, Request, Route } from '../router';
import { findProject } from '../projects';
import { findType } from '../process/process';
import { PROCESSES } from '../process/processes';
import { negotiateVersion } from '../versions';
import type { ApiVersion } from '../versions';
import { parsePatch } from '../workItems/patchDocument';
import type { PatchOperation } from '../workItems/patchDocument';
import { savedView, viewOf } from '../workItems/read';
import { renderWorkItem } from '../workItems/render';
import { openDraft, saveFields, saveRelations } from '../workItems/save';
import type { SaveTarget } from '../workItems/save';
import type { Draft } from '../workItems/draft';
import { saveContext } from './workItems';

/** Requests that one `$batch` may carry. */
const maxRequests = 200;

export interface BatchSettings {
  /** `whole`: one failing save takes all others with it, as Microsoft says it is. `item`: each one stands for itself. */
  readonly atomicity: 'whole' | 'item';
  readonly organizations: ReadonlySet<string>;
  readonly latestVersion: string;
}

/** One request of a batch that could be read. */
interface Entry {
  readonly index: number;
  readonly target: SaveTarget;
  readonly operations: readonly PatchOperation[];
  readonly temporaryId: number | undefined;
  readonly bypassRules: boolean;
  readonly version: ApiVersion;
  readonly expand: string | undefined;
}

interface Answer {
  readonly code: number;
  readonly body: unknown;
}

/**
 * `POST|PATCH {collection}/_apis/wit/$batch`: many creations and updates in one request, in two stages.
 * First every request is read by itself: one that cannot be, fails alone. Then the others are saved together, links between
 * new items included: what fails there gets its own error, and all others "TF401321: Whole Bulk failed.".
 */
export function batchRoutes(settings: BatchSettings): readonly Route[] {
  const handler = (request: Request): Reply => runBatch(settings, request);
  return [
    { method: 'POST', path: 'wit/$batch', scope: 'collection', handler },
    { method: 'PATCH', path: 'wit/$batch', scope: 'collection', handler },
  ];
}

function runBatch(settings: BatchSettings, request: Request): Reply {
  const body = request.json();
  if (!Array.isArray(body))
    throw badRequest('The body of a $batch must be an array of requests: {method, uri, headers, body}.');
  if (body.length === 0) throw badRequest('The $batch holds no request.');
  if (body.length > maxRequests) throw batchErrors.tooMany(body.length);
  const answers: (Answer | undefined)[] = body.map(() => undefined);
  const entries: Entry[] = [];
  const taken = new Set<number>();
  body.forEach((raw: unknown, index) => {
    try {
      const entry = readEntry(settings, request, raw, index);
      checkTemporaryId(entry, entries, taken);
      entries.push(entry);
    } catch (error) {
      answers[index] = failure(error);
    }
  });
  saveEntries(settings, request, entries, answers);
  const value = answers.map((answer) => ({
    code: answer?.code ?? 500,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    // A JSON string inside the JSON, as recorded.
    body: JSON.stringify(answer?.body),
  }));
  return { status: 200, body: { count: value.length, value } };
}

/** The reading stage of one request. */
function readEntry(settings: BatchSettings, request: Request, raw: unknown, index: number): Entry {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw errors.patchDocument();
  const { method, uri, body, headers } = inAnyCase(raw, ['method', 'uri', 'body']);
  if (typeof method !== 'string' || method.toUpperCase() !== 'PATCH') throw batchErrors.onlyPatch(String(method));
  if (typeof uri !== 'string' || uri === '') throw badRequest('A request of the $batch has no uri.');
  checkContentType(headers);
  const url = parseUri(request, uri);
  const query = readQuery(url.searchParams);
  const version = readVersion(settings, request, query.get('api-version'));
  const operations = parsePatch(typeof body === 'string' ? parseText(body) : body);
  const target = readTarget(settings, request, url.pathname);
  const temporary = operations.find((operation) => operation.kind === 'temporaryId');
  return {
    index,
    target,
    operations,
    temporaryId: temporary?.id,
    bypassRules: query.flag('bypassRules'),
    version,
    expand: query.get('$expand'),
  };
}

/** A body may also be the text of a patch document, in the way in which replies carry their bodies. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw errors.patchDocument();
  }
}

function checkContentType(headers: unknown): void {
  if (typeof headers !== 'object' || headers === null) return;
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] as unknown;
  // The documents print both types; anything else is no patch.
  if (type === undefined) return;
  if (typeof type !== 'string' || !/^application\/(json-patch\+json|json)\b/i.test(type)) throw errors.patchDocument();
}

function parseUri(request: Request, uri: string): URL {
  try {
    return new URL(uri.replaceAll(' ', '%20'), `${request.baseUrl}/`);
  } catch {
    throw errors.routeNotFound(uri);
  }
}

function readVersion(settings: BatchSettings, request: Request, query: string | undefined): ApiVersion {
  if (query === undefined) return request.version;
  return negotiateVersion({
    method: 'PATCH',
    query,
    accept: undefined,
    previewOnly: false,
    latest: settings.latestVersion,
  });
}

/** An update is addressed to the collection: with a project before `_apis` the service does not find it (measured). */
function readTarget(settings: BatchSettings, request: Request, pathname: string): SaveTarget {
  const address = parseAddress(pathname, settings.organizations);
  if (address?.root !== '_apis' || address.team !== undefined) throw errors.routeNotFound(pathname);
  const update = /^wit\/workitems\/(\d{1,9})\/?$/i.exec(address.resource)?.[1];
  if (update !== undefined) {
    if (address.project !== undefined) throw errors.routeNotFound(pathname);
    return { kind: 'update', id: Number(update) };
  }
  const typeName = /^wit\/workitems\/\$([^/]+)\/?$/i.exec(address.resource)?.[1];
  if (typeName === undefined || address.project === undefined) throw errors.routeNotFound(pathname);
  const project = findProject(request.store, address.project);
  if (!project) throw errors.projectNotFound(address.project);
  const name = decodeSegment(typeName);
  const type = findType(PROCESSES[project.process], name);
  if (!type) throw errors.typeNotFound(name, project.id);
  return { kind: 'create', project, type };
}

/** Creations need a negative id each; only the first one may go without (measured: the others answer 400). */
function checkTemporaryId(entry: Entry, earlier: readonly Entry[], taken: Set<number>): void {
  if (entry.target.kind === 'update') return;
  const id = entry.temporaryId;
  if (id === undefined) {
    if (earlier.some(({ target, temporaryId }) => target.kind === 'create' && temporaryId === undefined)) {
      throw batchErrors.temporaryId('has none');
    }
    return;
  }
  if (id > 0) throw batchErrors.temporaryId(`is ${id}, which is not negative`);
  if (taken.has(id)) throw batchErrors.temporaryId(`is ${id}, which another request of the batch has`);
  taken.add(id);
}

/** The saving stage. With `item` atomicity the failing ones are left out and the rest is tried again. */
function saveEntries(
  settings: BatchSettings,
  request: Request,
  entries: readonly Entry[],
  answers: (Answer | undefined)[],
): void {
  const mark = request.store.savepoint();
  for (let pending = entries; pending.length > 0;) {
    const failures = attempt(request, pending, answers);
    if (failures.size === 0) return;
    request.store.rollbackTo(mark);
    for (const [entry, error] of failures) answers[entry.index] = failure(error);
    const others = pending.filter((entry) => !failures.has(entry));
    if (settings.atomicity === 'whole') {
      for (const entry of others) answers[entry.index] = failure(batchErrors.wholeBulkFailed());
      return;
    }
    pending = others;
  }
}

function attempt(
  request: Request,
  entries: readonly Entry[],
  answers: (Answer | undefined)[],
): ReadonlyMap<Entry, unknown> {
  const failures = new Map<Entry, unknown>();
  const drafts = new Map<Entry, Draft>();
  const temporaryIds = new Map<number, number>();
  const trying = (entry: Entry, work: () => void): void => {
    if (failures.has(entry)) return;
    const mark = request.store.savepoint();
    try {
      work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      request.store.rollbackTo(mark);
      failures.set(entry, error);
    }
  };
  for (const entry of repeated(entries)) failures.set(entry, batchErrors.repeatedItem());
  for (const entry of entries) {
    trying(entry, () => {
      const draft = openDraft(saveContext(request, entry.bypassRules, temporaryIds), entry.target);
      saveFields(draft, entry.operations);
      drafts.set(entry, draft);
      if (entry.temporaryId !== undefined) temporaryIds.set(entry.temporaryId, draft.id);
    });
  }
  for (const [entry, draft] of drafts) trying(entry, () => saveRelations(draft, entry.operations));
  if (failures.size > 0) return failures;
  for (const [entry, draft] of drafts) {
    const saved = request.store.live(draft.id);
    if (!saved) throw new Error(`Work item ${draft.id} was saved and is not there.`);
    const view = { ...viewOf(request), version: entry.version };
    answers[entry.index] = { code: 200, body: renderWorkItem(view, saved, savedView(entry.expand)) };
  }
  return failures;
}

/** Requests for a work item that another request of the batch is for, too. */
function repeated(entries: readonly Entry[]): readonly Entry[] {
  const counts = new Map<number, number>();
  for (const { target } of entries)
    if (target.kind === 'update') counts.set(target.id, (counts.get(target.id) ?? 0) + 1);
  return entries.filter(({ target }) => target.kind === 'update' && (counts.get(target.id) ?? 0) > 1);
}

/** Inside a batch every error collapses to its text. */
function failure(error: unknown): Answer {
  if (!(error instanceof ApiError)) throw error;
  return { code: error.status, body: { count: 1, value: { Message: error.message } } };
}
