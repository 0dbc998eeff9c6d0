import assert from 'node:assert/strict';
import { connect } from './connect';
import { sandboxRequest } from './sandbox';
import type { Tour, TourStep } from './tour';
import { until } from './until';

const test = '300.workitem.json';

/** What became of the batches that have passed: the code of each entry. */
function codes({ proxy }: Tour): readonly (readonly number[])[] {
  return proxy.batches.map(({ outcomes }) =>
    (outcomes as { readonly value: readonly { readonly code: number }[] }).value.map(({ code }) => code),
  );
}

async function waitForBatches(tour: Tour, count: number): Promise<void> {
  await until(
    `${count} batches`,
    () => Promise.resolve(tour.proxy.batches.length),
    (seen) => seen >= count,
  );
}

/** The Problems panel as `severity document: message` lines, once it says all that is wanted. */
async function waitForProblems({ workbench }: Tour, wanted: readonly RegExp[]): Promise<void> {
  await workbench.problems.open();
  const read = async (): Promise<readonly string[]> =>
    (await workbench.problems.rows()).map(({ severity, document, message }) => `${severity} ${document} ${message}`);
  await until('the Problems panel', read, (rows) => wanted.every((line) => rows.some((row) => line.test(row))));
}

/** Opens a work item by its number; done when its form shows the title, so that the next click cannot meet the editor before it. */
async function openByNumber({ workbench }: Tour, id: number, title: string): Promise<void> {
  await workbench.runCommand('Work Items: Open Work Item…');
  await workbench.quickInput.find('Number, or words of the title', `${id}`, title);
  await workbench.editors.waitForTab(`${id}.workitem.json`);
  const shown = workbench.editors.webview().getByRole('textbox', { name: 'Title' });
  await until(
    `the form of ${id}`,
    () => shown.inputValue(),
    (value) => value === title,
  );
}

const start: readonly TourStep[] = [
  {
    name: 'The Work Items view tells a newcomer where to begin',
    run: async ({ workbench }) => {
      await workbench.openView('Work Items');
      await until(
        'the welcome',
        () => workbench.tree('Work Items').words(),
        (words) => words.includes('Connect…') && words.includes('Try the Sample Project'),
      );
    },
  },
  {
    name: 'Connect with an address and a token: queries appear',
    run: async ({ workbench, sandbox, proxy }) => {
      await connect(workbench, { url: proxy.url, token: sandbox.token }, 'Fabrikam-Fiber-Git');
      await workbench.tree('Work Items').waitForRow('Shared Queries');
    },
  },
  {
    name: 'Run a query: its work items stand below it',
    run: async ({ workbench }) => {
      const tree = workbench.tree('Work Items');
      await tree.expand('All open');
      await tree.reveal('299 JavaScript implementation');
    },
  },
  {
    name: 'Open work item 299 in the form',
    run: async ({ workbench }) => {
      await workbench.tree('Work Items').click('299 JavaScript implementation');
      await workbench.editors.webview().getByRole('textbox', { name: 'Title' }).waitFor();
    },
  },
];

const edit: readonly TourStep[] = [
  {
    name: 'Change its title and state, add a related link, save: it is staged',
    run: async ({ workbench }) => {
      const form = workbench.editors.webview();
      await form
        .getByRole('textbox', { name: 'Title' })
        .fill('JavaScript implementation for Microsoft Account sign-in');
      await form.getByRole('combobox', { name: 'State' }).click();
      await form.getByRole('option', { name: 'In Progress' }).click();
      await form.getByRole('button', { name: 'Add link' }).click();
      await form.getByLabel('Work item to link to').fill('309');
      await form.getByRole('button', { name: 'Add', exact: true }).click();
      await form
        .getByRole('link', { name: /309/ })
        .or(form.getByText('309', { exact: true }))
        .first()
        .waitFor();
      await workbench.page.keyboard.press('Control+S');
      await workbench.editors.waitForSaved();
    },
  },
  {
    name: 'Open 300 as JSON, change a field, save',
    run: async (tour) => {
      const { workbench } = tour;
      await openByNumber(tour, 300, 'Unit Testing for MSA login');
      await workbench.editors.clickTitleAction('Open as JSON');
      await workbench.editors.edit((text) =>
        text.replace('"Unit Testing for MSA login"', '"Unit tests for the sign-in with a Microsoft account"'),
      );
      await workbench.editors.save();
    },
  },
  {
    name: 'Both stand under Staged Edits; write a comment',
    run: async ({ workbench }) => {
      await workbench.openView('Source Control');
      await workbench.sourceControl.waitForRow('299 JavaScript implementation for Microsoft Account sign-in');
      await workbench.sourceControl.waitForRow('300 Unit tests');
      await workbench.sourceControl.writeComment('Sign-in is under way');
    },
  },
  {
    name: 'See what 299 changes, against the server’s state',
    run: async ({ workbench }) => {
      await workbench.sourceControl.click('299 JavaScript implementation');
      await workbench.editors.waitForTab('Task 299');
    },
  },
];

