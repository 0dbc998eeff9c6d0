import type { JsonValue, Relation, WorkItem } from '../core/workItem';
import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';
import { toWorkItem } from './workItems';

export interface FieldChange {
  readonly oldValue: JsonValue | undefined;
  readonly newValue: JsonValue | undefined;
}

/** What one update did. Updates that touch only links repeat the revision before them. */
export interface ItemUpdate {
  readonly id: number;
  readonly rev: number;
  readonly by: string;
  /** ISO 8601; the year 9999 stands for “still current”. */
  readonly date: string;
  readonly fields: Readonly<Record<string, FieldChange>>;
  readonly relations: {
    readonly added: readonly Relation[];
    readonly removed: readonly Relation[];
    readonly updated: readonly Relation[];
  };
}

export interface ItemComment {
  readonly id: number;
  readonly text: string;
  readonly format: 'html' | 'markdown';
  readonly by: string;
  /** ISO 8601. */
  readonly date: string;
}

const pageSize = 200;

export async function readUpdates(
  transport: Transport,
  id: number,
  signal?: AbortSignal,
): Promise<readonly ItemUpdate[]> {
  const path = `/_apis/wit/workItems/${id}/updates`;
  const wire = await paged(transport, path, schemas.updateList, {}, signal);
  return wire.map(itemUpdate);
}

/** The item as it was at each revision, oldest first. */
export async function readRevisions(
  transport: Transport,
  id: number,
  signal?: AbortSignal,
): Promise<readonly WorkItem[]> {
  const path = `/_apis/wit/workItems/${id}/revisions`;
  const wire = await paged(transport, path, schemas.workItemList, { $expand: 'relations' }, signal);
  return wire.flatMap((revision) => (revision === null ? [] : [toWorkItem(revision)]));
}

export async function readComments(
  transport: Transport,
  project: string,
  id: number,
  signal?: AbortSignal,
): Promise<readonly ItemComment[]> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/workItems/${id}/comments`;
  const comments: ItemComment[] = [];
  let continuationToken: string | undefined;
  do {
    const query = { $top: pageSize, order: 'asc', continuationToken };
    const reply = await transport.read({ method: 'GET', path, query, stage: 'preview' }, signal);
    const page = parseReply(schemas.commentList, reply, `GET ${path}`);
    comments.push(...page.comments.map(itemComment));
    const next = page.continuationToken ?? undefined;
    continuationToken = page.comments.length === 0 || next === continuationToken ? undefined : next;
  } while (continuationToken !== undefined);
  return comments;
}

async function paged<T>(
  transport: Transport,
  path: string,
  schema: Parameters<typeof parseReply<{ value: T[] }>>[0],
  options: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (;;) {
    const query = { ...options, $top: pageSize, $skip: all.length };
    const reply = await transport.read({ method: 'GET', path, query }, signal);
    const page = parseReply(schema, reply, `GET ${path}`).value;
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}

function itemUpdate(wire: schemas.WireUpdate): ItemUpdate {
  return {
    id: wire.id,
    rev: wire.rev ?? 0,
    by: identityName(wire.revisedBy),
    date: wire.revisedDate ?? '',
    fields: Object.fromEntries(
      Object.entries(wire.fields ?? {}).map(([name, change]) => [
        name,
        { oldValue: change.oldValue, newValue: change.newValue },
      ]),
    ),
    relations: {
      added: (wire.relations?.added ?? []).map(relation),
      removed: (wire.relations?.removed ?? []).map(relation),
      updated: (wire.relations?.updated ?? []).map(relation),
    },
  };
}

function relation(wire: {
  rel: string;
  url: string;
  attributes?: Record<string, JsonValue> | null | undefined;
}): Relation {
  return { rel: wire.rel, url: wire.url, attributes: wire.attributes ?? {} };
}

function itemComment(wire: schemas.WireComment): ItemComment {
  return {
    id: wire.id,
    text: wire.text ?? '',
    format: wire.format?.toLowerCase() === 'markdown' ? 'markdown' : 'html',
    by: identityName(wire.createdBy),
    date: wire.createdDate ?? '',
  };
}

/** Up to api-version 4.1 an identity is a string such as `Name <mail>`, from 5.0 on an object. */
function identityName(wire: schemas.WireUpdate['revisedBy']): string {
  if (typeof wire === 'string') return wire.replace(/\s*<[^<>]*>\s*$/, '');
  return wire?.displayName ?? '';
}
