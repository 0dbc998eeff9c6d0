import * as vscode from 'vscode';
import { field, textField } from '../../core/workItem';
import { knownBaseOf, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { baseUriOf } from '../editor/baseContent';
import { isDirty, uriOf, type ItemDocuments } from '../editor/itemDocuments';
import { pickItem } from '../editor/itemPicker';
import { Failure } from '../failure';
import { commands, editors } from '../ids';
import { itemUri } from '../itemUri';
import type { Settings } from '../settings';
import { waitFor } from '../slowWork';
import type { CommandHandlers } from './commandHandlers';
import { neededIds } from './itemTargets';

export interface OpenCommandDeps {
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly documents: ItemDocuments;
}

type OpenCommands = Pick<
  CommandHandlers,
  'openItem' | 'openAsForm' | 'openAsJson' | 'openChanges' | 'openInBrowser' | 'refreshItem' | 'searchItem'
>;

/** Ways to open a work item. */
export function openCommands({ sessions, settings, documents }: OpenCommandDeps): OpenCommands {
  const each = (run: (session: Session, uri: vscode.Uri, id: number) => PromiseLike<unknown>) => {
    return async (...args: readonly unknown[]) => {
      const session = await sessions.current();
      for (const id of neededIds(args)) {
        const uri = addressOf(session, id);
        await readFirst(documents, uri);
        await run(session, uri, id);
      }
    };
  };
  return {
    openItem: each((_session, uri) => (settings.openWith.value === 'form' ? openForm(uri) : openJson(uri))),
    openAsForm: each((_session, uri) => replaceTab(uri, () => openForm(uri))),
    openAsJson: each((_session, uri) => replaceTab(uri, () => openJson(uri))),
    openChanges: each((session, uri, id) => openDiff(session, uri, id)),
    openInBrowser: each((session, _uri, id) => vscode.env.openExternal(browserUrl(session, onServer(id)))),
    refreshItem: async (...args) => {
      const session = await sessions.current();
      await refresh(session, neededIds(args));
    },
    searchItem: () => searchItem(sessions),
  };
}

/** An editor that cannot read its document shows no reason; read here, the failure says what to do next. */
async function readFirst(documents: ItemDocuments, uri: vscode.Uri): Promise<void> {
  await waitFor(vscode.l10n.t('Reading the work item…'), () => documents.open(uri));
}

function addressOf(session: Session, id: number): vscode.Uri {
  const base = knownBaseOf(session, id);
  return base === undefined ? itemUri(session.name, id) : uriOf(session, base);
}

function openForm(uri: vscode.Uri): PromiseLike<unknown> {
  return vscode.commands.executeCommand('vscode.openWith', uri, editors.form);
}

function openJson(uri: vscode.Uri): PromiseLike<unknown> {
  return vscode.commands.executeCommand('vscode.openWith', uri, 'default');
}

/** Form and JSON are two looks at one document: changing the look keeps one tab. An unsaved document keeps both. */
async function replaceTab(uri: vscode.Uri, open: () => PromiseLike<unknown>): Promise<void> {
  await open();
  if (isDirty(uri)) return;
  const { tabs, activeTab } = vscode.window.tabGroups.activeTabGroup;
  const others = tabs.filter((tab) => tab !== activeTab && !tab.isActive && uriOfTab(tab) === uri.toString());
  await vscode.window.tabGroups.close(others, true);
}

function uriOfTab({ input }: vscode.Tab): string {
  const shown = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  return shown ? input.uri.toString() : '';
}

async function openDiff(session: Session, uri: vscode.Uri, id: number): Promise<void> {
  const left = baseUriOf(uri);
  if (left === undefined) return;
  const base = knownBaseOf(session, id);
  const title = base === undefined ? `${id}` : `${textField(base, field.type)} ${id} (${vscode.l10n.t('Staged')})`;
  await vscode.commands.executeCommand('vscode.diff', left, uri, title);
}

/** @throws Failure for an item that is only staged */
function onServer(id: number): number {
  if (id > 0) return id;
  throw new Failure(vscode.l10n.t('A new work item is not on the server until it is committed.'));
}

/** Address of the work item's own page. */
export function browserUrl(session: Session, id: number): vscode.Uri {
  const base = knownBaseOf(session, id);
  const project = base === undefined ? session.project : textField(base, field.teamProject);
  return vscode.Uri.parse(`${session.url}/${encodeURIComponent(project)}/_workitems/edit/${id}`, true);
}

async function refresh(session: Session, ids: readonly number[]): Promise<void> {
  const existing = ids.length === 1 ? ids.map(onServer) : ids.filter((id) => id > 0);
  const title = vscode.l10n.t('Reading the work item…');
  const { missing } = await waitFor(title, () => session.bases.refresh(existing));
  if (missing.length > 0) {
    throw new Failure(
      vscode.l10n.t('No longer on the server, or not readable for you: {0}. What is staged stays.', missing.join(', ')),
    );
  }
  const text = vscode.l10n.t('$(check) Read again: {0}', existing.map((id) => `#${id}`).join(', '));
  vscode.window.setStatusBarMessage(text, 5000);
}

/** Lets the user find a work item, and opens it. */
async function searchItem(sessions: Sessions): Promise<void> {
  const session = await sessions.current();
  const id = await pickItem(session, vscode.l10n.t('Open Work Item'), []);
  if (id !== undefined) await vscode.commands.executeCommand(commands.openItem, itemUri(session.name, id));
}
