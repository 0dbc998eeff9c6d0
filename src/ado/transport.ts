import { setTimeout as delay } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { request as undiciRequest, type Dispatcher } from 'undici';
import type { JsonValue } from '../core/workItem';
import { createDispatcher } from './dispatcher';
import { AdoError, isCancelled } from './errors';
import type { Logger } from './logger';
import { lostReply, refusal, retryAfterSeconds, usableText } from './reply';

/** What the transport needs from outside, so that tests decide about time, chance and the wire. */
export interface TransportOptions {
  /** Root of every request, without a slash at its end. */
  readonly collectionUrl: string;
  /** Value of the `Authorization` header; asked before every request, because tokens expire. */
  readonly authorization: () => Promise<string>;
  readonly dispatcher?: Dispatcher;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly sleep?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly log: Logger;
}

/** One request below the collection. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Begins with `/`; segments are already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** `preview` adds the flag that resources under preview demand. */
  readonly stage?: 'preview';
  readonly body?: JsonValue | Uint8Array;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds without a sign of life from the server. */
  readonly patience?: number;
}

/** A reply with any status. */
export interface WireReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** The bytes as UTF-8 without a byte order mark. */
  readonly text: string;
}

/** What came of one attempt. `sent` says whether the server can have seen the request. */
export type Exchange =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  | { readonly kind: 'lost'; readonly error: AdoError; readonly sent: 'no' | 'maybe' };

export interface Transport {
  readonly collectionUrl: string;
  /** The version that requests carry; it falls to what the server supports as soon as the server has said so. */
  apiVersion(): string;
  /** The server's clock in milliseconds since 1970, as far as its replies have told; else ours. */
  serverNow(): number;
  /** Harmless to repeat: repeated with growing, jittered pauses within a budget. @throws AdoError */
  read(request: WireRequest, signal?: AbortSignal): Promise<WireReply>;
  /** Sent at most once. @throws AdoError */
  once(request: WireRequest, signal?: AbortSignal): Promise<WireReply>;
  /** Sent at most once; whatever happens is a value. */
  exchange(request: WireRequest, signal?: AbortSignal): Promise<Exchange>;
}

const newestVersion = '7.1';
const attempts = 4;
/** Milliseconds that all pauses of one read may take together, and the longest hold that a request waits out. */
const pauseBudget = 90_000;
const firstPause = 400;
const defaultPatience = 60_000;

export function createTransport(options: TransportOptions): Transport {
  return new UndiciTransport(options);
}

