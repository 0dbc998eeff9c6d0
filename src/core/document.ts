import { applyEdits, findNodeAtLocation, modify, parseTree, type Node } from 'jsonc-parser';
import { findField, type Definitions } from './definitions';
import { isEmpty, isHidden, isReadOnly, kindOf, toDocumentValue } from './fieldValues';
import type { JsonPath, TextRange } from './locate';
import { toDocumentRelation, type DocumentRelation } from './relations';
import { field, type JsonValue, type TextFormat, type WorkItem } from './workItem';

/** Parsed shape of the JSON that the user edits. */
export interface Document {
  /** Negative for a new item. */
  readonly id: number;
  /** Tags are a list, people their unique name, `System.History` a comment to add. */
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly relations: readonly DocumentRelation[];
  /** Formats of long text fields; there only when one of them is Markdown. */
  readonly multilineFieldsFormat?: Readonly<Record<string, TextFormat>>;
}

export interface DocumentContext {
  readonly definitions: Definitions;
  /** Value of `$schema`. */
  readonly schemaUri: string;
}

/** A replacement of a piece of text. */
export interface TextEdit extends TextRange {
  readonly content: string;
}

/** Fields that a reader looks for first, in the order in which they stand at the top of the document. */
const leading: readonly string[] = [
  field.title,
  field.type,
  field.state,
  field.reason,
  field.assignedTo,
  field.areaPath,
  field.iterationPath,
  field.tags,
];

/** Fields that stand in every document, with or without a value, because people set them most. */
const always: readonly string[] = [field.assignedTo, field.tags];

/** The projection of a work item that the user edits. */
export function toDocument(item: WorkItem, definitions: Pick<Definitions, 'fields'>): Document {
  const shown = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(item.fields)) {
    if (!isHidden(name) && value !== null) shown.set(name, toDocumentValue(value, kindOf(name, definitions)));
  }
  for (const name of always) {
    if (!shown.has(name) && findField(definitions, name) !== undefined) shown.set(name, name === field.tags ? [] : '');
  }
  shown.set(field.history, '');
  const names = [...shown.keys()].map((name) => [rank(name, definitions), name] as const).sort(byRank);
  const formats = Object.entries(item.formats).filter(([, format]) => format === 'markdown');
  return {
    id: item.id,
    fields: Object.fromEntries(names.map(([, name]) => [name, shown.get(name) ?? ''])),
    relations: item.relations.map(toDocumentRelation),
    ...(formats.length === 0 ? {} : { multilineFieldsFormat: Object.fromEntries(formats) }),
  };
}

/** Leading fields, then what can be edited, then the comment, then what the server keeps for itself. */
function rank(name: string, definitions: Pick<Definitions, 'fields'>): number {
  const first = leading.indexOf(name);
  if (first !== -1) return first;
  if (name === field.history) return leading.length + 1;
  return isReadOnly(name, definitions) ? leading.length + 2 : leading.length;
}

