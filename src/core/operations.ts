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
import { relationOperations } from './relationOperations';
import { commentOf, nameOf, pairRelations, sameStart, toDocumentRelation, type DocumentRelation } from './relations';
import { field, type JsonValue, type TextFormat, type WorkItem } from './workItem';

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
  return {
    changes: [
      ...diffFields(base, document, definitions),
      ...diffFormats(base, document),
      ...diffFrom(sameStart(base.relations, document.relations), base, document),
    ],
  };
}

function diffFields(base: WorkItem, document: Document, definitions: Fields): readonly Change[] {
  const changes: Change[] = [];
  const named = new Set<string>();
  for (const written of Object.keys(document.fields)) {
    const value = document.fields[written] ?? null;
    const kind = kindOf(written, definitions);
    const name = baseName(base, written) ?? canonical(written, definitions);
    named.add(name);
    const old = kind === 'history' || !Object.hasOwn(base.fields, name) ? undefined : base.fields[name];
    if (sameValue(old, value, kind)) continue;
    changes.push({ kind: 'field', field: name, from: shownValue(old, kind), to: given(value) });
  }
  for (const name of Object.keys(base.fields)) {
    const value = base.fields[name] ?? null;
    // Leaving out a field that cannot be edited says nothing: it is only not shown.
    if (named.has(name) || isEmpty(value) || isHidden(name) || isReadOnly(name, definitions)) continue;
    const kind = kindOf(name, definitions);
    if (kind !== 'history') changes.push({ kind: 'field', field: name, from: shownValue(value, kind), to: undefined });
  }
  return changes;
}

/** How the base spells a field that a document may spell in another case. */
function baseName(base: Pick<WorkItem, 'fields'>, written: string): string | undefined {
  if (Object.hasOwn(base.fields, written)) return written;
  const key = written.toLowerCase();
  return Object.keys(base.fields).find((name) => name.toLowerCase() === key);
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
function diffFormats(base: WorkItem, document: Document): readonly Change[] {
  return Object.entries(document.multilineFieldsFormat ?? {}).flatMap(([name, to]) => {
    const from = formatOf(base, name);
    return from === to ? [] : [{ kind: 'format' as const, field: name, from, to }];
  });
}

/** The format in which a long text field is stored. */
export function formatOf(item: Pick<WorkItem, 'formats'>, referenceName: string): TextFormat {
  const key = referenceName.toLowerCase();
  return Object.entries(item.formats).find(([name]) => name.toLowerCase() === key)?.[1] ?? 'html';
}

function diffFrom(start: number, base: WorkItem, document: Document): readonly Change[] {
  if (start === base.relations.length && start === document.relations.length) return [];
  return diffRelations(base.relations.slice(start).map(toDocumentRelation), document.relations.slice(start));
}

/** What turns one list of relations into another, in any order of either. */
export function diffRelations(
  before: readonly DocumentRelation[],
  after: readonly DocumentRelation[],
): readonly Change[] {
  return pairRelations(before, after).flatMap((pair): readonly Change[] => {
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
  return [
    ...relations.inPlace,
    ...relations.removals,
    ...inOrder(edit.changes).flatMap((change) => fieldOperations(change, edit, base, definitions, options)),
    ...relations.additions,
  ];
}

/** Fields that decide what the others mean go first, as in the documented moves and changes of type. */
const first = [field.teamProject, field.areaPath, field.iterationPath, field.type, field.state] as const;

function inOrder(changes: readonly Change[]): readonly Change[] {
  const rank = (change: Change) => {
    const at = change.kind === 'field' ? first.findIndex((name) => name === change.field) : -1;
    return at === -1 ? first.length : at;
  };
  return changes.some((change) => rank(change) < first.length)
    ? [...changes].sort((a, b) => rank(a) - rank(b))
    : changes;
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
  const path = `/fields/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`;
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
