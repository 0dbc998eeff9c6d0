import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ForwardProxy {
  readonly url: string;
  /** `METHOD url` of what came through. */
  readonly requests: readonly string[];
  /** The `Proxy-Authorization` headers that came. */
  readonly authorizations: readonly string[];
  stop(): Promise<void>;
}

/** A proxy as companies have them: it knows hosts that this machine cannot reach, and leads all of them to `target`. */
export async function startForwardProxy(target: string): Promise<ForwardProxy> {
  const requests: string[] = [];
  const authorizations: string[] = [];
  const server = http.createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push(`${method} ${url}`);
    authorizations.push(headers['proxy-authorization'] ?? '');
    const { pathname, search } = new URL(url);
    const onward = http.request(new URL(`${pathname}${search}`, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on('error', (error) => response.destroy(error));
    });
    onward.on('error', (error) => response.destroy(error));
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    authorizations,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
