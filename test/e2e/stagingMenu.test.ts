import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { connectionName } from '../../src/host/connection/connectionName';
import { connect } from '../workbench/connect';
import { startRecordingProxy, type RecordingProxy } from '../workbench/recordingProxy';
import { startSandbox, type Sandbox } from '../workbench/sandbox';
import { until } from '../workbench/until';
import { useWorkbench } from './useWorkbench';

const title = 'Unit Testing for MSA login';

describe('what Source Control offers for staged edits', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.openWith': 'json' } });
  let sandbox: Sandbox;
  let proxy: RecordingProxy;

  before(async () => {
    sandbox = await startSandbox();
    proxy = await startRecordingProxy(sandbox.url);
    await connect(window(), { url: proxy.url, token: sandbox.token }, 'Fabrikam-Fiber-Git');
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().runCommand('Work Items: Open Work Item…');
    await window().quickInput.find('Number, or words of the title', '300', title);
    await window().editors.waitForTab('300.workitem.json');
    await writeTitle('Staged');
    await window().editors.save();
    await window().editors.waitForSaved();
    await window().openView('Source Control');
    await window().sourceControl.waitForRow('300 Staged');
  });
  after(async () => {
    await proxy.stop();
    await sandbox.stop();
  });

  async function writeTitle(text: string): Promise<void> {
    await until(
      'the document',
      () => window().editors.readText(),
      (all) => all.includes('"id": 300'),
    );
    await window().editors.edit((all) => all.replace(/"System\.Title": "[^"]*"/, `"System.Title": "${text}"`));
  }

  const untilRows = (wanted: readonly string[]): Promise<unknown> =>
    until(
      `the rows ${wanted.join()}`,
      async () => (await window().sourceControl.rows()).map((row) => row.replace(/ *\/$/, '')),
      (rows) => JSON.stringify(rows) === JSON.stringify(wanted),
    );

  it('counts in the status bar, beside the name of the project', async () => {
    await window()
      .statusBarItem(/Fabrikam-Fiber-Git · 1/)
      .waitFor();
  });

  it('takes a discard back', async () => {
    const { sourceControl, notifications } = window();
    await sourceControl.clickAction('300 Staged', 'Discard');
    await untilRows(['Staged Edits 0']);
    await notifications.choose('Discarded the staged edit of “Staged”', 'Undo');
    await untilRows(['Staged Edits 1', '  300 Staged']);
    assert.match(await window().editors.readText(), /"System\.Title": "Staged"/);
  });

  it('takes no discard back over what was staged since', async () => {
    const { sourceControl, notifications, editors } = window();
    const stageAs = async (text: string): Promise<void> => {
      await writeTitle(text);
      await editors.save();
      await untilRows(['Staged Edits 1', `  300 ${text}`]);
    };
    await sourceControl.clickAction('300 Staged', 'Discard');
    await untilRows(['Staged Edits 0']);
    await stageAs('Newer');
    await notifications.choose('Discarded the staged edit of “Staged”', 'Undo');
    await notifications.close('Staged anew since: #300');
    await untilRows(['Staged Edits 1', '  300 Newer']);
    assert.match(await editors.readText(), /"System\.Title": "Newer"/);
    await stageAs('Staged');
  });

  it('exports, and imports what was exported', async () => {
    const { quickInput, profile, notifications, page } = window();
    const file = path.join(profile.workspace, `${connectionName(proxy.url)}.stage.json`);
    await window().runCommand('Work Items: Export Staged Edits…');
    const proposed = quickInput.widget.locator('.quick-input-box input');
    await until(
      'the proposed name',
      () => proposed.inputValue(),
      (value) => value === file,
    );
    await proposed.press('Enter');
    await until(
      'the exported file',
      () => Promise.resolve(fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''),
      (text) => text.includes('Staged'),
    );
    assert.ok(!fs.readFileSync(file, 'utf8').includes(sandbox.token));
    await window().sourceControl.clickAction('300 Staged', 'Discard');
    await untilRows(['Staged Edits 0']);
    await notifications.close('Discarded the staged edit');
    await window().runCommand('Work Items: Import Staged Edits…');
    await quickInput.answerFile('Import Staged Edits', file);
    await untilRows(['Staged Edits 1', '  300 Staged']);
    await page.keyboard.press('Escape');
  });

  it('sends the comment of the comment box, and empties the box', async () => {
    const { sourceControl } = window();
    await sourceControl.writeComment('Said once for all');
    await window().runCommand('Work Items: Commit and Suppress Notifications');
    await untilRows(['Staged Edits 0']);
    assert.match(JSON.stringify(proxy.batches.at(-1)), /suppressNotifications=true.*Said once for all/s);
  });

  it('says nothing again and again while the server is gone, whatever is typed and looked at', async () => {
    const { editors, page, notifications } = window();
    await proxy.stop();
    await writeTitle('Written without a server');
    const lines = (await editors.readText()).split('\n');
    const line = lines.findIndex((each) => each.includes('"System.AssignedTo"')) + 1;
    await editors.goToLine(line, (lines[line - 1] ?? '').indexOf('": "') + 5);
    await page.keyboard.type('Somebody');
    await page.keyboard.press('Control+Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await until(
      'what was typed',
      () => editors.readText(),
      (text) => text.includes('Somebody'),
    );
    assert.deepEqual(await notifications.messages(), []);
    await window().runCommand('Work Items: Refresh Work Item');
    await notifications.waitFor('The server cannot be reached');
    assert.equal((await notifications.messages()).length, 1);
    assert.match(await editors.readText(), /Written without a server/);
  });
});
