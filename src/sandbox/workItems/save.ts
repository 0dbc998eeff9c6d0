import { badRequest, errors } from '../errors';
import type { FieldValue, Project, Revision } from '../model';
import { fieldText, isPerson } from '../people';
import { placeOf } from '../nodes';
import { findType } from '../process/process';
import type { WorkItemTypeTemplate } from '../process/process';
import { PROCESSES } from '../process/processes';
import type { Store } from '../store';
import { applyField, applyFormats } from './applyFields';
import { applyRelation } from './applyRelations';
import { nextRev } from './draft';
import type { Draft, SaveContext } from './draft';
import type { PatchOperation } from './patchDocument';
import { applyDefaults, enforceRules } from './rules';

/** What a patch is aimed at. */
export type SaveTarget =
  | { readonly kind: 'update'; readonly id: number }
  | { readonly kind: 'create'; readonly project: Project; readonly type: WorkItemTypeTemplate };

/** Ids of new work items begin above those of the reference documents' items. */
export const firstWorkItemId = 1;

/** Opens a draft: of an existing item, or of a new one with the next id. */
export function openDraft(context: SaveContext, target: SaveTarget): Draft {
  const shared = { context, history: undefined, sent: new Set<string>(), problems: [], resourcesChanged: false };
  if (target.kind === 'create') {
    const { project, type } = target;
    const id = context.store.next('workItem', firstWorkItemId);
    return { ...shared, id, before: undefined, project, type, fields: {}, markdown: new Set() };
  }
  const before = context.store.live(target.id);
  if (!before) throw errors.workItemNotFound(target.id);
  const fields = { ...before.fields };
  // Deleting makes an object slow, and few revisions carry a comment.
  if ('System.History' in fields) Reflect.deleteProperty(fields, 'System.History');
  const project = projectOf(context.store, before);
  const type = project && findType(PROCESSES[project.process], fieldText(fields['System.WorkItemType']));
  if (!type) throw new Error(`Work item ${target.id} has a type or project that is not in the store.`);
  return { ...shared, id: target.id, before, project, type, fields, markdown: new Set(before.markdown) };
}

/** The project that a revision belongs to: that of its area. */
export function projectOf(store: Store, revision: Revision): Project | undefined {
  const area = revision.fields['System.AreaId'];
  const node = typeof area === 'number' ? placeOf(store, area)?.node : undefined;
  return node && store.get('projects', node.projectId);
}

/**
 * First half of a save: revision test, fields and rules. A new item is written, so that links can be made to it.
 * @throws {ApiError} when the service would refuse it.
 */
export function saveFields(draft: Draft, operations: readonly PatchOperation[]): void {
  for (const operation of operations) {
    if (operation.kind === 'testRev') testRev(draft, operation.value);
    else if (operation.kind === 'field') applyField(draft, operation);
  }
  applyFormats(
    draft,
    operations.filter((operation) => operation.kind === 'format'),
  );
  settlePlace(draft);
  if (!draft.before) applyDefaults(draft);
  enforceRules(draft);
  if (!draft.before) writeRevision(draft);
}

/** Second half of a save: relations, and the revision of an item that was there before, if anything made one necessary. */
export function saveRelations(draft: Draft, operations: readonly PatchOperation[]): void {
  for (const operation of operations) {
    if (
      operation.kind !== 'testRev' &&
      operation.kind !== 'field' &&
      operation.kind !== 'format' &&
      operation.kind !== 'temporaryId'
    ) {
      applyRelation(draft, operation);
    }
  }
  if (!draft.before) return;
  if (draft.resourcesChanged || draft.history !== undefined || fieldsChanged(draft, draft.before)) writeRevision(draft);
}

function testRev(draft: Draft, value: unknown): void {
  const rev = draft.before?.rev ?? 0;
  // The service compares after conversion: "3" equals 3.
  if (Number(value) !== rev || typeof value === 'object') throw errors.testFailed('/rev', String(rev), String(value));
}

