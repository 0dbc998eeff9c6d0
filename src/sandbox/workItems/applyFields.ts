import { errors } from '../errors';
import { invalidField } from '../ruleErrors';
import type { FieldDefinition, FieldValue } from '../model';
import { computedFields, readField } from '../fieldValues';
import { findNode, rootNode } from '../nodes';
import { fieldText } from '../people';
import { findField } from '../process/fieldCatalogue';
import { findType } from '../process/process';
import { PROCESSES } from '../process/processes';
import { findProject } from '../projects';
import { instanceOf } from './draft';
import type { Draft } from './draft';
import { readInput } from './fieldInput';
import type { PatchOperation } from './patchDocument';
import { splitTags, storeTags } from './tags';

type FieldOperation = Extract<PatchOperation, { kind: 'field' }>;
type FormatOperation = Extract<PatchOperation, { kind: 'format' }>;

/** Read-only fields that `bypassRules` lets a migration tool write (work-items-1.0, "Make an update bypassing rules"). */
const writableWithBypass = new Set([
  'System.ChangedBy',
  'System.ChangedDate',
  'System.CreatedBy',
  'System.CreatedDate',
]);

/** Applies one `/fields/…` operation to the draft. */
export function applyField(draft: Draft, operation: FieldOperation): void {
  const field = findField(draft.context.store, operation.name);
  if (!field || field.isDeleted === true) throw errors.fieldNotFound(operation.name);
  if (operation.op === 'test') {
    testField(draft, field, operation);
    return;
  }
  if (draft.sent.has(field.referenceName)) throw errors.twoUpdates(draft.id, field.referenceName);
  draft.sent.add(field.referenceName);
  if (isIgnored(draft, field)) return;
  if (instanceOf(draft.type, field.referenceName)?.readOnly === true && !draft.context.bypassRules) {
    throw invalidField(field.referenceName, 'ReadOnly');
  }
  const raw = operation.op === 'remove' ? '' : operation.value;
  const special = specials[field.referenceName];
  if (special) special(draft, field, raw, operation);
  else write(draft, field.referenceName, readInput(draft.context.store, field, raw, draft.context.bypassRules));
}

/** Sets a stored field; undefined clears it. */
export function write(draft: Draft, referenceName: string, value: FieldValue | undefined): void {
  if (value !== undefined) draft.fields[referenceName] = value;
  else if (referenceName in draft.fields) Reflect.deleteProperty(draft.fields, referenceName);
}

/** Computed and read-only fields: a value that is sent is ignored in silence, as measured for System.Id, Parent and CreatedBy. */
function isIgnored(draft: Draft, field: FieldDefinition): boolean {
  if (draft.context.bypassRules && writableWithBypass.has(field.referenceName)) {
    return field.referenceName.startsWith('System.Created') && draft.before !== undefined;
  }
  if (field.referenceName in specials) return false;
  if (instanceOf(draft.type, field.referenceName)?.readOnly === true) return false;
  return field.readOnly || computedFields.has(field.referenceName);
}

function current(draft: Draft, field: FieldDefinition): FieldValue | undefined {
  if (field.referenceName === 'System.History') return draft.history?.text;
  const stored = draft.fields[field.referenceName];
  if (stored !== undefined || !draft.before) return stored;
  // Paths and the project are computed from the node ids of the draft, not of the revision before it.
  return computedFields.has(field.referenceName)
    ? readField(draft.context.store, { ...draft.before, fields: draft.fields }, field.referenceName)
    : undefined;
}

function testField(draft: Draft, field: FieldDefinition, operation: FieldOperation): void {
  const stored = current(draft, field);
  const wanted =
    field.type === 'treePath' ? String(operation.value) : readInput(draft.context.store, field, operation.value, true);
  if (fieldText(stored) === fieldText(wanted)) return;
  throw errors.testFailed(operation.path, fieldText(stored), fieldText(wanted));
}

type Special = (draft: Draft, field: FieldDefinition, raw: unknown, operation: FieldOperation) => void;

