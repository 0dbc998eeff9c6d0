import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu';
import { clickLabel, clickRowAction } from './rows';
import { until } from './until';

/** The Source Control view with the one provider that the tests have. */
export class SourceControlView {
  private readonly view: Locator;

  constructor(private readonly page: Page) {
    this.view = page.locator('.part.sidebar .scm-view');
  }

  /** Writes the comment above the staged edits, in place of what was there. */
  async writeComment(text: string): Promise<void> {
    const box = this.view.locator('.scm-editor .monaco-editor').first();
    await box.locator('.view-lines').click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
    const seen = async (): Promise<string> => (await box.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
    await until('the comment', seen, (value) => value.replace(/\n/g, '') === text.replace(/\n/g, ''));
  }

  /** A button of the view's title bar, such as Commit; also when it hides behind the three dots. */
  async clickTitleAction(action: string): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    const button = bar.locator(`.action-label[aria-label^="${action}"]`).filter({ visible: true }).first();
    if (await button.isVisible()) {
      await button.click();
      return;
    }
    await bar.locator('.composite.title .action-label[aria-label*="More Actions"]').click();
    await chooseFromMenu(this.page, action);
  }

  /** Rows as text: groups with their count, below them their items. */
  async rows(): Promise<readonly string[]> {
    return await this.view.locator('.monaco-list-row:has(.resource, .resource-group)').evaluateAll((rows) =>
      rows
        .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
        .sort((a, b) => a.index - b.index)
        .map(({ row }) => {
          const group = row.querySelector('.resource-group');
          if (group === null) return `  ${row.querySelector('.monaco-icon-label')?.textContent ?? ''}`.trimEnd();
          return `${group.querySelector('.name')?.textContent ?? ''} ${group.querySelector('.count')?.textContent ?? ''}`.trimEnd();
        }),
    );
  }

  async waitForRow(label: string | RegExp): Promise<Locator> {
    const row = this.row(label);
    await row.waitFor();
    return row;
  }

  async click(label: string | RegExp): Promise<void> {
    await clickLabel(await this.waitForRow(label));
  }

  async clickAction(label: string | RegExp, action: string): Promise<void> {
    await clickRowAction(await this.waitForRow(label), action);
  }

  async chooseFromContextMenu(label: string | RegExp, item: string): Promise<void> {
    await (await this.waitForRow(label)).click({ button: 'right' });
    await chooseFromMenu(this.page, item);
  }

  private row(label: string | RegExp): Locator {
    return this.view
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.resource, .resource-group'), hasText: label })
      .first();
  }
}
