import { startSandbox } from '../../src/sandbox/index';
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/index';

/** A reply with its body parsed where it is JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Plain requests to a running sandbox, with nothing of ours between. */
export interface Api {
  readonly sandbox: RunningSandbox;
  /** `path` follows the collection's address, or is absolute. */
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** A patch of a work item. */
  patch(path: string, operations: unknown): Promise<Reply>;
  /** A `$batch` by PATCH; the answers with their bodies parsed. */
  batch(entries: unknown, version?: string): Promise<readonly BatchAnswer[]>;
}

export interface BatchAnswer {
  readonly code: number;
  readonly body: unknown;
}

/** Starts a sandbox and hands out requests to it. */
export async function startApi(options: SandboxOptions = {}): Promise<Api> {
  return apiOf(await startSandbox(options));
}

export function apiOf(sandbox: RunningSandbox): Api {
  const authorization = `Basic ${Buffer.from(`:${sandbox.token}`).toString('base64')}`;
  const call: Api['call'] = async (method, path, { body, type, headers } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : sandbox.url + path, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: asBody(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
  return {
    sandbox,
    call,
    patch: (path, operations) => call('PATCH', path, { body: operations, type: 'application/json-patch+json' }),
    async batch(entries, version = '5.0') {
      const reply = await call('PATCH', `/_apis/wit/$batch?api-version=${version}`, { body: entries });
      const value = member(reply.body, 'value');
      if (reply.status !== 200 || !Array.isArray(value)) throw new Error(`The batch was refused: ${reply.text}`);
      return value.map((answer: unknown) => ({
        code: Number(member(answer, 'code')),
        body: parse(String(member(answer, 'body'))),
      }));
    },
  };
}

function asBody(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A member of an object that came as JSON; undefined where there is none. A path has dots between plain names. */
export function member(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const name of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, name) as unknown;
  }
  return current;
}

/** The words of a refusal: the message of its JSON, or its text. */
export function messageOf(reply: Reply): string {
  const message = member(reply.body, 'message');
  return typeof message === 'string' ? message : reply.text;
}
