import { placeOfMessage } from './blame';
import type { Batch, PlanEntry } from './commitPlan';
import type { Definitions } from './definitions';
import { isList, isRecord, parseJson } from './json';
import type { Clash } from './merge';
import type { JsonValue } from './workItem';

/** What became of one entry. */
export type Outcome =
  | {
      readonly kind: 'committed';
      /** The real id, also of an item that was new. */
      readonly id: number;
      readonly rev: number;
    }
  | { readonly kind: 'conflict'; readonly message: string; readonly clashes: readonly Clash[] }
  | {
      readonly kind: 'rejected';
      readonly status: number;
      readonly message: string;
      /** Pointer into the document; `''` where the server's words name no place. */
      readonly pointer: string;
    }
  | {
      /** Not applied because something else failed. */
      readonly kind: 'collateral';
      /** Ids of the entries that failed by themselves; empty where the server does not say which, and where none did. */
      readonly culprits: readonly number[];
      /** The server refused the batch because of an entry and named none: halving it finds that one. */
      readonly unnamed?: true;
      readonly message: string;
    }
  | { readonly kind: 'unknown'; readonly message: string };

/** The reply as transport gave it. */
export type BatchReply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly retryAfter?: number;
      readonly body: string;
      readonly contentType: string;
    }
  | {
      readonly kind: 'lost';
      readonly message: string;
      /** `no`: the request cannot have reached the server. */
      readonly sent: 'no' | 'maybe';
    };

export interface ReadOutcomes {
  /** One for each entry of the batch, in its order, by the id that the item has in the stage. */
  readonly outcomes: readonly (readonly [number, Outcome])[];
  /** True only when every entry was committed; otherwise the revisions on the server have the last word. */
  readonly uniform: boolean;
}

interface EntryReply {
  readonly code: number;
  readonly body: JsonValue | undefined;
  readonly message: string;
}

/** Reply × batch → one outcome for each entry, whatever shape the reply has: n replies, one for n, none, no JSON at all. */
export function readOutcomes(batch: Batch, reply: BatchReply, definitions?: Pick<Definitions, 'fields'>): ReadOutcomes {
  const outcomes = judge(batch.entries, reply, definitions);
  return {
    outcomes: batch.entries.map((entry, index) => [entry.id, outcomes[index] ?? unknown('No reply for this item.')]),
    uniform: outcomes.length === batch.entries.length && outcomes.every((outcome) => outcome.kind === 'committed'),
  };
}

function unknown(message: string): Outcome {
  return { kind: 'unknown', message };
}

function judge(
  entries: readonly PlanEntry[],
  reply: BatchReply,
  definitions: Pick<Definitions, 'fields'> | undefined,
): readonly Outcome[] {
  const all = (outcome: Outcome) => entries.map(() => outcome);
  if (reply.kind === 'lost') {
    return all(reply.sent === 'no' ? notApplied([], reply.message) : unknown(reply.message));
  }
  const body = parseJson(reply.body);
  const replies = readReplies(body);
  if (replies === undefined) return judgeWhole(entries, reply.status, body, definitions);
  const [only] = replies;
  if (replies.length === entries.length) return judgeEach(entries, replies, definitions);
  if (replies.length === 1 && only !== undefined && only.code >= 400) return all(refusedWhole(only.message));
  return all(unknown(`The server gave ${replies.length} replies for ${entries.length} items.`));
}

function notApplied(culprits: readonly number[], message: string): Outcome {
  return { kind: 'collateral', culprits, message };
}

function unnamed(message: string): Outcome {
  return { kind: 'collateral', culprits: [], unnamed: true, message };
}

/** A reply that speaks of the request as a whole. Below 500 nothing was applied; else nobody knows. */
function judgeWhole(
  entries: readonly PlanEntry[],
  status: number,
  body: JsonValue | undefined,
  definitions: Pick<Definitions, 'fields'> | undefined,
): readonly Outcome[] {
  const message = messageOf(body) || `The server replied with status ${status}.`;
  const [only] = entries;
  if (status < 400 || status >= 500) return entries.map(() => unknown(message));
  if (aboutNoItem.has(status)) return entries.map(() => notApplied([], message));
  if (entries.length === 1 && only !== undefined) return [refused(only, status, message, definitions)];
  return entries.map(() => refusedWhole(message));
}

