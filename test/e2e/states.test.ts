import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readBadge } from '../workbench/badge';
import { connect } from '../workbench/connect';
import { Form } from '../workbench/form';
import { root } from '../workbench/paths';
import { sandboxRequest, startSandbox, type Sandbox } from '../workbench/sandbox';
import { until } from '../workbench/until';
import type { Theme } from '../workbench/workbench';
import { useWorkbench } from './useWorkbench';

const javaScript = { id: 299, title: 'JavaScript implementation for Microsoft Account' } as const;
const unitTests = { id: 300, title: 'Unit Testing for MSA login' } as const;
const pictures = path.join(root, 'reports/e2e/states');
const effort = 'Remaining Work';

/** All of the window that tells the state of what is staged. */
interface Shown {
  /** Groups and items of Source Control. */
  readonly staged: readonly string[];
  /** What tab and tree write behind 299 and 300. */
  readonly tabs: readonly [string, string];
  readonly tree: readonly [string, string];
  /** The Problems panel, `severity document code`. */
  readonly problems: readonly string[];
}

/** What does not become equal in time fails with the difference. */
async function untilEqual<T>(read: () => Promise<T>, expected: T): Promise<void> {
  let last: T | undefined;
  const equal = async (): Promise<boolean> => isDeepStrictEqual((last = await read()), expected);
  try {
    await until('the state', equal, (is) => is);
  } catch (error) {
    if (last === undefined) throw error;
    assert.deepEqual(last, expected);
  }
}

