import * as z from 'zod';
import { AdoError, cleanText, type AdoErrorCode } from './errors';
import type { WireReply } from './transport';

/** UTF-8 text without the byte order mark that some error pages carry (recorded on a stopped collection's 503). */
export function usableText(raw: Buffer): string {
  return raw.toString('utf8').replace(/^\uFEFF/, '');
}

/** Seconds from a `Retry-After` header, which is a number of seconds or a date. */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** All error bodies there are: the usual envelope, the one inside `$batch`, and ones without either. */
const errorBody = z.looseObject({
  message: z.string().optional(),
  Message: z.string().optional(),
  typeKey: z.string().optional(),
  value: z.looseObject({ message: z.string().optional(), Message: z.string().optional() }).optional(),
  customProperties: z
    .looseObject({
      RuleValidationErrors: z
        .array(z.looseObject({ fieldReferenceName: z.string().nullish(), errorMessage: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
});

/** The failure that a reply tells of, or `undefined` for a reply that can be read. */
export function refusal(reply: WireReply, request: string): AdoError | undefined {
  const { status } = reply;
  const html = isHtml(reply);
  if (status === 401 || status === 203 || signInRedirect(reply) || (html && (status < 400 || status === 403))) {
    const said = html || signInRedirect(reply) ? '' : serverMessage(reply.text);
    const message = `The server did not accept the sign-in.${said === '' ? '' : ` It said: ${said}`}`;
    return new AdoError('signInFailed', message, { status, request });
  }
  if (status >= 200 && status < 300) return undefined;
  const body = html ? undefined : parseErrorBody(reply.text);
  const message = (html ? '' : serverMessage(reply.text)) || plainWords(reply);
  return new AdoError(codeOf(status), message, { status, request, ...detailOf(body, reply) });
}

function detailOf(
  body: z.infer<typeof errorBody> | undefined,
  reply: WireReply,
): { typeKey: string; fields: readonly string[]; retryAfter?: number } {
  const fields = (body?.customProperties?.RuleValidationErrors ?? []).flatMap((rule) =>
    typeof rule.fieldReferenceName === 'string' ? [rule.fieldReferenceName] : [],
  );
  const retryAfter = retryAfterSeconds(reply.headers['retry-after'], Date.parse(reply.headers['date'] ?? ''));
  return { typeKey: body?.typeKey ?? '', fields, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

function codeOf(status: number): AdoErrorCode {
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 413) return 'tooLarge';
  if (status === 429) return 'throttled';
  if (status === 408) return 'timeout';
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  if (status >= 500) return 'serverError';
  return status >= 400 ? 'refused' : 'badReply';
}

/** The server's words, cleaned; `''` where the body has none. */
export function serverMessage(text: string): string {
  const body = parseErrorBody(text);
  if (body === undefined) return text.trim() === '' || text.includes('<') ? '' : cleanText(text);
  const said = body.message ?? body.Message ?? body.value?.message ?? body.value?.Message ?? '';
  return cleanText(said);
}

function parseErrorBody(text: string): z.infer<typeof errorBody> | undefined {
  const value = parseJson(text);
  const parsed = value.ok ? errorBody.safeParse(value.value) : undefined;
  return parsed?.success === true ? parsed.data : undefined;
}

function parseJson(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false };
  }
}

function plainWords(reply: WireReply): string {
  const header = reply.headers['x-tfs-serviceerror'];
  if (header !== undefined && header !== '')
    return cleanText(header.replace(/\+/g, ' ').replace(/%[0-9a-f]{2}/gi, ' '));
  const location = reply.headers['location'];
  if (reply.status >= 300 && reply.status < 400 && location !== undefined) {
    return `The server sends us to ${cleanText(location)}. Check the address of the connection.`;
  }
  return `The server answered ${reply.status} without saying why.`;
}

function isHtml(reply: WireReply): boolean {
  return /\bhtml\b/i.test(reply.headers['content-type'] ?? '') || /^\s*<(?:!doctype\s+html|html)\b/i.test(reply.text);
}

function signInRedirect(reply: WireReply): boolean {
  return (
    reply.status >= 300 && reply.status < 400 && /_signin|login|oauth2|adfs/i.test(reply.headers['location'] ?? '')
  );
}

/** Parses a reply by a schema. @throws AdoError `badReply` with the place that did not fit, never with the value. */
export function parseReply<T>(schema: z.ZodType<T>, reply: WireReply, request: string): T {
  const value = parseJson(reply.text);
  if (!value.ok) {
    const message = 'The server’s answer is not JSON. Check the address of the connection and what stands between.';
    throw new AdoError('badReply', message, { status: reply.status, request });
  }
  const parsed = schema.safeParse(value.value);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  const message = `The server’s answer has an unexpected shape at “${cleanText(place)}”.`;
  throw new AdoError('badReply', message, { status: reply.status, request });
}

/** Failures of a connection that is not there yet: the server cannot have seen the request. */
const neverSent = new Set([
  'UND_ERR_INVALID_ARG',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Words for a request that got no reply, and whether the server can have seen it. */
export function lostReply(
  error: unknown,
  request: string,
  aborted: boolean,
): { readonly error: AdoError; readonly sent: 'no' | 'maybe' } {
  const code = errorCode(error);
  const sent = neverSent.has(code) || syscallOf(error) === 'connect' ? 'no' : 'maybe';
  if (aborted) return { error: new AdoError('cancelled', 'Cancelled.', { request, cause: error }), sent };
  if (/TIMEOUT|ETIMEDOUT/.test(code)) {
    const message = 'The server did not answer in time. Check the network and try again.';
    return { error: new AdoError('timeout', message, { request, cause: error }), sent };
  }
  const reason = /CERT|SIGNATURE/.test(code)
    ? `Its certificate is not trusted (${code}).`
    : `Check the address, the network and the proxy${code === '' ? '' : ` (${code})`}.`;
  return {
    error: new AdoError('unreachable', `The server cannot be reached. ${reason}`, { request, cause: error }),
    sent,
  };
}

function errorCode(error: unknown): string {
  return property(error, 'code') || property(cause(error), 'code');
}

function syscallOf(error: unknown): string {
  return property(error, 'syscall') || property(cause(error), 'syscall');
}

function cause(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function property(value: unknown, name: 'code' | 'syscall'): string {
  if (typeof value !== 'object' || value === null || !(name in value)) return '';
  const found = (value as Record<typeof name, unknown>)[name];
  return typeof found === 'string' ? found : '';
}
