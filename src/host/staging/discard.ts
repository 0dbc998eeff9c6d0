import * as vscode from 'vscode';
import { findStaged, type StagedItem } from '../../core/stage';
import { isNew } from '../../core/workItem';
import type { Session } from '../connection/session';
import { baseText, uriOf } from '../editor/itemDocuments';
import { Failure } from '../failure';
import { stagedTitle } from './stagedTitle';

/** The way back from a discard. */
export interface Discarded {
  readonly message: string;
  readonly restore: () => Promise<void>;
}

/** Discards at once, because it can be undone. Open documents follow, unsaved text included, and come back with it. */
export async function discardItems(session: Session, items: readonly StagedItem[]): Promise<Discarded> {
  // A document that was opened from the stage alone has nothing else to show afterwards.
  session.bases.put(items.map(({ base }) => base).filter((base) => !isNew(base) && !session.bases.known(base.id)));
  const unsaved = items.flatMap((item) => unsavedText(session, item));
  await session.staging.update(() => items.map(({ id }) => ({ kind: 'discard', id })));
  for (const { document, item } of unsaved) await rewrite(document, baseText(session, item.base), true);
  const tabs = items.filter(isNew).flatMap((item) => tabsOf(uriOf(session, item.base)));
  const inputs = tabs.map(({ input }) => input);
  await vscode.window.tabGroups.close(tabs, true);
  // A document that was saved on the way out has been staged once more.
  await session.staging.update(() => items.map(({ id }) => ({ kind: 'discard', id })));
  return {
    message: discardedWords(items),
    restore: async () => {
      await restoreItems(session, items);
      for (const input of inputs) await reopen(input);
      for (const { item, text } of unsaved) {
        await rewrite(await vscode.workspace.openTextDocument(uriOf(session, item.base)), text, false);
      }
    },
  };
}

/** Stages discarded edits as they were, unless one of them has been staged anew since: that would be lost. */
export async function restoreItems(session: Session, items: readonly StagedItem[]): Promise<void> {
  await session.staging.update((stage) => {
    const anew = items.filter(({ id }) => findStaged(stage, id) !== undefined).map(({ id }) => `#${id}`);
    if (anew.length > 0) {
      throw new Failure(
        vscode.l10n.t('Staged anew since: {0}. Commit or discard that first, then undo the discard.', anew.join(', ')),
      );
    }
    return items.map((item) => ({ kind: 'restore', item }));
  });
}

function discardedWords(items: readonly StagedItem[]): string {
  const [first] = items;
  return items.length === 1 && first !== undefined
    ? vscode.l10n.t('Discarded the staged edit of “{0}”.', stagedTitle(first))
    : vscode.l10n.t('Discarded {0} staged edits.', items.length);
}

interface Unsaved {
  readonly item: StagedItem;
  readonly document: vscode.TextDocument;
  readonly text: string;
}

function unsavedText(session: Session, item: StagedItem): readonly Unsaved[] {
  const key = uriOf(session, item.base).toString();
  const document = vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.toString() === key);
  return document === undefined ? [] : [{ item, document, text: document.getText() }];
}

/** Sets a document's text, saved or not. */
async function rewrite(document: vscode.TextDocument, text: string, save: boolean): Promise<void> {
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, text);
  await vscode.workspace.applyEdit(edit);
  if (save) await document.save();
}

/** Tabs of a document that is gone; whatever it was shown in. */
function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => {
      if (input instanceof vscode.TabInputTextDiff) return input.modified.toString() === uri.toString();
      const shown = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
      return shown && input.uri.toString() === uri.toString();
    });
}

async function reopen(input: unknown): Promise<void> {
  const viewType = input instanceof vscode.TabInputCustom ? input.viewType : 'default';
  if (!(input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom)) return;
  await vscode.commands.executeCommand('vscode.openWith', input.uri, viewType, { preserveFocus: true });
}
