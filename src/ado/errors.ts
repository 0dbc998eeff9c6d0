/** What can go wrong between us and the server, as a caller has to tell it apart. */
export type AdoErrorCode =
  | 'signInFailed'
  | 'forbidden'
  | 'notFound'
  | 'throttled'
  | 'unreachable'
  | 'timeout'
  | 'cancelled'
  | 'badReply'
  | 'refused'
  | 'serverError'
  | 'tooLarge'
  | 'foreignHost';

export interface AdoErrorDetail {
  /** HTTP status; 0 where no reply came. */
  readonly status?: number;
  /** Seconds until the server wants to hear from us again. */
  readonly retryAfter?: number;
  /** The server's own name of the exception, for example `WorkItemUnauthorizedAccessException`. */
  readonly typeKey?: string;
  /** Reference names of the fields that the server complained about; only single requests name them. */
  readonly fields?: readonly string[];
  /** For logs: method and path, without query and without credentials. */
  readonly request?: string;
  readonly cause?: unknown;
}

/** An expected failure. `message` is a clean sentence for people; server text in it is sanitised. */
export class AdoError extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  readonly typeKey: string;
  readonly fields: readonly string[];
  readonly request: string;

  constructor(
    readonly code: AdoErrorCode,
    message: string,
    detail: AdoErrorDetail = {},
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'AdoError';
    this.status = detail.status ?? 0;
    this.retryAfter = detail.retryAfter;
    this.typeKey = detail.typeKey ?? '';
    this.fields = detail.fields ?? [];
    this.request = detail.request ?? '';
  }
}

/** True for a failure that the caller should pass over in silence. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AdoError && error.code === 'cancelled';
}

const longest = 600;

/**
 * Server text is hostile until it has been through here: no control or direction-changing characters, one line,
 * bounded length, and no `[text](target)` that a notification would turn into a link.
 */
export function cleanText(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\]\(/g, '] (')
    .trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`;
}
