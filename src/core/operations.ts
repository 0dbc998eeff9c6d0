import { findField, sameName, type Definitions } from './definitions';
import type { Document } from './document';
import {
  isEmpty,
  isHidden,
  isReadOnly,
  kindOf,
  sameValue,
  toDocumentValue,
  toWireValue,
  type ValueKind,
} from './fieldValues';
import { fieldPointer, pathToPointer } from './locate';
import { relationOperations } from './relationOperations';
import {
  commentOf,
  finderOn,
  nameOf,
  pairRelations,
  sameStart,
  toDocumentRelation,
  type DocumentRelation,
} from './relations';
import { field, type JsonValue, type Relation, type TextFormat, type WorkItem } from './workItem';

/** One operation of JSON Patch in Azure DevOps' dialect. */
export interface Operation {
  readonly op: 'test' | 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: JsonValue;
  readonly from?: null;
}

/** One thing that an edit changes, in the document's spelling. Relations by identity, never by position. */
export type Change =
  | {
      readonly kind: 'field';
      readonly field: string;
      /** `undefined` where the field has no value. */
      readonly from: JsonValue | undefined;
      readonly to: JsonValue | undefined;
    }
  | { readonly kind: 'format'; readonly field: string; readonly from: TextFormat; readonly to: TextFormat }
  | { readonly kind: 'addRelation'; readonly relation: DocumentRelation }
  | { readonly kind: 'removeRelation'; readonly relation: DocumentRelation }
  | { readonly kind: 'changeRelation'; readonly relation: DocumentRelation; readonly from: DocumentRelation };

export type RelationChange = Exclude<Change, { readonly kind: 'field' | 'format' }>;

/** What turns a base into its document; plain, readonly, invertible. */
export interface Edit {
  readonly changes: readonly Change[];
}

export interface OperationOptions {
  /** By `index` as every known client does, or by `id` as the batch update documentation 4.1 tells. */
  readonly removeBy: 'index' | 'id';
  /** Whether the server takes `/multilineFieldsFormat` (api-version 7.0 and later). Default true. */
  readonly formats?: boolean;
}

type Fields = Pick<Definitions, 'fields'>;

/** Base × document → what the document changes. Equal values in another spelling are no change. */
export function diff(base: WorkItem, document: Document, definitions: Fields): Edit {
  const changes = diffFields(base, document, definitions);
  if (document.multilineFieldsFormat !== undefined) changes.push(...diffFormats(base, document.multilineFieldsFormat));
  // A call takes only so many arguments, and a document may have many relations.
  for (const change of diffLists(base.relations, document.relations)) changes.push(change);
  return { changes };
}

function diffFields(base: WorkItem, document: Document, definitions: Fields): Change[] {
  const changes: Change[] = [];
  const known = Object.keys(base.fields);
  let inBoth = 0;
  for (const written of Object.keys(document.fields)) {
    const value = document.fields[written] ?? null;
    const isKnown = Object.hasOwn(base.fields, written);
    if (isKnown) inBoth++;
    // Most values are not edited at all. An equal comment, though, is another comment.
    if (isKnown && value === base.fields[written] && written !== field.history) continue;
    const change = fieldChange(written, value, base, definitions);
    if (change !== undefined) changes.push(change);
  }
  if (inBoth === known.length) return changes;
  for (const name of known) {
    const value = base.fields[name] ?? null;
    // Leaving out a field that cannot be edited says nothing: it is only not shown.
    if (isNamed(document, name) || isEmpty(value) || isHidden(name) || isReadOnly(name, definitions)) continue;
    const kind = kindOf(name, definitions);
    if (kind !== 'history') changes.push({ kind: 'field', field: name, from: shownValue(value, kind), to: undefined });
  }
  return changes;
}

