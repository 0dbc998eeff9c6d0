import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { errorEnvelope } from './errors';
import type { ApiError } from './errors';
import type { Reply } from './router';
import type { ApiVersion } from './versions';

/** Headers of every reply, as recorded from the service. */
function commonHeaders(session: string | undefined, userData: string | undefined): Record<string, string> {
  const activity = randomUUID();
  return {
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    activityid: activity,
    'x-vss-e2eid': activity,
    'x-tfs-processid': processId,
    'x-tfs-session': session !== undefined && /^[\w-]{1,64}$/.test(session) ? session : randomUUID(),
    ...(userData === undefined ? {} : { 'x-vss-userdata': userData }),
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  };
}

const processId = randomUUID();

/** Turns a refusal into a reply: the JSON envelope, or the plain text of an unknown route. */
export function errorReply(error: ApiError): Reply {
  const headers = error.detail.headers ?? {};
  if (error.typeKey === 'HttpException') {
    return {
      status: error.status,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-tfs-serviceerror': encodeURIComponent(error.message),
        ...headers,
      },
      body: Buffer.from(error.message),
    };
  }
  return {
    status: error.status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: errorEnvelope(error),
  };
}

export interface SendOptions {
  readonly head: boolean;
  readonly session?: string;
  /** `guid:mail` of who is signed in. */
  readonly userData?: string;
  /** Successful JSON replies echo the version in their content type; errors do not. */
  readonly version: ApiVersion | undefined;
  /** Break off in the middle of the body. */
  readonly truncate?: boolean;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}

/** Sends a reply. */
export function send(response: ServerResponse, reply: Reply, options: SendOptions): void {
  const { body } = reply;
  const content = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const suffix = options.version ? `; api-version=${options.version.text}` : '';
  const headers: Record<string, string> = {
    ...commonHeaders(options.session, options.userData),
    ...(content === undefined ? {} : { 'content-type': `application/json; charset=utf-8${suffix}` }),
    ...reply.headers,
    ...options.extraHeaders,
  };
  if (reply.status !== 204 && reply.status !== 304) headers['content-length'] = String(content?.length ?? 0);
  response.writeHead(reply.status, headers);
  if (options.truncate === true && content) {
    response.write(content.subarray(0, Math.floor(content.length / 2)), () => response.destroy());
    return;
  }
  response.end(options.head ? undefined : content);
}
