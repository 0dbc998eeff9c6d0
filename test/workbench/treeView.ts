import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu';
import { clickLabel, clickRowAction } from './rows';
import { until } from './until';

/** A tree in a side bar, by the title of its section. Rows are found by a part of their label, the first match counting. */
export class TreeView {
  readonly pane: Locator;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    this.pane = page
      .locator('.part.sidebar .pane')
      .filter({ has: page.locator(`.pane-header[aria-label="${title} Section"]`) });
  }

  /** Rendered rows as text, with an indent of two blanks per level: what a person sees without scrolling. */
  async rows(): Promise<readonly string[]> {
    return (await this.rendered()).map(({ level, label }) => `${'  '.repeat(level - 1)}${label}`);
  }

  async waitForRow(label: string | RegExp): Promise<Locator> {
    const row = this.row(label);
    await row.waitFor();
    return row;
  }

  /** Scrolls a long tree down until the row is rendered, and begins again at its top: rows move when the tree is read again. */
  async reveal(label: string | RegExp): Promise<Locator> {
    const row = this.row(label);
    await this.pane.locator('.monaco-list-row').first().waitFor();
    await this.pane.locator('.monaco-list').hover();
    let last = '';
    const step = async (): Promise<boolean> => {
      if ((await row.count()) > 0) return true;
      const seen = (await this.pane.locator('.monaco-list-row').allTextContents()).join();
      await this.page.mouse.wheel(0, seen === last ? -100_000 : 400);
      last = seen;
      return false;
    };
    await until(`the row ${String(label)}`, step, (found) => found);
    await row.scrollIntoViewIfNeeded();
    return row;
  }

  /** Expands when nothing is being read any more: rows that come meanwhile move the others away under the pointer. */
  async expand(label: string | RegExp): Promise<void> {
    await this.waitForRow(label);
    await until(
      'the rows of everything that is expanded',
      () => this.rendered(),
      (rows) =>
        rows.every(({ label: shown, level, expanded }, index) => {
          const next = rows[index + 1]?.level ?? Infinity;
          return !shown.includes('Loading…') && (!expanded || next > level);
        }),
    );
    await this.expandAmidst(label);
  }

  /** Expands although another query is still being read, and goes on being read. */
  async expandAmidst(label: string | RegExp): Promise<void> {
    const row = await this.waitForRow(label);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await until(
      `${String(label)} expanded`,
      () => row.getAttribute('aria-expanded'),
      (state) => state === 'true',
    );
  }

  async click(label: string | RegExp): Promise<void> {
    await clickLabel(await this.waitForRow(label));
  }

  async clickAction(label: string | RegExp, action: string): Promise<void> {
    await clickRowAction(await this.waitForRow(label), action);
  }

  async chooseFromContextMenu(label: string | RegExp, item: string): Promise<void> {
    await (await this.waitForRow(label)).locator('.monaco-icon-label').click({ button: 'right' });
    await chooseFromMenu(this.page, item);
  }

  /** A button in the view's title bar. */
  async clickTitleAction(action: string): Promise<void> {
    await this.pane.hover();
    const own = this.pane.locator(`.pane-header .action-label[aria-label^="${action}"]`);
    const merged = this.page.locator(`.part.sidebar .composite.title .action-label[aria-label^="${action}"]`);
    await own.or(merged).filter({ visible: true }).first().click();
  }

  /** What the view says in place of rows: welcome text and message. */
  async words(): Promise<string> {
    return await this.pane.locator('.pane-body').innerText();
  }

  /** A button of the welcome content. */
  async clickWelcome(button: string): Promise<void> {
    await this.pane.locator('.welcome-view-content .monaco-button', { hasText: button }).click();
  }

  /** From top to bottom. */
  private async rendered(): Promise<
    readonly { readonly label: string; readonly level: number; readonly expanded: boolean }[]
  > {
    return await this.pane.locator('.monaco-list-row').evaluateAll((rows) =>
      rows
        .map((row) => ({ row, index: Number(row.getAttribute('data-index')) }))
        .sort((a, b) => a.index - b.index)
        .map(({ row }) => ({
          label: row.querySelector('.monaco-icon-label')?.textContent ?? '',
          level: Number(row.getAttribute('aria-level')),
          expanded: row.getAttribute('aria-expanded') === 'true',
        })),
    );
  }

  private row(label: string | RegExp): Locator {
    return this.pane
      .locator('.monaco-list-row', { has: this.page.locator('.monaco-icon-label', { hasText: label }) })
      .first();
  }
}