class UndiciTransport implements Transport {
  readonly collectionUrl: string;
  readonly #options: TransportOptions;
  readonly #dispatcher: Dispatcher;
  #version = newestVersion;
  #holdUntil = 0;
  #clockSkew = 0;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#dispatcher = options.dispatcher ?? createDispatcher();
    this.collectionUrl = options.collectionUrl.replace(/\/+$/, '');
  }

  apiVersion(): string {
    return this.#version;
  }

  serverNow(): number {
    return this.#options.now() + this.#clockSkew;
  }

  async once(request: WireRequest, signal?: AbortSignal): Promise<WireReply> {
    const exchange = await this.exchange(request, signal);
    if (exchange.kind === 'lost') throw exchange.error;
    const failure = refusal(exchange.reply, describe(request));
    if (failure !== undefined) throw failure;
    return exchange.reply;
  }

  async read(request: WireRequest, signal?: AbortSignal): Promise<WireReply> {
    let spent = 0;
    for (let attempt = 1; ; attempt += 1) {
      const asked = this.#version;
      try {
        return await this.once(request, signal);
      } catch (error) {
        if (!(error instanceof AdoError) || isCancelled(error)) throw error;
        if (this.#adoptVersion(error, asked)) continue;
        const pause = this.#pauseAfter(error, attempt);
        if (pause === undefined || spent + pause > pauseBudget) throw error;
        spent += pause;
        this.#options.log.debug(`${describe(request)}: ${error.code}, again in ${Math.round(pause)} ms`);
        await this.#sleep(pause, signal);
      }
    }
  }

  async exchange(request: WireRequest, signal?: AbortSignal): Promise<Exchange> {
    const label = describe(request);
    const held = await this.#waitOutHold(label, signal);
    if (held !== undefined) return { kind: 'lost', error: held, sent: 'no' };
    const authorization = await this.#options.authorization();
    if (isAborted(signal)) return { kind: 'lost', error: cancelled(label), sent: 'no' };
    const began = this.#options.now();
    try {
      const reply = await this.#send(request, authorization, signal);
      this.#options.log.debug(`${label} ${reply.status} ${this.#options.now() - began} ms`);
      this.#learn(reply);
      return { kind: 'reply', reply };
    } catch (error) {
      const lost = lostReply(error, label, isAborted(signal));
      this.#options.log.debug(`${label} ${lost.error.code} (sent: ${lost.sent})`);
      return { kind: 'lost', ...lost };
    }
  }

  async #send(request: WireRequest, authorization: string, signal: AbortSignal | undefined): Promise<WireReply> {
    const patience = request.patience ?? defaultPatience;
    const { body, contentType } = encodeBody(request);
    const response = await undiciRequest(this.#address(request), {
      method: request.method,
      dispatcher: this.#dispatcher,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate, br',
        // Without it a failed sign-in is a redirect or a 203 page instead of a 401 (Azure DevOps CLI recordings).
        'x-tfs-fedauthredirect': 'Suppress',
        ...request.headers,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        authorization,
      },
      body: body ?? null,
      signal: signal ?? null,
      headersTimeout: patience,
      bodyTimeout: patience,
    });
    const raw = Buffer.from(await response.body.arrayBuffer());
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    const bytes = decompress(raw, headers['content-encoding']);
    return {
      status: response.statusCode,
      headers,
      bytes,
      get text() {
        return usableText(bytes);
      },
    };
  }

  #address(request: WireRequest): string {
    const url = new URL(`${this.collectionUrl}${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    url.searchParams.set('api-version', request.stage === 'preview' ? `${this.#version}-preview` : this.#version);
    return url.href;
  }

  /** `Retry-After` counts on any status, also on 200 (Azure DevOps rate limits documentation). */
  #learn(reply: WireReply): void {
    const now = this.#options.now();
    const wait = retryAfterSeconds(reply.headers['retry-after'], now);
    if (wait !== undefined) this.#holdUntil = Math.max(this.#holdUntil, now + wait * 1000);
    const stamp = Date.parse(reply.headers['date'] ?? '');
    if (!Number.isNaN(stamp)) this.#clockSkew = stamp - now;
  }

  async #waitOutHold(label: string, signal: AbortSignal | undefined): Promise<AdoError | undefined> {
    const wait = this.#holdUntil - this.#options.now();
    if (wait > pauseBudget) {
      const seconds = Math.ceil(wait / 1000);
      const message = `The server asked to be left alone for ${seconds} more seconds. Try again then.`;
      return new AdoError('throttled', message, { status: 429, retryAfter: seconds, request: label });
    }
    try {
      if (wait > 0) await this.#sleep(wait, signal);
      return isAborted(signal) ? cancelled(label) : undefined;
    } catch (error) {
      if (error instanceof AdoError) return error;
      throw error;
    }
  }

  /** An older server names the newest version it knows; nothing was done, so that asking again is free. */
  #adoptVersion(error: AdoError, asked: string): boolean {
    if (error.typeKey !== 'VssVersionOutOfRangeException') return false;
    const named = /supports is (\d+\.\d+)/i.exec(error.message)?.[1];
    if (named === undefined || named === asked || Number(named) > Number(asked)) return false;
    this.#version = named;
    return true;
  }

  #pauseAfter(error: AdoError, attempt: number): number | undefined {
    const passing = error.code === 'throttled' || error.code === 'unreachable' || error.code === 'timeout';
    const tooLong = (error.retryAfter ?? 0) * 1000 > pauseBudget;
    if (!passing || tooLong || attempt >= attempts) return undefined;
    return firstPause * 2 ** (attempt - 1) * (0.5 + this.#options.random());
  }

  async #sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.#options.sleep !== undefined) return this.#options.sleep(milliseconds, signal);
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw cancelled('pause', error);
    }
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}

function describe(request: WireRequest): string {
  return `${request.method} ${request.path}`;
}

function cancelled(label: string, cause?: unknown): AdoError {
  return new AdoError('cancelled', 'Cancelled.', { request: label, cause });
}

function encodeBody(request: WireRequest): { body?: string | Uint8Array; contentType?: string } {
  if (request.body === undefined) return {};
  const { contentType } = request;
  if (request.body instanceof Uint8Array) {
    return { body: request.body, contentType: contentType ?? 'application/octet-stream' };
  }
  return { body: JSON.stringify(request.body), contentType: contentType ?? 'application/json' };
}

function decompress(raw: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: 512 * 1024 * 1024 };
  switch (encoding?.toLowerCase()) {
    case 'gzip':
      return gunzipSync(raw, limit);
    case 'deflate':
      return inflateSync(raw, limit);
    case 'br':
      return brotliDecompressSync(raw, limit);
    default:
      return raw;
  }
}
