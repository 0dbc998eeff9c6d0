import { badRequest, errors } from '../errors';
import type { Reply, Request, Route } from '../router';
import { parseIds } from '../workItems/read';
import { asBody, objectBody } from './bodies';

/** Work items by mail. */
export const mailRoutes: readonly Route[] = [
  { method: 'POST', path: 'wit/sendMail', scope: 'project', handler: sendMail },
];

/** A message is looked at as if it were sent, and goes nowhere. The words of a refusal are ours. */
function sendMail(request: Request): Reply {
  const body = objectBody(request);
  const message = asBody(body.get('message'), 'Send {"message": {"to": …, "subject": …}, "ids": […]}.');
  const to = asBody(message.get('to'), 'The message has nobody to go to. Name them in message.to.');
  const recipients = ['tfIds', 'emailAddresses', 'unresolvedEntityIds'].flatMap((name) => to.get(name) ?? []);
  if (recipients.length === 0) throw badRequest('The message has nobody to go to. Name them in message.to.');
  if (body.has('ids')) {
    for (const id of parseIds(body.get('ids'))) if (!request.store.live(id)) throw errors.workItemNotFound(id);
  }
  return { status: 200 };
}
