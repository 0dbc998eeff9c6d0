import {
  findField,
  findType,
  findTypeField,
  type Definitions,
  type FieldDefinition,
  type TypeField,
  type WorkItemType,
} from '../../core/definitions';
import { documentField, type Document } from '../../core/document';
import { identityText, instant, isEmpty, isHidden, isReadOnly, kindOf, tagList } from '../../core/fieldValues';
import { baseField, formatOf, type Change } from '../../core/operations';
import { field, isNew, textField, type JsonValue, type TextFormat, type WorkItem } from '../../core/workItem';
import type { Choice, FieldInput, FieldView, Person, ProblemView, Section } from '../../protocol/form';
import { compareInSection, sectionOf, sectionOrder } from './formLayout';

/** What the fields of a form are made from. */
export interface FieldSource {
  readonly base: WorkItem;
  readonly document: Document;
  readonly definitions: Definitions;
  readonly changes: readonly Change[];
  /** People whose names are known, by unique name in lower case. */
  readonly people: ReadonlyMap<string, Person>;
  readonly problemsAt: (pointer: string) => readonly ProblemView[];
}

/** One field with all that is known of it. */
interface KnownField {
  readonly name: string;
  readonly value: JsonValue;
  readonly definition: FieldDefinition | undefined;
  readonly own: TypeField | undefined;
}

/** All fields that are worth a place, in their sections; sections without a field are left out. */
export function formSections(source: FieldSource): readonly Section[] {
  const type = typeOf(source);
  const placed = fieldNames(source, type).map((name) => {
    const view = fieldView(name, type, source);
    const longText = view.input.kind === 'longText';
    return { name, label: view.label, readOnly: view.readOnly, longText, view };
  });
  return sectionOrder
    .map((id) => {
      const inside = placed.filter((candidate) => sectionOf(candidate) === id);
      return { id, fields: inside.sort((a, b) => compareInSection(id, a, b)).map(({ view }) => view) };
    })
    .filter(({ fields }) => fields.length > 0);
}

/** The type that the document names; while that is no type, the base's. */
export function typeOf({
  base,
  document,
  definitions,
}: Pick<FieldSource, 'base' | 'document' | 'definitions'>): WorkItemType | undefined {
  const written = documentField(document, field.type);
  const named = typeof written === 'string' ? findType(definitions, written) : undefined;
  return named ?? findType(definitions, textField(base, field.type));
}

/** What stands in the document, and what the type would let one write. */
function fieldNames({ document, definitions }: FieldSource, type: WorkItemType | undefined): readonly string[] {
  const names = new Map<string, string>();
  const add = (name: string): void => {
    if (!isHidden(name) && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  };
  for (const name of Object.keys(document.fields)) add(findField(definitions, name)?.referenceName ?? name);
  for (const { referenceName } of type?.fields ?? []) {
    const known = findField(definitions, referenceName);
    if (known !== undefined && !isReadOnly(referenceName, definitions)) add(known.referenceName);
  }
  add(field.history);
  return [...names.values()];
}

function fieldView(name: string, type: WorkItemType | undefined, source: FieldSource): FieldView {
  const definition = findField(source.definitions, name);
  const own = type === undefined ? undefined : findTypeField(type, name);
  const value = documentField(source.document, name) ?? null;
  const input = inputFor({ name, value, definition, own }, type, source);
  const changed = source.changes.some(
    (change) => 'field' in change && change.field.toLowerCase() === name.toLowerCase(),
  );
  return {
    name,
    label: definition?.name ?? name,
    help: own?.helpText ?? definition?.description ?? '',
    required: own?.required ?? false,
    readOnly: isReadOnly(name, source.definitions),
    input,
    value: input.kind === 'tags' ? tagList(value) : value,
    changed,
    was: changed ? inWords(name, source) : '',
    problems: source.problemsAt(`/fields/${name}`),
  };
}

/** How a field is edited. A value that the input could not show keeps the one that shows it as it stands. */
function inputFor(known: KnownField, type: WorkItemType | undefined, source: FieldSource): FieldInput {
  const { name, value, definition, own } = known;
  const kind = kindOf(name, source.definitions);
  if (kind === 'tags') return isEmpty(value) || isTags(value) ? { kind: 'tags' } : { kind: 'json' };
  if (typeof value === 'object' && value !== null) return { kind: 'json' };
  const choices = (own?.allowedValues ?? []).map((allowed): Choice => ({ value: allowed }));
  switch (kind) {
    case 'history':
      return { kind: 'comment' };
    case 'identity':
      return { kind: 'person', person: personNamed(value, source) };
    case 'date':
      return isEmpty(value) || instant(value) !== undefined ? { kind: 'dateTime' } : { kind: 'text' };
    case 'boolean':
      return isEmpty(value) || typeof value === 'boolean' ? { kind: 'boolean' } : { kind: 'text' };
    case 'number':
      if (choices.length > 0) return { kind: 'choice', choices, numeric: true };
      return { kind: 'number', integer: definition?.type === 'integer' };
    case 'treePath':
      return { kind: 'path', paths: pathsFor(name, source.definitions) };
    case 'longText':
      return { kind: 'longText', format: definition?.type === 'plainText' ? 'plain' : formatNow(name, source) };
    case 'guid':
    case 'other':
      if (name.toLowerCase() === field.state.toLowerCase())
        return { kind: 'state', choices: states(type, source.base) };
      return choices.length > 0 ? { kind: 'choice', choices, numeric: false } : { kind: 'text' };
  }
}

function isTags(value: JsonValue): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((tag) => typeof tag === 'string'));
}

