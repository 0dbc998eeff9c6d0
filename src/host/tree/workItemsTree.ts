import * as vscode from 'vscode';
import type { SavedQuery } from '../../ado/queries';
import { builtInQueries } from '../../core/builtInQueries';
import { newItemNodes } from '../../core/treeModel';
import type { CommandHandlers } from '../commands/commandHandlers';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import { notConnected, type Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { views } from '../ids';
import type { Log } from '../log';
import { createQueryResults, type QueryResults } from './queryResults';
import type { Reading } from './readings';
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
  const view = vscode.window.createTreeView<TreeNode>(views.workItems, {
    canSelectMany: true,
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...children(sessions, results, node)],
      getTreeItem: (node) => treeItem(node, contextOf(sessions)),
    },
  });
  const render = (): void => {
    showState(view, sessions);
    changed.fire(undefined);
  };
  const following = followSession(sessions, (session) => {
    results?.dispose();
    results = session === undefined ? undefined : createQueryResults(session, log, render);
    render();
    if (session === undefined) return [];
    return [session.staging, session.bases].map((part) => part.onDidChange(render));
  });
  return {
    commands: {
      refresh: () => {
        if (sessions.state.kind === 'none') throw notConnected();
        if (sessions.state.kind === 'connected') results?.refresh();
        else sessions.reconnect();
        render();
      },
      loadMore: (key) => {
        if (sessions.state.kind === 'none') throw notConnected();
        if (typeof key !== 'string') {
          throw new Failure(vscode.l10n.t('“Load more…” stands below the rows of a query that has more of them.'));
        }
        results?.more(key);
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

function children({ state }: Sessions, results: QueryResults | undefined, node?: TreeNode): readonly TreeNode[] {
  if (state.kind !== 'connected' || results === undefined) return [];
  const shown = <T>(reading: Reading<T>, rows: (value: T) => readonly TreeNode[]): readonly TreeNode[] => {
    const key = node === undefined ? 'saved' : nodeKey(node);
    if (reading.kind === 'loading') return [{ kind: 'loading', key }];
    if (reading.kind === 'loaded') return rows(reading.value);
    // An error is shown in the place that it belongs to; a list that is merely empty would be a lie.
    return [{ kind: 'error', text: reading.message, key }];
  };
  switch (node?.kind) {
    case undefined:
      return [...ownRoots(state.session), ...shown(results.saved(), (found) => found.map(savedNode))];
    case 'builtIn':
    case 'saved':
      return shown(results.rows(node), (rows) => rows);
    case 'folder': {
      const known = node.folder.children;
      return shown(known === undefined ? results.saved(node) : { kind: 'loaded', value: known }, inFolder);
    }
    case 'item':
      return node.item.children.map((item) => ({ kind: 'item', item, queryKey: node.queryKey }));
    case 'more':
    case 'empty':
    case 'loading':
    case 'error':
      return [];
  }
}

/** What needs no server: new items that are staged, and the built-in queries. */
function ownRoots({ staging }: Session): readonly TreeNode[] {
  const created = newItemNodes(staging.stage);
  const builtIn = builtInQueries.map((query) => ({ kind: 'builtIn' as const, query }));
  return [...created.map((item) => ({ kind: 'item' as const, item, queryKey: 'new' })), ...builtIn];
}

function inFolder(found: readonly SavedQuery[]): readonly TreeNode[] {
  if (found.length === 0) return [{ kind: 'empty', text: vscode.l10n.t('No queries in this folder.') }];
  return found.map(savedNode);
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
