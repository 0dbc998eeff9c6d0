import { parseJson } from '../core/json';
import type { BatchReply } from '../core/outcome';
import type { JsonValue } from '../core/workItem';
import { AdoError } from './errors';
import { refusal, retryAfterSeconds } from './reply';
import type { Transport } from './transport';

/** A batch of 200 may work for minutes; giving up early would only make its outcome unknown. */
const batchPatience = 300_000;

/** Sends one `$batch`, at most once. Whatever becomes of it is a value; it is never repeated here. */
export async function sendBatch(transport: Transport, body: JsonValue, signal?: AbortSignal): Promise<BatchReply> {
  // PATCH as documented since 4.1; the outer address has no project, or the service answers 404.
  const request = { method: 'PATCH', path: '/_apis/wit/$batch', body, patience: batchPatience } as const;
  const exchange = await transport.exchange(request, signal);
  if (exchange.kind === 'lost') return { kind: 'lost', message: exchange.error.message, sent: exchange.sent };
  const { status, headers, text } = exchange.reply;
  const failure = refusal(exchange.reply, 'PATCH /_apis/wit/$batch');
  // Whoever is sent to sign in was not let in. A page with status 200 may have come in place of a reply, and says nothing.
  if (failure?.code === 'signInFailed' && status !== 200 && parseJson(text) === undefined) {
    return { kind: 'lost', message: failure.message, sent: 'no' };
  }
  const retryAfter = retryAfterSeconds(headers['retry-after'], Date.parse(headers['date'] ?? ''));
  return {
    kind: 'reply',
    status,
    body: text,
    contentType: headers['content-type'] ?? '',
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** One entry of a batch, tried alone. */
export interface CheckEntry {
  /** Relative to the collection, with its query, as it would stand in the batch. */
  readonly uri: string;
  readonly isNew: boolean;
  readonly operations: JsonValue;
}

export type CheckResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly status: number;
      readonly message: string;
      /** Reference names of the fields at fault, where the server names them. */
      readonly fields: readonly string[];
    };

/** Lets the server check one entry with all its rules without saving. @throws AdoError where no verdict came */
export async function checkEntry(transport: Transport, entry: CheckEntry, signal?: AbortSignal): Promise<CheckResult> {
  const [path = '', query = ''] = entry.uri.split('?');
  try {
    await transport.read(
      {
        method: entry.isNew ? 'POST' : 'PATCH',
        path,
        query: { ...Object.fromEntries(new URLSearchParams(query)), validateOnly: true },
        body: entry.operations,
        contentType: 'application/json-patch+json',
      },
      signal,
    );
    return { ok: true };
  } catch (error) {
    const verdict = error instanceof AdoError && ['refused', 'forbidden', 'notFound'].includes(error.code);
    if (!verdict) throw error;
    return { ok: false, status: error.status, message: error.message, fields: error.fields };
  }
}
