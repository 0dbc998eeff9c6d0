import assert from 'node:assert/strict';
import { until } from '../workbench/until';
import { useWorkbench } from './useWorkbench';

const page = 'https://dev.azure.com/fabrikam/Fabrikam-Fiber-Git/_git/Fabrikam-Fiber-Git';
const sha = '0123456789abcdef0123456789abcdef01234567';

describe('editing a work item as JSON', () => {
  const window = useWorkbench({
    settings: { 'workItemBatch.openWith': 'json', 'workItemBatch.url': 'sandbox' },
  });

  before(async () => {
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().runCommand('Work Items: Open Work Item…');
    await window().quickInput.find(
      'Number, or words of the title',
      '299',
      'JavaScript implementation for Microsoft Account',
    );
    await window().editors.waitForTab('299.workitem.json');
    await textWith('"id": 299');
  });

  /** Waits until the document holds a text. */
  async function textWith(piece: string): Promise<string> {
    return until(
      `the text ${piece}`,
      () => window().editors.readText(),
      (text) => text.includes(piece),
    );
  }

  async function run(title: string): Promise<void> {
    // A click into the text first: the commands work on the editor in front.
    await window().editors.readText();
    await window().runCommand(`Work Items: ${title}`);
  }

  it('shows what its references stand for, and its lenses', async () => {
    const { editors } = window();
    await editors.text.getByText('Task 300 · ').first().waitFor();
    await editors.text
      .getByText(/rev \d+ · changed by/)
      .first()
      .waitFor();
    await editors.text.getByText('Edit in Its Own Editor').first().waitFor();
  });

  /** Puts the cursor where `|` stands in a text that takes the place of a piece of the document. */
  async function place(piece: string | RegExp, marked: string): Promise<void> {
    const { editors } = window();
    await editors.edit((text) => text.replace(piece, marked));
    const lines = (await editors.readText()).split('\n');
    const line = lines.findIndex((each) => each.includes(marked));
    const column = (lines[line] ?? '').indexOf(marked) + marked.indexOf('|') + 1;
    await editors.goToLine(line + 1, column + 1);
    await window().page.keyboard.press('Backspace');
  }

  it('tells of a field first what it is, then what it may be, and last who set it', async () => {
    const { editors, page } = window();
    const lines = (await editors.readText()).split('\n');
    const line = lines.findIndex((each) => each.includes('"System.State"'));
    await editors.goToLine(line + 1, (lines[line] ?? '').indexOf('State') + 1);
    const shown = page.locator('.monaco-hover:visible .hover-row');
    await until(
      'the whole hover',
      async () => {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+I');
        return (await shown.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
      },
      (rows) =>
        rows.length > 1 &&
        /^State\n[^]*Allowed values: /.test(rows[0] ?? '') &&
        (rows[1] ?? '').startsWith('Last set by '),
    );
    await page.keyboard.press('Escape');
  });

  it('completes an allowed value by its name, begun with a quote or without', async () => {
    const { page } = window();
    for (const begun of ['"System.State": |,', '"System.State": "|",']) {
      await place(/"System\.State": "[^"]*",/, begun);
      await page.keyboard.type('Don');
      await page.keyboard.press('Control+Space');
      const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Done' }).first();
      await until(
        'the name without quotes',
        () => row.locator('.label-name').innerText(),
        (label) => label === 'Done',
      );
      await row.click();
      await textWith('"System.State": "Done",');
    }
    await window().editors.edit((text) => text.replace('"System.State": "Done"', '"System.State": "To Do"'));
  });

  it('completes a work item by words of its title, in the place of a url', async () => {
    const { editors } = window();
    await editors.edit((text) =>
      text.replace('"relations": [', '"relations": [\n    { "rel": "System.LinkTypes.Related", "url": "" },'),
    );
    const lines = (await editors.readText()).split('\n');
    const line = lines.findIndex((each) => each.includes('"url": ""')) + 1;
    await editors.goToLine(line, (lines[line - 1] ?? '').indexOf('""') + 2);
    await window().page.keyboard.type('#30');
    await window().page.keyboard.press('Control+Space');
    const widget = window().page.locator('.suggest-widget.visible');
    await widget.getByText('#300').first().waitFor();
    await widget.getByText('#300').first().click();
    await textWith('/_apis/wit/workItems/300" },');
    await editors.edit((text) => text.replace(/\n *\{ "rel": "System\.LinkTypes\.Related", "url": "[^"]*" \},/, ''));
  });

  it('adds links, addresses, commits, pull requests, branches, builds and comments by command', async () => {
    const { quickInput } = window();
    await run('Add Hyperlink…');
    await quickInput.answer('Address of the page', 'https://example.com/spec');
    await quickInput.answer('Comment on the link', 'The specification');
    await textWith('"url": "https://example.com/spec"');

    await run('Add Link…');
    await quickInput.pick('What the other work item is to this one', 'Successor');
    await quickInput.find('Number, or words of the title', '309', 'Customer can sign in using their Microsoft Account');
    await textWith('/_apis/wit/workItems/309"');

    await run('Add Commit Link…');
    await quickInput.answer('Full id of the commit', `${page}/commit/${sha}`);
    await textWith(`%2F${sha}"`);

    await run('Add Pull Request Link…');
    await quickInput.answer('Number of the pull request', '12');
    await textWith('%2F12"');

    await run('Add Branch Link…');
    await quickInput.answer('Name of the branch', 'main');
    await textWith('%2FGBmain"');

    await run('Add Build Link…');
    await quickInput.answer('Number that stands as buildId', '7');
    await textWith('"vstfs:///Build/Build/7"');

    await run('Add Comment…');
    await quickInput.answer('Becomes a comment', 'a < b');
    const text = await textWith('"System.History": "a &lt; b"');
    assert.match(text, /"name": "Fixed in Commit"/);
    await window().page.keyboard.press('Control+Home');
    await window()
      .editors.text.getByText(/\d+ operations, not staged yet/)
      .first()
      .waitFor();
  });

  it('changes the type and the project as one gesture each', async () => {
    const { quickInput } = window();
    await run('Change Type…');
    await quickInput.pick('The new type', 'Bug');
    const bug = await textWith('"System.WorkItemType": "Bug"');
    assert.match(bug, /"\$schema": "[^"]*\/Bug\.json"/);
    assert.match(bug, /"System\.State": "New"/);
    await run('Move to Project…');
    await quickInput.pick('Area and iteration become', 'Fabrikam-Scrum');
    const moved = await textWith('"System.TeamProject": "Fabrikam-Scrum"');
    assert.match(moved, /"System\.AreaPath": "Fabrikam-Scrum"/);
    assert.match(moved, /"System\.IterationPath": "Fabrikam-Scrum"/);
    await window().page.locator('.statusbar-item[id="status.problems"][aria-label="No Problems"]').waitFor();
  });
});
