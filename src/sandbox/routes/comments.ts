import { badRequest, errors } from '../errors';
import { wireDate } from '../dates';
import type { Comment } from '../model';
import type { Reply, Request, Route } from '../router';
import { atLeast } from '../versions';
import { viewOf } from '../workItems/read';
import { renderValue } from '../workItems/render';
import { projectOf, touch } from '../workItems/save';
import { numberParameter } from './history';
import { listRevisionComments, readRevisionComment } from './revisionComments';
import { idParameter, saveContext } from './workItems';

const one = 'wit/workItems/{id}/comments/{commentId}';

/** The discussion of a work item; a preview resource since 5.1. Before, comments were revisions with a text. */
export const commentRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItems/{id}/comments', scope: 'project', preview: true, handler: list },
  { method: 'POST', path: 'wit/workItems/{id}/comments', scope: 'project', preview: true, handler: add },
  { method: 'GET', path: one, scope: 'project', preview: true, handler: read },
  { method: 'PATCH', path: one, scope: 'project', preview: true, handler: edit },
  { method: 'DELETE', path: one, scope: 'project', preview: true, handler: remove },
];

const maxPage = 200;
const maxText = 1_000_000;

function itemId(request: Request): number {
  const id = idParameter(request);
  if (!request.store.live(id)) throw errors.workItemNotFound(id);
  return id;
}

/** @throws {ApiError} 404 for a comment that is not there, or was deleted. */
export function commentOf(request: Request): Comment {
  const id = itemId(request);
  const commentId = idParameter(request, 'commentId');
  const comment = request.store.get('comments', `${id}:${commentId}`);
  if (!comment || comment.isDeleted === true) throw errors.commentNotFound(id, commentId);
  return comment;
}

function list(request: Request): Reply {
  if (!atLeast(request.version, 5, 1)) return listRevisionComments(request);
  const id = itemId(request);
  const deleted = request.query.flag('includeDeleted');
  const wanted = request.query.get('ids')?.split(',').map(Number);
  const ascending = request.query.get('order')?.toLowerCase() === 'asc';
  const all = [...request.store.comments(id)]
    .filter((comment) => (deleted || comment.isDeleted !== true) && (wanted?.includes(comment.id) ?? true))
    .sort((a, b) => (ascending ? a.id - b.id : b.id - a.id));
  const from = parseToken(request.query.get('continuationToken'));
  const size = Math.min(maxPage, numberParameter(request, '$top', maxPage));
  const comments = all.slice(from, from + size);
  const token = from + size < all.length ? Buffer.from(String(from + size)).toString('base64url') : undefined;
  const next = `${request.baseUrl}/_apis/wit/workItems/${id}/comments?continuationToken=${token ?? ''}&$top=${size}`;
  return {
    status: 200,
    body: {
      totalCount: all.length,
      count: comments.length,
      comments: comments.map((comment) => render(request, comment)),
      ...(token === undefined ? {} : { nextPage: next, continuationToken: token }),
    },
  };
}

function parseToken(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!/^\d{1,9}$/.test(text)) throw badRequest('The continuation token is not one of this list.');
  return Number(text);
}

function read(request: Request): Reply {
  if (!atLeast(request.version, 5, 1)) return readRevisionComment(request);
  return { status: 200, body: render(request, commentOf(request)) };
}

function add(request: Request): Reply {
  const id = itemId(request);
  const format = request.query.get('format')?.toLowerCase() === 'markdown' ? 'markdown' : 'html';
  touch(saveContext(request, false), id, { text: textOf(request), format });
  const added = [...request.store.comments(id)].at(-1);
  if (!added) throw new Error(`The comment on work item ${id} was saved and is not there.`);
  return { status: 200, body: render(request, added) };
}

function edit(request: Request): Reply {
  return change(request, commentOf(request), { text: textOf(request) });
}

function remove(request: Request): Reply {
  return change(request, commentOf(request), { isDeleted: true });
}

function change(request: Request, before: Comment, changes: Partial<Comment>): Reply {
  touch(saveContext(request, false), before.itemId);
  const { version, text, modifiedBy, modifiedDate } = before;
  const comment = {
    ...before,
    ...changes,
    earlier: [...(before.earlier ?? []), { version, text, modifiedBy, modifiedDate }],
    version: before.version + 1,
    modifiedBy: request.user.id,
    modifiedDate: request.now.toISOString(),
  };
  request.store.put('comments', `${before.itemId}:${before.id}`, comment);
  return { status: 200, body: render(request, comment) };
}

function textOf(request: Request): string {
  const body = request.json();
  const text: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'text') : undefined;
  if (typeof text !== 'string' || text.trim() === '') throw badRequest('The comment has no text. Send {"text": "…"}.');
  if (text.length > maxText)
    throw badRequest(`A comment has at most ${maxText} characters; this one has ${text.length}.`);
  return text;
}

export function commentUrl({ store, baseUrl }: Request, { itemId, id }: Comment): string {
  const revision = store.head(itemId);
  const project = revision && projectOf(store, revision);
  return `${baseUrl}/${project?.id ?? ''}/_apis/wit/workItems/${itemId}/comments/${id}`;
}

function render(request: Request, comment: Comment): Record<string, unknown> {
  const view = viewOf(request);
  const modern = atLeast(request.version, 6);
  const expanded = /renderedtext|all/i.test(request.query.get('$expand') ?? '');
  return {
    workItemId: comment.itemId,
    // Named so in the 5.1 examples; `id` since 6.0.
    ...(modern ? { id: comment.id } : { commentId: comment.id }),
    version: comment.version,
    text: comment.text,
    ...(expanded ? { renderedText: comment.text } : {}),
    ...(modern ? { format: comment.format } : {}),
    createdBy: renderValue(view, 'System.CreatedBy', { person: comment.createdBy }),
    createdDate: wireDate(comment.createdDate),
    modifiedBy: renderValue(view, 'System.ChangedBy', { person: comment.modifiedBy }),
    modifiedDate: wireDate(comment.modifiedDate),
    isDeleted: comment.isDeleted === true,
    url: commentUrl(request, comment),
  };
}
