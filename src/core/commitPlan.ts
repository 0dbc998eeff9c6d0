import type { Definitions } from './definitions';
import { documentText, type Document } from './document';
import { cutIntoBatches } from './editBatches';
import { kindOf, toWireValue } from './fieldValues';
import { fieldPointer, pathToPointer } from './locate';
import { changeOperations, diff, pointersIn, type Change, type Edit, type Operation } from './operations';
import { isBlocking, type Problem } from './problem';
import {
  isItemLink,
  isLocalFile,
  linkTarget,
  relationOf,
  relationValue,
  workItemUrl,
  type DocumentRelation,
} from './relations';
import { differingEnds, type Entrusted, type ItemEdit } from './linkPairs';
import type { StagedItem } from './stage';
import { stagedDocument } from './stagedDocument';
import { validateEdit } from './validate';
import { field, isNew, textField, type JsonValue, type WorkItem } from './workItem';

/** One sub-request of a batch. */
export interface PlanEntry {
  /** Of the item in the stage: negative for one that is created. */
  readonly id: number;
  readonly method: 'PATCH';
  readonly uri: string;
  readonly operations: readonly Operation[];
  /** Pointer into the document for each operation; `''` for the test of the revision, the temporary id and the stage's comment. */
  readonly pointers: readonly string[];
  /** What the item's text says too, and is sent with entries of the same batch. */
  readonly entrusted?: readonly Entrusted[];
}

/** One `$batch` request. */
export interface Batch {
  readonly entries: readonly PlanEntry[];
}

export interface PlanContext {
  /** Of the project that an item belongs to. */
  readonly definitions: Definitions | ((project: string) => Definitions);
  readonly collectionUrl: string;
  /** `{major}.{minor}`, for example `7.1`. */
  readonly apiVersion: string;
  /** Becomes `System.History` of every item without a comment of its own. */
  readonly comment: string;
  readonly removeBy: 'index' | 'id';
  readonly bypassRules: boolean;
  readonly suppressNotifications: boolean;
  /** The most entries of one batch. Default: what the service takes. */
  readonly batchLimit?: number;
}

export interface ItemProblem {
  readonly id: number;
  readonly problem: Problem;
}

export type CommitPlan =
  | {
      readonly ok: true;
      readonly batches: readonly Batch[];
      /** Ids of items whose document says nothing that their base does not say: there is nothing to send for them. */
      readonly unchanged: readonly number[];
    }
  | { readonly ok: false; readonly problems: readonly ItemProblem[] };

/** Stage → batches. Held items are left out. Nothing is planned while one item must not be sent as it is. */
export function planCommit(items: readonly StagedItem[], context: PlanContext): CommitPlan {
  const staged = items.filter((item) => !item.held);
  const newIds = new Set(staged.filter(isNew).map((item) => item.id));
  const problems: ItemProblem[] = [];
  const own: ItemEdit[] = [];
  for (const item of staged) {
    const read = readItem(item, newIds, context);
    problems.push(...read.problems);
    own.push(...read.edits);
  }
  if (problems.length > 0) return { ok: false, problems };
  const disputed = differingEnds(own);
  if (disputed.length > 0) return { ok: false, problems: disputed };
  const changed = new Set(own.map(({ item }) => item));
  const unchanged = staged.filter((item) => !changed.has(item)).map((item) => item.id);
  const linkUrl = (id: number): string => workItemUrl(context.collectionUrl, id);
  const grouped = cutIntoBatches(own, linkUrl, context.batchLimit);
  if (!grouped.ok) return { ok: false, problems: grouped.problems };
  const batches = grouped.batches.map((batch) => ({ entries: batch.map((edit) => planEntry(edit, context)) }));
  return { ok: true, batches, unchanged };
}

interface ReadItem {
  readonly problems: readonly ItemProblem[];
  /** Empty where nothing is to be sent. */
  readonly edits: readonly ItemEdit[];
}