/** Not signed in, wrong address, too fast: none of the items is to blame, and there is no culprit to look for. */
const aboutNoItem: ReadonlySet<number> = new Set([401, 404, 429]);

function refusedWhole(message: string): Outcome {
  return unnamed(`The server refused the whole batch without naming a culprit. ${message}`);
}

function judgeEach(
  entries: readonly PlanEntry[],
  replies: readonly EntryReply[],
  definitions: Pick<Definitions, 'fields'> | undefined,
): readonly Outcome[] {
  const first = entries.map((entry, index) => judgeOne(entry, replies[index], definitions));
  const culprits = entries.flatMap(({ id }, index) => {
    const kind = first[index]?.kind;
    return kind === 'rejected' || kind === 'conflict' ? [id] : [];
  });
  const nobody = first.every(({ kind }) => kind === 'collateral');
  return first.map((outcome) => {
    if (outcome.kind !== 'collateral') return outcome;
    return nobody ? unnamed(outcome.message) : { ...outcome, culprits };
  });
}

function judgeOne(
  entry: PlanEntry,
  reply: EntryReply | undefined,
  definitions: Pick<Definitions, 'fields'> | undefined,
): Outcome {
  if (reply === undefined) return unknown('No reply for this item.');
  const { code, body, message } = reply;
  if (code >= 200 && code < 300)
    return committed(entry, body) ?? unknown('The server said yes, but did not show the item.');
  if (/\bTF401321\b/.test(message)) return notApplied([], message);
  if (code >= 400 && code < 500) return refused(entry, code, message, definitions);
  // An error of the server itself, for this entry alone: whether it was applied shows only when the item is read again.
  return unknown(message || `The server replied with status ${code}.`);
}

/** A stale revision is a conflict however the server dresses it: 412 in the cloud, 409 on premises, or only in words. */
function refused(
  entry: PlanEntry,
  status: number,
  message: string,
  definitions: Pick<Definitions, 'fields'> | undefined,
): Outcome {
  const stale = status === 412 || /\bTF26071\b/.test(message) || /Test Operation for path \/rev failed/i.test(message);
  if (stale) return { kind: 'conflict', message, clashes: [] };
  return { kind: 'rejected', status, message, pointer: placeOfMessage(message, entry, definitions) };
}

/** Undefined where the reply shows no item, or another one than was asked for. */
function committed(entry: PlanEntry, body: JsonValue | undefined): Outcome | undefined {
  if (!isRecord(body)) return undefined;
  const { id, rev } = body;
  if (entry.id > 0 && id !== entry.id) return undefined;
  return typeof id === 'number' && typeof rev === 'number' ? { kind: 'committed', id, rev } : undefined;
}

/** `{count, value: [{code, headers, body}]}`, the body a JSON text (recorded) or an object (one documented example). */
function readReplies(body: JsonValue | undefined): readonly EntryReply[] | undefined {
  const value = isRecord(body) ? body['value'] : body;
  if (!isList(value)) return undefined;
  return value.map((entry): EntryReply => {
    if (!isRecord(entry)) return { code: 0, body: undefined, message: '' };
    const inner = typeof entry['body'] === 'string' ? parseJson(entry['body']) : entry['body'];
    return { code: Number(entry['code'] ?? 0), body: inner, message: messageOf(inner) };
  });
}

/** The sentence of an error body: `{count: 1, value: {Message}}` in a batch, `{message}` elsewhere. */
function messageOf(body: JsonValue | undefined): string {
  if (typeof body === 'string') return body;
  if (!isRecord(body)) return '';
  const named = body['Message'] ?? body['message'];
  if (typeof named === 'string') return named;
  return isRecord(body['value']) ? messageOf(body['value']) : '';
}
