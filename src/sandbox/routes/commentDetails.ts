import { badRequest, errors } from '../errors';
import { wireDate } from '../dates';
import { reactionTypes } from '../model';
import type { Comment, CommentVersion, Reaction } from '../model';
import { identityRef } from '../people';
import type { Reply, Request, Route } from '../router';
import { viewOf } from '../workItems/read';
import { renderValue } from '../workItems/render';
import { listOf } from './bodies';
import { commentOf, commentUrl } from './comments';
import { idParameter } from './workItems';

const comment = 'wit/workItems/{id}/comments/{commentId}';
const scope = 'project';
const preview = true;

/** What a comment said before it was edited, and who reacted to it; preview resources like the comments. */
export const commentDetailRoutes: readonly Route[] = [
  { method: 'GET', path: `${comment}/versions`, scope, preview, handler: versions },
  { method: 'GET', path: `${comment}/versions/{version}`, scope, preview, handler: version },
  { method: 'GET', path: `${comment}/reactions`, scope, preview, handler: reactions },
  { method: 'PUT', path: `${comment}/reactions/{type}`, scope, preview, handler: react },
  { method: 'DELETE', path: `${comment}/reactions/{type}`, scope, preview, handler: takeBack },
  { method: 'GET', path: `${comment}/reactions/{type}/users`, scope, preview, handler: engagedUsers },
];

function versionsOf(of: Comment): readonly CommentVersion[] {
  return [...(of.earlier ?? []), of];
}

function versions(request: Request): Reply {
  const of = commentOf(request);
  return { status: 200, body: listOf(versionsOf(of).map((one) => renderVersion(request, of, one))) };
}

function version(request: Request): Reply {
  const of = commentOf(request);
  const wanted = idParameter(request, 'version');
  const found = versionsOf(of).find((one) => one.version === wanted);
  if (!found) throw errors.commentNotFound(of.itemId, of.id);
  return { status: 200, body: renderVersion(request, of, found) };
}

function renderVersion(request: Request, of: Comment, one: CommentVersion): Record<string, unknown> {
  const view = viewOf(request);
  return {
    id: of.id,
    version: one.version,
    text: one.text,
    createdBy: renderValue(view, 'System.CreatedBy', { person: of.createdBy }),
    createdDate: wireDate(of.createdDate),
    modifiedBy: renderValue(view, 'System.ChangedBy', { person: one.modifiedBy }),
    modifiedDate: wireDate(one.modifiedDate),
    isDeleted: false,
    url: `${commentUrl(request, of)}/versions/${one.version}`,
  };
}

/** Those of the comment that somebody gave, in the order of the description. */
function reactions(request: Request): Reply {
  const of = commentOf(request);
  const given = reactionTypes.filter((type) => peopleOf(of, type).length > 0);
  return { status: 200, body: listOf(given.map((type) => renderReaction(request, of, type))) };
}

function peopleOf(of: Comment, type: Reaction): readonly string[] {
  return of.reactions?.[type] ?? [];
}

function react(request: Request): Reply {
  return setPeople(request, (people) => [...new Set([...people, request.user.id])]);
}

function takeBack(request: Request): Reply {
  return setPeople(request, (people) => people.filter((person) => person !== request.user.id));
}

/** A reaction makes neither a version of the comment nor a revision of the item. */
function setPeople(request: Request, change: (people: readonly string[]) => readonly string[]): Reply {
  const of = commentOf(request);
  const type = typeOf(request);
  const changed = { ...of, reactions: { ...of.reactions, [type]: change(peopleOf(of, type)) } };
  request.store.put('comments', `${of.itemId}:${of.id}`, changed);
  return { status: 200, body: renderReaction(request, changed, type) };
}

/** By name, or by the number that the SDKs' enumeration gives it. */
function typeOf(request: Request): Reaction {
  const wanted = (request.params['type'] ?? '').toLowerCase();
  const found = reactionTypes.find((type, number) => type === wanted || String(number) === wanted);
  if (!found) throw badRequest(`A reaction is one of ${reactionTypes.join(', ')}.`);
  return found;
}

function renderReaction(request: Request, of: Comment, type: Reaction): Record<string, unknown> {
  const people = peopleOf(of, type);
  return {
    commentId: of.id,
    type,
    count: people.length,
    isCurrentUserEngaged: people.includes(request.user.id),
    url: `${commentUrl(request, of)}/reactions/${type}`,
  };
}

function engagedUsers(request: Request): Reply {
  const users = peopleOf(commentOf(request), typeOf(request)).flatMap((id) => request.store.get('people', id) ?? []);
  return { status: 200, body: listOf(users.map((person) => identityRef(person, request.baseUrl))) };
}
