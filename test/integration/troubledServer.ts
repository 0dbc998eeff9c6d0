import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { connectionName } from '../../src/host/connection/connectionName';
import { startSandbox } from '../../src/sandbox/index';

/** What the server answers where it does not answer: status, content type, body. */
const refusals = {
  refusing: [503, 'text/plain', 'out of order'],
  unauthorized: [401, 'text/html', '<html><body>Unauthorized</body></html>'],
  forbidden: [403, 'application/json', '{"message":"TF401027: You need the Read permission to do this."}'],
  failing: [500, 'application/json', '{"message":"TF400898: An Internal Error Occurred."}'],
  askingToSignIn: [203, 'text/html; charset=utf-8', '<html><title>Azure DevOps Services | Sign In</title></html>'],
} as const;

/** What the server does with requests. */
export type Mood = 'well' | 'slow' | 'gone' | keyof typeof refusals;

export interface TroubledServer {
  /** Address of the collection; it takes requests without a token. */
  readonly url: string;
  /** Name of the connection to it, as it stands in the addresses of its documents. */
  readonly connection: string;
  mood: Mood;
  /** How many requests have come. */
  readonly requests: number;
  /** Method and address of each of them. */
  readonly asked: readonly string[];
  /** Bodies of the batches among them. */
  readonly batches: readonly string[];
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
  const batches: string[] = [];
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
          // `pipe` tells nobody that the answer was cut off: the caller would wait for the rest.
          answer.on('error', () => response.destroy());
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
      if (url?.includes('$batch') === true) void text(request).then((body) => batches.push(body));
    };
    if (server.mood === 'gone') request.destroy();
    else if (server.mood === 'slow') held.push(pass);
    else if (server.mood === 'well') pass();
    else {
      const [status, type, body] = refusals[server.mood];
      response.writeHead(status, { 'content-type': type }).end(body);
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${target.pathname}`;
  const server: TroubledServer = {
    url,
    connection: connectionName(url),
    mood: 'well',
    get requests() {
      return asked.length;
    },
    asked,
    batches,
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
