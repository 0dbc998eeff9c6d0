import type { JsonValue, TextFormat, WorkItem } from '../core/workItem';
import { chunks, limit } from './limit';
import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport, WireRequest } from './transport';

/** What to read of each item: its relations with all fields, or some fields only. The service refuses both at once. */
export type ItemSelection = { readonly relations: true } | { readonly fields: readonly string[] };

export interface ItemsRead {
  readonly items: readonly WorkItem[];
  /** Asked for, but gone or hidden from this account. */
  readonly missing: readonly number[];
}

/** The most ids that one request may name (VS403474 beyond it). */
export const itemsPerRead = 200;
const parallel = 4;

/** Reads any number of items, 200 a request, in the order asked for. */
export async function readWorkItems(
  transport: Transport,
  ids: readonly number[],
  selection: ItemSelection,
  signal?: AbortSignal,
): Promise<ItemsRead> {
  const wanted = [...new Set(ids)].filter((id) => id > 0);
  const read = limit(parallel, async (part: readonly number[]) => {
    const request = itemsRequest(part, selection, Number.parseFloat(transport.apiVersion()) >= 5);
    const reply = await transport.read(request, signal);
    return parseReply(schemas.workItemList, reply, `${request.method} ${request.path}`).value;
  });
  const found = (await Promise.all(chunks(wanted, itemsPerRead).map(read))).flat();
  const byId = new Map(found.flatMap((wire) => (wire === null ? [] : [[wire.id, toWorkItem(wire)] as const])));
  return {
    items: wanted.flatMap((id) => byId.get(id) ?? []),
    missing: wanted.filter((id) => !byId.has(id)),
  };
}

function itemsRequest(ids: readonly number[], selection: ItemSelection, batch: boolean): WireRequest {
  const fields = 'fields' in selection ? selection.fields : undefined;
  if (batch) {
    const choice: Readonly<Record<string, JsonValue>> = fields === undefined ? { $expand: 'Relations' } : { fields };
    const body = { ids, errorPolicy: 'Omit', ...choice };
    return { method: 'POST', path: '/_apis/wit/workitemsbatch', body };
  }
  // Before Server 2019 there is only the list by query.
  const choice = fields === undefined ? { $expand: 'relations' } : { fields: fields.join(',') };
  return { method: 'GET', path: '/_apis/wit/workitems', query: { ids: ids.join(','), errorPolicy: 'omit', ...choice } };
}

/** What a new item of a type begins with; `rev` is 0 and `id` is 0. */
export async function readTypeDefaults(
  transport: Transport,
  project: string,
  type: string,
  signal?: AbortSignal,
): Promise<WorkItem> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/workitems/$${encodeURIComponent(type)}`;
  const reply = await transport.read({ method: 'GET', path }, signal);
  const wire = parseReply(schemas.workItemTemplate, reply, `GET ${path}`);
  return toWorkItem({ ...wire, id: 0, rev: 0 });
}

/** The one place where a work item of the wire becomes one of ours. */
export function toWorkItem(wire: schemas.WireWorkItem): WorkItem {
  return {
    id: wire.id,
    rev: wire.rev ?? 0,
    fields: wire.fields ?? {},
    formats: Object.fromEntries(
      Object.entries(wire.multilineFieldsFormat ?? {}).map(([name, format]) => [name, textFormat(format)]),
    ),
    relations: (wire.relations ?? []).map(({ rel, url, attributes }) => ({ rel, url, attributes: attributes ?? {} })),
    url: wire.url ?? '',
  };
}

function textFormat(text: string): TextFormat {
  return text.toLowerCase() === 'markdown' ? 'markdown' : 'html';
}
