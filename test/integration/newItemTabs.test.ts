import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';
import { run } from './stagingSteps';

const workbench = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`workbench.action.${command}`, ...args);

function described(tab: vscode.Tab): string {
  const { input } = tab;
  const name =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri.path : tab.label;
  const marks = [
    input instanceof vscode.TabInputCustom ? 'form' : 'json',
    ...(tab.isPinned ? ['pinned'] : []),
    ...(tab.isActive ? ['in front'] : []),
  ];
  return `${name} ${marks.join(' ')}`;
}

/** Every group with its tabs, in order; what has the focus is marked. */
function layout(): readonly (readonly string[])[] {
  return vscode.window.tabGroups.all.map(({ tabs, isActive }) => [
    ...(isActive ? ['focused'] : []),
    ...tabs.map(described),
  ]);
}

/** The command that closes all editors leaves pinned ones open. */
function closeAll(): Thenable<unknown> {
  return vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
}

describe('tabs of new work items', () => {
  let server: StagingServer;
  let original: number;
  let other: number;
  let created: vscode.Uri;

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    original = await server.create('Task', 'Original of tabs');
    other = await server.create('Task', 'Other tab');
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', 'json', vscode.ConfigurationTarget.Global);
  });

  /** A new item, its JSON alone in a tab. */
  beforeEach(async () => {
    await closeAll();
    await run('duplicateItem', itemUri(original, server.connection));
    created = await until(
      'the new tab',
      () => Promise.resolve(vscode.window.activeTextEditor?.document.uri ?? vscode.Uri.file('/')),
      ({ path }) => path.startsWith('/New '),
    );
  });

  after(async () => {
    await closeAll();
    await vscode.workspace
      .getConfiguration('workItemBatch')
      .update('openWith', undefined, vscode.ConfigurationTarget.Global);
    await connect('sandbox');
  });

  const asForm = (options: vscode.TextDocumentShowOptions = {}): Thenable<unknown> =>
    vscode.commands.executeCommand('vscode.openWith', created, 'workItemBatch.form', options);
  const openOther = (viewColumn?: vscode.ViewColumn): Thenable<unknown> =>
    vscode.window.showTextDocument(itemUri(other, server.connection), {
      preview: false,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });

  const arrangements: Readonly<Record<string, () => Promise<unknown>>> = {
    'alone, in front': () => Promise.resolve(),
    'between others, behind one of them': async () => {
      await openOther();
      await workbench('moveEditorLeftInGroup');
      await vscode.window.showTextDocument(itemUri(original, server.connection), { preview: false });
    },
    'as JSON and as a form in one group': async () => {
      await asForm();
      await openOther();
    },
    'as a form alone': async () => {
      await asForm();
      await vscode.window.tabGroups.close(
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ isActive }) => !isActive),
      );
    },
    'in a second group, in front there, the focus elsewhere': async () => {
      await openOther(vscode.ViewColumn.Two);
      await vscode.commands.executeCommand('workbench.action.moveEditorToFirstGroup');
      await vscode.window.showTextDocument(created, { viewColumn: vscode.ViewColumn.Two, preview: false });
      await workbench('focusFirstEditorGroup');
    },
    'in a second group, behind another, the focus elsewhere': async () => {
      await vscode.window.showTextDocument(created, { viewColumn: vscode.ViewColumn.Two, preview: false });
      await openOther(vscode.ViewColumn.Two);
      await openOther(vscode.ViewColumn.One);
    },
    'as JSON in one group and as a form in another': async () => {
      await asForm({ viewColumn: vscode.ViewColumn.Two, preview: false });
      // A webview looks every quarter of a second whether it has the focus; one that is left sooner takes it back.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await openOther(vscode.ViewColumn.One);
    },
    'twice as JSON, side by side': async () => {
      await vscode.window.showTextDocument(created, { viewColumn: vscode.ViewColumn.Two, preview: false });
    },
    'pinned, in front': async () => {
      await openOther();
      await vscode.window.showTextDocument(created);
      await workbench('pinEditor');
    },
    'pinned, behind another': async () => {
      await workbench('pinEditor');
      await openOther();
    },
    'pinned in a second group, the focus elsewhere': async () => {
      await vscode.window.showTextDocument(created, { viewColumn: vscode.ViewColumn.Two, preview: false });
      await workbench('pinEditor');
      await openOther(vscode.ViewColumn.One);
    },
  };

  for (const [name, arrange] of Object.entries(arrangements)) {
    it(`become those of the real ones in their places: ${name}`, async () => {
      await arrange();
      const before = await until(
        'a steady arrangement',
        async () => {
          const seen = layout();
          await new Promise((resolve) => setTimeout(resolve, 200));
          return JSON.stringify(seen) === JSON.stringify(layout()) ? seen : [];
        },
        (groups) => groups.length > 0,
      );
      assert.ok(JSON.stringify(before).includes('/New '), JSON.stringify(before));
      const known = new Set(await server.find('Original of tabs'));
      await run('commit');
      const [real] = (await server.find('Original of tabs')).filter((id) => !known.has(id));
      assert.ok(real !== undefined);
      const expected = before.map((tabs) => tabs.map((tab) => tab.replace(created.path, `/${real}.workitem.json`)));
      await until(
        `the arrangement ${JSON.stringify(expected)}`,
        () => Promise.resolve(layout()),
        (groups) => JSON.stringify(groups) === JSON.stringify(expected),
      );
    });
  }
});
