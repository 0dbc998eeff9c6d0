import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { JsonPath } from './locate';

/** The tree of a text, broken text included, as far as it can be read. */
export function rootOf(text: string): Node | undefined {
  return parseTree(text, [], { allowTrailingComma: true });
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
