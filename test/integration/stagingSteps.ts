import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { openItem, replace } from './documents';
import type { TroubledServer } from './troubledServer';

export function run(command: string, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`workItemBatch.${command}`, ...args);
}

/** Leaves neither a staged edit nor an editor to the next test. */
export async function clearStage(): Promise<void> {
  await run('discardAll');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

export async function writeTitle(document: vscode.TextDocument, title: string): Promise<void> {
  const now = /"System\.Title": "[^"]*"/.exec(document.getText())?.[0] ?? '';
  await replace(document, now, `"System.Title": ${JSON.stringify(title)}`);
}

export async function stageTitle(
  { connection }: Pick<TroubledServer, 'connection'>,
  id: number,
  title: string,
): Promise<vscode.TextDocument> {
  const document = await openItem(id, connection);
  await writeTitle(document, title);
  assert.ok(await document.save());
  return document;
}

export function tabUris(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) =>
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri.path : '',
    );
}

export function untilText(document: vscode.TextDocument, holds: (text: string) => boolean): Promise<string> {
  return until('the text', () => Promise.resolve(document.getText()), holds, 10_000);
}

export function untilProblems(uri: vscode.Uri, pattern: RegExp): Promise<readonly string[]> {
  return until(
    `the problem ${String(pattern)}`,
    () => Promise.resolve(vscode.languages.getDiagnostics(uri).map(({ message }) => message)),
    (messages) => messages.some((message) => pattern.test(message)),
    10_000,
  );
}

export async function fixTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const range = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found.map(({ title }) => title);
}

export async function lensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  return found.map(({ command }) => command?.title ?? '');
}