/** Area and iteration must stand in the item's project; a moved item keeps its type, which the project must have. */
function settlePlace(draft: Draft): void {
  const { store } = draft.context;
  for (const kind of ['Area', 'Iteration'] as const) {
    const id = draft.fields[`System.${kind}Id`];
    if (id === undefined && !draft.before) continue;
    const node = typeof id === 'number' ? placeOf(store, id)?.node : undefined;
    if (node?.projectId !== draft.project.id)
      throw errors.invalidTree(draft.before ? draft.id : -1, `System.${kind}Path`);
  }
  const type = findType(PROCESSES[draft.project.process], draft.type.name);
  if (!type) throw errors.typeNotFound(draft.type.name, draft.project.id);
  draft.type = type;
}

function fieldsChanged(draft: Draft, before: Revision): boolean {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(draft.fields)]);
  names.delete('System.History');
  for (const name of names) if (!same(before.fields[name], draft.fields[name])) return true;
  return [...draft.markdown].sort().join() !== [...(before.markdown ?? [])].sort().join();
}

function same(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return isPerson(a) && isPerson(b) ? a.person === b.person : a === b;
}

/** Writes the draft as the item's next revision, and its comment. */
export function writeRevision(draft: Draft): void {
  const { store, user, now, bypassRules } = draft.context;
  const last = draft.before ? Date.parse(draft.before.date) : 0;
  const date = new Date(Math.max(now.getTime(), last + 1)).toISOString();
  const rev = nextRev(draft);
  const fields = { ...draft.fields };
  const stamp = (name: string, value: FieldValue, keep: boolean): void => {
    if (!(keep && bypassRules && draft.sent.has(name) && fields[name] !== undefined)) fields[name] = value;
  };
  stamp('System.ChangedDate', date, true);
  stamp('System.ChangedBy', { person: user.id }, true);
  if (rev === 1) {
    stamp('System.CreatedDate', fields['System.ChangedDate'] ?? date, true);
    stamp('System.CreatedBy', { person: user.id }, true);
  }
  checkDates(draft, fieldText(fields['System.ChangedDate']));
  if (draft.history) fields['System.History'] = draft.history.text;
  store.put('revisions', `${draft.id}:${rev}`, {
    id: draft.id,
    rev,
    fields,
    date: bypassRules ? fieldText(fields['System.ChangedDate']) : date,
    by: user.id,
    watermark: store.next('watermark'),
    ...(draft.markdown.size > 0 ? { markdown: [...draft.markdown].sort() } : {}),
  });
  if (draft.history) writeComment(draft, rev, date, draft.history);
}

function checkDates(draft: Draft, changed: string): void {
  if (!draft.context.bypassRules || !draft.sent.has('System.ChangedDate')) return;
  if (draft.before && changed <= draft.before.date) throw errors.datesMustIncrease();
  if (Date.parse(changed) > draft.context.now.getTime() + 60_000) {
    throw badRequest('System.ChangedDate lies in the future. Send a date that has passed.');
  }
}

function writeComment(draft: Draft, rev: number, date: string, history: NonNullable<Draft['history']>): void {
  const { store, user } = draft.context;
  const id = store.next('comment');
  store.put('comments', `${draft.id}:${id}`, {
    id,
    itemId: draft.id,
    text: history.text,
    format: history.format,
    version: 1,
    createdBy: user.id,
    createdDate: date,
    modifiedBy: user.id,
    modifiedDate: date,
    createdInRev: rev,
  });
}

/** Writes a revision that changes no field: for a comment that was added, edited or deleted, and for the recycle bin. */
export function touch(
  context: SaveContext,
  id: number,
  history?: { readonly text: string; readonly format: 'html' | 'markdown' },
): void {
  const draft = openDraft(context, { kind: 'update', id });
  draft.history = history;
  writeRevision(draft);
}
