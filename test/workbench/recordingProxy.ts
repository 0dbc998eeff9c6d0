import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One `$batch` request as it went over the wire: its entries, and what the server answered to each. */
export interface RecordedBatch {
  readonly entries: unknown;
  readonly outcomes: unknown;
}

export interface RecordingProxy {
  /** The collection's address through the proxy. */
  readonly url: string;
  readonly batches: readonly RecordedBatch[];
  stop(): Promise<void>;
}

/**
 * Stands between the extension and a server, passes everything on unchanged and writes down every `$batch`. What it holds is what was sent and
 * answered, whatever the extension believes. The `Host` header stays, so the server's own links lead through here too.
 */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const batches: RecordedBatch[] = [];
  const { origin, pathname } = new URL(target);
  const server = http.createServer((request, response) => {
    pass(request, response, origin, batches);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    batches,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  origin: string,
  batches: RecordedBatch[],
): void {
  const isBatch = new URL(request.url ?? '/', origin).pathname.toLowerCase().endsWith('/_apis/wit/$batch');
  const onward = http.request(new URL(request.url ?? '/', origin), {
    method: request.method ?? 'GET',
    headers: request.headers,
  });
  const sent = isBatch ? gather(request) : undefined;
  onward.on('response', (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers);
    const answered = isBatch ? gather(reply) : undefined;
    reply.pipe(response);
    reply.on('error', () => response.destroy());
    if (sent === undefined || answered === undefined) return;
    void Promise.all([sent, answered]).then(([entries, outcomes]) =>
      batches.push({ entries: parsed(entries), outcomes: parsed(outcomes) }),
    );
  });
  // The other side is gone: so is the answer.
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

async function gather(stream: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => stream.once('close', resolve));
  return Buffer.concat(chunks).toString('utf8');
}

/** Text that is no JSON, an empty reply for one, is shown as it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