describe('each state of a staged edit, in the window', () => {
  const window = useWorkbench();
  let sandbox: Sandbox;
  /** The last theme stays for the next state's first picture: changing it costs more than the picture. */
  let themes: readonly (readonly [Theme, string])[] = [
    ['Default Dark Modern', 'dark'],
    ['Default Light Modern', 'light'],
    ['Default High Contrast', 'high-contrast'],
  ];

  async function openForm({ id, title }: { readonly id: number; readonly title: string }): Promise<Form> {
    const { editors, quickInput } = window();
    if ((await editors.tabs()).some((tab) => tab.title.startsWith(`${id}.`))) {
      await editors.openTab(`${id}.workitem.json`);
    } else {
      await window().runCommand('Work Items: Open Work Item…');
      await quickInput.find('Number, or words of the title', `${id}`, title);
      await editors.waitForTab(`${id}.workitem.json`);
    }
    const form = new Form(editors);
    await form.frame.locator('.item-id', { hasText: `${id}` }).waitFor();
    return form;
  }

  /** Saves what was just typed; done when the form itself says that it is staged. */
  async function stage(form: Form, operations: number): Promise<void> {
    await window().editors.save();
    await until(
      'staged',
      () => form.summary.innerText(),
      (text) => new RegExp(`^${operations} operations? staged$`).test(text),
    );
  }

  async function seenOutsideTree(): Promise<Omit<Shown, 'tree'>> {
    const { page, sourceControl, problems } = window();
    const tab = async (id: number): Promise<string> => {
      const place = page.locator('.tabs-container .tab', { hasText: `${id}.workitem.json` });
      return (await place.count()) === 0 ? '' : readBadge(place);
    };
    return {
      staged: (await sourceControl.rows()).map((text) => text.replace(/ *\/$/, '')),
      tabs: [await tab(299), await tab(300)],
      problems: (await problems.rows()).map(({ severity, document, code }) => `${severity} ${document} ${code}`),
    };
  }

  async function seenInTree(): Promise<Shown['tree']> {
    const tree = window().tree('Work Items');
    const row = async (id: number): Promise<string> => readBadge(await tree.reveal(new RegExp(`^${id} `)));
    return [await row(299), await row(300)];
  }

  /** Source Control is in front afterwards. */
  async function waitForState({ tree, ...rest }: Shown): Promise<void> {
    await window().openView('Source Control');
    await untilEqual(seenOutsideTree, rest);
    await window().openView('Work Items');
    await untilEqual(seenInTree, tree);
    await window().openView('Source Control');
  }

  async function takePictures(state: string): Promise<void> {
    await window().page.locator('.notifications-toasts .notification-list-item').first().waitFor({ state: 'hidden' });
    for (const [theme, name] of themes) {
      await window().setTheme(theme);
      await window().screenshot(path.join(pictures, `${state}-${name}.png`));
    }
    themes = themes.toReversed();
  }

  before(async () => {
    fs.rmSync(pictures, { recursive: true, force: true });
    fs.mkdirSync(pictures, { recursive: true });
    sandbox = await startSandbox();
    await connect(window(), sandbox, 'Fabrikam-Fiber-Git');
    await window().openView('Work Items');
    const tree = window().tree('Work Items');
    await tree.expand('All open');
    await window().problems.open();
  });
  after(() => sandbox.stop());

  it('empty', async () => {
    await waitForState({ staged: ['Staged Edits 0'], tabs: ['', ''], tree: ['', ''], problems: [] });
    await takePictures('empty');
  });

  it('staged', async () => {
    const script = await openForm(javaScript);
    await script.text(effort).fill('6');
    await stage(script, 1);
    const tests = await openForm(unitTests);
    await tests.text('Title').fill('Mine');
    await stage(tests, 1);
    const staged = ['Staged Edits 2', `  299 ${javaScript.title}`, '  300 Mine'];
    await waitForState({ staged, tabs: ['S', 'S'], tree: ['S', 'S'], problems: [] });
    await takePictures('staged');
  });

  it('held', async () => {
    await window().sourceControl.clickAction('300 Mine', 'Hold Back');
    const staged = ['Staged Edits 1', `  299 ${javaScript.title}`, 'Held Back 1', '  300 Mine'];
    await waitForState({ staged, tabs: ['S', 'H'], tree: ['S', 'H'], problems: [] });
    await takePictures('held');
  });

  it('conflict, and committed beside it', async () => {
    await window().sourceControl.clickAction('300 Mine', 'Release');
    await sandboxRequest(sandbox, 'POST', '/_sandbox/changes', [
      { id: 300, patch: [{ op: 'add', path: '/fields/System.Title', value: 'Theirs' }] },
    ]);
    await window().runCommand('Work Items: Commit Staged Edits');
    await waitForState({
      staged: ['Conflicts 1', '  300 Mine', 'Staged Edits 0'],
      tabs: ['', '1, C'],
      tree: ['', '1, C'],
      problems: ['error 300.workitem.json conflict', 'info 299.workitem.json committed'],
    });
    const form = await openForm(unitTests);
    assert.match(await form.field('System.Title').locator('.problem').innerText(), /theirs is “Theirs”, yours “Mine”/);
    await takePictures('conflict');
  });

  it('failed, and not applied because of it', async () => {
    const conflicting = (await openForm(unitTests)).field('System.Title').locator('.problem');
    await conflicting.getByRole('button', { name: 'Quick Fix…' }).click();
    await window().quickInput.pick('Quick Fix', 'Take mine');
    await conflicting.waitFor({ state: 'hidden' });
    const script = await openForm(javaScript);
    await script.text(effort).fill('5');
    await stage(script, 1);
    const form = await openForm(unitTests);
    await form.combo('State').fill('Finished');
    await form.text('Title').focus();
    await form.waitForOperations(['add /fields/System.State "Finished"', 'add /fields/System.Title "Mine"']);
    await stage(form, 2);
    await window().runCommand('Work Items: Commit Staged Edits');
    await waitForState({
      staged: ['Failed 1', '  300 Mine', 'Staged Edits 1', `  299 ${javaScript.title}`],
      tabs: ['1, S', '1, !'],
      tree: ['1, S', '1, !'],
      problems: ['error 300.workitem.json rejected', 'warning 299.workitem.json collateral'],
    });
    await openForm(unitTests);
    await takePictures('failed');
  });

  it('committed', async () => {
    const form = await openForm(unitTests);
    await form.combo('State').fill('progress');
    await form.options().filter({ hasText: 'In Progress' }).click();
    await stage(form, 2);
    await window().runCommand('Work Items: Commit Staged Edits');
    await waitForState({
      staged: ['Staged Edits 0'],
      tabs: ['', ''],
      tree: ['', ''],
      problems: ['info 299.workitem.json committed', 'info 300.workitem.json committed'],
    });
    await takePictures('committed');
  });
});
