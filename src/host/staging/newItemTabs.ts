import * as path from 'node:path';
import * as vscode from 'vscode';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { itemUri, parseItemUri } from '../itemUri';
import type { CommitMemory } from './commitMemory';

export interface NewItemTabsDeps {
  readonly sessions: Sessions;
  readonly storage: vscode.Uri;
  readonly memory: (session: Session) => CommitMemory;
}

/**
 * Tabs of new items become tabs of the real ones: also when another window has committed them, and, where a document was being written
 * on meanwhile, once it is saved.
 */
export function registerNewItemTabs({ sessions, storage, memory }: NewItemTabsDeps): vscode.Disposable {
  const check = async (session: Session): Promise<void> => {
    if (newTabs(session).some((shown) => isDone(session, shown)))
      await replaceNewTabs(session, await memory(session).realIds());
  };
  return followSession(sessions, (session) => {
    if (session === undefined) return [];
    const folder = vscode.Uri.file(path.join(storage.fsPath, session.name));
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, 'commits.json'));
    const again = (): Promise<void> => check(session);
    return [
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      // What is unsaved stays until its tab is seen saved, which is later than the event of the save.
      vscode.window.tabGroups.onDidChangeTabs(({ changed }) => (changed.length > 0 ? again() : undefined)),
    ];
  });
}

/** Where a tab of a new item is. VS Code makes other objects of tabs and groups now and then, so none is kept across an `await`. */
interface NewTab {
  readonly id: number;
  readonly uri: vscode.Uri;
  /** The custom editor that shows it; `default` for text. */
  readonly viewType: string;
  readonly column: vscode.ViewColumn;
}

const turns = new WeakMap<Session, Promise<void>>();

/**
 * Replaces tabs of items that are real by now; one with unsaved changes stays until it is saved. One pass after the other: a commit
 * and the file that remembers it tell the same news, and a tab must not be closed twice.
 */
export function replaceNewTabs(session: Session, realIds: ReadonlyMap<number, number>): Promise<void> {
  const replace = (): Promise<void> => replaceAll(session, realIds);
  const turn = (turns.get(session) ?? Promise.resolve()).then(replace, replace);
  turns.set(session, turn);
  return turn;
}

async function replaceAll(session: Session, realIds: ReadonlyMap<number, number>): Promise<void> {
  const due = newTabs(session).filter((shown) => realIds.has(shown.id) && isDone(session, shown));
  if (due.length === 0) return;
  const realOf = (uri: vscode.Uri): vscode.Uri => {
    const real = realIds.get(idOfNew(session, uri) ?? 0);
    return real === undefined ? uri : itemUri(session.name, real);
  };
  const { viewColumn: focused } = vscode.window.tabGroups.activeTabGroup;
  const fronts = vscode.window.tabGroups.all.map(({ viewColumn, activeTab }) => ({
    viewColumn,
    front: lookOf(activeTab),
  }));
  for (const shown of due) await replaceTab(shown, realOf(shown.uri));
  for (const { viewColumn, front } of fronts) {
    if (front !== undefined) await show({ ...front, uri: realOf(front.uri), column: viewColumn });
  }
  // A form takes the focus to its group, and VS Code tells of that too late to be looked at here.
  if (due.some(({ column }) => column !== focused)) await focus(focused);
}

/** Committed for good, and nothing unsaved on top of it. */
function isDone(session: Session, shown: NewTab): boolean {
  return session.staging.item(shown.id) === undefined && find(shown)?.isDirty === false;
}

function newTabs(session: Session): readonly NewTab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn: column }) =>
    tabs.flatMap((tab): readonly NewTab[] => {
      const look = lookOf(tab);
      const id = look === undefined ? undefined : idOfNew(session, look.uri);
      return look === undefined || id === undefined ? [] : [{ ...look, id, column }];
    }),
  );
}

function lookOf(tab: vscode.Tab | undefined): Pick<NewTab, 'uri' | 'viewType'> | undefined {
  const input = tab?.input;
  if (input instanceof vscode.TabInputText) return { uri: input.uri, viewType: 'default' };
  return input instanceof vscode.TabInputCustom ? { uri: input.uri, viewType: input.viewType } : undefined;
}

function idOfNew(session: Session, uri: vscode.Uri): number | undefined {
  const address = uri.scheme === schemes.item ? parseItemUri(uri) : undefined;
  return address !== undefined && address.id < 0 && address.connection === session.name ? address.id : undefined;
}

type Shown = Omit<NewTab, 'id'>;

function groupOf({ column }: Shown): vscode.TabGroup | undefined {
  return vscode.window.tabGroups.all.find(({ viewColumn }) => viewColumn === column);
}

function find(shown: Shown): vscode.Tab | undefined {
  return groupOf(shown)?.tabs.find((tab) => {
    const look = lookOf(tab);
    return look?.viewType === shown.viewType && look.uri.toString() === shown.uri.toString();
  });
}

/** The same look at the real document, in the same place. */
async function replaceTab(shown: NewTab, uri: vscode.Uri): Promise<void> {
  const real = { ...shown, uri };
  const isFocused = groupOf(shown)?.isActive === true;
  const isPinned = find(shown)?.isPinned === true;
  // Only in the group that has the focus can a tab be moved and pinned; in another one it opens behind the tab that is in front.
  if (!isFocused) await show(shown);
  await show(real, isFocused || isPinned);
  if (isPinned) await vscode.commands.executeCommand('workbench.action.pinEditor');
  const at = groupOf(shown)?.tabs.findIndex((tab) => tab === find(shown)) ?? -1;
  if ((isFocused || isPinned) && at !== -1) {
    await vscode.commands.executeCommand('moveActiveEditor', { to: 'position', by: 'tab', value: at + 1 });
  }
  const old = find(shown);
  if (old !== undefined) await vscode.window.tabGroups.close(old, true);
}

/** Brings a document to the front of its group, unless it is there. */
async function show({ uri, viewType, column }: Shown, takeFocus = false): Promise<void> {
  const shown = { uri, viewType, column };
  if (find(shown)?.isActive === true) return;
  const options = { viewColumn: column, preserveFocus: !takeFocus, preview: false };
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType, options);
}

/** Commands that put the focus into a group, by its column. */
const focusCommands = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth'] as const;

async function focus(column: vscode.ViewColumn): Promise<void> {
  const name = focusCommands[column - 1];
  if (name !== undefined) await vscode.commands.executeCommand(`workbench.action.focus${name}EditorGroup`);
}
