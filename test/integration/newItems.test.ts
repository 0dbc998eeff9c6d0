import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem } from './documents';
import { stagingServer, titleOf, type StagingServer } from './stagingServer';
import { run, tabUris, writeTitle } from './stagingSteps';

describe('new work items', () => {
  let server: StagingServer;
  let original: number;
  let other: number;

  before(async () => {
    server = await stagingServer();
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
  });

  for (const look of ['json', 'form'] as const) {
    it(`turn into the real ones after the commit, their tabs in place (${look})`, async () => {
      await vscode.workspace
        .getConfiguration('workItemBatch')
        .update('openWith', look, vscode.ConfigurationTarget.Global);
      await openItem(other, server.connection);
      await run('duplicateItem', itemUri(original, server.connection));
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

  it('begin under the parent that they are made for', async () => {
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', 'json', vscode.ConfigurationTarget.Global);
    const making = run('newChild', itemUri(original, server.connection));
    const isNew = ({ uri }: vscode.TextDocument): boolean => uri.path.startsWith('/New ') && !known.has(uri.path);
    const known = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
    const document = await until(
      'the child',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.workspace.textDocuments.find(isNew);
      },
      (found) => found !== undefined,
    );
    await making;
    assert.ok(document);
    await writeTitle(document, 'Child');
    assert.ok(await document.save());
    await run('commit');
    const [child] = await server.find('Child');
    assert.ok(child !== undefined);
    assert.deepEqual(await server.parents(child), [original]);
  });

  it('are created once, however long somebody writes on', async () => {
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', 'json', vscode.ConfigurationTarget.Global);
    await run('duplicateItem', itemUri(other, server.connection));
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
