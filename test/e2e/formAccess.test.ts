import assert from 'node:assert/strict';
import path from 'node:path';
import { findBarriers } from '../workbench/access';
import { Form } from '../workbench/form';
import { root } from '../workbench/paths';
import { themeNames } from '../workbench/workbench';
import { useWorkbench } from './useWorkbench';

describe('the form for everybody', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.url': 'sandbox' } });
  let form: Form;

  before(async () => {
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('All open');
    await window().runCommand('Work Items: Open Work Item…');
    const title = 'Customer can sign in using their Microsoft Account';
    await window().quickInput.find('Number, or words of the title', '297', title);
    await window().editors.waitForTab('297.workitem.json');
    form = new Form(window().editors);
    await form.waitForValue(form.text('Title'), title);
  });

  const states: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['as it opens', () => Promise.resolve()],
    [
      'with edits, one of them wrong',
      async () => {
        await form.text('Tags').fill('sign-in');
        await window().page.keyboard.press('Enter');
        await form.text('Title').fill('');
        await form.frame.getByText('Title is required').first().waitFor();
      },
    ],
    [
      'with its list of operations',
      async () => {
        await form.summary.click();
        await form.frame.locator('.operation').first().waitFor();
      },
    ],
    [
      'with a list of people',
      async () => {
        await form.combo('Assigned To').click();
        await form.options().first().waitFor();
      },
    ],
    [
      'with a link that is being added',
      async () => {
        await window().page.keyboard.press('Escape');
        await form.button('Add link').click();
        await form.combo('Type of link').waitFor();
      },
    ],
  ];
  for (const [name, show] of states) {
    it(`${name}, has nothing to stumble over`, async () => {
      await show();
      assert.deepEqual(await findBarriers(form.frame), []);
    });
  }

  for (const theme of themeNames) {
    it(`has nothing to stumble over in ${theme}`, async () => {
      await window().setTheme(theme);
      await window().screenshot(path.join(root, 'reports/e2e/form', `${theme.replaceAll(' ', '-')}.png`));
      assert.deepEqual(await findBarriers(form.frame), []);
    });
  }
});
