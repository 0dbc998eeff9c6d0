import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, replace, revert } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';
import { clearStage, run, untilText } from './stagingSteps';

const name = 'System.Description';

describe('a Markdown field in its own editor', () => {
  let server: StagingServer;
  let id: number;
  let document: vscode.TextDocument;
  let field: vscode.TextDocument;

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    id = await server.create('Task', 'Written in Markdown');
    document = await openItem(id, server.connection);
    const text = document.getText();
    const relations = /\n {2}"relations"/.exec(text)?.[0] ?? '';
    const described = /"System\.Description": "[^"]*"/.exec(text)?.[0];
    const value = `"${name}": "# Steps\\n\\n- one"`;
    if (described === undefined) await replace(document, '"fields": {', `"fields": {\n    ${value},`);
    else await replace(document, described, value);
    await replace(document, relations, `\n  "multilineFieldsFormat": { "${name}": "markdown" },${relations}`);
    await run('editField', document.uri, name);
    const uri = vscode.Uri.from({ scheme: 'workitem-field', authority: server.connection, path: `/${id}/${name}.md` });
    field = await vscode.workspace.openTextDocument(uri);
  });

  after(async () => {
    await revert(field);
    await revert(document);
    await clearStage();
    await connect('sandbox');
  });

  async function type(text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(field.uri, field.positionAt(field.getText().length), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('is a Markdown document with what the document says, and its preview', async () => {
    assert.equal(field.languageId, 'markdown');
    assert.equal(field.getText(), '# Steps\n\n- one');
    const labels = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
    await until(
      'the preview',
      () => Promise.resolve(labels()),
      (tabs) => tabs.includes(`Preview ${name}.md`),
      10_000,
    );
  });

  it('writes into the document when it is saved, and follows it', async () => {
    await type('\n- two');
    assert.ok(await field.save());
    await untilText(document, (text) => text.includes('"# Steps\\n\\n- one\\n- two"'));
    await replace(document, '- two', '- second');
    await untilText(field, (text) => text === '# Steps\n\n- one\n- second');
  });

  it('keeps its text while the document is broken, and refuses to be saved into it', async () => {
    await replace(document, `"id": ${id},`, `"id" ${id},`);
    await type('\n- three');
    assert.equal(await field.save(), false);
    assert.equal(field.getText(), '# Steps\n\n- one\n- second\n- three');
    await replace(document, `"id" ${id},`, `"id": ${id},`);
    assert.ok(await field.save());
    await untilText(document, (text) => text.includes('- second\\n- three"'));
  });

  it('is committed as Markdown', async () => {
    assert.ok(await document.save());
    const sent = server.batches().length;
    await run('commit');
    assert.equal((await server.read(id))[name], '# Steps\n\n- one\n- second\n- three');
    const [entry] = JSON.parse(server.batches()[sent] ?? '[]') as readonly {
      readonly body: readonly { readonly path: string; readonly value: unknown }[];
    }[];
    assert.ok(
      entry?.body.some(({ path, value }) => path === `/multilineFieldsFormat/${name}` && value === 'Markdown'),
      JSON.stringify(entry),
    );
  });
});
