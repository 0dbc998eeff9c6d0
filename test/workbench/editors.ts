import type { FrameLocator, Locator, Page } from 'playwright-core';
import { chooseFromMenu } from './menu';
import { QuickInput } from './quickInput';
import { until } from './until';

export interface Tab {
  readonly title: string;
  readonly active: boolean;
  readonly dirty: boolean;
}

/** The editor area; without a group named, the active one is meant. */
export class Editors {
  readonly group: Locator;
  readonly text: Locator;

  constructor(private readonly page: Page) {
    this.group = page.locator('.editor-group-container.active');
    this.text = this.group.locator('.editor-instance .monaco-editor[role="code"]').last();
  }

  async tabs(): Promise<readonly Tab[]> {
    return await this.page.locator('.tabs-container .tab').evaluateAll((tabs) =>
      tabs.map((tab) => ({
        title: tab.getAttribute('aria-label') ?? '',
        active: tab.classList.contains('active'),
        dirty: tab.classList.contains('dirty'),
      })),
    );
  }

  /** Waits for a tab whose title contains `title` to be the active one. */
  async waitForTab(title: string): Promise<void> {
    const active = async (): Promise<string> =>
      (await this.tabs())
        .filter((tab) => tab.active)
        .map((tab) => tab.title)
        .join();
    await until(`the tab “${title}”`, active, (text) => text.includes(title));
  }

  async openTab(title: string): Promise<void> {
    await this.page.locator('.tabs-container .tab', { hasText: title }).first().click();
    await this.waitForTab(title);
  }

  /**
   * Brings the group that shows a text to the front, once more where need be: a webview that was left tells only now and then that it
   * had the focus, and VS Code then takes its group back to the front.
   */
  async activateText(): Promise<void> {
    const text = '.editor-instance .monaco-editor';
    const container = this.page.locator('.editor-group-container', { has: this.page.locator(text) }).first();
    const front = async (): Promise<boolean> =>
      (await container.locator(`${text}.focused`).count()) > 0 &&
      ((await container.getAttribute('class')) ?? '').split(' ').includes('active');
    let calm = 0;
    await until(
      'the text in front',
      async () => {
        if (await front()) return (calm += 1);
        calm = 0;
        await container.locator(`${text} .editor-scrollable`).first().click();
        return calm;
      },
      (times) => times >= 6,
    );
  }

  /** A button in the editor's title bar, also when it hides behind the three dots. */
  async clickTitleAction(action: string): Promise<void> {
    const bar = this.group.locator('.editor-actions');
    const button = bar.locator(`.action-label[aria-label^="${action}"]`).first();
    const more = bar.locator('.action-label[aria-label^="More Actions"]');
    await button.or(more).first().waitFor();
    if (await button.isVisible()) {
      await button.click();
      return;
    }
    await more.click();
    await chooseFromMenu(this.page, action);
  }

  /** The document of the active text editor. */
  async readText(): Promise<string> {
    await this.focusText();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Control+C');
    return await this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Replaces the document of the active text editor in one edit; pasted, because typing would complete and close brackets. */
  async setText(text: string): Promise<void> {
    await this.focusText();
    await this.page.evaluate((all) => navigator.clipboard.writeText(all), text);
    await this.page.keyboard.press('Control+A');
    await this.waitForSelection(true);
    await this.page.keyboard.press('Control+V');
    // VS Code asks paste providers first, and gives the paste up when the cursor moves meanwhile.
    await this.waitForSelection(false);
    // Back to the top, so that a picture shows the document and not what stands below its end.
    await this.page.keyboard.press('Control+Home');
  }

  /** Reads, changes and writes the document; fails where the change changes nothing, because then the test would test nothing. */
  async edit(change: (text: string) => string): Promise<void> {
    const before = await this.readText();
    const after = change(before);
    if (after === before) throw new Error(`The edit changes nothing in:\n${before}`);
    await this.setText(after);
  }

  async goToLine(line: number, column = 1): Promise<void> {
    await this.focusText();
    await this.page.keyboard.press('Control+G');
    const { widget } = new QuickInput(this.page);
    await widget.locator('input').first().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    // Where the cursor stands there already, the status bar says so at once: the next key would still go to the question.
    await widget.waitFor({ state: 'hidden' });
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col` }).waitFor();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
  }

  /** Waits until the active tab has nothing unsaved, or, for a save that must be refused, still has. */
  async waitForSaved(): Promise<void> {
    const dirty = async (): Promise<boolean> => (await this.tabs()).some((tab) => tab.active && tab.dirty);
    await until('the active editor saved', dirty, (value) => !value);
  }

  async waitForDirty(): Promise<void> {
    const dirty = async (): Promise<boolean> => (await this.tabs()).some((tab) => tab.active && tab.dirty);
    await until('the active editor changed', dirty, (value) => value);
  }

  async closeAll(): Promise<void> {
    await new QuickInput(this.page).runCommand('View: Close All Editors');
    await until(
      'no editor',
      () => this.tabs(),
      (tabs) => tabs.length === 0,
    );
  }

  /** The document of the webview that can be seen: VS Code puts the extension's frame into one of its own. */
  webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').filter({ visible: true }).first();
    return outer.contentFrame().locator('iframe#active-frame').contentFrame();
  }

  private async waitForSelection(some: boolean): Promise<void> {
    const place = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    await until(
      some ? 'a selection' : 'the paste',
      () => place.innerText(),
      (text) => text.includes('selected') === some,
    );
  }

  private async focusText(): Promise<void> {
    await this.text.waitFor();
    await this.text.locator('.editor-scrollable').first().click();
    await this.group.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }
}