const commit: readonly TourStep[] = [
  {
    name: 'Commit: one batch leaves, and Problems tells that both were committed',
    run: async (tour) => {
      await tour.workbench.sourceControl.clickTitleAction('Commit');
      await waitForBatches(tour, 1);
      assert.deepEqual(codes(tour), [[200, 200]]);
      await waitForProblems(tour, [/^info 299.* revision 8/, /^info 300.* revision 2/]);
      const item = await sandboxRequest(
        tour.sandbox,
        'GET',
        '/_apis/wit/workitems/299?api-version=7.1&$expand=relations',
      );
      const { fields, relations } = item as {
        readonly fields: Readonly<Record<string, unknown>>;
        readonly relations: readonly { readonly rel: string; readonly url: string }[];
      };
      assert.equal(fields['System.State'], 'In Progress');
      assert.ok(relations.some(({ rel, url }) => rel === 'System.LinkTypes.Related' && url.endsWith('/309')));
    },
  },
  {
    name: 'Stage a value that the server refuses, and a good one beside it',
    run: async (tour) => {
      const { workbench } = tour;
      await workbench.editors.openTab(test);
      await workbench.editors.edit((text) => text.replace('"System.State": "To Do"', '"System.State": "Finished"'));
      await workbench.editors.save();
      await openByNumber(tour, 297, 'Customer can sign in using their Microsoft Account');
      await workbench.editors.clickTitleAction('Open as JSON');
      await workbench.editors.edit((text) =>
        text.replace('"Microsoft.VSTS.Scheduling.Effort": 8', '"Microsoft.VSTS.Scheduling.Effort": 13'),
      );
      await workbench.editors.save();
      await workbench.sourceControl.waitForRow('297 Customer can sign in');
    },
  },
  {
    name: 'Commit again: the culprit’s line is marked, the other says why it was not applied, both stay staged',
    run: async (tour) => {
      await tour.workbench.sourceControl.clickTitleAction('Commit');
      await waitForBatches(tour, 2);
      await waitForProblems(tour, [/^error 300.*Rejected by the server/, /^warning 297.*work item 300/]);
      assert.deepEqual([...(codes(tour)[1] ?? [])].sort(), [400, 500]);
      await tour.workbench.sourceControl.waitForRow('297 Customer can sign in');
      await tour.workbench.sourceControl.waitForRow('300 Unit tests');
      await tour.workbench.problems.click('Rejected by the server');
      await tour.workbench.editors.waitForTab(test);
    },
  },
  {
    name: 'Discard the culprit by its quick fix and commit the rest',
    run: async (tour) => {
      await tour.workbench.problems.chooseFix('Rejected by the server', 'Discard this edit');
      await until(
        'only 297 staged',
        () => tour.workbench.sourceControl.rows(),
        (rows) => !rows.some((row) => row.includes('300 Unit tests')),
      );
      await tour.workbench.sourceControl.clickTitleAction('Commit');
      await waitForBatches(tour, 3);
      await waitForProblems(tour, [/^info 297.* revision 2/]);
      assert.deepEqual(codes(tour)[2], [200]);
    },
  },
];

/** The main job, from an empty window to committed work items. */
export const tourSteps: readonly TourStep[] = [...start, ...edit, ...commit];
