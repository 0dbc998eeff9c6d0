import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../../src/sandbox/index';

/** What the server does with requests. */
export type Mood = 'well' | 'refusing' | 'slow' | 'gone';

export interface TroubledServer {
  /** Address of the collection; it takes requests without a token. */
  readonly url: string;
  mood: Mood;
  /** How many requests have come. */
  readonly requests: number;
  /** Method and address of each of them. */
  readonly asked: readonly string[];
  /** Lets requests that are being held go on. */
  release(): void;
  /** Makes a change as somebody else. */
  change(id: number, fields: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

/**
 * A sample server of its own behind a relay that can be put into moods. The relay signs in for its callers, so that a test needs no token in the
 * window's secret storage.
 */
export async function startTroubledServer(): Promise<TroubledServer> {
  const sandbox = await startSandbox();
  const target = new URL(sandbox.url);
  const authorization = `Basic ${Buffer.from(`:${sandbox.token}`).toString('base64')}`;
  let held: (() => void)[] = [];
  const asked: string[] = [];
  const relay = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const pass = (): void => {
      const headers = { ...request.headers, authorization };
      const { method, url } = request;
      const onward = http.request(
        { hostname: target.hostname, port: target.port, method, path: url, headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    };
    if (server.mood === 'gone') request.destroy();
    else if (server.mood === 'refusing') response.writeHead(503, { 'content-type': 'text/plain' }).end('out of order');
    else if (server.mood === 'slow') held.push(pass);
    else pass();
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as AddressInfo;
  const server: TroubledServer = {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    mood: 'well',
    get requests() {
      return asked.length;
    },
    asked,
    release: () => {
      const waiting = held;
      held = [];
      for (const pass of waiting) pass();
    },
    change: async (id, fields) => {
      const headers = { authorization, 'content-type': 'application/json' };
      const reply = await fetch(`${sandbox.url}/_sandbox/changes`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id, fields }),
      });
      if (!reply.ok) throw new Error(await reply.text());
    },
    close: async () => {
      relay.closeAllConnections();
      relay.close();
      await sandbox.close();
    },
  };
  return server;
}
