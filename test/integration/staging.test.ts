import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem, replace } from './documents';
import { titleOf, startStagingServer, type StagingServer } from './stagingServer';

const connection = 'fabrikam.127.0.0.1';

function run(command: string, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`workItemBatch.${command}`, ...args);
}

async function writeTitle(document: vscode.TextDocument, title: string): Promise<void> {
  const now = /"System\.Title": "[^"]*"/.exec(document.getText())?.[0] ?? '';
  await replace(document, now, `"System.Title": ${JSON.stringify(title)}`);
}

async function stageTitle(id: number, title: string): Promise<vscode.TextDocument> {
  const document = await openItem(id, connection);
  await writeTitle(document, title);
  assert.ok(await document.save());
  return document;
}

function tabUris(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .map(({ input }) =>
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri.path : '',
    );
}

function untilText(document: vscode.TextDocument, holds: (text: string) => boolean): Promise<string> {
  return until('the text', () => Promise.resolve(document.getText()), holds, 10_000);
}

function untilProblems(uri: vscode.Uri, pattern: RegExp): Promise<readonly string[]> {
  return until(
    `the problem ${String(pattern)}`,
    () => Promise.resolve(vscode.languages.getDiagnostics(uri).map(({ message }) => message)),
    (messages) => messages.some((message) => pattern.test(message)),
    10_000,
  );
}

async function fixTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const range = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return found.map(({ title }) => title);
}

async function lensTitles(document: vscode.TextDocument): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  return found.map(({ command }) => command?.title ?? '');
}

describe('staging', () => {
  let server: StagingServer;
  let one: number;
  let two: number;

  before(async () => {
    server = await startStagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    one = await server.create('Task', 'One');
    two = await server.create('Task', 'Two');
  });

  afterEach(async () => {
    await server.clearFaults();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    await connect('sandbox');
    await server.close();
  });

  it('keeps an edit that is saved while a commit runs, as an edit of what was committed', async () => {
    const document = await stageTitle(one, 'First');
    await server.order({ path: '$batch', delayMs: 1500 });
    const committing = run('commit');
    await server.seen('$batch');
    await writeTitle(document, 'Second');
    assert.ok(await document.save());
    await committing;
    assert.equal(await titleOf(server, one), 'First');
    assert.match(document.getText(), /"System\.Title": "Second"/);
    assert.ok((await lensTitles(document)).includes('1 staged operation'));
    await run('commit');
    assert.equal(await titleOf(server, one), 'Second');
  });

  it('shows what was committed without ever going back to what was before', async () => {
    const document = await openItem(one, connection);
    await stageTitle(one, 'Steady');
    const seen: string[] = [];
    const watching = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed === document) seen.push(/"System\.Title": "([^"]*)"/.exec(changed.getText())?.[1] ?? '');
    });
    await run('commit');
    watching.dispose();
    assert.deepEqual(
      seen.filter((title) => title !== 'Steady'),
      [],
    );
  });

  it('undoes the last commit by staging the way back', async () => {
    const before = await titleOf(server, two);
    const document = await stageTitle(two, 'Not for long');
    await run('commit');
    await run('undoCommit');
    await untilText(document, (text) => text.includes(JSON.stringify(before)));
    assert.equal(await titleOf(server, two), 'Not for long');
    await run('commit');
    assert.equal(await titleOf(server, two), before);
  });

  it('discards with an open document, unsaved text included', async () => {
    const before = await titleOf(server, two);
    const document = await stageTitle(two, 'Staged');
    await writeTitle(document, 'Not even saved');
    // The command ends with its message, which offers the way back.
    void run('discard', document.uri);
    await untilText(document, (text) => text.includes(JSON.stringify(before)));
    await until(
      'a saved document',
      () => Promise.resolve(document.isDirty),
      (dirty) => !dirty,
    );
    assert.ok(!(await lensTitles(document)).some((title) => title.includes('operation')));
  });

  it('tells culprit and collateral apart, and commits the rest', async () => {
    const culprit = await openItem(one, connection);
    const state = /"System\.State": "[^"]*"/.exec(culprit.getText())?.[0] ?? '';
    await replace(culprit, state, '"System.State": "Nowhere"');
    assert.ok(await culprit.save());
    const innocent = await stageTitle(two, 'Innocent');
    await run('commit');
    const [message = ''] = (await untilProblems(culprit.uri, /^Rejected by the server/)).filter((text) =>
      text.startsWith('Rejected'),
    );
    assert.match(message, /State/);
    await untilProblems(innocent.uri, new RegExp(`work item ${one} was refused`));
    await vscode.window.showTextDocument(innocent);
    const ways = await fixTitles(innocent);
    for (const way of ['Commit the rest', `Open work item ${one}`]) assert.ok(ways.includes(way), ways.join('\n'));
    await run('commitRest');
    assert.equal(await titleOf(server, two), 'Innocent');
    await untilProblems(culprit.uri, /^Rejected by the server/);
    void run('discard', culprit.uri);
    await untilText(culprit, (text) => !text.includes('Nowhere'));
  });

  it('says that an item is gone, with ways out', async () => {
    const gone = await server.create('Task', 'Soon gone');
    const document = await stageTitle(gone, 'Edited meanwhile');
    await server.remove(gone);
    await run('commit');
    await untilProblems(document.uri, /does not exist any more/);
    const ways = await fixTitles(document);
    for (const way of ['Duplicate as new', 'Discard this edit']) assert.ok(ways.includes(way), ways.join('\n'));
    void run('discard', document.uri);
    await until(
      'no problems',
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (all) => all.length === 0,
    );
  });

  it('finds out by itself what became of an edit whose reply was lost', async () => {
    const document = await stageTitle(one, 'Reply lost');
    await server.order({ path: '$batch', drop: 'afterApply' });
    await run('commit');
    assert.equal(await titleOf(server, one), 'Reply lost');
    await untilProblems(document.uri, new RegExp(`^Committed: work item ${one}`));
  });
});