function fieldChange(written: string, value: JsonValue, base: WorkItem, definitions: Fields): Change | undefined {
  const name = baseName(base, written);
  const kind = kindOf(written, definitions);
  const old = name === undefined || kind === 'history' ? undefined : base.fields[name];
  if (sameValue(old, value, kind)) return undefined;
  return {
    kind: 'field',
    field: name ?? canonical(written, definitions),
    from: shownValue(old, kind),
    to: given(value),
  };
}

function isNamed(document: Document, name: string): boolean {
  return Object.hasOwn(document.fields, name) || spelling(document.fields, name) !== undefined;
}

/** How the base spells a field that a document may spell in another case. */
function baseName(base: Pick<WorkItem, 'fields'>, written: string): string | undefined {
  return Object.hasOwn(base.fields, written) ? written : spelling(base.fields, written);
}

function spelling(fields: WorkItem['fields'], name: string): string | undefined {
  return Object.keys(fields).find((candidate) => sameName(candidate, name));
}

function canonical(name: string, definitions: Fields): string {
  return findField(definitions, name)?.referenceName ?? name;
}

function shownValue(value: JsonValue | undefined, kind: ValueKind): JsonValue | undefined {
  return value === undefined ? undefined : given(toDocumentValue(value, kind));
}

function given(value: JsonValue): JsonValue | undefined {
  return isEmpty(value) ? undefined : value;
}

/** A format that is not named stays what it is: Markdown must not become HTML because a line was deleted. */
function diffFormats(base: WorkItem, named: NonNullable<Document['multilineFieldsFormat']>): readonly Change[] {
  return Object.entries(named).flatMap(([name, to]) => {
    const from = formatOf(base, name);
    return from === to ? [] : [{ kind: 'format' as const, field: name, from, to }];
  });
}

/** The format in which a long text field is stored. */
export function formatOf(item: Pick<WorkItem, 'formats'>, referenceName: string): TextFormat {
  for (const name of Object.keys(item.formats)) {
    if (sameName(name, referenceName)) return item.formats[name] ?? 'html';
  }
  return 'html';
}

/** What a document changes of the relations of its base. */
export function diffLists(before: readonly Relation[], after: readonly DocumentRelation[]): readonly RelationChange[] {
  const start = sameStart(before, after);
  if (start === before.length && start === after.length) return [];
  return diffRelations(before.slice(start).map(toDocumentRelation), after.slice(start));
}

/** What turns one list of relations into another, in any order of either. */
export function diffRelations(
  before: readonly DocumentRelation[],
  after: readonly DocumentRelation[],
): readonly RelationChange[] {
  return pairRelations(before, after).flatMap((pair): readonly RelationChange[] => {
    const old = pair.before === undefined ? undefined : before[pair.before];
    const relation = pair.after === undefined ? undefined : after[pair.after];
    if (old === undefined) return relation === undefined ? [] : [{ kind: 'addRelation', relation }];
    if (relation === undefined) return [{ kind: 'removeRelation', relation: old }];
    // A name that was left out says nothing: the server makes one up.
    const named = nameOf(relation) === '' || nameOf(old) === nameOf(relation);
    if (named && commentOf(old) === commentOf(relation)) return [];
    return [{ kind: 'changeRelation', relation: { ...relation, rel: old.rel, url: old.url }, from: old }];
  });
}

/** The place in the document where a change stands; of a relation that is gone, behind the last of the list, as RFC 6901 names it. */
export function pointerOf(change: Change, document: Document): string {
  return pointersIn(document)(change);
}

/** `pointerOf` for many changes of one document. */
export function pointersIn({ relations }: Document): (change: Change) => string {
  let places: ReadonlyMap<DocumentRelation, number> | undefined;
  const find = finderOn(relations, (relation) => relation);
  return (change) => {
    switch (change.kind) {
      case 'field':
        return fieldPointer(change.field);
      case 'format':
        return pathToPointer(['multilineFieldsFormat', change.field]);
      case 'addRelation':
      case 'changeRelation':
        places ??= new Map(relations.map((relation, index) => [relation, index]));
        return pathToPointer(['relations', places.get(change.relation) ?? find(change.relation) ?? '-']);
      case 'removeRelation':
        return '/relations/-';
    }
  };
}

