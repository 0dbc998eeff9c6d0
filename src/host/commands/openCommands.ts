import * as vscode from 'vscode';
import { field, textField } from '../../core/workItem';
import { knownBaseOf, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { baseUriOf } from '../editor/baseContent';
import { isDirty, uriOf, type ItemDocuments } from '../editor/itemDocuments';
import { Failure } from '../failure';
import { commands, editors } from '../ids';
import { searchItems, type FoundItem } from '../items';
import { itemUri } from '../itemUri';
import type { Settings } from '../settings';
import type { CommandHandlers } from './commandHandlers';
import { targetIds } from './itemTargets';

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
      for (const id of targetIds(args)) {
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
    openInBrowser: each((session, _uri, id) => vscode.env.openExternal(browserUrl(session, id))),
    refreshItem: async (...args) => {
      const session = await sessions.current();
      await refresh(session, targetIds(args));
    },
    searchItem: () => searchItem(sessions),
  };
}

/** An editor that cannot read its document shows no reason; read here, the failure says what to do next. */
async function readFirst(documents: ItemDocuments, uri: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t('Reading the work item…');
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => documents.open(uri));
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

/** Address of the work item's own page. */
export function browserUrl(session: Session, id: number): vscode.Uri {
  const base = knownBaseOf(session, id);
  const project = base === undefined ? session.project : textField(base, field.teamProject);
  return vscode.Uri.parse(`${session.url}/${encodeURIComponent(project)}/_workitems/edit/${id}`, true);
}

async function refresh(session: Session, ids: readonly number[]): Promise<void> {
  const existing = ids.filter((id) => id > 0);
  const { missing } = await session.bases.refresh(existing);
  if (missing.length > 0) {
    throw new Failure(
      vscode.l10n.t('No longer on the server, or not readable for you: {0}. What is staged stays.', missing.join(', ')),
    );
  }
}

interface ItemPick extends vscode.QuickPickItem {
  readonly id: number;
}

/** Quick Pick over the server's work items: a number, or words of the title. */
async function searchItem(sessions: Sessions): Promise<void> {
  const session = await sessions.current();
  const picker = vscode.window.createQuickPick<ItemPick>();
  picker.title = vscode.l10n.t('Open Work Item');
  picker.placeholder = vscode.l10n.t('Number, or words of the title');
  picker.matchOnDescription = true;
  let asking = new AbortController();
  const search = async (text: string): Promise<void> => {
    asking.abort();
    const mine = (asking = new AbortController());
    picker.busy = true;
    try {
      const found = await searchItems(session, text, mine.signal);
      if (asking === mine) picker.items = found.map(toPick);
    } catch (error) {
      if (asking === mine) picker.items = [{ id: 0, label: error instanceof Error ? error.message : String(error) }];
    } finally {
      if (asking === mine) picker.busy = false;
    }
  };
  const chosen = await new Promise<number | undefined>((resolve) => {
    picker.onDidChangeValue(search);
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.id));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
    void search('');
  });
  asking.abort();
  picker.dispose();
  if (chosen === undefined || chosen === 0) return;
  await vscode.commands.executeCommand(commands.openItem, itemUri(session.name, chosen));
}

function toPick(item: FoundItem): ItemPick {
  return {
    id: item.id,
    label: item.title,
    description: `#${item.id} · ${item.type} · ${item.state}`,
    alwaysShow: true,
  };
}
