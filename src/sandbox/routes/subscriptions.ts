import { wireDate } from '../dates';
import { ApiError, badRequest, errors } from '../errors';
import type { Subscription } from '../model';
import { identityRef } from '../people';
import type { Reply, Request, Route } from '../router';
import { asBody, listOf, objectBody } from './bodies';
import type { Body } from './bodies';

/**
 * Who follows which work item: subscriptions of a person to an artifact, as the service keeps them. Nobody is notified; the
 * macro `@Follows` asks for them. Subscriptions of other kinds are refused.
 */
export const subscriptionRoutes: readonly Route[] = [
  { method: 'GET', path: 'notification/subscriptions', scope: 'collection', handler: list },
  { method: 'POST', path: 'notification/subscriptions', scope: 'collection', handler: follow },
  { method: 'POST', path: 'notification/subscriptionquery', scope: 'collection', handler: query },
  { method: 'GET', path: 'notification/subscriptions/{id}', scope: 'collection', handler: read },
  { method: 'DELETE', path: 'notification/subscriptions/{id}', scope: 'collection', handler: unfollow },
];

/** Those of the person who asks. */
function ownOf(request: Request): readonly Subscription[] {
  return [...request.store.all('subscriptions')].filter(({ person }) => person === request.user.id);
}

/** @throws {ApiError} 404; the wording is ours. */
function subscriptionOf(request: Request): Subscription {
  const id = request.params['id'] ?? '';
  const found = ownOf(request).find((one) => String(one.id) === id);
  if (found) return found;
  throw new ApiError(404, `The subscription ${id} does not exist.`, 'SubscriptionNotFoundException', {
    namespace: 'Microsoft.VisualStudio.Services.Notifications.WebApi',
    eventId: 3000,
  });
}

function list(request: Request): Reply {
  return { status: 200, body: listOf(ownOf(request).map((one) => render(request, one))) };
}

function read(request: Request): Reply {
  return { status: 200, body: render(request, subscriptionOf(request)) };
}

function unfollow(request: Request): Reply {
  request.store.delete('subscriptions', subscriptionOf(request).id);
  return { status: 204 };
}

/** To follow twice is to follow. */
function follow(request: Request): Reply {
  const { store, user, now } = request;
  const itemId = artifactOf(objectBody(request));
  if (itemId === undefined) throw badRequest('The filter names no work item. Send its id as artifactId.');
  if (!store.live(itemId)) throw errors.workItemNotFound(itemId);
  const known = ownOf(request).find((one) => one.itemId === itemId);
  const id = known?.id ?? store.next('subscription', 1000);
  const subscription = known ?? { id, person: user.id, itemId, date: now.toISOString() };
  if (!known) store.put('subscriptions', id, subscription);
  return { status: 200, body: render(request, subscription) };
}

/** `{"conditions":[{"filter":{"type":"Artifact","artifactType":"WorkItem","artifactId":"299"}}]}`; without an id all of them. */
function query(request: Request): Reply {
  const conditions = objectBody(request).get('conditions');
  if (!Array.isArray(conditions) || conditions.length === 0) throw badRequest('The query has no conditions.');
  const wanted = conditions.map((one: unknown) => artifactOf(asBody(one, 'A condition must be a JSON object.')));
  const found = ownOf(request).filter(({ itemId }) => wanted.some((id) => id === undefined || id === itemId));
  return { status: 200, body: listOf(found.map((one) => render(request, one))) };
}

/** The work item that a filter names. @throws {ApiError} 400 for a filter of another kind. */
function artifactOf(body: Body): number | undefined {
  const filter = asBody(body.get('filter'), 'The filter is missing.');
  const isArtifact = filter.text('type')?.toLowerCase() === 'artifact';
  if (!isArtifact || filter.text('artifactType')?.toLowerCase() !== 'workitem') {
    throw badRequest('The sandbox keeps subscriptions of the type Artifact to a WorkItem only.');
  }
  return filter.integer('artifactId');
}

function render(request: Request, { id, person, itemId, date }: Subscription): Record<string, unknown> {
  const subscriber = request.store.get('people', person);
  const url = `${request.baseUrl}/_apis/notification/Subscriptions/${id}`;
  return {
    id: String(id),
    url,
    description: `Work item ${itemId}`,
    ...(subscriber ? { subscriber: identityRef(subscriber, request.baseUrl) } : {}),
    status: 'enabled',
    modifiedDate: wireDate(date),
    filter: { type: 'Artifact', eventType: '', artifactType: 'WorkItem', artifactId: String(itemId) },
    channel: { type: 'User' },
    _links: { self: { href: url } },
  };
}
