import assert from 'node:assert/strict';
import type { Dialog } from 'playwright-core';
import { until } from '../workbench/until';
import { openJson, stagedRows } from './steps';
import { useWorkbench } from './useWorkbench';

const script = { id: 299, title: 'JavaScript implementation for Microsoft Account' } as const;
const tests = { id: 300, title: 'Unit Testing for MSA login' } as const;

describe('closing the window', () => {
  const window = useWorkbench({
    settings: { 'workItemBatch.url': 'sandbox', 'workItemBatch.openWith': 'json' },
  });
  const staged = ['Staged Edits 3', '  299 Staged before', '  300 Staged too', '  New Bug 1: Not on the server yet'];

  before(async () => {
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('All open');
  });

  async function write(title: string): Promise<void> {
    await window().editors.edit((text) =>
      text.replace(/"System\.Title": "[^"]*"/, `"System.Title": ${JSON.stringify(title)}`),
    );
  }

  async function stage(title: string): Promise<void> {
    await write(title);
    await window().editors.save();
    await window().editors.waitForSaved();
  }

  const untilStaged = (rows: readonly string[]): Promise<unknown> =>
    until(
      'the staged edits',
      () => stagedRows(window()),
      (seen) => JSON.stringify(seen) === JSON.stringify(rows),
    );

  /** Leaves as somebody does who closes the window, and stays where the browser asks. Tells whether it asked. */
  async function leave(): Promise<boolean> {
    const { page } = window();
    const asked: string[] = [];
    const stay = (dialog: Dialog): void => {
      asked.push(dialog.type());
      void dialog.dismiss();
    };
    page.on('dialog', stay);
    try {
      await page.goto('about:blank');
    } catch (error) {
      if (asked.length === 0) throw error;
    } finally {
      page.off('dialog', stay);
    }
    return asked.length > 0;
  }

  async function comeBack(address: string): Promise<void> {
    await window().page.goto(address);
    await window().waitUntilReady();
  }

  async function nothingAsked(): Promise<void> {
    assert.deepEqual(await window().notifications.messages(), []);
    assert.equal(await window().notifications.dialog.count(), 0);
  }

  it('asks nothing where all is staged, and all is staged when it is opened again', async () => {
    await openJson(window(), script.id, script.title);
    await stage('Staged before');
    await openJson(window(), tests.id, tests.title);
    await stage('Staged too');
    await window().runCommand('Work Items: New Work Item…');
    await window().quickInput.pick('Type of the new work item', 'Bug');
    await window().editors.waitForTab('New Bug 1.workitem.json');
    await stage('Not on the server yet');
    await untilStaged(staged);

    const address = window().page.url();
    assert.equal(await leave(), false);
    await comeBack(address);
    await untilStaged(staged);
    await nothingAsked();
  });

  it('keeps what is typed and not yet saved, beside what is staged', async () => {
    await window().editors.openTab('299.workitem.json');
    await write('Typed, not saved');
    await window().editors.waitForDirty();
    const address = window().page.url();
    // VS Code lets go as soon as it has kept the unsaved text, a moment after the last keystroke.
    await until('leaving without a question', leave, (asked) => !asked);
    await comeBack(address);
    await untilStaged(staged);
    await nothingAsked();
    await window().editors.openTab('299.workitem.json');
    await window().editors.waitForDirty();
    assert.match(await window().editors.readText(), /"System\.Title": "Typed, not saved"/);
    await window().editors.save();
    await window().editors.waitForSaved();
    await untilStaged([staged[0] ?? '', '  299 Typed, not saved', ...staged.slice(2)]);
  });

  it('keeps new items, too: the commit makes them real, and their tab', async () => {
    await window().openView('Work Items');
    // The rows of the queries have come once one of them has; nothing moves under the pointer any more.
    await window().tree('Work Items').waitForRow(/^\d+ /);
    await window().tree('Work Items').click('new Not on the server yet');
    await window().editors.waitForTab('New Bug 1.workitem.json');
    await window().runCommand('Work Items: Commit Staged Edits');
    await untilStaged(['Staged Edits 0']);
    await until(
      'the real tab in front',
      async () => (await window().editors.tabs()).filter(({ active }) => active).map(({ title }) => title),
      (titles) => /^\d+\.workitem\.json/.test(titles.join('\n')),
    );
    const text = await window().editors.readText();
    assert.match(text, /"System\.WorkItemType": "Bug"/);
    assert.match(text, /"System\.Title": "Not on the server yet"/);
  });
});
