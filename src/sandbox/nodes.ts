import { derived } from './derived';
import type { ClassificationNode } from './model';
import type { Store } from './store';

/** A node with its path as a field value: `Project\Website\Checkout`, the tree's own segment left out. */
export interface PlacedNode {
  readonly node: ClassificationNode;
  readonly path: string;
  /** Names from the root down. */
  readonly segments: readonly string[];
}

interface Placed {
  readonly byId: ReadonlyMap<number, PlacedNode>;
  /** Key `kind:path` in lower case. */
  readonly byPath: ReadonlyMap<string, PlacedNode>;
}

const placed = derived(['nodes'], (store): Placed => {
  const byId = new Map<number, PlacedNode>();
  const byPath = new Map<string, PlacedNode>();
  for (const node of store.all('nodes')) {
    const segments = pathOf(store, node);
    const entry = { node, path: segments.join('\\'), segments };
    byId.set(node.id, entry);
    if (node.isDeleted !== true) byPath.set(`${node.kind}:${entry.path.toLowerCase()}`, entry);
  }
  return { byId, byPath };
});

function pathOf(store: Store, node: ClassificationNode): string[] {
  const segments = [node.name];
  for (let parent = node.parentId; parent !== undefined;) {
    const above = store.get('nodes', parent);
    if (!above) break;
    segments.unshift(above.name);
    parent = above.parentId;
  }
  return segments;
}

/** Every node with its path, by id; as long as no node changes. */
export function placesOf(store: Store): ReadonlyMap<number, PlacedNode> {
  return placed(store).byId;
}

/** The node with its path, or undefined. */
export function placeOf(store: Store, id: number): PlacedNode | undefined {
  return placed(store).byId.get(id);
}

/** Finds a node by its path as a field value (`Project\Website`), without regard to case; a leading backslash is tolerated. */
export function findNode(store: Store, kind: ClassificationNode['kind'], path: string): PlacedNode | undefined {
  return placed(store).byPath.get(`${kind}:${path.replace(/^\\+|\\+$/g, '').toLowerCase()}`);
}

/** The root of a project's area or iteration tree. */
export function rootNode(
  store: Store,
  kind: ClassificationNode['kind'],
  projectId: string,
): ClassificationNode | undefined {
  for (const node of store.all('nodes')) {
    if (node.projectId === projectId && node.kind === kind && node.parentId === undefined) return node;
  }
  return undefined;
}
