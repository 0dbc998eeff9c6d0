import * as vscode from 'vscode';
import type { SavedQuery } from '../../ado/queries';
import { builtInQueries } from '../../core/builtInQueries';
import { newItemNodes } from '../../core/treeModel';
import type { CommandHandlers } from '../commands/commandHandlers';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { tell } from '../guard';
import { views } from '../ids';
import type { Log } from '../log';
import { createQueryResults, type QueryResults } from './queryResults';
import { treeItem, type TreeItemContext } from './treeItems';
import { nodeKey, type TreeNode } from './treeNodes';
import type { Disposable } from '../disposableStore';

export interface WorkItemsTreeDeps {
  readonly sessions: Sessions;
  readonly log: Log;
}

export interface WorkItemsTree extends Disposable {
  readonly commands: Pick<CommandHandlers, 'refresh' | 'loadMore'>;
}

/** The Work Items view: queries, their items, and what is staged of them. */
export function registerWorkItemsTree({ sessions, log }: WorkItemsTreeDeps): WorkItemsTree {
  const changed = new vscode.EventEmitter<undefined>();
  let results: QueryResults | undefined;
  const open = (session: Session | undefined): void => {
    results?.dispose();
    results = session === undefined ? undefined : createQueryResults(session);
  };
  const view = vscode.window.createTreeView<TreeNode>(views.workItems, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => [...(await children(sessions, results, log, node))],
      getTreeItem: (node) => treeItem(node, contextOf(sessions)),
    },
  });
  const render = (): void => {
    showState(view, sessions);
    changed.fire(undefined);
  };
  const following = followSession(sessions, (session) => {
    open(session);
    render();
    if (session === undefined) return [];
    return [session.staging, session.bases].map((part) => part.onDidChange(render));
  });
  return {
    commands: {
      refresh: () => {
        const { state } = sessions;
        if (state.kind === 'connected') open(state.session);
        else sessions.reconnect();
        render();
      },
      loadMore: (key) => {
        if (typeof key === 'string') results?.more(key);
        render();
      },
    },
    dispose: () => {
      for (const owned of [following, results, view, changed]) owned?.dispose();
    },
  };
}

/** What stands around the rows: how much is staged, which project, whether it is still connecting. */
function showState(view: vscode.TreeView<TreeNode>, { state }: Sessions): void {
  const count = state.kind === 'connected' ? state.session.staging.stage.items.length : 0;
  view.badge = count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('{0} staged', count) };
  view.message = state.kind === 'connecting' ? vscode.l10n.t('Connecting…') : '';
}

async function children(
  { state }: Sessions,
  results: QueryResults | undefined,
  log: Log,
  node?: TreeNode,
): Promise<readonly TreeNode[]> {
  if (state.kind !== 'connected' || results === undefined) return [];
  try {
    return await childrenOf(state.session, results, node);
  } catch (error) {
    // An error is shown in the place that it belongs to; a list that is merely empty would be a lie.
    const telling = tell(error);
    log.warn(telling.message);
    return [{ kind: 'error', text: telling.message, key: node === undefined ? '' : nodeKey(node) }];
  }
}

async function childrenOf(session: Session, results: QueryResults, node?: TreeNode): Promise<readonly TreeNode[]> {
  if (node === undefined) return roots(session, results);
  switch (node.kind) {
    case 'builtIn':
    case 'saved':
      return results.rows(node);
    case 'folder': {
      const { id, children } = node.folder;
      const found = children ?? (await session.client.queryFolder(session.project, id));
      if (found.length === 0) return [{ kind: 'empty', text: vscode.l10n.t('No queries in this folder.') }];
      return found.map(savedNode);
    }
    case 'item':
      return node.item.children.map((item) => ({ kind: 'item', item, queryKey: node.queryKey }));
    case 'more':
    case 'empty':
    case 'error':
      return [];
  }
}

async function roots(session: Session, results: QueryResults): Promise<readonly TreeNode[]> {
  const created = newItemNodes(session.staging.stage);
  const builtIn = builtInQueries.map((query) => ({ kind: 'builtIn' as const, query }));
  const saved = await savedRoots(results);
  return [...created.map((item) => ({ kind: 'item' as const, item, queryKey: 'new' })), ...builtIn, ...saved];
}

/** Saved queries may be out of reach while the built-in ones work; then a row says so. */
async function savedRoots(results: QueryResults): Promise<readonly TreeNode[]> {
  try {
    return (await results.saved()).map(savedNode);
  } catch (error) {
    return [{ kind: 'error', text: tell(error).message, key: 'saved' }];
  }
}

function savedNode(query: SavedQuery): TreeNode {
  return query.kind === 'folder' ? { kind: 'folder', folder: query } : { kind: 'saved', query };
}

function contextOf(sessions: Sessions): TreeItemContext {
  const { state } = sessions;
  if (state.kind !== 'connected') return { connection: '', definitions: undefined };
  const { session } = state;
  return { connection: session.name, definitions: session.knownDefinitions(session.project) };
}
