import type { SavedQuery } from '../../ado/queries';
import type { BuiltInQuery } from '../../core/builtInQueries';
import type { ItemNode } from '../../core/treeModel';

/** Rows of the Work Items view. */
export type TreeNode =
  | { readonly kind: 'builtIn'; readonly query: BuiltInQuery }
  | { readonly kind: 'saved'; readonly query: Extract<SavedQuery, { readonly kind: 'query' }> }
  | { readonly kind: 'folder'; readonly folder: Extract<SavedQuery, { readonly kind: 'folder' }> }
  | { readonly kind: 'item'; readonly item: ItemNode; readonly queryKey: string }
  | { readonly kind: 'more'; readonly queryKey: string; readonly shown: number; readonly total: number }
  | { readonly kind: 'loading'; readonly key: string }
  | { readonly kind: 'empty'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string; readonly key: string };

/** Identity of a row across refreshes, so that VS Code keeps it expanded and selected. */
export function nodeKey(node: TreeNode): string {
  switch (node.kind) {
    case 'builtIn':
      return `builtIn/${node.query}`;
    case 'saved':
      return `saved/${node.query.id}`;
    case 'folder':
      return `folder/${node.folder.id}`;
    case 'item':
      return `${node.queryKey}/${node.item.key}`;
    case 'more':
      return `${node.queryKey}/more`;
    case 'empty':
      return `empty/${node.text}`;
    case 'loading':
      return `loading/${node.key}`;
    case 'error':
      return `error/${node.key}`;
  }
}
