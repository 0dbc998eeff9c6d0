import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, replace, revert } from './documents';
import { startTroubledServer, type TroubledServer } from './troubledServer';

const everywhere = (document: vscode.TextDocument): vscode.Range => new vscode.Range(0, 0, document.lineCount, 0);

async function fixes(document: vscode.TextDocument): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    everywhere(document),
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Waits for the way out of that name. */
async function fixNamed(document: vscode.TextDocument, title: string | RegExp): Promise<vscode.CodeAction> {
  const matches = (action: vscode.CodeAction): boolean =>
    typeof title === 'string' ? action.title === title : title.test(action.title);
  const found = await until(
    `the quick fix ${String(title)}`,
    async () => {
      const all = await fixes(document);
      return all.find(matches) ?? all.map((action) => action.title);
    },
    (action) => !Array.isArray(action),
    15_000,
  );
  assert.ok('title' in found);
  return found;
}

async function take(document: vscode.TextDocument, title: string | RegExp): Promise<void> {
  const { edit, command } = await fixNamed(document, title);
  if (edit !== undefined) assert.ok(await vscode.workspace.applyEdit(edit));
  if (command !== undefined)
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

describe('quick fixes', () => {
  let document: vscode.TextDocument;
  let before: string;

  beforeEach(async () => {
    await connect('sandbox');
    document = await openItem(299);
    await revert(document);
    before = document.getText();
  });

  after(() => revert(document));

  it('change a value to the nearest that is allowed', async () => {
    await replace(document, '"System.State": "To Do"', '"System.State": "In Progres"');
    await take(document, 'Change to “In Progress”');
    assert.ok(document.getText().includes('"System.State": "In Progress"'));
  });

  it('restore what the server has', async () => {
    await replace(document, '"System.CommentCount": 5', '"System.CommentCount": 6');
    await take(document, 'Restore “5”');
    assert.equal(document.getText(), before);
  });

  it('add the field that is required and missing', async () => {
    const title = /\n\s*"System\.Title": "[^"]*",/.exec(before)?.[0] ?? '';
    await replace(document, title, '');
    await take(document, /^(Restore|Add) /);
    assert.match(document.getText(), /"System\.Title": "/);
  });

  it('rename a field to the one that is meant', async () => {
    await replace(document, '"System.Description"', '"System.Descripton"');
    await take(document, 'Rename to System.Description');
    assert.equal(document.getText(), before);
  });

  it('remove one of two equal relations, and one of two equal keys', async () => {
    const first = /\{\s*"rel": "Hyperlink",[^}]*\}/.exec(before)?.[0] ?? '';
    await replace(document, first, `${first},\n    ${first}`);
    await take(document, 'Remove this relation');
    assert.equal(document.getText(), before);
    await replace(document, '"System.Title":', '"System.Reason": "x", "System.Title":');
    await take(document, 'Remove this one');
    assert.equal(document.getText().match(/"System\.Reason"/g)?.length, 1);
  });

  it('discard what is staged', async () => {
    await replace(document, '"System.State": "To Do"', '"System.State": "Nowhere"');
    assert.ok(await document.save());
    await take(document, 'Discard this edit');
    await until(
      'the text of the server',
      () => Promise.resolve(document.getText()),
      (text) => text === before,
    );
    assert.equal(document.isDirty, false);
  });

  it('take back what was typed', async () => {
    await replace(document, '"System.State": "To Do"', '"System.State": "Nowhere"');
    await take(document, 'Revert to what was saved');
    await until(
      'the saved text',
      () => Promise.resolve(document.getText()),
      (text) => text === before,
    );
  });
});

describe('quick fixes of a conflict', () => {
  let server: TroubledServer;

  before(async () => {
    server = await startTroubledServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await connect('sandbox');
    await server.close();
  });

  for (const [way, title] of [
    ['Take theirs', 'Theirs'],
    ['Take mine', 'Mine'],
  ] as const) {
    it(way, async () => {
      const document = await openItem(300, server.connection);
      const now = /"System\.Title": "[^"]*"/.exec(document.getText())?.[0] ?? '';
      await server.change(300, { 'System.Title': `Theirs for ${way}` });
      await replace(document, now, `"System.Title": "Mine for ${way}"`);
      assert.ok(await document.save());
      await vscode.commands.executeCommand('workItemBatch.commit');
      await take(document, way);
      await until(
        'the decided title',
        () => Promise.resolve(document.getText()),
        (text) => text.includes(`"System.Title": "${title} for ${way}"`),
        10_000,
      );
      const left = await until(
        'no conflict',
        () => Promise.resolve(vscode.languages.getDiagnostics(document.uri).map(({ message }) => message)),
        (messages) => messages.length === 0,
        10_000,
      );
      assert.deepEqual(left, []);
      // Theirs left nothing to send.
      if (title === 'Mine') await vscode.commands.executeCommand('workItemBatch.commit');
    });
  }
});
