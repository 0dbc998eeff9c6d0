import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, replace } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';
import { clearStage, run } from './stagingSteps';

function line(document: vscode.TextDocument, name: string): string {
  return new RegExp(`"${name.replaceAll('.', '\\.')}": [^\\n]*?(?=,?\\n)`).exec(document.getText())?.[0] ?? '';
}

function conflicts(document: vscode.TextDocument): readonly number[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ code }) => code === 'conflict')
    .map(({ range }) => range.start.line);
}

describe('a conflict', () => {
  let server: StagingServer;
  let id: number;
  let document: vscode.TextDocument;

  const untilConflict = (): Promise<unknown> =>
    until(
      'the conflict',
      () => Promise.resolve(conflicts(document)),
      (lines) => lines.length === 1,
    );

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
  });

  /** Both sides set title and state; only they set the tags, only I the priority. */
  beforeEach(async () => {
    id = await server.create('Task', 'Base');
    document = await openItem(id, server.connection);
    await server.change(id, { 'System.Title': 'Theirs', 'System.Tags': 'their tag' });
    await replace(document, line(document, 'System.Title'), '"System.Title": "Mine"');
    await replace(document, line(document, 'Microsoft.VSTS.Common.Priority'), '"Microsoft.VSTS.Common.Priority": 4');
    assert.ok(await document.save());
    await run('commit');
    await untilConflict();
  });

  afterEach(clearStage);

  after(async () => {
    await connect('sandbox');
  });

  async function committed(): Promise<readonly unknown[]> {
    await until(
      'no conflict',
      () => Promise.resolve(conflicts(document)),
      (lines) => lines.length === 0,
    );
    await run('commit');
    const fields = await server.read(id);
    return [fields['System.Title'], fields['System.Tags'], fields['Microsoft.VSTS.Common.Priority']];
  }

  it('stands on the line that both changed', () => {
    const [at = 0] = conflicts(document);
    assert.match(document.lineAt(at).text, /"System\.Title": "Mine"/);
  });

  it('is decided for mine without undoing what only they did', async () => {
    await run('takeMine', document.uri);
    assert.deepEqual(await committed(), ['Mine', 'their tag', 4]);
  });

  it('is decided for theirs without losing what only I did', async () => {
    await run('takeTheirs', document.uri);
    assert.deepEqual(await committed(), ['Theirs', 'their tag', 4]);
  });

  it('is resolved in the merge editor, whose saved result is staged on the new state', async () => {
    await run('resolveConflict', document.uri);
    const labels = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    await until(
      'the merge editor',
      () => Promise.resolve(labels()),
      (all) => all.some((label) => /merg/i.test(label)),
    );
    const tags = await until(
      'their tag in my text',
      () => Promise.resolve(document.getText()),
      (text) => text.includes('their tag'),
      10_000,
    );
    assert.match(tags, /"System\.Title": "Mine"/);
    const edit = new vscode.WorkspaceEdit();
    const at = document.getText().indexOf('"Mine"');
    edit.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 6)), '"Both"');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.ok(await document.save());
    assert.deepEqual(await committed(), ['Both', 'their tag', 4]);
  });

  it('that the user closed without a decision stays a conflict', async () => {
    await run('resolveConflict', document.uri);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    document = await openItem(id, server.connection);
    await replace(document, line(document, 'Microsoft.VSTS.Common.Priority'), '"Microsoft.VSTS.Common.Priority": 1');
    assert.ok(await document.save());
    await run('commit');
    await untilConflict();
    assert.equal((await server.read(id))['System.Title'], 'Theirs');
  });
});
