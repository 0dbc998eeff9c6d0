import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, itemUri, openItem, placeAfter, suggestion } from './documents';
import { run } from './stagingSteps';
import { startTroubledServer, type Mood, type TroubledServer } from './troubledServer';
import { bugMessage, listen, type Witness } from './witness';

/** What a person reads of a server in each mood. */
const words: Readonly<Partial<Record<Mood, RegExp>>> = {
  gone: /cannot be reached/,
  refusing: /cannot be reached/,
  unauthorized: /did not accept the sign-in/,
  forbidden: /TF401027/,
  failing: /TF400898/,
  askingToSignIn: /did not accept the sign-in/,
};

const escape = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeQuickOpen');
const accept = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

/** A picker that is only about to be shown takes no key yet. */
async function pressUntilEnd(press: () => Thenable<unknown>, running: Thenable<unknown>): Promise<void> {
  let ended = false;
  running.then(
    () => (ended = true),
    () => (ended = true),
  );
  const pressed = async (): Promise<boolean> => {
    await press();
    return ended;
  };
  await until('the end of the command', pressed, (end) => end, 20_000);
}

describe('pickers of a server in trouble', () => {
  let server: TroubledServer;
  let document: vscode.TextDocument;
  let witness: Witness;

  before(async () => {
    server = await startTroubledServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    document = await openItem(299, server.connection);
    // No word of the document: only definitions know it, so from here on they are known.
    await suggestion(document, placeAfter(document, '"System.AreaPath": "'), /^Checkout$/);
  });

  beforeEach(async () => {
    await vscode.window.showTextDocument(document);
    witness = listen();
  });

  afterEach(async () => {
    witness.stop();
    server.mood = 'well';
    server.release();
    await escape();
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await connect('sandbox');
    await server.close();
  });

  /** Waits until a search is over, and gives its rows. */
  async function found(): Promise<readonly string[]> {
    const picker = await until(
      'the answer to a search',
      () => Promise.resolve(witness.pickers.at(-1)),
      (last) => last?.busy === false && last.items.length > 0,
      20_000,
    );
    return picker?.items.map(({ label }) => label) ?? [];
  }

  async function saying(pattern: RegExp): Promise<void> {
    await until(
      `a message like ${String(pattern)}`,
      () => Promise.resolve(witness.said),
      (said) => said.some((text) => pattern.test(text)),
      20_000,
    );
  }

  const asking = (title: string): Promise<unknown> =>
    until(
      `the question ${title}`,
      () => Promise.resolve(witness.asked),
      (asked) => asked.includes(title),
    );

  for (const [mood, pattern] of Object.entries(words) as [Mood, RegExp][]) {
    it(`say so where it is ${mood}, and show no empty list`, async () => {
      server.mood = mood;
      const searching = run('searchItem');
      await until(
        'the picker',
        () => Promise.resolve(witness.pickers.length),
        (count) => count === 1,
      );
      assert.match((await found()).join('\n'), pattern);
      // What is typed filters rows away; the reason stands all the same.
      for (const picker of witness.pickers) picker.value = 'words of a title';
      assert.match((await found()).join('\n'), pattern);
      assert.ok(witness.pickers.every(({ items }) => items.every(({ alwaysShow }) => alwaysShow === true)));
      await escape();
      await searching;
      assert.deepEqual(witness.said, []);

      for (const command of ['moveToProject', 'showHistory']) {
        const before = witness.said.length;
        await run(command, document.uri);
        assert.match(witness.said.slice(before).join('\n'), pattern, command);
      }
      const making = run('newItem');
      await asking('New Work Item');
      await pressUntilEnd(accept, making);
      await saying(pattern);
      await run('openItem', itemUri(300, server.connection));
      assert.equal(witness.said.filter((text) => pattern.test(text)).length, 4, witness.said.join('\n'));
      assert.ok(!witness.said.some((text) => bugMessage.test(text)), witness.said.join('\n'));
    });
  }

  it('are up at once where it is slow, and let go of it when they are dismissed', async () => {
    server.mood = 'slow';
    const searching = run('searchItem');
    await until(
      'the picker that waits',
      () => Promise.resolve(witness.pickers.at(-1)?.busy),
      (busy) => busy === true,
    );
    await escape();
    await searching;
    for (const [command, title] of [
      ['moveToProject', 'Move to Project'],
      ['showHistory', 'History of Task 299'],
    ] as const) {
      const running = run(command, document.uri);
      await asking(title);
      await pressUntilEnd(escape, running);
    }
    assert.deepEqual(witness.said, []);
  });
});
