import { badRequest, errors } from '../errors';
import type { Deletion } from '../model';
import type { Reply, Request, Route } from '../router';
import { atLeast } from '../versions';
import { parseIds, savedView, viewOf } from '../workItems/read';
import { renderWorkItem } from '../workItems/render';
import { projectOf } from '../workItems/save';
import { destroy, recycle, renderDeletion, restore } from '../workItems/recycling';
import { idParameter, saveContext } from './workItems';

/** Deleting work items, and what can be done with deleted ones. */
export const recycleBinRoutes: readonly Route[] = [
  { method: 'DELETE', path: 'wit/workItems/{id}', scope: 'project', handler: remove },
  { method: 'POST', path: 'wit/workItemsDelete', scope: 'project', handler: removeMany },
  { method: 'GET', path: 'wit/recyclebin', scope: 'project', handler: list },
  { method: 'GET', path: 'wit/recyclebin/{id}', scope: 'project', handler: read },
  { method: 'PATCH', path: 'wit/recyclebin/{id}', scope: 'project', handler: takeOut },
  { method: 'DELETE', path: 'wit/recyclebin/{id}', scope: 'project', handler: removeForEver },
];

function remove(request: Request): Reply {
  const id = idParameter(request);
  if (!request.store.live(id)) throw errors.workItemNotFound(id);
  const deletion = recycle(saveContext(request, false), id);
  const destroys = request.query.flag('destroy');
  const body = renderDeletion(viewOf(request), deletion, !destroys);
  if (destroys) destroy(request.store, id);
  return { status: 200, body };
}

/** `POST workItemsDelete {ids, destroy, skipNotifications}`: one result for each id (7.1). */
function removeMany(request: Request): Reply {
  const body = request.json();
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('The body must be an object with the ids of the work items to delete.');
  }
  const { ids, destroy: destroys } = body as Record<string, unknown>;
  const results = parseIds(ids).map((id) => {
    if (!request.store.live(id)) return { id, code: 404, message: errors.workItemNotFound(id).message };
    const deletion = recycle(saveContext(request, false), id);
    const result = renderDeletion(viewOf(request), deletion, false);
    if (destroys === true) destroy(request.store, id);
    return result;
  });
  return { status: 200, body: { count: results.length, results } };
}

function list(request: Request): Reply {
  const view = viewOf(request);
  const ids = request.query.get('ids');
  if (ids !== undefined) {
    const found = parseIds(ids).map((id) => deletionOf(request, id));
    return { status: 200, body: found.map((deletion) => renderDeletion(view, deletion, false)) };
  }
  const deletions = [...request.store.all('deletions')].filter((deletion) => {
    const revision = request.store.head(deletion.id);
    return !request.project || (revision && projectOf(request.store, revision)?.id === request.project.id);
  });
  const value = deletions.map(({ id }) => ({ id, url: `${view.baseUrl}/_apis/wit/recyclebin/${id}` }));
  return { status: 200, body: { count: value.length, value } };
}

function deletionOf(request: Request, id: number): Deletion {
  const deletion = request.store.get('deletions', id);
  if (!deletion) throw errors.workItemNotFound(id);
  return deletion;
}

function read(request: Request): Reply {
  const deletion = deletionOf(request, idParameter(request));
  return { status: 200, body: renderDeletion(viewOf(request), deletion, true) };
}

function takeOut(request: Request): Reply {
  const deletion = deletionOf(request, idParameter(request));
  const body = request.json();
  const wanted: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'isDeleted') : undefined;
  if (wanted !== false) throw badRequest('Send {"isDeleted": false} to restore the work item.');
  const described = renderDeletion(viewOf(request), deletion, false);
  restore(saveContext(request, false), deletion.id);
  const revision = request.store.live(deletion.id);
  if (!revision) throw errors.workItemNotFound(deletion.id);
  const resource = renderWorkItem(viewOf(request), revision, {
    ...savedView(undefined),
    relations: false,
    plainIdentities: !atLeast(request.version, 5),
  });
  return { status: 200, body: { ...described, url: resource['url'], resource } };
}

function removeForEver(request: Request): Reply {
  const deletion = deletionOf(request, idParameter(request));
  destroy(request.store, deletion.id);
  return { status: 204 };
}
