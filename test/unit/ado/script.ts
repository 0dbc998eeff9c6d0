import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A scripted server: each request takes the next handler; the last one stays. */
export class Script {
  readonly seen: IncomingMessage[] = [];
  #server: Server | undefined;

  async start(...handlers: Handler[]): Promise<string> {
    const queue = [...handlers];
    this.#server = createServer((request, response) => {
      this.seen.push(request);
      request.resume();
      request.on('end', () => {
        const handler = queue.length > 1 ? queue.shift() : queue[0];
        handler?.(request, response);
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/fabrikam`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

export function reply(status: number, body: string, headers: Record<string, string> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(body);
  };
}

export const drop: Handler = (request) => request.socket.destroy();
export const fine = reply(200, '{"count":0,"value":[]}');
