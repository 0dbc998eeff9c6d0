import { findNodeAtLocation, findNodeAtOffset, parseTree, type Node } from 'jsonc-parser';
import { isTooDeep } from './json';
import type { JsonPath } from './locate';

/** The tree of a text, broken text included, as far as it can be read. */
export function rootOf(text: string): Node | undefined {
  return isTooDeep(text) ? undefined : parseTree(text, [], { allowTrailingComma: true });
}

/** The node of a value. */
export function nodeAt(text: string, path: JsonPath): Node | undefined {
  const root = rootOf(text);
  return root === undefined ? undefined : findNodeAtLocation(root, [...path]);
}

/** The value of an object's property. */
export function propertyAt(node: Node | undefined, name: string): Node | undefined {
  return node?.type === 'object' ? findNodeAtLocation(node, [name]) : undefined;
}

/** True where the key at an offset stands twice in its object in the very same spelling; VS Code itself reports such keys. */
export function hasTwin(text: string, offset: number): boolean {
  const root = rootOf(text);
  const key = root === undefined ? undefined : findNodeAtOffset(root, offset, true);
  const siblings = key?.parent?.type === 'property' ? (key.parent.parent?.children ?? []) : [];
  return siblings.filter((property) => property.children?.[0]?.value === key?.value).length > 1;
}
