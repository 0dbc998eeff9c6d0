import assert from 'node:assert/strict';
import { connect } from '../workbench/connect';
import { startRecordingProxy, type RecordingProxy } from '../workbench/recordingProxy';
import { sandboxRequest, startSandbox, type Sandbox } from '../workbench/sandbox';
import { until } from '../workbench/until';
import type { Workbench } from '../workbench/workbench';
import { openJson, stagedRows } from './steps';
import { useWorkbench } from './useWorkbench';

const project = 'Fabrikam-Fiber-Git';

/** Waits for a line of the Problems panel, which must be in view already. */
async function waitForProblem(workbench: Workbench, wanted: RegExp): Promise<void> {
  await until(
    `the problem ${String(wanted)}`,
    async () =>
      (await workbench.problems.rows()).map(({ severity, line, message }) => `${severity} ${line} ${message}`),
    (rows) => rows.some((row) => wanted.test(row)),
  );
}

describe('bad input: each failure says what to do next, and what is staged stays staged', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.openWith': 'json' } });
  let sandbox: Sandbox;
  let proxy: RecordingProxy;

  before(async () => {
    sandbox = await startSandbox();
    proxy = await startRecordingProxy(sandbox.url);
  });
  after(async () => {
    await proxy.stop();
    await sandbox.stop();
  });

  it('without a connection, the view says how to get one', async () => {
    await window().openView('Work Items');
    await until(
      'the welcome',
      () => window().tree('Work Items').words(),
      (words) => words.includes('Connect…') && words.includes('Try the Sample Project'),
    );
  });

  it('refuses a wrong token where it was typed', async () => {
    const { quickInput } = window();
    await window().runCommand('Work Items: Connect…');
    await quickInput.pick('Where are your work items?', 'Azure DevOps organization or server…');
    await quickInput.answer('(1/3)', proxy.url);
    await quickInput.answer('(2/3)', 'not-the-token');
    await until(
      'the refusal',
      () => quickInput.message(),
      (text) => text.includes('did not accept the sign-in'),
    );
    await quickInput.cancel();
  });

  it('tells an empty stage what to do first', async () => {
    await connect(window(), { url: proxy.url, token: sandbox.token }, project);
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().runCommand('Work Items: Commit Staged Edits');
    await window().notifications.waitFor('Nothing is staged');
    await window().notifications.close('Nothing is staged');
  });

  it('says which query is still being asked, and shows what it answers although the rows of another came first', async () => {
    const tree = window().tree('Work Items');
    await tree.waitForRow(/^\d+ /);
    await sandboxRequest(sandbox, 'POST', '/_sandbox/faults', [
      { method: 'POST', path: '/wit/wiql', times: 1, delayMs: 3000 },
    ]);
    await tree.clickTitleAction('Collapse All');
    await tree.expand('Recently changed');
    await tree.expandAmidst('All open');
    const shown = async (): Promise<string> => (await tree.rows()).join('\n');
    await until('the slow query', shown, (rows) => /^Recently changed\n {2}Loading…\n/m.test(rows));
    await until('the rows of the quick one', shown, (rows) => /^All open\n {2}\d+ /m.test(rows));
    await until('the rows of the slow one', shown, (rows) => /^Recently changed\n {2}\d+ /m.test(rows));
    await tree.clickTitleAction('Collapse All');
    await tree.expand('Assigned to me');
  });

  it('refuses to save broken JSON, says where, and keeps the text unsaved', async () => {
    const workbench = window();
    await openJson(workbench, 300, 'Unit Testing for MSA login');
    const before = await workbench.editors.readText();
    await workbench.editors.setText(before.replace('"id": 300,', '"id": 300'));
    await workbench.editors.save();
    await workbench.notifications.waitFor(/Failed to save.*not valid JSON/s);
    await workbench.editors.waitForDirty();
    await workbench.editors.setText(before);
    await workbench.editors.save();
    await workbench.editors.waitForSaved();
    assert.ok(
      !(await stagedRows(workbench)).some((row) => row.includes('300')),
      'text equal to its base is not staged',
    );
  });

  it('marks the edit of a read-only field, and sends nothing while it stands', async () => {
    const workbench = window();
    await workbench.editors.edit((text) => text.replace('"System.CommentCount": 0', '"System.CommentCount": 7'));
    await workbench.editors.save();
    await workbench.problems.open();
    await waitForProblem(workbench, /^error \d+ Comment Count is read-only/);
    await workbench.runCommand('Work Items: Commit Staged Edits');
    await workbench.notifications.waitFor('Nothing was sent');
    await workbench.notifications.close('Nothing was sent');
    assert.equal(proxy.batches.length, 0);
    const said = (await workbench.problems.rows()).filter(({ message }) => message.includes('Comment Count'));
    assert.equal(said.length, 1, 'what keeps it from being sent is said once');
    await workbench.runCommand('Work Items: Preview Request');
    await workbench.notifications.close('Nothing was sent');
    await waitForProblem(workbench, /^error \d+ Comment Count is read-only/);
    assert.ok((await stagedRows(workbench)).some((row) => row.includes('300 Unit Testing')));
    await workbench.editors.edit((text) => text.replace('"System.CommentCount": 7', '"System.CommentCount": 0'));
    await workbench.editors.save();
  });

  it('shows base, theirs and mine where somebody else changed the same field, and does not send it', async () => {
    const workbench = window();
    await workbench.editors.edit((text) => text.replace('"Unit Testing for MSA login"', '"Mine"'));
    await workbench.editors.save();
    await sandboxRequest(sandbox, 'POST', '/_sandbox/changes', [
      { id: 300, patch: [{ op: 'add', path: '/fields/System.Title', value: 'Theirs' }] },
    ]);
    await workbench.runCommand('Work Items: Commit Staged Edits');
    // The commit brings the panel into view by itself.
    await waitForProblem(workbench, /^error 5 .*Unit Testing for MSA login.*Theirs.*Mine/s);
    assert.equal(proxy.batches.length, 0);
    assert.ok((await stagedRows(workbench)).some((row) => row.startsWith('Conflicts')));
  });

  it('keeps everything staged while the server is gone, and says so', async () => {
    const workbench = window();
    await proxy.stop();
    await workbench.runCommand('Work Items: Commit Staged Edits');
    await workbench.notifications.waitFor('The server cannot be reached');
    await workbench.notifications.close('The server cannot be reached');
    assert.ok((await stagedRows(workbench)).some((row) => row.includes('300 Mine')));
    await workbench.openView('Work Items');
    await workbench.tree('Work Items').clickTitleAction('Refresh');
    await workbench.tree('Work Items').waitForRow('The server cannot be reached');
  });
});
