import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem, replace, revert } from './documents';
import { stagingServer, titleOf, type StagingServer } from './stagingServer';
import { clearStage, lensTitles, run, stageTitle, tabUris, untilText, writeTitle } from './stagingSteps';

function frontDiff(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
}

describe('a staged item in Source Control', () => {
  let server: StagingServer;
  let one: number;
  let two: number;

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    one = await server.create('Task', 'First item');
    two = await server.create('Task', 'Second item');
  });

  afterEach(clearStage);

  after(() => connect('sandbox'));

  const untilLens = (document: vscode.TextDocument, title: string): Promise<unknown> =>
    until(
      `the lens ${title}`,
      () => lensTitles(document),
      (titles) => titles.includes(title),
      15_000,
    );

  it('opens', async () => {
    await stageTitle(server, one, 'Opened');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('openItem', { id: one });
    await until(
      'its tab',
      () => Promise.resolve(tabUris()),
      (all) => all.includes(`/${one}.workitem.json`),
    );
  });

  it('shows base beside staged, and what is written on the right and saved is staged', async () => {
    await stageTitle(server, one, 'In the diff');
    await run('openChanges', { id: one });
    const diff = await until(
      'the diff',
      () => Promise.resolve(frontDiff()),
      (found) => found !== undefined,
    );
    assert.deepEqual(
      [diff?.original.scheme, diff?.modified.toString()],
      ['workitem-base', itemUri(one, server.connection).toString()],
    );
    const base = await vscode.workspace.openTextDocument(diff?.original ?? itemUri(one));
    assert.match(base.getText(), /"System\.Title": "First item"/);
    // What is typed goes into the right side: it has the focus.
    await vscode.commands.executeCommand('workbench.action.compareEditor.focusPrimarySide');
    const right = await until(
      'the editor of the right side',
      () => Promise.resolve(vscode.window.activeTextEditor),
      (editor) => editor?.document.uri.scheme === 'workitem',
    );
    assert.ok(right);
    const place = right.document.positionAt(right.document.getText().indexOf('In the diff'));
    right.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand('type', { text: 'Typed ' });
    await untilText(right.document, (text) => text.includes('"Typed In the diff"'));
    assert.ok(await right.document.save());
    await run('commit');
    assert.equal(await titleOf(server, one), 'Typed In the diff');
  });

  it('is held back, and goes with the next commit after its release', async () => {
    const before = await titleOf(server, one);
    const document = await stageTitle(server, one, 'Held');
    await stageTitle(server, two, 'Not held');
    await run('hold', { id: one });
    await untilLens(document, '1 operation held back');
    await run('commit');
    assert.deepEqual([await titleOf(server, one), await titleOf(server, two)], [before, 'Not held']);
    await run('release', { id: one });
    await untilLens(document, '1 staged operation');
    await run('commit');
    assert.equal(await titleOf(server, one), 'Held');
  });

  it('is committed alone', async () => {
    const before = await titleOf(server, two);
    await stageTitle(server, one, 'Alone');
    await stageTitle(server, two, 'Left behind');
    await run('retry', { id: one });
    assert.deepEqual([await titleOf(server, one), await titleOf(server, two)], ['Alone', before]);
    assert.ok((await lensTitles(await openItem(two, server.connection))).includes('1 staged operation'));
  });

  it('is committed without notifications where that is asked for', async () => {
    const sent = server.batches().length;
    await stageTitle(server, one, 'Quietly');
    await run('commitQuietly');
    await stageTitle(server, two, 'Loudly');
    await run('commit');
    const uris = server
      .batches()
      .slice(sent)
      .map((body) => (JSON.parse(body) as readonly { readonly uri: string }[])[0]?.uri ?? '');
    assert.deepEqual(
      uris.map((uri) => /suppressNotifications=true/i.test(uri)),
      [true, false],
    );
  });

  it('is one for two editors: what the one writes the other shows, and one save stages it', async () => {
    const document = await openItem(one, server.connection);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Two, preview: false });
    await writeTitle(document, 'Written in one');
    const shown = vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.path === document.uri.path);
    assert.equal(shown.length, 2);
    for (const editor of shown) assert.match(editor.document.getText(), /"Written in one"/);
    assert.ok(await document.save());
    await untilLens(document, '1 staged operation');
  });

  it('that is deleted on the server keeps its text, and says so when it is read again', async () => {
    const gone = await server.create('Task', 'Soon gone');
    const document = await openItem(gone, server.connection);
    await server.remove(gone);
    await run('refreshItem', document.uri);
    assert.match(document.getText(), /"System\.Title": "Soon gone"/);
    await replace(document, '"Soon gone"', '"Edited all the same"');
    assert.ok(await document.save());
    await run('commit');
    const messages = await until(
      'the problem',
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri).map(({ message }) => message)),
      (all) => all.length > 0,
      10_000,
    );
    assert.match(messages.join('\n'), /^Rejected by the server/);
    await run('discard', document.uri);
    await revert(document);
  });
});
