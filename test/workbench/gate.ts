import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request, `PATCH /fabrikam/_apis/wit/$batch?…`, and where it is stopped: on its way to the server, or its answer on the way back. */
export interface Stop {
  readonly request: RegExp;
  readonly on: 'request' | 'reply';
}

export interface Held {
  /** Whether it stands, or stood, at the gate. */
  reached(): boolean;
  /** Lets it go on, as if nothing had been. */
  release(): void;
}

/**
 * Stands between the extension and a server and stops what it is told to stop. What nobody waits for any more still arrives. It signs in for
 * its callers: VS Code Server in a browser forgets its secrets when the window is loaded again.
 */
export interface Gate {
  /** The collection's address through the gate. */
  readonly url: string;
  /** What came by, `METHOD /path?query`. */
  readonly requests: readonly string[];
  /** Stops the next request that fits. */
  hold(stop: Stop): Held;
  stop(): Promise<void>;
}

interface Waiting extends Stop {
  readonly arrive: () => unknown;
  readonly released: Promise<void>;
}

export async function startGate(target: { readonly url: string; readonly token: string }): Promise<Gate> {
  const { origin, pathname } = new URL(target.url);
  const authorization = `Basic ${Buffer.from(`:${target.token}`).toString('base64')}`;
  const requests: string[] = [];
  const waiting: Waiting[] = [];
  const pass = async (label: string, on: Stop['on']): Promise<void> => {
    const at = waiting.findIndex((stop) => stop.on === on && stop.request.test(label));
    const [found] = at === -1 ? [] : waiting.splice(at, 1);
    found?.arrive();
    await found?.released;
  };
  const server = http.createServer((request, response) => {
    const label = `${request.method ?? ''} ${request.url ?? ''}`;
    requests.push(label);
    void (async () => {
      const body = await buffer(request);
      await pass(label, 'request');
      const { method = 'GET' } = request;
      const headers = { ...request.headers, authorization };
      const reply = await forward(new URL(request.url ?? '/', origin), { method, headers }, body);
      const answer = await buffer(reply);
      await pass(label, 'reply');
      response.writeHead(reply.statusCode ?? 502, reply.headers).end(answer);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    requests,
    hold: (stop) => {
      let isThere = false;
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      waiting.push({ ...stop, arrive: () => (isThere = true), released });
      return { reached: () => isThere, release };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(url: URL, options: http.RequestOptions, body: Buffer): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const onward = http.request(url, options);
    onward.on('response', resolve);
    onward.on('error', reject);
    onward.end(body);
  });
}