function byRank(a: readonly [number, string], b: readonly [number, string]): number {
  return a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

/** The text of a work item: two spaces, stable order, `$schema` first, a line end last. */
export function formatDocument(item: WorkItem, context: DocumentContext): string {
  return stringifyDocument(toDocument(item, context.definitions), context.schemaUri);
}

/** The text of a document as `formatDocument` would write it. */
export function stringifyDocument(document: Document, schemaUri: string): string {
  return `${JSON.stringify({ $schema: schemaUri, ...document }, undefined, 2)}\n`;
}

const formattingOptions = { tabSize: 2, insertSpaces: true, eol: '\n' };

/** The smallest edits that set the value at a path; `undefined` removes it. Text around it keeps its layout. */
export function editText(text: string, path: JsonPath, value: JsonValue | undefined): readonly TextEdit[] {
  const removal = value === undefined ? removeLast(text, path) : undefined;
  if (removal !== undefined) return [removal];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return modify(text, [...path], value, { formattingOptions: { ...formattingOptions, eol } });
}

/**
 * Removes the last of several entries of a list; undefined for any other path. `modify` of jsonc-parser 3.3 takes one character
 * too few and leaves a stray brace where the list's `]` does not stand on a line of its own.
 */
function removeLast(text: string, path: JsonPath): TextEdit | undefined {
  const index = path.at(-1);
  const entries = entriesAt(text, path.slice(0, -1));
  const [previous, last] = entries.slice(-2);
  if (index !== entries.length - 1 || previous === undefined || last === undefined) return undefined;
  const offset = previous.offset + previous.length;
  return { offset, length: last.offset + last.length - offset, content: '' };
}

/** The text without some entries of a list, read once however many they are; what stays keeps its layout. */
export function withoutEntries(text: string, path: JsonPath, gone: ReadonlySet<number>): string {
  const entries = entriesAt(text, path);
  const firstKept = entries.findIndex((_entry, index) => !gone.has(index));
  if (firstKept === -1) return withValue(text, path, []);
  const edits = [...gone].flatMap((index): readonly TextEdit[] => {
    const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
    if (entry === undefined) return [];
    // The comma before an entry goes with it; at the head of the list the one behind it.
    const offset = index < firstKept || previous === undefined ? entry.offset : previous.offset + previous.length;
    const end = index < firstKept && next !== undefined ? next.offset : entry.offset + entry.length;
    return [{ offset, length: end - offset, content: '' }];
  });
  return applyEdits(text, edits);
}

/** The text with more entries at the end of a list, laid out like the first of them. */
export function withEntries(text: string, path: JsonPath, values: readonly JsonValue[]): string {
  const [first, ...others] = values;
  if (first === undefined) return text;
  const begun = withValue(text, [...path, -1], first);
  const last = entriesAt(begun, path).at(-1);
  if (last === undefined) return begun;
  const [, lineEnd = ' ', indent = ''] = /(\r?\n)([^\S\r\n]*)$/.exec(begun.slice(0, last.offset)) ?? [];
  const laidOut = others.map((value) => {
    const written = JSON.stringify(value, undefined, lineEnd === ' ' ? undefined : 2);
    return `,${lineEnd}${indent}${written.replaceAll('\n', `${lineEnd}${indent}`)}`;
  });
  return applyEdits(begun, [{ offset: last.offset + last.length, length: 0, content: laidOut.join('') }]);
}

function entriesAt(text: string, path: JsonPath): readonly Node[] {
  const root = parseTree(text);
  const list = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  return list?.type === 'array' ? (list.children ?? []) : [];
}

/** The text after `editText`. */
export function withValue(text: string, path: JsonPath, value: JsonValue | undefined): string {
  return applyEdits(text, [...editText(text, path, value)]);
}

/** One edit that turns a text into another, as small as what both begin and end with allows; none between equal texts. */
export function replacement(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  // An edit that began or ended inside of a sign of two units would be moved out of it by editors, and so be another edit.
  if (/[\uD800-\uDBFF]/.test(before.charAt(start - 1))) start--;
  if (/[\uDC00-\uDFFF]/.test(before.charAt(before.length - end))) end--;
  return [{ offset: start, length: before.length - end - start, content: after.slice(start, after.length - end) }];
}

/** The value of a field in a document, by reference name in any case. */
export function documentField(document: Document, referenceName: string): JsonValue | undefined {
  if (Object.hasOwn(document.fields, referenceName)) return document.fields[referenceName];
  const key = referenceName.toLowerCase();
  return Object.entries(document.fields).find(([name]) => name.toLowerCase() === key)?.[1];
}

/** The text of a field in a document, `''` where it has none. */
export function documentText(document: Document, referenceName: string): string {
  const value = documentField(document, referenceName);
  return typeof value === 'string' && !isEmpty(value) ? value : '';
}