function readItem(item: StagedItem, newIds: ReadonlySet<number>, context: PlanContext): ReadItem {
  const parsed = stagedDocument(item);
  if (!parsed.ok) return { problems: parsed.problems.map((problem) => ({ id: item.id, problem })), edits: [] };
  const { document } = parsed;
  const definitions = definitionsFor(item, document, context);
  const edit = diff(item.base, document, definitions);
  const problems = [
    ...validateEdit(document, item.base, edit, definitions, { newIds, bypassRules: context.bypassRules }),
    ...unsupportedFormats(edit, context.apiVersion),
    ...missingUploads(document, item),
  ].filter(isBlocking);
  if (problems.length > 0) return { problems: problems.map((problem) => ({ id: item.id, problem })), edits: [] };
  const changed = isNew(item) || edit.changes.length > 0;
  return { problems: [], edits: changed ? [{ item, document, definitions, edit }] : [] };
}

/** An item that moves to another project is still judged by the one it is in; a new one by the one it is to be in. */
function definitionsFor(item: StagedItem, document: Document, context: PlanContext): Definitions {
  if (typeof context.definitions !== 'function') return context.definitions;
  const stands = item.base.fields[field.teamProject];
  const wanted = documentText(document, field.teamProject);
  return context.definitions(typeof stands !== 'string' || (isNew(item) && wanted !== '') ? wanted : stands);
}

function unsupportedFormats(edit: Edit, apiVersion: string): readonly Problem[] {
  if (takesFormats(apiVersion)) return [];
  const formats = edit.changes.filter((change) => change.kind === 'format');
  return formats.map(({ field: name }) => {
    const pointer = pathToPointer(['multilineFieldsFormat', name]);
    return { code: 'unsupportedFormat', pointer, severity: 'error', field: name, apiVersion };
  });
}

function missingUploads(document: Document, item: StagedItem): readonly Problem[] {
  return document.relations.flatMap((relation, index): readonly Problem[] => {
    // A file that was only looked at when it was staged has no url yet.
    if (!isLocalFile(relation) || (item.uploads[relation.url]?.url ?? '') !== '') return [];
    const pointer = pathToPointer(['relations', index, 'url']);
    return [{ code: 'missingUpload', pointer, severity: 'error', url: relation.url }];
  });
}

function planEntry(edit: ItemEdit, context: PlanContext): PlanEntry {
  const { item } = edit;
  const first: Operation = isNew(item)
    ? { op: 'add', path: '/id', value: String(item.id) }
    : { op: 'test', path: '/rev', value: item.base.rev };
  const body = isNew(item) ? creation(edit, context) : changes(edit.edit, item.base, edit, context);
  const comment = stageComment(body, context);
  const operations = [first];
  const pointers = [''];
  for (const placed of [body, comment]) {
    for (const { operation, pointer } of placed) {
      operations.push(operation);
      pointers.push(pointer);
    }
  }
  const { entrusted = [] } = edit;
  const entry: PlanEntry = { id: item.id, method: 'PATCH', uri: entryUri(edit, context), operations, pointers };
  return entrusted.length === 0 ? entry : { ...entry, entrusted };
}

interface PlacedOperation {
  readonly operation: Operation;
  readonly pointer: string;
}

function changes(
  edit: Edit,
  base: WorkItem,
  { document, definitions, item }: ItemEdit,
  context: PlanContext,
): readonly PlacedOperation[] {
  const options = { removeBy: context.removeBy, formats: takesFormats(context.apiVersion) };
  const pointerOf = pointersIn(document);
  return changeOperations(edit, base, definitions, options).map(({ operation, change }) => ({
    operation: withRealUrl(operation, item, context),
    pointer: pointerOf(change),
  }));
}

/** `/multilineFieldsFormat` is known from api-version 7.0 on. */
function takesFormats(apiVersion: string): boolean {
  return Number.parseFloat(apiVersion) >= 7;
}

/** Fields that the server gets for every new item, also where the type's template says the same. */
const alwaysCreated: readonly string[] = [field.title, field.areaPath, field.iterationPath];

