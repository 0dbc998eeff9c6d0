import { badRequest, errors } from '../errors';
import { wireDate } from '../dates';
import type { Project, Revision } from '../model';
import { fieldText } from '../people';
import type { Reply, Request, Route } from '../router';
import { listView, readOptions, viewOf } from '../workItems/read';
import type { ReadOptions } from '../workItems/read';
import { renderValue } from '../workItems/render';
import { renderRevision } from '../workItems/renderRevision';
import { projectOf } from '../workItems/save';
import { renderUpdates } from '../workItems/updates';
import { idParameter } from './workItems';

/** What a work item was, and what was done to it. */
export const historyRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItems/{id}/revisions', scope: 'project', handler: revisions },
  { method: 'GET', path: 'wit/workItems/{id}/revisions/{number}', scope: 'project', handler: revision },
  { method: 'GET', path: 'wit/workItems/{id}/updates', scope: 'project', handler: updates },
  { method: 'GET', path: 'wit/workItems/{id}/updates/{number}', scope: 'project', handler: update },
  { method: 'GET', path: 'wit/workItems/{id}/history', scope: 'collection', handler: comments },
  { method: 'GET', path: 'wit/workItems/{id}/history/{number}', scope: 'collection', handler: comment },
];

const pageSize = 200;

/** A non-negative number of the query string. @throws {ApiError} 400 */
export function numberParameter(request: Request, name: string, otherwise: number): number {
  const text = request.query.get(name);
  if (text === undefined || text === '') return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`The value of ${name} is not a number.`);
  return Number(text);
}

function page<T>(request: Request, all: readonly T[]): { readonly count: number; readonly value: readonly T[] } {
  const skip = numberParameter(request, '$skip', 0);
  const value = all.slice(skip, skip + Math.min(pageSize, numberParameter(request, '$top', pageSize)));
  return { count: value.length, value };
}

function liveItem(request: Request): { readonly id: number; readonly project: Project | undefined } {
  const id = idParameter(request);
  const head = request.store.live(id);
  if (!head) throw errors.workItemNotFound(id);
  return { id, project: projectOf(request.store, head) };
}

function revisionOptions(request: Request): ReadOptions {
  return readOptions(request.store, {
    expand: request.query.get('$expand'),
    fields: undefined,
    asOf: undefined,
  });
}

function render(request: Request, one: Revision, options: ReadOptions, links: boolean): Record<string, unknown> {
  return renderRevision(viewOf(request), one, { ...listView(options), links });
}

function revisions(request: Request): Reply {
  const { id } = liveItem(request);
  const options = revisionOptions(request);
  const { count, value } = page(request, request.store.revisions(id));
  return { status: 200, body: { count, value: value.map((one) => render(request, one, options, false)) } };
}

function revision(request: Request): Reply {
  const { id } = liveItem(request);
  const number = idParameter(request, 'number');
  const one = request.store.revisions(id)[number - 1];
  if (!one) throw errors.revisionNotFound(id, number);
  return { status: 200, body: render(request, one, revisionOptions(request), true) };
}

function updates(request: Request): Reply {
  const { id, project } = liveItem(request);
  return { status: 200, body: page(request, renderUpdates(viewOf(request), id, project?.id ?? '')) };
}

function update(request: Request): Reply {
  const { id, project } = liveItem(request);
  const number = idParameter(request, 'number');
  const body = renderUpdates(viewOf(request), id, project?.id ?? '')[number - 1];
  if (!body) throw errors.revisionNotFound(id, number);
  const item = `${request.baseUrl}/_apis/wit/workItems/${id}`;
  const links = { self: { href: body['url'] }, workItemUpdates: { href: `${item}/updates` }, parent: { href: item } };
  return { status: 200, body: { ...body, _links: links } };
}

/** The comments of old, one for each revision that carries a System.History (api versions 1.0 to 3.0). */
function renderComment(request: Request, one: Revision): Record<string, unknown> {
  const view = viewOf(request);
  return {
    rev: one.rev,
    value: fieldText(one.fields['System.History']),
    revisedBy: renderValue(view, 'System.ChangedBy', { person: one.by }),
    revisedDate: wireDate(one.date),
    url: `${view.baseUrl}/_apis/wit/workItems/${one.id}/history/${one.rev}`,
  };
}

function comments(request: Request): Reply {
  const { id } = liveItem(request);
  const all = request.store.revisions(id).filter((one) => one.fields['System.History'] !== undefined);
  const { count, value } = page(request, all);
  return { status: 200, body: { count, value: value.map((one) => renderComment(request, one)) } };
}

function comment(request: Request): Reply {
  const { id } = liveItem(request);
  const number = idParameter(request, 'number');
  const one = request.store.revisions(id)[number - 1];
  if (!one) throw errors.revisionNotFound(id, number);
  return { status: 200, body: renderComment(request, one) };
}
