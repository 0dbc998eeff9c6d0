import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem, replace, revert } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';
import { run } from './stagingSteps';
import { bugMessage, listen, type Witness } from './witness';

const project = 'Fabrikam-Fiber-Git';

/** Commands whose work is seen elsewhere than in words, and which are never without it. */
const wordless: ReadonlySet<string> = new Set([
  // The rows are read anew, under the view's own progress bar.
  'workItemBatch.refresh',
  // The log comes into view.
  'workItemBatch.showLog',
  // The view shows its welcome.
  'workItemBatch.disconnect',
]);

/** Every command of the manifest: a new one is in by itself. */
function contributed(): readonly string[] {
  const manifest = vscode.extensions.getExtension('work-item-batch.work-item-batch')?.packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return manifest.contributes.commands.map(({ command }) => command);
}

interface Situation {
  /** Brings it about; called before every command, because the one before may have ended it. */
  readonly arrange: () => Promise<unknown>;
  readonly args: () => readonly unknown[];
}

/** What is wrong with how a command ended; undefined where a sentence, a question or a visible deed stands at its end. */
async function complaint(command: string, args: readonly unknown[]): Promise<string | undefined> {
  const { executeCommand } = vscode.commands;
  const witness = listen();
  let end: string | undefined;
  vscode.commands.executeCommand(command, ...args).then(
    () => (end = 'ended'),
    (error: unknown) => (end = `threw ${String(error)}`),
  );
  try {
    await until(
      `the end of ${command}`,
      async () => {
        // Escape to whatever it asks; a question that is still to come is dismissed the next time.
        if (witness.asked.length > 0) await executeCommand('workbench.action.closeQuickOpen');
        return end;
      },
      (how) => how !== undefined,
      15_000,
    );
  } catch {
    end = 'hangs';
  } finally {
    witness.stop();
  }
  return end === 'ended' ? wrongIn(witness, command) : end;
}

function wrongIn({ said, asked, did, uncaught }: Witness, command: string): string | undefined {
  const bug = [...said.filter((text) => bugMessage.test(text)), ...uncaught][0];
  if (bug !== undefined) return bug;
  // The first deed is the test's own: it ran the command.
  const told = said.length + asked.length + did.length - 1 > 0;
  return told || wordless.has(command) ? undefined : 'did nothing, and said nothing';
}

describe('every command', () => {
  let server: StagingServer;
  let gone: number;
  let document: vscode.TextDocument | undefined;
  const deleted = new Set<string>();

  before(async () => {
    server = await stagingServer();
    await connect(server.url, project);
    gone = await server.create('Task', 'Deleted already');
    await server.remove(gone);
  });

  after(async () => {
    if (document !== undefined) await revert(document);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await connect('sandbox');
  });

  const front = (): string => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputText ? input.uri.toString() : '';
  };
  const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const reconnect = async (): Promise<void> => {
    const url = vscode.workspace.getConfiguration('workItemBatch').get('url');
    if (url !== server.url) await connect(server.url, project);
  };
  const nothingOpen = async (): Promise<void> => {
    await reconnect();
    if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) await closeAll();
  };
  const foreignInFront = async (): Promise<void> => {
    await reconnect();
    if (vscode.window.activeTextEditor?.document.isUntitled === true && front().startsWith('untitled:')) return;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '{ "id": 299 }' }));
  };
  /** It can only be opened while it is there. */
  const deletedInFront = async (): Promise<void> => {
    await reconnect();
    if (deleted.has(front())) return;
    const id = await server.create('Task', 'Soon deleted');
    const { uri } = await openItem(id, server.connection);
    deleted.add(uri.toString());
    await server.remove(id);
  };
  const brokenInFront = async (): Promise<void> => {
    await reconnect();
    document = await openItem(299, server.connection);
    if (document.getText().includes('"id": 299,')) await replace(document, '"id": 299,', '"id" 299,');
  };

  const situations: Readonly<Record<string, Situation>> = {
    'without a connection': { arrange: () => connect(''), args: () => [] },
    'with nothing open': { arrange: nothingOpen, args: () => [] },
    'handed nothing by name': { arrange: nothingOpen, args: () => [undefined, undefined] },
    'handed a query': { arrange: nothingOpen, args: () => [{ kind: 'builtIn', query: 'allOpen' }] },
    'handed a group without items': {
      arrange: nothingOpen,
      args: () => [{ id: 'staged', label: 'Staged Edits', resourceStates: [] }],
    },
    'handed a document of somebody else': {
      arrange: foreignInFront,
      args: () => [vscode.window.activeTextEditor?.document.uri],
    },
    'with a document of somebody else in front': { arrange: foreignInFront, args: () => [] },
    'with broken JSON in front': { arrange: brokenInFront, args: () => [] },
    'with a deleted item in front': { arrange: deletedInFront, args: () => [] },
    'handed a deleted item': { arrange: nothingOpen, args: () => [itemUri(gone, server.connection)] },
  };

  for (const [name, { arrange, args }] of Object.entries(situations)) {
    it(`${name} ends in a sentence, a question or a visible deed`, async function () {
      this.timeout(400_000);
      const wrong: string[] = [];
      for (const command of contributed()) {
        await arrange();
        const found = await complaint(command, args());
        if (found !== undefined) wrong.push(`${command}: ${found}`);
        await run('discardAll');
        await vscode.commands.executeCommand('notifications.clearAll');
      }
      assert.deepEqual(wrong, []);
    });
  }
});
