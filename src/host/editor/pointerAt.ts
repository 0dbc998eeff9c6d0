import { findNodeAtOffset, getNodePath, parseTree, type Node } from 'jsonc-parser';
import { pathToPointer } from '../../core/locate';

/** The pointer of what stands at an offset of a text: for a property's name, of its value. `''` where nothing does. */
export function pointerAt(text: string, offset: number): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const node = root === undefined ? undefined : findNodeAtOffset(root, offset, true);
  return node === undefined ? '' : pathToPointer(getNodePath(named(node)));
}

/** A property and its name stand for its value. */
function named(node: Node): Node {
  const property = node.type === 'property' ? node : node.parent?.type === 'property' ? node.parent : undefined;
  return property?.children?.[1] ?? node;
}