describe('new work items', () => {
  let server: StagingServer;
  let original: number;
  let other: number;

  before(async () => {
    server = await startStagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    original = await server.create('Task', 'Original');
    other = await server.create('Task', 'Other');
  });

  beforeEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', undefined, vscode.ConfigurationTarget.Global);
    await connect('sandbox');
    await server.close();
  });

  for (const look of ['json', 'form'] as const) {
    it(`turn into the real ones after the commit, their tabs in place (${look})`, async () => {
      await vscode.workspace
        .getConfiguration('workItemBatch')
        .update('openWith', look, vscode.ConfigurationTarget.Global);
      await openItem(other, connection);
      await run('duplicateItem', itemUri(original, connection));
      await until(
        'the new tab',
        () => Promise.resolve(tabUris()),
        (all) => all.some((path) => path.startsWith('/New ')),
      );
      const at = tabUris().findIndex((path) => path.startsWith('/New '));
      await run('commit');
      const tabs = await until(
        'the real tab',
        () => Promise.resolve(tabUris()),
        (all) => !all.some((path) => path.startsWith('/New ')) && all.length === 2,
      );
      const id = Number(/^\/(\d+)\.workitem\.json$/.exec(tabs[at] ?? '')?.[1]);
      assert.ok(id > other, tabs.join('\n'));
      assert.equal(await titleOf(server, id), await titleOf(server, original));
      const active = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.equal(active instanceof vscode.TabInputCustom, look === 'form');
    });
  }

  it('are created once, however long somebody writes on', async () => {
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', 'json', vscode.ConfigurationTarget.Global);
    await run('duplicateItem', itemUri(other, connection));
    const document = await until(
      'the new document',
      () => Promise.resolve(vscode.workspace.textDocuments.find(({ uri }) => uri.path.startsWith('/New '))),
      (found) => found !== undefined,
    );
    assert.ok(document);
    await writeTitle(document, 'Only once');
    assert.ok(await document.save());
    await writeTitle(document, 'Only once, and longer');
    await run('commit');
    assert.ok(document.isDirty);
    const created = await server.find('Only once');
    assert.equal(created.length, 1);
    assert.ok(await document.save());
    await until(
      'the real tab',
      () => Promise.resolve(tabUris()),
      (all) => !all.some((path) => path.startsWith('/New ')),
    );
    await run('commit');
    assert.deepEqual(await server.find('Only once, and longer'), created);
    assert.deepEqual(await server.find('Only once'), []);
  });
});
