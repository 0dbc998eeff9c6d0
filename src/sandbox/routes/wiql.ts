import { wireDate } from '../dates';
import { ApiError, badRequest } from '../errors';
import type { QueryItem } from '../model';
import type { Reply, Request, Route } from '../router';
import type { LinkRow } from '../wiql/linkRows';
import { parseWiql } from '../wiql/parseWiql';
import { runWiql } from '../wiql/runWiql';
import type { WiqlResult } from '../wiql/runWiql';
import { storeScope } from '../wiql/storeScope';
import { storeSource } from '../wiql/storeSource';
import { WiqlError } from '../wiql/wiqlError';
import type { WiqlField } from '../wiql/wiqlSource';
import { fieldReference } from './fieldReference';
import { integerParameter, objectBody } from './bodies';
import { queryErrors } from './queryErrors';
import { isVisible } from './queryTree';

/** Queries by their text and by the id of a saved one. The project in the address filters nothing (measured). */
export const wiqlRoutes: readonly Route[] = [
  { method: 'POST', path: 'wit/wiql', scope: 'team', handler: queryByText },
  { method: 'HEAD', path: 'wit/wiql/{id}', scope: 'team', handler: countById },
  { method: 'GET', path: 'wit/wiql/{id}', scope: 'team', handler: queryById },
];

function queryByText(request: Request): Reply {
  const text = objectBody(request).text('query');
  if (text === undefined || text.trim() === '') {
    throw badRequest('The query is missing. Send {"query": "SELECT [System.Id] FROM WorkItems"}.');
  }
  return { status: 200, body: render(request, run(request, text)) };
}

function queryById(request: Request): Reply {
  const item = savedQuery(request);
  const result = run(request, item.wiql);
  const executed = { lastExecutedBy: request.user.id, lastExecutedDate: request.now.toISOString() };
  request.store.put('queries', item.id, { ...item, ...executed });
  const count = result.items.length + result.rows.length;
  return { status: 200, headers: { 'x-total-count': String(count) }, body: render(request, result) };
}

function countById(request: Request): Reply {
  const result = run(request, savedQuery(request).wiql);
  return { status: 200, headers: { 'x-total-count': String(result.items.length + result.rows.length) } };
}

/** @throws {ApiError} 404 TF401243 for an unknown query, 400 for a folder. */
function savedQuery(request: Request): QueryItem & { readonly wiql: string } {
  const id = request.params['id'] ?? '';
  const item: QueryItem | undefined = request.store.get('queries', id.toLowerCase());
  if (!item || item.isDeleted === true || !isVisible(item, request.user)) throw queryErrors.notFound(id);
  if (item.isFolder || item.wiql === undefined) {
    throw badRequest(`The query item ${item.name} is a folder and cannot be run. Name a query in it.`);
  }
  return { ...item, wiql: item.wiql };
}

function run(request: Request, text: string): WiqlResult {
  const scope = storeScope(request, request.query.flag('timePrecision'));
  return asApiError(() =>
    runWiql(parseWiql(text), storeSource(request.store), scope, integerParameter(request, '$top', 0, 2_147_483_647)),
  );
}

/** Turns a refusal of the query language into the service's reply (type key as measured). */
export function asApiError<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WiqlError)) throw error;
    const isRefusal = error.status === 400;
    throw new ApiError(
      error.status,
      error.message,
      isRefusal ? 'VssPropertyValidationException' : 'VssServiceException',
      {
        namespace: 'Microsoft.TeamFoundation.WorkItemTracking.Server.Common',
        eventId: 3000,
      },
    );
  }
}

/** The reply's bytes. Rows are thousands of addresses: they become text at once instead of objects that become text. */
function render(request: Request, result: WiqlResult): Buffer {
  const field = (definition: WiqlField): Record<string, unknown> => fieldReference(request.baseUrl, definition);
  const isFlat = result.queryType === 'flat';
  const head = {
    queryType: result.queryType,
    queryResultType: isFlat ? 'workItem' : 'workItemLink',
    asOf: wireDate(result.asOf ?? request.now.toISOString()),
    columns: result.columns.map(field),
    ...(result.sortColumns.length === 0
      ? {}
      : { sortColumns: result.sortColumns.map((column) => ({ ...column, field: field(column.field) })) }),
  };
  const item = itemText(request);
  const rows = isFlat ? result.items.map(item) : result.rows.map((row) => rowText(row, item));
  const name = isFlat ? 'workItems' : 'workItemRelations';
  return Buffer.from(`${JSON.stringify(head).slice(0, -1)},"${name}":[${rows.join(',')}]}`);
}

/** `{id, url}` of work items as JSON. */
function itemText({ baseUrl, project }: Request): (id: number) => string {
  const base = project ? `${baseUrl}/${project.id}` : baseUrl;
  const url = JSON.stringify(`${base}/_apis/wit/workItems/`).slice(0, -1);
  return (id) => `{"id":${id},"url":${url}${id}"}`;
}

function rowText({ rel, source, target }: LinkRow, item: (id: number) => string): string {
  const from = source === undefined ? '' : `"source":${item(source)},`;
  return `{${rel === undefined ? '' : `"rel":"${rel}",`}${from}"target":${item(target)}}`;
}
