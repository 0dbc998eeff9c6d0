import type { Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu';
import { QuickInput } from './quickInput';

export interface ProblemRow {
  /** The name of the document under which it stands. */
  readonly document: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly source: string;
  readonly code: string;
  readonly line: number;
}

/** The Problems panel. */
export class ProblemsPanel {
  private readonly panel: Locator;

  constructor(private readonly page: Page) {
    this.panel = page.locator('.markers-panel');
  }

  async open(): Promise<void> {
    // A command that only opens: the status bar's button would close a panel that a commit opens at the same moment.
    if (!(await this.panel.isVisible())) await new QuickInput(this.page).runCommand('Problems: Focus on Problems View');
    await this.panel.waitFor();
  }

  async rows(): Promise<readonly ProblemRow[]> {
    const parts = ['.label-name', '.marker-source', '.marker-code', '.marker-line'];
    const rows = await this.panel.locator('.monaco-list-row').evaluateAll(
      (elements, selectors) =>
        elements.map((row) => ({
          index: Number(row.getAttribute('data-index')),
          icon: row.querySelector('.marker-icon')?.className ?? '',
          messages: [...row.querySelectorAll('.marker-message')].map((each) => each.textContent),
          texts: selectors.map((selector) => row.querySelector(selector)?.textContent ?? ''),
        })),
      parts,
    );
    let document = '';
    return rows
      .sort((a, b) => a.index - b.index)
      .flatMap(({ icon, messages, texts: [label = '', source = '', code = '', place = ''] }) => {
        if (icon === '') document = label;
        if (icon === '') return [];
        const severity = (['error', 'warning', 'info'] as const).find((name) => icon.includes(name)) ?? 'info';
        const line = Number(/Ln (\d+)/.exec(place)?.[1] ?? 0);
        return [{ document, severity, message: messages.join('\n'), source, code, line }];
      });
  }

  /** Goes to the place of the first problem whose message contains the text. */
  async click(message: string | RegExp): Promise<void> {
    await this.row(message).dblclick();
  }

  /** Chooses a quick fix of a problem from its context menu, which knows the fixes once the row shows its light bulb. */
  async chooseFix(message: string | RegExp, fix: string): Promise<void> {
    const row = this.row(message);
    await row.click();
    await row.locator('.quickFix').waitFor({ state: 'attached' });
    await row.click({ button: 'right' });
    await chooseFromMenu(this.page, fix);
  }

  private row(message: string | RegExp): Locator {
    return this.panel
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.marker-icon'), hasText: message })
      .first();
  }
}
