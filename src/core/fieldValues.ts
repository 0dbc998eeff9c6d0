import { findField, type Definitions, type FieldDefinition } from './definitions';
import { isList, isRecord, type JsonRecord } from './json';
import { field, type JsonValue } from './workItem';

/** How the values of a field are compared, shown and sent. */
export type ValueKind =
  'tags' | 'identity' | 'history' | 'date' | 'number' | 'boolean' | 'treePath' | 'guid' | 'longText' | 'other';

type Fields = Pick<Definitions, 'fields'>;

/** Fields that `GET _apis/wit/fields` calls read-only although every client writes them (REST examples "Update a field", "Move work item"). */
const writable = new Set([field.areaPath, field.iterationPath].map((name) => name.toLowerCase()));

/** Bookkeeping of the server that says nothing about the work; it comes only with `$expand=all`. */
const bookkeeping: readonly string[] = [
  field.id,
  field.rev,
  'System.AreaId',
  'System.AuthorizedAs',
  'System.AuthorizedDate',
  'System.IterationId',
  'System.NodeName',
  'System.PersonId',
  'System.RevisedDate',
  'System.Watermark',
];

const hidden = new Set(bookkeeping.map((name) => name.toLowerCase()));

/**
 * Fields that only the server writes, whatever their definition says: a write of them is silently ignored (measured for Parent, Id
 * and CreatedBy) or refused (BoardColumn), so it must never look as if it worked.
 */
const serverOwned = new Set(
  [
    ...bookkeeping,
    field.parent,
    field.createdBy,
    field.createdDate,
    field.changedBy,
    field.changedDate,
    'System.BoardColumn',
    'System.BoardColumnDone',
    'System.BoardLane',
    'System.CommentCount',
  ].map((name) => name.toLowerCase()),
);

/** What a name stands for; looked up for every field of every document, so it is kept for as long as the definitions. */
interface Traits {
  readonly kind: ValueKind;
  readonly readOnly: boolean;
}

const known = new WeakMap<Fields['fields'], Map<string, Traits>>();

function traitsOf(referenceName: string, definitions: Fields): Traits {
  const byName = known.get(definitions.fields) ?? new Map<string, Traits>();
  if (byName.size === 0) known.set(definitions.fields, byName);
  let traits = byName.get(referenceName);
  if (traits === undefined) {
    const definition = findField(definitions, referenceName);
    const key = referenceName.toLowerCase();
    traits = { kind: valueKind(key, definition), readOnly: serverWrites(key, definition) };
    // Names come from documents too: the table holds those of the definitions and a bounded number of others.
    if (byName.size < definitions.fields.length + 1000) byName.set(referenceName, traits);
  }
  return traits;
}

function serverWrites(key: string, definition: FieldDefinition | undefined): boolean {
  if (serverOwned.has(key) || /^system\.(area|iteration)level\d+$/.test(key)) return true;
  return !writable.has(key) && definition?.readOnly === true;
}

function valueKind(key: string, definition: FieldDefinition | undefined): ValueKind {
  if (key === field.tags.toLowerCase()) return 'tags';
  if (key === field.history.toLowerCase()) return 'history';
  if (definition === undefined) return 'other';
  return definition.isIdentity ? 'identity' : kindOfType[definition.type];
}

/** True for a field that the user can see but not change. */
export function isReadOnly(referenceName: string, definitions: Fields): boolean {
  return traitsOf(referenceName, definitions).readOnly;
}

/** The words of a comment, which may say its format: `{"format": "Markdown", "text": "…"}` (REST example "add markdown comment"). */
export function commentWords(comment: JsonValue | undefined): string {
  const text = isRecord(comment) ? comment['text'] : comment;
  return typeof text === 'string' ? text : '';
}

/** True for a field that is left out of the document. */
export function isHidden(referenceName: string): boolean {
  const key = referenceName.toLowerCase();
  return hidden.has(key) || /^system\.(area|iteration)level\d+$/.test(key) || key.endsWith('_system.extensionmarker');
}

export function kindOf(referenceName: string, definitions: Fields): ValueKind {
  return traitsOf(referenceName, definitions).kind;
}

const kindOfType = {
  string: 'other',
  integer: 'number',
  double: 'number',
  dateTime: 'date',
  plainText: 'longText',
  html: 'longText',
  treePath: 'treePath',
  history: 'history',
  guid: 'guid',
  boolean: 'boolean',
} as const;

/** Absent, `null`, `""` and an empty list all mean that a field has no value. */
export function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Wire value → what stands in the document: tags as a list, people by their unique name. */
export function toDocumentValue(value: JsonValue, kind: ValueKind): JsonValue {
  if (kind === 'tags') return typeof value === 'string' ? splitTags(value) : value;
  if (kind === 'history') return '';
  if (isIdentityObject(value)) return identityText(value);
  if (kind === 'identity' && typeof value === 'string') return parseIdentity(value).mail ?? value;
  return value;
}

/** What stands in the document → wire value. */
export function toWireValue(value: JsonValue, kind: ValueKind): JsonValue {
  if (kind === 'tags' && Array.isArray(value)) return tagList(value).join('; ');
  return value;
}

/** `"A; B"` → `["A", "B"]`: without blanks around, without repetitions. */
export function splitTags(text: string): readonly string[] {
  return unique(text.split(';'));
}

/** The tags of a document's list; a number is a tag too. What is neither is left out (validation keeps it from being sent). */
export function tagList(value: JsonValue | undefined): readonly string[] {
  if (typeof value === 'string') return splitTags(value);
  return isList(value) ? unique(value.filter(isTag)) : [];
}

