import { parseTree, type Node } from 'jsonc-parser';
import { isTooDeep } from './json';

/** Property names and array indices from the root to a value. */
export type JsonPath = readonly (string | number)[];

/** A piece of a text, in UTF-16 units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** RFC 6901 text → path. Every segment is a string; arrays take digits as an index. */
export function pointerToPath(pointer: string): JsonPath {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
}

const fieldPointers = new Map<string, string>();
/** More names than any process has: what goes beyond is made each time. */
const mostFieldPointers = 5000;

/** Pointer of a field's value in a document. Kept, because the same few names come for every item of a stage. */
export function fieldPointer(referenceName: string): string {
  const kept = fieldPointers.get(referenceName);
  if (kept !== undefined) return kept;
  const pointer = pathToPointer(['fields', referenceName]);
  if (fieldPointers.size < mostFieldPointers) fieldPointers.set(referenceName, pointer);
  return pointer;
}

export function pathToPointer(path: JsonPath): string {
  return path.map((segment) => `/${escaped(String(segment))}`).join('');
}

function escaped(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/**
 * The place of a pointer in a text, broken text included: the value; where it is missing, the key of the nearest place that
 * exists; the opening brace when there is nothing nearer. `{ offset: 0, length: 0 }` only where the text holds no JSON at all, or goes deeper than any document.
 */
export function locate(text: string, pointer: string): TextRange {
  return locator(text)(pointer);
}

/** `locate` for many pointers into one text: parses it once. */
export function locator(text: string): (pointer: string) => TextRange {
  const root = isTooDeep(text) ? undefined : parseTree(text, [], { allowTrailingComma: true });
  return (pointer) => (root === undefined ? { offset: 0, length: 0 } : find(root, pointerToPath(pointer)));
}

function find(root: Node, path: JsonPath): TextRange {
  let node = root;
  let nearest: TextRange = { offset: root.offset, length: Math.min(root.length, 1) };
  for (const segment of path) {
    const property = node.type === 'object' ? findProperty(node, String(segment)) : undefined;
    const next = node.type === 'array' ? node.children?.[Number(segment)] : property?.children?.[1];
    const key = property?.children?.[0];
    if (next === undefined) return key === undefined ? nearest : range(key);
    nearest = range(key ?? next);
    node = next;
  }
  return path.length === 0 ? nearest : range(node);
}

/** The last of several properties with the name counts, as in JSON; another spelling serves where no exact one stands. */
function findProperty(node: Node, name: string): Node | undefined {
  const properties = node.children ?? [];
  return (
    properties.findLast((property) => property.children?.[0]?.value === name) ??
    properties.findLast((property) => String(property.children?.[0]?.value).toLowerCase() === name.toLowerCase())
  );
}

function range(node: Node): TextRange {
  return { offset: node.offset, length: node.length };
}
