import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem, replace, revert } from './documents';
import { listen } from './witness';

async function lenses(uri: vscode.Uri): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return found.map(({ command }) => command?.title ?? '');
}

function openTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

describe('above a document', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await connect('sandbox');
    document = await openItem(299);
  });

  afterEach(() => revert(document));

  it('stand its revision with who and when, and the ways on', async () => {
    const titles = await lenses(document.uri);
    assert.match(titles[0] ?? '', /^rev \d+ · changed by .+ (ago|now|yesterday|last month|last year)$/);
    for (const title of ['Open in Browser', 'History', 'Refresh']) assert.ok(titles.includes(title), titles.join('\n'));
  });

  it('lead to its page, and to what the server has now', async () => {
    const witness = listen();
    try {
      await vscode.commands.executeCommand('workItemBatch.openInBrowser', document.uri);
      await vscode.commands.executeCommand('workItemBatch.refreshItem', document.uri);
    } finally {
      witness.stop();
    }
    assert.match(
      witness.did.join('\n'),
      /^http:\/\/127\.0\.0\.1:\d+\/fabrikam\/Fabrikam-Fiber-Git\/_workitems\/edit\/299$/m,
    );
    assert.deepEqual(witness.said, ['$(check) Read again: #299']);
  });

  it('stand the operations, staged or not', async () => {
    await replace(document, '"System.Title": "', '"System.Title": "Better: ');
    assert.ok((await lenses(document.uri)).includes('1 operation, not staged yet'));
    await document.save();
    await until(
      'the staged count',
      () => lenses(document.uri),
      (titles) => titles.includes('1 staged operation'),
      9000,
    );
    // It ends when its message is gone, which offers to undo it.
    void vscode.commands.executeCommand('workItemBatch.discard', document.uri);
    await until(
      'no count',
      () => lenses(document.uri),
      (titles) => titles.every((title) => !title.includes('operation')),
      9000,
    );
  });

  it('lead the operations to their place', async () => {
    await replace(document, '"System.Title": "', '"System.Title": "Better: ');
    const done = vscode.commands.executeCommand('workItemBatch.showOperations', document.uri);
    await until('the selected place', acceptFirst, (text) => text.startsWith('"Better: '));
    await done;
  });

  it('leads the history to what an update changed', async () => {
    const done = vscode.commands.executeCommand('workItemBatch.showHistory', document.uri);
    await until(
      'the diff of two revisions',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return openTabs().map(({ input }) => (input instanceof vscode.TabInputTextDiff ? input.modified.scheme : ''));
      },
      (schemes) => schemes.includes('workitem-revision'),
    );
    await done;
  });

  async function acceptFirst(): Promise<string> {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    const editor = vscode.window.activeTextEditor;
    return editor?.document === document ? document.getText(editor.selection) : '';
  }
});

describe('a long text in its own editor', () => {
  let document: vscode.TextDocument;
  let field: vscode.TextDocument;

  before(async () => {
    await connect('sandbox');
    document = await openItem(299);
    const name = 'System.Description';
    const titles = await lenses(document.uri);
    assert.ok(titles.includes('Edit in Its Own Editor'), titles.join('\n'));
    await vscode.commands.executeCommand('workItemBatch.editField', document.uri, name);
    const uri = vscode.Uri.from({ scheme: 'workitem-field', authority: 'sandbox', path: `/299/${name}.html` });
    field = await vscode.workspace.openTextDocument(uri);
  });

  after(async () => {
    await revert(document);
    void vscode.commands.executeCommand('workItemBatch.discard', itemUri(299));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is an HTML document with its preview', async () => {
    assert.equal(field.languageId, 'html');
    const labels = (): Promise<readonly string[]> => Promise.resolve(openTabs().map(({ label }) => label));
    await until('the preview', labels, (tabs) => tabs.includes('Preview System.Description.html'), 10_000);
  });

  it('writes the smallest edit into the document when it is saved, and so stages it', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(field.uri, new vscode.Position(0, 0), '<p>"Quoted"</p>\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await field.save());
    assert.ok(document.getText().includes('"System.Description": "<p>\\"Quoted\\"</p>\\nFollow'), document.getText());
    assert.equal(document.isDirty, false);
  });

  it('follows the document', async () => {
    await replace(document, '<p>\\"Quoted\\"</p>\\n', '');
    await until(
      'the new text',
      () => Promise.resolve(field.getText()),
      (text) => !text.includes('Quoted'),
    );
  });

  it('leaves other unsaved edits of the document to their author', async () => {
    await replace(document, '"System.Title": "', '"System.Title": "Better: ');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(field.uri, new vscode.Position(0, 0), 'Again');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await field.save());
    assert.ok(document.isDirty);
    assert.ok(document.getText().includes('"System.Description": "AgainFollow'));
  });
});
