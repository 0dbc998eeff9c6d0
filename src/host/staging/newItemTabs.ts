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
    if (newTabs(session).length > 0) await replaceNewTabs(session, await memory(session).realIds());
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
      vscode.workspace.onDidSaveTextDocument(({ uri }) => (idOfNew(session, uri) === undefined ? undefined : again())),
    ];
  });
}

interface NewTab {
  readonly tab: vscode.Tab;
  readonly id: number;
  /** The custom editor that shows it; undefined for text. */
  readonly viewType: string | undefined;
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
  for (const shown of newTabs(session)) {
    const real = realIds.get(shown.id);
    if (real !== undefined && session.staging.item(shown.id) === undefined && !shown.tab.isDirty) {
      await replaceTab(session, shown, itemUri(session.name, real));
    }
  }
}

function newTabs(session: Session): readonly NewTab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab): readonly NewTab[] => {
      const { input } = tab;
      if (!(input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom)) return [];
      const id = idOfNew(session, input.uri);
      const viewType = input instanceof vscode.TabInputCustom ? input.viewType : undefined;
      return id === undefined ? [] : [{ tab, id, viewType }];
    });
}

function idOfNew(session: Session, uri: vscode.Uri): number | undefined {
  const address = uri.scheme === schemes.item ? parseItemUri(uri) : undefined;
  return address !== undefined && address.id < 0 && address.connection === session.name ? address.id : undefined;
}

/** The same look at the real document, in the same place; the tab that was in front of its group stays in front. */
async function replaceTab(session: Session, { tab, id, viewType }: NewTab, uri: vscode.Uri): Promise<void> {
  const { group } = tab;
  const front = tab.isActive ? undefined : group.activeTab;
  const at = group.tabs.indexOf(tab);
  const focused = group.isActive;
  const options = { viewColumn: group.viewColumn, preserveFocus: !focused, preview: false };
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType ?? 'default', options);
  if (focused) await vscode.commands.executeCommand('moveActiveEditor', { to: 'position', by: 'tab', value: at + 1 });
  // A tab that was moved is another object, so what is to be closed is looked up again.
  const old = newTabs(session).filter((shown) => shown.id === id && shown.viewType === viewType);
  await vscode.window.tabGroups.close(
    old.map((shown) => shown.tab),
    true,
  );
  if (front !== undefined) await show(front, options);
}

async function show({ input }: vscode.Tab, options: vscode.TextDocumentShowOptions): Promise<void> {
  if (input instanceof vscode.TabInputText) await vscode.commands.executeCommand('vscode.open', input.uri, options);
  if (input instanceof vscode.TabInputCustom) {
    await vscode.commands.executeCommand('vscode.openWith', input.uri, input.viewType, options);
  }
}
