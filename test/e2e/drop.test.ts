import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Locator } from 'playwright-core';
import { Form } from '../workbench/form';
import { until } from '../workbench/until';
import { useWorkbench } from './useWorkbench';

const title = 'JavaScript implementation for Microsoft Account';
const shift = 8;

describe('files dropped on the form', () => {
  const window = useWorkbench({
    settings: { 'workItemBatch.url': 'sandbox' },
    files: { 'notes.txt': 'Notes on the sign-in\n' },
  });
  let form: Form;

  before(async () => {
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('All open');
    await window().runCommand('Work Items: Open Work Item…');
    await window().quickInput.find('Number, or words of the title', '299', title);
    await window().editors.waitForTab('299.workitem.json');
    form = new Form(window().editors);
    await form.waitForValue(form.text('Title'), title);
  });

  async function middle(of: Locator): Promise<{ readonly x: number; readonly y: number }> {
    const box = await of.boundingBox();
    assert.ok(box);
    return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
  }

  /** The addresses that the form's operations attach. */
  async function attached(): Promise<readonly string[]> {
    const operations = await form.operations();
    return operations.flatMap((text) => /"rel":"AttachedFile","url":"([^"]+)"/.exec(text)?.[1] ?? []);
  }

  const untilAttached = (count: number): Promise<readonly string[]> =>
    until('the attachment', attached, (urls) => urls.length === count);

  /** As the file manager of the system does it: the browser itself brings the files to what is under the pointer. */
  const dropFromOutside = (files: readonly string[], target: Locator): Promise<void> =>
    drop({ items: [], files: [...files] }, target);

  /** As another window of a browser does it, from its address bar or a page. */
  const dropPage = (url: string, target: Locator): Promise<void> =>
    drop({ items: [{ mimeType: 'text/uri-list', data: url }], files: [] }, target);

  interface Dragged {
    readonly items: { readonly mimeType: string; readonly data: string }[];
    readonly files: string[];
  }

  async function drop(dragged: Dragged, target: Locator): Promise<void> {
    const place = await middle(target);
    const session = await window().page.context().newCDPSession(window().page);
    const data = { ...dragged, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, ...place, data, modifiers: shift });
      // The highlight shows that the form has taken notice.
      if (type === 'dragOver') await form.frame.locator('main.form[data-drop]').waitFor();
    }
    await form.frame.locator('main.form:not([data-drop])').waitFor();
    await session.detach();
  }

  it('from the Explorer, as VS Code takes it: with Shift held, by their own address', async () => {
    const { page, profile } = window();
    await window().openView('Explorer');
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'notes.txt' });
    const from = await middle(row);
    const to = await middle(form.text('Title'));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.keyboard.down('Shift');
    await page.mouse.move(to.x, to.y, { steps: 10 });
    await form.frame.locator('main.form[data-drop]').waitFor();
    await page.mouse.move(to.x + 5, to.y);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    assert.deepEqual(await untilAttached(1), [pathToFileURL(path.join(profile.workspace, 'notes.txt')).href]);
    await form.relation('notes.txt').getByText('Added').waitFor();
  });

  it('from outside, as a copy that is still there when it is committed', async () => {
    const file = path.join(window().profile.folder, 'från utsidan.txt');
    fs.writeFileSync(file, 'From outside\n');
    await dropFromOutside([file], form.frame.getByRole('heading', { name: 'Planning' }));
    const [, copy = ''] = await untilAttached(2);
    fs.rmSync(file);
    assert.equal(path.basename(fileURLToPath(copy)), 'från utsidan.txt');
    assert.equal(fs.readFileSync(fileURLToPath(copy), 'utf8'), 'From outside\n');
  });

  it('from a browser, as a hyperlink where it is a page', async () => {
    const url = 'https://example.com/a%20page?of=this#part';
    await dropPage(url, form.frame.getByRole('heading', { name: 'Planning' }));
    const links = await until(
      'the hyperlink',
      async () => (await form.operations()).filter((text) => text.includes('"rel":"Hyperlink"')),
      (found) => found.length === 1,
    );
    assert.ok(links[0]?.includes(JSON.stringify(url)), links[0]);
    assert.equal((await attached()).length, 2);
  });

  it('says why a folder is not taken', async () => {
    await dropFromOutside([window().profile.workspace], form.text('Title'));
    await form.frame
      .getByText(/folder/i)
      .first()
      .waitFor();
    assert.equal((await attached()).length, 2);
  });
});
