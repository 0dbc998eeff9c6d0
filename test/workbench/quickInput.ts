import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/** The command palette, quick picks and input boxes: one widget at the top of the window. */
export class QuickInput {
  readonly widget: Locator;
  private readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Runs a command by its title with its category, as the palette shows it: `Work Item Batch: Commit`. */
  async runCommand(title: string): Promise<void> {
    await this.openPalette(title);
    await this.row(title).first().click();
  }

  /** Whether the palette offers a command with exactly this title. */
  async offersCommand(title: string): Promise<boolean> {
    await this.openPalette(title);
    const rows = this.widget.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    const offered = (await this.row(title).count()) > 0;
    await this.page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
    return offered;
  }

  /** Chooses an item of the quick pick that shows `prompt` as its title or placeholder. */
  async pick(prompt: string, label: string): Promise<void> {
    await this.shows(prompt);
    await this.row(label).first().click();
  }

  /** Filters the quick pick first: for long lists, and for those that search as one types. */
  async find(prompt: string, text: string, label: string): Promise<void> {
    await this.shows(prompt);
    await this.input.fill(text);
    await this.row(label).first().click();
  }

  /** Types into the input box that shows `prompt` as its title, placeholder or message, and accepts. */
  async answer(prompt: string, text: string): Promise<void> {
    await this.shows(prompt);
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Chooses a file in VS Code's own dialog, which first shows the folder that it begins in, and writes that into its input. */
  async answerFile(prompt: string, file: string): Promise<void> {
    await this.shows(prompt);
    await this.widget.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await until(
      'the folder in the input',
      () => this.input.inputValue(),
      (value) => value.endsWith(path.sep),
    );
    await this.input.fill(file);
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.input.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** The labels of a quick pick as far as they are rendered. */
  async labels(prompt: string): Promise<readonly string[]> {
    await this.shows(prompt);
    const names = this.widget.locator(
      '.quick-input-list .monaco-list-row .quick-input-list-row:first-child .label-name',
    );
    await names.first().waitFor();
    return await names.allInnerTexts();
  }

  /** What the widget says below its input: the prompt, or why the input is not accepted. */
  async message(): Promise<string> {
    return await this.widget.locator('.quick-input-message').innerText();
  }

  /** By the title bar and not by F1: a key goes to whatever has the focus, which may be a webview that is still loading. */
  private async openPalette(title: string): Promise<void> {
    await this.page.locator('.command-center .command-center-center').click();
    await this.input.fill(`>${title}`);
  }

  private async shows(prompt: string): Promise<void> {
    const seen = async (): Promise<string> => {
      if (!(await this.widget.isVisible())) return '';
      const parts = [
        this.widget.locator('.quick-input-title').innerText(),
        this.input.getAttribute('placeholder'),
        this.widget.locator('.quick-input-message').innerText(),
      ];
      return (await Promise.all(parts)).join('\n');
    };
    await until(`a quick input that asks “${prompt}”`, seen, (text) => text.includes(prompt));
  }

  private row(label: string): Locator {
    const name = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.widget.locator('.quick-input-list .monaco-list-row').filter({ has: name });
  }
}
