import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Document } from './document';
import { isTooDeep } from './json';
import { pathToPointer, type JsonPath, type TextRange } from './locate';
import type { Problem } from './problem';
import { documentKeys, quickDocument, readFormat, relationKeys, serverAttributes } from './quickDocument';
import { withAttributes, type DocumentRelation } from './relations';
import type { JsonValue, TextFormat } from './workItem';

export type ParsedDocument =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Text → document, or everything that is wrong with it. A field that stands twice is wrong: one of the two would be lost. */
export function parseDocument(text: string): ParsedDocument {
  const document = quickDocument(text);
  return document === undefined ? parseWithPlaces(text) : { ok: true, document };
}

/** `parseDocument` by a parser that knows the place of everything; slower, and of the same opinion. */
export function parseWithPlaces(text: string): ParsedDocument {
  if (isTooDeep(text)) return { ok: false, problems: [tooDeep] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  // Without a root there is at least one error: an empty text expects a value.
  if (errors.length > 0 || root === undefined) return { ok: false, problems: errors.map(invalidJson) };
  const reader = new Reader();
  const document = readDocument(root, reader);
  return reader.problems.length === 0 ? { ok: true, document } : { ok: false, problems: reader.problems };
}

const tooDeep: Problem = {
  code: 'invalidJson',
  pointer: '',
  severity: 'error',
  detail: 'TooDeep',
  range: { offset: 0, length: 1 },
};

function invalidJson({ error, offset, length }: ParseError): Problem {
  return {
    code: 'invalidJson',
    pointer: '',
    severity: 'error',
    detail: printParseErrorCode(error),
    range: { offset, length },
  };
}

/** Collects what is wrong while the shape is read. */
class Reader {
  readonly problems: Problem[] = [];

  wrong(node: Node, path: JsonPath, expected: string): void {
    this.problems.push({
      code: 'wrongShape',
      pointer: pathToPointer(path),
      severity: 'error',
      expected,
      range: range(node),
    });
  }

  /** Properties of an object by name; a name that stands twice is a problem. Field names are equal in any case. */
  properties(node: Node, path: JsonPath, sameKey: (name: string) => string): ReadonlyMap<string, Node> {
    const found = new Map<string, Node>();
    const seen = new Set<string>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      if (seen.has(sameKey(name))) {
        const pointer = pathToPointer([...path, name]);
        this.problems.push({ code: 'duplicateField', pointer, severity: 'error', field: name, range: range(key) });
      }
      seen.add(sameKey(name));
      found.set(name, value);
    }
    return found;
  }

  object(node: Node | undefined, path: JsonPath, sameKey = (name: string) => name): ReadonlyMap<string, Node> {
    if (node === undefined) return new Map();
    if (node.type === 'object') return this.properties(node, path, sameKey);
    this.wrong(node, path, 'object');
    return new Map();
  }

  text(node: Node | undefined, path: JsonPath): string | undefined {
    if (node === undefined) return undefined;
    if (node.type === 'string') return String(node.value);
    this.wrong(node, path, 'string');
    return undefined;
  }
}

function readDocument(root: Node, reader: Reader): Document {
  const properties = reader.object(root, []);
  const id = properties.get('id');
  if (root.type === 'object' && id === undefined) reader.wrong(root, [], 'id');
  else if (id !== undefined && !isInteger(id)) reader.wrong(id, ['id'], 'id');
  for (const [name, node] of properties) {
    if (!documentKeys.has(name)) reader.wrong(node, [name], 'nothing');
  }
  const fields = properties.get('fields');
  if (root.type === 'object' && fields === undefined) reader.wrong(root, [], 'fields');
  const formats = readFormats(properties.get('multilineFieldsFormat'), reader);
  return {
    id: isInteger(id) ? Number(id.value) : 0,
    fields: Object.fromEntries(
      [...reader.object(fields, ['fields'], lower)].map(([name, node]) => [
        name,
        readValue(node, ['fields', name], reader),
      ]),
    ),
    relations: readRelations(properties.get('relations'), reader),
    ...(formats === undefined ? {} : { multilineFieldsFormat: formats }),
  };
}

function lower(name: string): string {
  return name.toLowerCase();
}

function isInteger(node: Node | undefined): node is Node {
  return node?.type === 'number' && Number.isSafeInteger(node.value) && node.value !== 0;
}

function readFormats(node: Node | undefined, reader: Reader): Readonly<Record<string, TextFormat>> | undefined {
  if (node === undefined) return undefined;
  const entries = [...reader.object(node, ['multilineFieldsFormat'], lower)].flatMap(([name, value]) => {
    const format = readFormat(value.value);
    if (format !== undefined) return [[name, format] as const];
    reader.wrong(value, ['multilineFieldsFormat', name], 'html or markdown');
    return [];
  });
  return Object.fromEntries(entries);
}

function readRelations(node: Node | undefined, reader: Reader): readonly DocumentRelation[] {
  if (node === undefined) return [];
  if (node.type !== 'array') {
    reader.wrong(node, ['relations'], 'array');
    return [];
  }
  return (node.children ?? []).flatMap((child, index) => readRelation(child, ['relations', index], reader));
}

function readRelation(node: Node, path: JsonPath, reader: Reader): readonly DocumentRelation[] {
  if (node.type !== 'object') {
    reader.wrong(node, path, 'object');
    return [];
  }
  const properties = reader.object(node, path);
  const rel = reader.text(properties.get('rel'), [...path, 'rel']);
  const url = reader.text(properties.get('url'), [...path, 'url']);
  for (const name of ['rel', 'url']) if (!properties.has(name)) reader.wrong(node, path, name);
  for (const [name, value] of properties) {
    if (!relationKeys.has(name)) reader.wrong(value, [...path, name], 'nothing');
  }
  const attributes = reader.object(properties.get('attributes'), [...path, 'attributes']);
  for (const [name, value] of attributes) {
    if (name !== 'comment' && name !== 'name' && !serverAttributes.has(name)) {
      reader.wrong(value, [...path, 'attributes', name], 'nothing');
    }
  }
  const comment = reader.text(attributes.get('comment'), [...path, 'attributes', 'comment']);
  const name = reader.text(attributes.get('name'), [...path, 'attributes', 'name']);
  return rel === undefined || url === undefined ? [] : [withAttributes(rel, url, comment, name)];
}

/** A value as it is; its objects, too, must not have a property twice. */
function readValue(node: Node, path: JsonPath, reader: Reader): JsonValue {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map((child, index) => readValue(child, [...path, index], reader));
  if (node.type !== 'object') return node.value as JsonValue;
  const properties = [...reader.object(node, path)];
  return Object.fromEntries(properties.map(([name, value]) => [name, readValue(value, [...path, name], reader)]));
}

function range(node: Node): TextRange {
  return { offset: node.offset, length: node.length };
}