function unique(entries: readonly (string | number)[]): readonly string[] {
  const tags: string[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const tag = String(entry).trim();
    const key = tag.toLowerCase();
    if (tag === '' || seen.has(key)) continue;
    seen.add(key);
    tags.push(tag);
  }
  return tags;
}

/** True for what `tagList` reads without loss. Anything else is its own, or a mistake would pass for no tags. */
export function areTags(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === 'string' || (isList(value) && value.every(isTag));
}

/** Whether an entry of a list is a tag on its own: text without the signs that separate tags. */
export function isTag(value: JsonValue): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && !/[;,]/.test(value));
}

/** True when both mean the same to the server, in wire or in document spelling. */
export function sameValue(a: JsonValue | undefined, b: JsonValue | undefined, kind: ValueKind): boolean {
  if (a === b) return true;
  if (kind === 'tags') return areTags(a) && areTags(b) ? sameTags(tagList(a), tagList(b)) : deepEqual(a, b);
  if (a === undefined || b === undefined || isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (kind === 'identity' || (kind === 'other' && (isIdentityObject(a) || isIdentityObject(b))))
    return samePerson(a, b);
  return sameScalar(a, b, kind) || deepEqual(a, b);
}

function sameScalar(a: JsonValue, b: JsonValue, kind: ValueKind): boolean {
  const key = keys[kind];
  if (key === undefined) return false;
  const left = key(a);
  return left !== undefined && left === key(b);
}

/** A spelling-independent key for the values of a kind; undefined where the value is not of that kind. */
const keys: Partial<Record<ValueKind, (value: JsonValue) => string | number | boolean | undefined>> = {
  date: instant,
  number: numberOf,
  boolean: booleanOf,
  treePath: (value) => (typeof value === 'string' ? value.replace(/\\+$/, '').toLowerCase() : undefined),
  guid: (value) => (typeof value === 'string' ? value.replace(/[{}]/g, '').toLowerCase() : undefined),
};

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  const names = new Set(a.map((tag) => tag.toLowerCase()));
  return b.every((tag) => names.has(tag.toLowerCase()));
}

/** A number, also one that is written as text: picklists of integers allow `"2"` and store 2. One that no double holds is none. */
export function numberOf(value: JsonValue): number | undefined {
  const isText = typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value);
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function booleanOf(value: JsonValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

const isoDate = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[-+]\d\d:?\d\d)?)?$/i;

/**
 * A point in time as a key: milliseconds since 1970, then what the text says beyond them (.NET writes up to seven digits and trims
 * zeros). A text without zone means UTC. Undefined for what is no ISO 8601 date.
 */
export function instant(value: JsonValue): string | undefined {
  const match = typeof value === 'string' ? isoDate.exec(value.trim()) : null;
  if (match === null) return undefined;
  const [, day = '', time = '00:00', seconds = '00', fraction = '', zone = 'Z'] = match;
  const whole = Date.parse(`${day}T${time}:${seconds}${zone.toUpperCase()}`);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(whole) || Number.isNaN(midnight)) return undefined;
  // The engine takes the 30th of February for a day of March, the server for none.
  const isDay = new Date(midnight).toISOString().startsWith(day);
  return isDay ? `${whole}.${fraction.replace(/0+$/, '')}` : undefined;
}

interface Identity {
  readonly mail: string | undefined;
  readonly name: string | undefined;
}

function isIdentityObject(value: JsonValue | undefined): value is JsonRecord {
  return isRecord(value) && ('uniqueName' in value || 'displayName' in value || 'descriptor' in value);
}

/** `Name <mail>` (api-version 4 and before), a mail address or account name, or a display name. */
function parseIdentity(text: string): Identity {
  const match = /^(.*?)\s*<([^<>]+)>\s*$/.exec(text);
  if (match !== null) return { mail: match[2], name: match[1] === '' ? undefined : match[1] };
  return /[@\\]/.test(text) ? { mail: text, name: undefined } : { mail: undefined, name: text };
}

function identityOf(value: JsonValue): Identity {
  if (typeof value === 'string') return parseIdentity(value.trim());
  if (!isIdentityObject(value)) return { mail: undefined, name: undefined };
  return { mail: stringOf(value['uniqueName']), name: stringOf(value['displayName']) };
}

/** The text that names a person in the document. */
export function identityText(value: JsonValue): string {
  const { mail, name } = identityOf(value);
  // Groups have no mail; their unique name is a `vstfs:///` address that says nothing.
  if (mail !== undefined && (!/^vstfs:/i.test(mail) || name === undefined)) return mail;
  return name ?? (isIdentityObject(value) ? (stringOf(value['descriptor']) ?? '') : '');
}

/** The name that people know somebody by, as far as the value tells it. */
export function displayName(value: JsonValue): string {
  return identityOf(value).name ?? identityText(value);
}

function samePerson(a: JsonValue, b: JsonValue): boolean {
  // Groups are called `[Project]\\Team`, which reads like an account.
  const shown = identityText(a);
  if (shown !== '' && equalText(shown, identityText(b))) return true;
  if (isRecord(a) && isRecord(b) && stringOf(a['descriptor']) !== undefined && a['descriptor'] === b['descriptor'])
    return true;
  const left = identityOf(a);
  const right = identityOf(b);
  if (left.mail !== undefined && right.mail !== undefined) return equalText(left.mail, right.mail);
  if (left.name !== undefined && right.name !== undefined) return equalText(left.name, right.name);
  return deepEqual(a, b);
}

function equalText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function stringOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function deepEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (isList(a)) return isList(b) && a.length === b.length && a.every((entry, index) => deepEqual(entry, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const left = Object.entries(a);
  const size = Object.keys(b).length;
  return left.length === size && left.every(([key, value]) => Object.hasOwn(b, key) && deepEqual(value, b[key]));
}
