import fs from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/paths';
import { until } from '../workbench/until';
import type { Theme } from '../workbench/workbench';
import { useWorkbench } from './useWorkbench';

const pictures = path.join(root, 'reports/e2e/json');

const themes: readonly (readonly [Theme, string])[] = [
  ['Default Dark Modern', 'dark'],
  ['Default Light Modern', 'light'],
  ['Default High Contrast', 'high-contrast'],
  ['Default High Contrast Light', 'high-contrast-light'],
];

describe('the JSON of a work item, in pictures', () => {
  const window = useWorkbench({
    settings: { 'workItemBatch.openWith': 'json', 'workItemBatch.url': 'sandbox', 'workbench.hover.delay': 300 },
  });

  before(async () => {
    fs.rmSync(pictures, { recursive: true, force: true });
    fs.mkdirSync(pictures, { recursive: true });
    await window().openView('Work Items');
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().runCommand('Work Items: Open Work Item…');
    await window().quickInput.find(
      'Number, or words of the title',
      '297',
      'Customer can sign in using their Microsoft Account',
    );
    await window().editors.waitForTab('297.workitem.json');
    await until(
      'the document',
      () => window().editors.readText(),
      (text) => text.includes('"id": 297'),
    );
    await window().problems.open();
  });

  async function eachTheme(show: (name: string) => Promise<void>): Promise<void> {
    for (const [theme, name] of themes) {
      await window().setTheme(theme);
      await show(name);
    }
  }

  async function picture(name: string): Promise<void> {
    await window().page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled', caret: 'hide' });
  }

  /** Puts the cursor behind a text of the document. */
  async function goBehind(piece: string): Promise<void> {
    const lines = (await window().editors.readText()).split('\n');
    const line = lines.findIndex((each) => each.includes(piece));
    await window().editors.goToLine(line + 1, (lines[line]?.indexOf(piece) ?? 0) + piece.length + 1);
  }

  it('lenses above it and hints behind its references', async () => {
    const { editors } = window();
    await eachTheme(async (name) => {
      await editors.goToLine(1);
      await editors.text
        .getByText(/rev \d+ · changed by/)
        .first()
        .waitFor();
      await editors.text.getByText('Edit in Its Own Editor').first().waitFor();
      await picture(`lenses-${name}`);
      await goBehind('/_apis/wit/workItems/300');
      await editors.text.getByText('Task 300 · ').first().waitFor();
      await picture(`links-${name}`);
    });
  });

  it('suggestions', async () => {
    const { page } = window();
    await eachTheme(async (name) => {
      await goBehind('"System.State": "');
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget.visible').getByText('Committed').first().waitFor();
      await picture(`suggestions-${name}`);
      await page.keyboard.press('Escape');
    });
  });

  it('what is known of a field, and of a link', async () => {
    const { page } = window();
    await eachTheme(async (name) => {
      for (const [what, piece] of [
        ['field', '"System.Sta'],
        ['link', '/_apis/wit/workItems/3'],
      ] as const) {
        await goBehind(piece);
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+I');
        await page.locator('.monaco-hover:visible').first().waitFor();
        await picture(`hover-${what}-${name}`);
        await page.keyboard.press('Escape');
      }
    });
  });

  it('problems, and the ways out of them', async () => {
    const { editors, page, problems } = window();
    await editors.edit((text) =>
      text
        .replace(/"System\.State": "[^"]*"/, '"System.State": "Dne"')
        .replace(/"System\.CommentCount": \d+/, '"System.CommentCount": 77')
        .replace('"System.Title"', '"System.Titel": "x",\n    "System.Title"'),
    );
    await until(
      'the problems',
      () => problems.rows(),
      (rows) => rows.length >= 3,
    );
    await eachTheme(async (name) => {
      await goBehind('"System.State": "D');
      // The ways out are known when the light bulb shows.
      await page.locator('.editor-instance [class*="lightbulb" i]').filter({ visible: true }).first().waitFor();
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget').getByText('Change to').first().waitFor();
      await picture(`problems-${name}`);
      await page.keyboard.press('Escape');
    });
  });
});
