import { badRequest, errors } from '../errors';
import { wireDate } from '../dates';
import type { Revision } from '../model';
import { fieldText } from '../people';
import type { Reply, Request } from '../router';
import { viewOf } from '../workItems/read';
import { renderValue } from '../workItems/render';
import { projectOf } from '../workItems/save';
import { numberParameter } from './history';
import { idParameter } from './workItems';

const pageSize = 200;

/** Comments as they were up to api version 5.0: the revisions that carry a text, named by their number. */
export function listRevisionComments(request: Request): Reply {
  const all = commented(request);
  const order = request.query.get('order')?.toLowerCase() ?? 'asc';
  if (order !== 'asc' && order !== 'desc') throw badRequest('The value of order is asc or desc.');
  const from = numberParameter(request, 'fromRevision', 1);
  const later = all.filter(({ rev }) => rev >= from);
  const ordered = order === 'asc' ? later : later.toReversed();
  const value = ordered.slice(0, Math.min(pageSize, numberParameter(request, '$top', pageSize)));
  return {
    status: 200,
    body: {
      totalCount: all.length,
      fromRevisionCount: later.length,
      count: value.length,
      value: value.map((one) => render(request, one)),
    },
  };
}

export function readRevisionComment(request: Request): Reply {
  const wanted = idParameter(request, 'commentId');
  const found = commented(request).find(({ rev }) => rev === wanted);
  if (!found) throw errors.commentNotFound(idParameter(request), wanted);
  return { status: 200, body: render(request, found) };
}

/** @throws {ApiError} TF401232 */
function commented(request: Request): readonly Revision[] {
  const id = idParameter(request);
  if (!request.store.live(id)) throw errors.workItemNotFound(id);
  return request.store.revisions(id).filter(({ fields }) => fields['System.History'] !== undefined);
}

function render(request: Request, revision: Revision): Record<string, unknown> {
  const view = viewOf(request);
  const project = projectOf(request.store, revision);
  return {
    revision: revision.rev,
    text: fieldText(revision.fields['System.History']),
    revisedBy: renderValue(view, 'System.ChangedBy', { person: revision.by }),
    revisedDate: wireDate(revision.date),
    url: `${view.baseUrl}/${project?.id ?? ''}/_apis/wit/workItems/${revision.id}/comments/${revision.rev}`,
  };
}