/** Type and project of a new item stand in the uri. */
function creation(edit: ItemEdit, context: PlanContext): readonly PlacedOperation[] {
  const { item, document, definitions } = edit;
  const inUri = (change: Change) =>
    change.kind === 'field' && (change.field === field.type || change.field === field.teamProject);
  const own = changes({ changes: edit.edit.changes.filter((change) => !inUri(change)) }, item.base, edit, context);
  const missing = alwaysCreated.filter(
    (name) => documentText(document, name) !== '' && !own.some(({ operation }) => operation.path === `/fields/${name}`),
  );
  const defaults = missing.map((name) => ({
    operation: {
      op: 'add' as const,
      path: `/fields/${name}`,
      value: toWireValue(documentText(document, name), kindOf(name, definitions)),
    },
    pointer: fieldPointer(name),
  }));
  return [...defaults, ...own];
}

function stageComment(body: readonly PlacedOperation[], context: PlanContext): readonly PlacedOperation[] {
  const path = `/fields/${field.history}`;
  if (context.comment.trim() === '' || body.some(({ operation }) => operation.path === path)) return [];
  return [{ operation: { op: 'add', path, value: context.comment }, pointer: '' }];
}

function entryUri({ item, document }: ItemEdit, context: PlanContext): string {
  const query =
    `?api-version=${encodeURIComponent(context.apiVersion)}` +
    (context.bypassRules ? '&bypassRules=true' : '') +
    (context.suppressNotifications ? '&suppressNotifications=true' : '');
  if (!isNew(item)) return `/_apis/wit/workitems/${item.id}${query}`;
  // A document that leaves them out says nothing of them.
  const [project, type] = [field.teamProject, field.type].map((name) =>
    encodeURIComponent(documentText(document, name) || textField(item.base, name)),
  );
  return `/${project}/_apis/wit/workitems/$${type}${query}`;
}

/** Added relations get the url that the server understands: uploads instead of local files, absolute urls of work items. */
function withRealUrl(operation: Operation, item: StagedItem, context: PlanContext): Operation {
  const relation = relationOf(operation.value);
  if (relation === undefined) return operation;
  return { ...operation, value: relationValue({ ...relation, url: realUrl(relation, item, context) }) };
}

function realUrl(relation: DocumentRelation, item: StagedItem, context: PlanContext): string {
  const upload = isLocalFile(relation) ? item.uploads[relation.url] : undefined;
  if (upload !== undefined) return upload.url;
  const target = linkTarget(relation.url);
  return target !== undefined && isItemLink(relation) && !/^https?:/i.test(relation.url)
    ? workItemUrl(context.collectionUrl, target)
    : relation.url;
}

/** A batch whose links name the real ids of items that earlier batches have created. */
export function resolveBatch(batch: Batch, realIds: ReadonlyMap<number, number>): Batch {
  if (realIds.size === 0) return batch;
  return {
    entries: batch.entries.map((entry) => ({
      ...entry,
      operations: entry.operations.map((operation) => resolveOperation(operation, realIds)),
    })),
  };
}

function resolveOperation(operation: Operation, realIds: ReadonlyMap<number, number>): Operation {
  const relation = relationOf(operation.value);
  const target = relation === undefined ? undefined : linkTarget(relation.url);
  const real = target === undefined ? undefined : realIds.get(target);
  if (relation === undefined || real === undefined || !isItemLink(relation)) return operation;
  const url = relation.url.replace(/(\/_apis\/wit\/workitems\/)-\d+/i, `$1${real}`);
  return { ...operation, value: relationValue({ ...relation, url }) };
}

/** What goes over the wire. */
export function batchBody(batch: Batch): JsonValue {
  return batch.entries.map((entry) => ({
    method: entry.method,
    uri: entry.uri,
    headers: { 'Content-Type': 'application/json-patch+json' },
    body: entry.operations.map((operation) => ({ ...operation })),
  }));
}
