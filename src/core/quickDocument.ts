import type { Document } from './document';
import { deepest, endOfString, isList, isRecord, parseJson, type JsonRecord } from './json';
import { withAttributes, type DocumentRelation } from './relations';
import type { JsonValue, TextFormat } from './workItem';

/** Attributes that the server writes into relations; they may stand in a pasted relation and say nothing. */
export const serverAttributes: ReadonlySet<string> = new Set([
  'isLocked',
  'id',
  'authorizedDate',
  'resourceCreatedDate',
  'resourceModifiedDate',
  'resourceSize',
  'revisedDate',
]);

export const documentKeys: ReadonlySet<string> = new Set([
  '$schema',
  'id',
  'fields',
  'relations',
  'multilineFieldsFormat',
]);

export const relationKeys: ReadonlySet<string> = new Set(['rel', 'url', 'attributes']);

/**
 * The document of a text that is right in every way, by the engine's own parser, which is some ten times faster than one that knows
 * places; `undefined` where anything is wrong, for the slower parser to say what. Ten thousand staged texts are read at once.
 */
export function quickDocument(text: string): Document | undefined {
  const value = text.startsWith('\uFEFF') ? undefined : parseJson(text);
  if (!isRecord(value) || !onlyKeys(value, documentKeys)) return undefined;
  const { id, fields, relations = [], multilineFieldsFormat } = value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id === 0 || !isRecord(fields)) return undefined;
  const read = isList(relations) ? readRelations(relations) : undefined;
  const formats = multilineFieldsFormat === undefined ? {} : readFormats(multilineFieldsFormat);
  if (read === undefined || formats === undefined || !distinct(fields) || !distinct(formats)) return undefined;
  // The engine keeps the last of several properties with one name, and nobody is told: so they are counted.
  if (countKeys(text) !== countProperties(value, deepest)) return undefined;
  const document = { id, fields, relations: read };
  return multilineFieldsFormat === undefined ? document : { ...document, multilineFieldsFormat: formats };
}

function onlyKeys(record: JsonRecord, keys: ReadonlySet<string>): boolean {
  return Object.keys(record).every((key) => keys.has(key));
}

/** Field names are equal in any case. */
function distinct(record: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(record);
  return new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

function readFormats(value: JsonValue): Readonly<Record<string, TextFormat>> | undefined {
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).map(([name, format]) => [name, readFormat(format)] as const);
  const known = entries.filter((entry): entry is readonly [string, TextFormat] => entry[1] !== undefined);
  return known.length === entries.length ? Object.fromEntries(known) : undefined;
}

/** The server writes formats in lower case and reads them in any. */
export function readFormat(value: unknown): TextFormat | undefined {
  const format = typeof value === 'string' ? value.toLowerCase() : '';
  return format === 'html' || format === 'markdown' ? format : undefined;
}

function readRelations(values: readonly JsonValue[]): readonly DocumentRelation[] | undefined {
  const relations: DocumentRelation[] = [];
  for (const value of values) {
    if (!isRecord(value) || !onlyKeys(value, relationKeys)) return undefined;
    const { rel, url, attributes = {} } = value;
    if (typeof rel !== 'string' || typeof url !== 'string' || !isRecord(attributes)) return undefined;
    const { comment, name, ...others } = attributes;
    if (!isOptionalText(comment) || !isOptionalText(name) || !onlyKeys(others, serverAttributes)) return undefined;
    relations.push(withAttributes(rel, url, comment, name));
  }
  return relations;
}

function isOptionalText(value: JsonValue | undefined): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/**
 * Property names in a valid JSON text: strings with a colon behind them. As many as the value has properties, unless one name stands
 * twice somewhere.
 */
export function countKeys(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', start + 1)) {
    const end = endOfString(text, start);
    let next = end + 1;
    while (isBlank(text.charCodeAt(next))) next++;
    if (text[next] === ':') count++;
    start = end;
  }
  return count;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Properties of a value and of all within; no number at all where they stand deeper than so many levels. */
export function countProperties(value: JsonValue, levels: number): number {
  if (levels === 0) return Number.NaN;
  const entries = isList(value) ? value : isRecord(value) ? Object.values(value) : [];
  let count = isList(value) ? 0 : entries.length;
  // Most entries are texts.
  for (const entry of entries) if (typeof entry === 'object') count += countProperties(entry, levels - 1);
  return count;
}
