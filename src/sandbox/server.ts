import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from './addresses';
import type { Address } from './addresses';
import { refuseUnauthorized, signInPage } from './auth';
import { batchErrors } from './batchErrors';
import { ApiError, errors } from './errors';
import { readBody } from './body';
import type { FaultKind, Faults } from './faults';
import type { Person } from './model';
import { findProject, findTeam } from './projects';
import { readQuery } from './queryString';
import { errorReply, send } from './replies';
import type { Match, Method, Reply, Request, Router } from './router';
import type { Store } from './store';
import type { Tokens } from './tokens';
import { negotiateVersion } from './versions';
import type { ApiVersion } from './versions';

export interface ServerOptions {
  readonly port: number;
  readonly tokens: Tokens;
  readonly organizations: ReadonlySet<string>;
  readonly latestVersion: string;
  readonly latencyMs: number;
  readonly store: Store;
  readonly router: Router;
  /** Routes below `_sandbox`, which no real server has. */
  readonly controls: Router;
  readonly faults: Faults;
  readonly clock: () => Date;
  readonly log: (line: string) => void;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** One request on its way through the server. */
interface Exchange {
  readonly options: ServerOptions;
  readonly incoming: http.IncomingMessage;
  readonly response: http.ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly origin: string;
  /** Whose token the request carries. */
  readonly user: Person;
}

/** Starts listening on 127.0.0.1. */
export async function listen(options: ServerOptions): Promise<RunningServer> {
  const server = http.createServer((incoming, response) => {
    void serve(options, incoming, response).catch((error: unknown) => {
      options.log(
        `Internal error at ${String(incoming.method)}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      response.destroy();
    });
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function userOf({ tokens, store }: ServerOptions, headers: Readonly<Record<string, string>>): Person | undefined {
  const person = tokens.personOf(headers['authorization']);
  return person === undefined ? undefined : store.get('people', person);
}

async function serve(
  options: ServerOptions,
  incoming: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const headers = flatHeaders(incoming.headers);
  const origin = `http://${headers['host'] ?? '127.0.0.1'}`;
  const url = parseUrl(incoming.url ?? '/', origin);
  const user = userOf(options, headers);
  if (user === undefined) {
    incoming.resume();
    send(response, refuseUnauthorized(headers, origin), { head: incoming.method === 'HEAD', version: undefined });
    return;
  }
  const exchange: Exchange = { options, incoming, response, headers, url, origin, user };
  const address = parseAddress(url.pathname, options.organizations);
  if (address?.root === '_sandbox') {
    await answer(exchange, address, undefined);
    return;
  }
  if (options.latencyMs > 0) await delay(options.latencyMs);
  const fault = options.faults.take(incoming.method ?? '', url.pathname);
  if (fault?.kind === 'delay') await delay(fault.delayMs);
  await answer(exchange, address, fault);
}

async function answer(exchange: Exchange, address: Address | undefined, fault: FaultKind | undefined): Promise<void> {
  const early = fault && insteadOfAnswer(exchange, fault);
  if (early === 'dropped') return;
  if (early) {
    exchange.incoming.resume();
    reply(exchange, early, undefined);
    return;
  }
  let version: ApiVersion | undefined;
  let result: Reply;
  try {
    const routed = route(exchange, address);
    version = routed.version;
    const bytes = await readBody(exchange.incoming, routed.resource);
    result = carryOut(exchange, routed, bytes, fault);
  } catch (error) {
    exchange.incoming.resume();
    version = undefined;
    result = errorReply(toApiError(exchange, error));
  }
  if (fault?.kind === 'drop') exchange.response.destroy();
  else reply(exchange, result, version, fault);
}

/** Faults that take the place of the request. */
function insteadOfAnswer({ response }: Exchange, fault: FaultKind): Reply | 'dropped' | undefined {
  if (fault.kind === 'drop' && fault.when === 'beforeApply') {
    response.destroy();
    return 'dropped';
  }
  if (fault.kind === 'html') {
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(signInPage) };
  }
  if (fault.kind !== 'status') return undefined;
  const retry = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
  if (fault.body !== undefined) {
    const type = typeof fault.body === 'string' ? { 'content-type': 'text/plain; charset=utf-8' } : {};
    return {
      status: fault.status,
      headers: { ...type, ...retry },
      body: typeof fault.body === 'string' ? Buffer.from(fault.body) : fault.body,
    };
  }
  const error = fault.status === 429 ? errors.throttled() : errors.injected(fault.status);
  const refusal = errorReply(error);
  return { ...refusal, headers: { ...refusal.headers, ...retry } };
}

interface Routed {
  readonly match: Match;
  readonly version: ApiVersion;
  readonly resource: string;
  readonly address: Address;
}

function route({ options, incoming, url, headers }: Exchange, address: Address | undefined): Routed {
  if (!address) throw errors.routeNotFound(url.pathname);
  const router = address.root === '_sandbox' ? options.controls : options.router;
  const method = (incoming.method ?? 'GET') as Method;
  const match = router.match(method, address.resource);
  if (!match) {
    throw router.knows(address.resource) ? errors.methodNotAllowed(method) : errors.routeNotFound(url.pathname);
  }
  const { scope } = match.route;
  const tooDeep = scope === 'collection' ? address.project : scope === 'team' ? undefined : address.team;
  if (tooDeep !== undefined) throw errors.routeNotFound(url.pathname);
  if (scope === 'projectRequired' && address.project === undefined) throw errors.routeNotFound(url.pathname);
  const version = negotiateVersion({
    method: address.root === '_sandbox' ? 'GET' : method,
    query: readQuery(url.searchParams).get('api-version'),
    accept: headers['accept'],
    previewOnly: match.route.preview === true,
    latest: options.latestVersion,
  });
  return { match, version, resource: address.resource, address };
}

function carryOut(exchange: Exchange, routed: Routed, bytes: Buffer, fault: FaultKind | undefined): Reply {
  const { options, url, headers, origin, user } = exchange;
  const { address, match, version } = routed;
  const isBatch = match.route.path === 'wit/$batch';
  if (isBatch && fault?.kind === 'criticalBatchReply') return criticalReply();
  const { store } = options;
  const project = address.project === undefined ? undefined : findProject(store, address.project);
  if (address.project !== undefined && !project) throw errors.projectNotFound(address.project);
  const team = project && address.team !== undefined ? findTeam(store, project, address.team) : undefined;
  if (address.team !== undefined && !team) throw errors.teamNotFound(address.team);
  const request: Request = {
    method: match.route.method,
    path: url.pathname,
    baseUrl: origin + address.collection,
    project,
    team,
    params: match.params,
    query: readQuery(url.searchParams),
    headers,
    version,
    user,
    now: options.clock(),
    store,
    bytes,
    json: () => parseJson(bytes),
  };
  const result = store.transact(() => match.route.handler(request));
  return isBatch && fault ? mutilate(result, fault) : result;
}

/** One answer for n requests, as migration tools have seen it. */
function criticalReply(): Reply {
  const { status, message } = batchErrors.critical();
  const body = JSON.stringify({ count: 1, value: { Message: message } });
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status: 200, body: { count: 1, value: [{ code: status, headers, body }] } };
}

function mutilate(result: Reply, fault: FaultKind): Reply {
  const value = (result.body as { readonly value?: readonly unknown[] } | undefined)?.value ?? [];
  if (fault.kind === 'shortBatchReply') return { ...result, body: { count: 1, value: value.slice(0, 1) } };
  if (fault.kind === 'emptyBatchReply') return { ...result, body: { count: 0, value: [] } };
  return result;
}

function reply(exchange: Exchange, result: Reply, version: ApiVersion | undefined, fault?: FaultKind): void {
  const { response, incoming, headers, user } = exchange;
  if (response.destroyed) return;
  send(response, result, {
    head: incoming.method === 'HEAD',
    ...(headers['x-tfs-session'] === undefined ? {} : { session: headers['x-tfs-session'] }),
    userData: `${user.id}:${user.uniqueName}`,
    version: result.status < 300 ? version : undefined,
    truncate: fault?.kind === 'truncate',
    ...(fault?.kind === 'retryAfter' ? { extraHeaders: { 'retry-after': String(fault.retryAfter) } } : {}),
  });
}

function toApiError({ options, incoming }: Exchange, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  options.log(`Internal error at ${incoming.method ?? ''} ${incoming.url ?? ''}: ${stack}`);
  return errors.internal();
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw errors.notJson(bytes.length === 0);
  }
}

function parseUrl(target: string, origin: string): URL {
  try {
    return new URL(target.startsWith('/') ? origin + target : target);
  } catch {
    return new URL('http://127.0.0.1/');
  }
}

function flatHeaders(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