/** Fields whose value is not simply stored. */
const specials: Readonly<Record<string, Special>> = {
  'System.History': (draft, field, raw) => {
    draft.history = readComment(draft, field, raw);
  },
  'System.Tags': (draft, field, raw, operation) => {
    const text = readInput(draft.context.store, field, Array.isArray(raw) ? raw.join(';') : raw, false);
    const names = splitTags(fieldText(text));
    // `add` merges with what is there, `replace` replaces (recorded, work item tags of 2022).
    const before = operation.op === 'add' ? splitTags(fieldText(draft.fields['System.Tags'])) : [];
    const all = splitTags([...before, ...names].join(';'));
    const { store, now } = draft.context;
    write(draft, 'System.Tags', all.length === 0 ? undefined : storeTags(store, draft.project.id, all, now));
  },
  'System.AreaPath': (draft, field, raw) => writePath(draft, field, 'area', raw),
  'System.IterationPath': (draft, field, raw) => writePath(draft, field, 'iteration', raw),
  'System.AreaId': (draft, field, raw) => writeNode(draft, field, 'area', raw),
  'System.IterationId': (draft, field, raw) => writeNode(draft, field, 'iteration', raw),
  'System.TeamProject': moveProject,
  'System.WorkItemType': changeType,
};

function readComment(draft: Draft, field: FieldDefinition, raw: unknown): Draft['history'] {
  // `{"format":"Markdown","text":"…"}` is the form that carries a comment's format.
  const rich = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : undefined;
  const text = readInput(draft.context.store, field, rich ? rich['text'] : raw, false);
  const format = String(rich?.['format']).toLowerCase() === 'markdown' ? 'markdown' : 'html';
  return text === undefined ? undefined : { text: fieldText(text), format };
}

function writePath(draft: Draft, field: FieldDefinition, kind: 'area' | 'iteration', raw: unknown): void {
  const idField = kind === 'area' ? 'System.AreaId' : 'System.IterationId';
  if (typeof raw !== 'string') throw errors.invalidTree(draft.id, field.referenceName);
  const { store } = draft.context;
  const node = raw === '' ? rootNode(store, kind, draft.project.id) : findNode(store, kind, raw)?.node;
  if (!node) throw errors.invalidTree(draft.id, field.referenceName);
  write(draft, idField, node.id);
}

function writeNode(draft: Draft, field: FieldDefinition, kind: 'area' | 'iteration', raw: unknown): void {
  const node = draft.context.store.get('nodes', String(raw));
  if (node?.kind !== kind) throw errors.invalidTree(draft.id, field.referenceName);
  write(draft, field.referenceName, node.id);
}

function moveProject(draft: Draft, field: FieldDefinition, raw: unknown): void {
  const project = typeof raw === 'string' ? findProject(draft.context.store, raw) : undefined;
  if (!project) throw errors.invalidTree(draft.id, field.referenceName);
  draft.project = project;
}

function changeType(draft: Draft, field: FieldDefinition, raw: unknown): void {
  const type = findType(PROCESSES[draft.project.process], String(raw));
  if (!type) throw errors.typeNotFound(String(raw), draft.project.id);
  if (!draft.before && type !== draft.type) throw invalidField(field.referenceName, 'InvalidListValue');
  draft.type = type;
  write(draft, 'System.WorkItemType', type.name);
}

/** Applies the `/multilineFieldsFormat/…` operations: only long texts have a format, and it comes with new content. */
export function applyFormats(draft: Draft, operations: readonly FormatOperation[]): void {
  for (const operation of operations) {
    const field = findField(draft.context.store, operation.field);
    if (!field) throw errors.fieldNotFound(operation.field);
    if (field.type !== 'html') throw errors.formatNotSupported(field.referenceName);
    if (!draft.sent.has(field.referenceName)) throw errors.formatAlone(field.referenceName);
    if (operation.format === 'markdown') draft.markdown.add(field.referenceName);
    else draft.markdown.delete(field.referenceName);
  }
}