function pathsFor(name: string, definitions: Definitions): readonly string[] {
  return name.toLowerCase() === field.iterationPath.toLowerCase() ? definitions.iterations : definitions.areas;
}

/** The format that the text will have once the edit is committed. */
export function formatNow(name: string, { base, document }: Pick<FieldSource, 'base' | 'document'>): TextFormat {
  return document.multilineFieldsFormat === undefined
    ? formatOf(base, name)
    : formatOf({ formats: { ...base.formats, ...document.multilineFieldsFormat } }, name);
}

/** The state as it is and those that may follow it; all of them where the type does not say. */
function states(type: WorkItemType | undefined, base: WorkItem): readonly Choice[] {
  if (type === undefined) return [];
  const now = textField(base, field.state);
  const next = type.transitions[isNew(base) ? '' : now];
  const reachable =
    next === undefined ? type.states : type.states.filter(({ name }) => name === now || next.includes(name));
  return reachable.map(({ name, color }) => ({ value: name, color }));
}

function personNamed(value: JsonValue, source: FieldSource): Person | undefined {
  return typeof value === 'string' && value !== '' ? source.people.get(value.toLowerCase()) : undefined;
}

/** Everybody whom the base itself names, by unique name in lower case. */
export function peopleOf(base: WorkItem): ReadonlyMap<string, Person> {
  const people = Object.values(base.fields).flatMap((value): readonly (readonly [string, Person])[] => {
    const displayName = displayNameOf(value);
    const uniqueName = displayName === undefined ? '' : identityText(value);
    return displayName === undefined || uniqueName === ''
      ? []
      : [[uniqueName.toLowerCase(), { displayName, uniqueName }]];
  });
  return new Map(people);
}

/** From an identity object, or from `Name <mail>` as api-versions before 5.0 write it. */
function displayNameOf(value: JsonValue): string | undefined {
  if (typeof value === 'string') return /^([^<>]+?)\s*<[^<>\s]+>$/.exec(value)?.[1];
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('displayName' in value))
    return undefined;
  return typeof value['displayName'] === 'string' ? value['displayName'] : undefined;
}

/** What fits into a tooltip. */
const shortText = 80;

/** The base's value as a person reads it. */
function inWords(name: string, { base }: FieldSource): string {
  const value = name === field.history ? '' : baseField(base, name);
  if (value === undefined || isEmpty(value)) return '';
  const text =
    displayNameOf(value) ?? (typeof value === 'string' ? value.replace(/<[^>]*>/g, ' ') : JSON.stringify(value));
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= shortText ? line : `${line.slice(0, shortText - 1)}…`;
}
