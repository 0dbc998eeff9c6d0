import * as vscode from 'vscode';
import type { BuiltInQuery } from '../../core/builtInQueries';
import { findType, type Definitions } from '../../core/definitions';
import type { ItemNode } from '../../core/treeModel';
import { commands } from '../ids';
import { itemUri } from '../itemUri';
import { nodeKey, type TreeNode } from './treeNodes';
import { typeIcon } from './typeIcon';

export interface TreeItemContext {
  readonly connection: string;
  readonly definitions: Definitions | undefined;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** The one mapper from a row to what VS Code shows of it. */
export function treeItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  const item = bareItem(node, context);
  item.id = nodeKey(node);
  return item;
}

function bareItem(node: TreeNode, context: TreeItemContext): vscode.TreeItem {
  switch (node.kind) {
    case 'builtIn':
      return query(
        builtInLabel(node.query),
        node.query === 'assignedToMe' ? Expanded : Collapsed,
        builtInIcons[node.query],
      );
    case 'saved':
      return query(node.query.name, Collapsed, node.query.queryType === 'flat' ? 'list-flat' : 'list-tree');
    case 'folder':
      return query(node.folder.name, Collapsed, 'folder');
    case 'item':
      return workItem(node.item, context);
    case 'more':
      return more(node);
    case 'empty':
      return message(node.text, 'info');
    case 'loading':
      return message(vscode.l10n.t('Loading…'), 'loading~spin');
    case 'error':
      return failure(node.text);
  }
}

const builtInIcons: Readonly<Record<BuiltInQuery, string>> = {
  assignedToMe: 'account',
  recentlyChanged: 'history',
  allOpen: 'issues',
};

function builtInLabel(builtIn: BuiltInQuery): string {
  switch (builtIn) {
    case 'assignedToMe':
      return vscode.l10n.t('Assigned to me');
    case 'recentlyChanged':
      return vscode.l10n.t('Recently changed');
    case 'allOpen':
      return vscode.l10n.t('All open');
  }
}

function query(label: string, state: vscode.TreeItemCollapsibleState, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label, state);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'query';
  return item;
}

function workItem(node: ItemNode, { connection, definitions }: TreeItemContext): vscode.TreeItem {
  const number = node.id < 0 ? vscode.l10n.t('new') : `${node.id}`;
  // The number comes first: people say it to each other, and a narrow view cuts what comes last.
  const item = new vscode.TreeItem(`${number} ${node.title}`, node.children.length === 0 ? None : Expanded);
  const type = definitions === undefined ? undefined : findType(definitions, node.type);
  item.resourceUri = itemUri(connection, node.id, node.type);
  item.iconPath = typeIcon(type);
  item.description = node.state;
  item.contextValue = node.mark === undefined ? 'item' : `item.${node.mark}`;
  item.tooltip = tooltip(node);
  item.command = { command: commands.openItem, title: vscode.l10n.t('Open'), arguments: [item.resourceUri] };
  item.accessibilityInformation = { label: `${node.type} ${number}, ${node.title}, ${node.state}` };
  return item;
}

/** Server text only ever goes through appendText: it is no Markdown of ours. */
function tooltip(node: ItemNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(`${node.type} ${node.id < 0 ? vscode.l10n.t('new') : node.id}: ${node.title}`);
  text.appendMarkdown('\n\n');
  text.appendText(vscode.l10n.t('State: {0}', node.state));
  if (node.assignedTo !== '') {
    text.appendMarkdown('  \n');
    text.appendText(vscode.l10n.t('Assigned to: {0}', node.assignedTo));
  }
  return text;
}

function more(node: Extract<TreeNode, { readonly kind: 'more' }>): vscode.TreeItem {
  const item = message(vscode.l10n.t('Load more… ({0} of {1} shown)', node.shown, node.total), 'ellipsis');
  item.command = { command: commands.loadMore, title: vscode.l10n.t('Load More'), arguments: [node.queryKey] };
  return item;
}

function failure(text: string): vscode.TreeItem {
  const item = message(text, 'error', new vscode.ThemeColor('list.errorForeground'));
  item.command = { command: commands.refresh, title: vscode.l10n.t('Try Again') };
  item.tooltip = vscode.l10n.t('{0}\nSelect to try again.', text);
  return item;
}

function message(text: string, icon: string, color?: vscode.ThemeColor): vscode.TreeItem {
  const item = new vscode.TreeItem(text, None);
  item.iconPath = new vscode.ThemeIcon(icon, color);
  return item;
}
