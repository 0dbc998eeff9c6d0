import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';

/** Connects the window to a server and waits until its documents can be read. */
export async function connect(url: string, project = ''): Promise<void> {
  const settings = vscode.workspace.getConfiguration('workItemBatch');
  await settings.update('project', project, vscode.ConfigurationTarget.Global);
  await settings.update('url', url, vscode.ConfigurationTarget.Global);
}

/** Name of the connection to the embedded server, as it stands in the addresses of its documents. */
export const sandbox = 'sandbox';

export function itemUri(id: number, connection = sandbox): vscode.Uri {
  return vscode.Uri.from({ scheme: 'workitem', authority: connection, path: `/${id}.workitem.json` });
}

/** Opens a work item as text in front of the user, as the server shows it. */
export async function openItem(id: number, connection = sandbox): Promise<vscode.TextDocument> {
  const uri = itemUri(id, connection);
  const document = await until(
    `work item ${id}`,
    async () => {
      try {
        return await vscode.workspace.openTextDocument(uri);
      } catch (error) {
        return String(error);
      }
    },
    (found) => typeof found !== 'string',
  );
  assert.ok(typeof document !== 'string');
  await vscode.window.showTextDocument(document);
  return document;
}

/** Takes back what is unsaved, in the editor that is in front. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  if (document.isDirty) await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** The place right after a text, or `back` characters before its end. */
export function placeAfter(document: vscode.TextDocument, text: string, back = 0): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.notEqual(at, -1, `${text} stands in ${document.getText()}`);
  return document.positionAt(at + text.length - back);
}

/** Replaces a piece of text; `|` in the new one says where the cursor is then. */
export async function replace(document: vscode.TextDocument, piece: string, marked: string): Promise<vscode.Position> {
  const at = document.getText().indexOf(piece);
  assert.notEqual(at, -1, `${piece} stands in ${document.getText()}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + piece.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, marked.replace('|', ''));
  assert.ok(await vscode.workspace.applyEdit(edit));
  const cursor = document.positionAt(at + Math.max(marked.indexOf('|'), 0));
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(cursor, cursor);
  return cursor;
}

export function labelOf(item: vscode.CompletionItem): string {
  return typeof item.label === 'string' ? item.label : item.label.label;
}

/** What taking a suggestion writes. */
export function inserted({ insertText }: vscode.CompletionItem): string {
  return insertText instanceof vscode.SnippetString ? insertText.value : (insertText ?? '');
}

export async function suggestions(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items;
}

/** Asks for suggestions until one of that name is among them. */
export async function suggestion(
  document: vscode.TextDocument,
  position: vscode.Position,
  label: RegExp,
): Promise<vscode.CompletionItem> {
  const found = await until(
    `the suggestion ${String(label)}`,
    async () => {
      const items = await suggestions(document, position);
      return items.find((item) => label.test(labelOf(item))) ?? items.map(labelOf);
    },
    (item) => !Array.isArray(item),
    15_000,
  );
  assert.ok(found instanceof Object && 'label' in found);
  return found;
}

export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((part) => (part instanceof vscode.MarkdownString ? part.value : JSON.stringify(part)))
    .join('\n---\n');
}

/** Waits for what the window asks of a document that has just been opened: the titles behind its links. */
export async function untilExplained(document: vscode.TextDocument): Promise<void> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  await until(
    'the titles behind links',
    async () =>
      vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole),
    (hints) => hints.some(({ label }) => typeof label === 'string' && label.includes(' · ')),
  );
}
