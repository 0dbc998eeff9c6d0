import * as vscode from 'vscode';
import type { SavedQuery } from '../../ado/queries';
import { builtInQueries } from '../../core/builtInQueries';
import { newItemNodes } from '../../core/treeModel';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { tell } from '../guard';
import { views } from '../ids';
import type { Log } from '../log';
import { createQueryResults, type QueryResults } from './queryResults';
import { treeItem, type TreeItemContext } from './treeItems';
import { nodeKey, type TreeNode } from './treeNodes';

export interface WorkItemsTreeDeps {
  readonly sessions: Sessions;
  readonly log: Log;
}

export interface WorkItemsTree extends vscode.Disposable {
  readonly commands: Pick<CommandHandlers, 'refresh' | 'loadMore'>;
}

/** The Work Items view: queries, their items, and what is staged of them. */
export function registerWorkItemsTree({ sessions, log }: WorkItemsTreeDeps): WorkItemsTree {
  const changed = new vscode.EventEmitter<undefined>();
  let results: QueryResults | undefined;
  let following: vscode.Disposable | undefined;

  const children = async (node?: TreeNode): Promise<readonly TreeNode[]> => {
    const { state } = sessions;
    if (state.kind !== 'connected' || results === undefined) return [];
    try {
      return await childrenOf(state.session, results, node);
    } catch (error) {
      // An error is shown in the place that it belongs to; a list that is merely empty would be a lie.
      const telling = tell(error);
      log.warn(telling.message);
      return [{ kind: 'error', text: telling.message, key: node === undefined ? '' : nodeKey(node) }];
    }
  };
  const view = vscode.window.createTreeView<TreeNode>(views.workItems, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (node) => [...(await children(node))],
      getTreeItem: (node) => treeItem(node, contextOf(sessions)),
    },
  });
  const render = (): void => {
    const { state } = sessions;
    const count = state.kind === 'connected' ? state.session.staging.stage.items.length : 0;
    view.badge = count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('{0} staged', count) };
    view.description = state.kind === 'connected' ? state.session.project : '';
    view.message = state.kind === 'connecting' ? vscode.l10n.t('Connecting…') : '';
    changed.fire(undefined);
  };
  const follow = (): void => {
    following?.dispose();
    results?.dispose();
    const { state } = sessions;
    if (state.kind === 'connected') {
      const { session } = state;
      results = createQueryResults(session);
      following = vscode.Disposable.from(
        session.staging.onDidChange(render),
        session.bases.onDidChange(render),
        session.onDidReadDefinitions(render),
      );
    } else {
      results = undefined;
      following = undefined;
    }
    render();
  };
  const connection = sessions.onDidChange(follow);
  follow();
  return {
    commands: {
      refresh: () => (sessions.state.kind === 'connected' ? follow() : sessions.reconnect()),
      loadMore: (key) => {
        if (typeof key === 'string') results?.more(key);
        changed.fire(undefined);
      },
    },
    dispose: () => {
      for (const owned of [connection, following, results, view, changed]) owned?.dispose();
    },
  };
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
