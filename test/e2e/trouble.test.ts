import assert from 'node:assert/strict';
import { connect } from '../workbench/connect';
import { sandboxRequest, startSandbox, type Sandbox } from '../workbench/sandbox';
import { until } from '../workbench/until';
import { stagedRows } from './steps';
import { useWorkbench } from './useWorkbench';

const noMatch = 'No work items match this query.';

describe('a server in trouble, in the window', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.openWith': 'json' } });
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox();
    await connect(window(), sandbox, 'Fabrikam-Fiber-Git');
    await window().tree('Work Items').expand('All open');
    await untilRows('the rows of two queries', (rows) => /^All open\n *\d+ /m.test(rows));
  });
  afterEach(async () => {
    await sandboxRequest(sandbox, 'DELETE', '/_sandbox/faults');
  });
  after(() => sandbox.stop());

  const order = (...faults: readonly object[]): Promise<unknown> =>
    sandboxRequest(sandbox, 'POST', '/_sandbox/faults', faults);
  const refresh = (): Promise<void> => window().tree('Work Items').clickTitleAction('Refresh');

  /** Waits for rows of the view that fit. */
  const untilRows = (what: string, fit: (rows: string) => boolean): Promise<string> =>
    until(what, async () => (await window().tree('Work Items').rows()).join('\n'), fit);

  const refusals = [
    { status: 401, body: { message: 'TF400813: not authorized' }, says: 'did not accept the sign-in' },
    { status: 403, body: { message: 'TF401027: You need the Read permission.' }, says: 'TF401027: You need' },
    { status: 500, body: { message: 'TF400898: An Internal Error Occurred.' }, says: 'TF400898: An Internal' },
  ] as const;
  for (const { status, body, says } of refusals) {
    it(`says in the place of the rows why there are none: ${status}`, async () => {
      await order(...['/wit/wiql', '/wit/queries'].map((path) => ({ path, status, body, times: 100 })));
      await refresh();
      const rows = await untilRows(
        'the reason under queries and beside them, and no work item',
        (text) => text.split(says).length > 3 && !/^ *\d+ /m.test(text),
      );
      assert.ok(!rows.includes(noMatch), rows);
      await sandboxRequest(sandbox, 'DELETE', '/_sandbox/faults');
      await window().tree('Work Items').click(says);
      await untilRows('the rows once more', (text) => /^ *\d+ /m.test(text) && !text.includes(says));
    });
  }

  it('shows what is known and that it is being read anew, while a query takes its time', async () => {
    await order({ path: '/wit/wiql', delayMs: 5000, times: 100 });
    await refresh();
    await window().page.locator('.part.sidebar .monaco-progress-container.active').waitFor();
    assert.match((await window().tree('Work Items').rows()).join('\n'), /^ *\d+ /m);
  });

  it('lets go of a new work item that takes too long', async () => {
    await order({ path: '/workitems/$', delayMs: 20_000 });
    await window().runCommand('Work Items: New Work Item…');
    await window().quickInput.pick('Type of the new work item', 'Bug');
    await window().notifications.choose('Reading what a new Bug begins with', 'Cancel');
    await until(
      'no message',
      () => window().notifications.messages(),
      (messages) => messages.length === 0,
    );
    assert.deepEqual(await window().editors.tabs(), []);
    assert.deepEqual(await stagedRows(window()), ['Staged Edits 0']);
    await window().openView('Work Items');
  });
});