/** Operations with the change that each of them comes from. */
export interface ChangeOperation {
  readonly operation: Operation;
  readonly change: Change;
}

/**
 * Edit → operations on the newest base, without the `/rev` test and the `/id` that the plan puts in front. What the base already
 * has is left out. Relations: changes of attributes first, while the indices hold, then removals from the last to the first, then
 * additions; fields in between, each at most once, because the server refuses a field that is set twice (VS403691).
 */
export function toOperations(
  edit: Edit,
  base: WorkItem,
  definitions: Fields,
  options: OperationOptions,
): readonly Operation[] {
  return changeOperations(edit, base, definitions, options).map(({ operation }) => operation);
}

/** `toOperations`, and for every operation the change that it comes from. */
export function changeOperations(
  edit: Edit,
  base: WorkItem,
  definitions: Fields,
  options: OperationOptions,
): readonly ChangeOperation[] {
  const relations = relationOperations(edit, base, options);
  const fields: ChangeOperation[] = [];
  for (const change of inOrder(edit.changes)) fields.push(...fieldOperations(change, edit, base, definitions, options));
  return [...relations.inPlace, ...relations.removals, ...fields, ...relations.additions];
}

/** Fields that decide what the others mean go first, as in the documented moves and changes of type. */
const first: readonly string[] = [field.teamProject, field.areaPath, field.iterationPath, field.type, field.state];

function inOrder(changes: readonly Change[]): readonly Change[] {
  const leading = changes.filter((change) => change.kind === 'field' && first.includes(change.field));
  if (leading.length === 0) return changes;
  const rank = (change: Change) => (change.kind === 'field' ? first.indexOf(change.field) : -1);
  leading.sort((a, b) => rank(a) - rank(b));
  return [...leading, ...changes.filter((change) => rank(change) === -1)];
}

function fieldOperations(
  change: Change,
  edit: Edit,
  base: WorkItem,
  definitions: Fields,
  options: OperationOptions,
): readonly ChangeOperation[] {
  if (change.kind !== 'field') return [];
  const operation = fieldOperation(change.field, change.to, base, definitions);
  if (operation === undefined) return [];
  const format = newFormat(change.field, edit, base);
  if (format === undefined || change.to === undefined || options.formats === false) return [{ operation, change }];
  const path = `/multilineFieldsFormat/${change.field}`;
  const value = format === 'markdown' ? 'Markdown' : 'Html';
  return [
    { operation, change },
    { operation: { op: 'add', path, value }, change },
  ];
}

function fieldOperation(
  name: string,
  to: JsonValue | undefined,
  base: WorkItem,
  definitions: Fields,
): Operation | undefined {
  const kind = kindOf(name, definitions);
  const now = kind === 'history' ? undefined : baseField(base, name);
  if (sameValue(now, to, kind)) return undefined;
  const path = fieldPointer(name);
  // `add` on tags merges with those there are, so only `replace` can take one away; `replace ""` clears them.
  if (kind === 'tags' && !isEmpty(now)) return { op: 'replace', path, value: toWireValue(to ?? [], kind) };
  return to === undefined ? { op: 'remove', path } : { op: 'add', path, value: toWireValue(to, kind) };
}

/** The value of a field of a work item by reference name in any case. */
export function baseField(base: WorkItem, name: string): JsonValue | undefined {
  const known = baseName(base, name);
  return known === undefined ? undefined : base.fields[known];
}

/** The format to send along with a field's content: one that changes, and Markdown always, lest it come back as HTML. */
function newFormat(name: string, edit: Edit, base: WorkItem): TextFormat | undefined {
  const changed = edit.changes.find((change) => change.kind === 'format' && sameName(change.field, name));
  if (changed?.kind === 'format') return changed.to;
  return formatOf(base, name) === 'markdown' ? 'markdown' : undefined;
}
