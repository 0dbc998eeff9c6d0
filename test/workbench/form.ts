import type { FrameLocator, Locator } from 'playwright-core';
import type { Editors } from './editors';
import { until } from './until';

/** The work item form that can be seen, by what it says to a person. */
export class Form {
  readonly frame: FrameLocator;
  /** Its foot: how many operations there are, and whether they are saved. */
  readonly summary: Locator;

  constructor(editors: Editors) {
    this.frame = editors.webview();
    this.summary = this.frame.locator('.operations-summary');
  }

  text(label: string): Locator {
    return this.frame.getByRole('textbox', { name: label, exact: true });
  }

  combo(label: string): Locator {
    return this.frame.getByRole('combobox', { name: label, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  /** The lines of the list that is open. */
  options(): Locator {
    return this.frame.getByRole('option');
  }

  /** A field with its label, input and problems, by reference name. */
  field(name: string): Locator {
    return this.frame.locator(`[data-field="${name}"]`);
  }

  relation(text: string | RegExp): Locator {
    return this.frame.locator('.relation', { hasText: text });
  }

  async waitForValue(input: Locator, value: string): Promise<void> {
    await until(
      `the value “${value}”`,
      () => input.inputValue(),
      (seen) => seen === value,
    );
  }

  /** The operations as the form lists them, `op path value`, also while the list is closed. */
  async operations(): Promise<readonly string[]> {
    const texts = await this.frame.locator('.operation').allTextContents();
    return texts.map((text) => text.trim());
  }

  async waitForOperations(expected: readonly string[]): Promise<void> {
    await until(
      `the operations ${JSON.stringify(expected)}`,
      () => this.operations(),
      (seen) => JSON.stringify(seen) === JSON.stringify(expected),
    );
  }

  /** What has the focus, by the name that a screen reader says; `''` where the page itself has it. */
  async focused(): Promise<string> {
    return await this.frame.locator('body').evaluate(({ ownerDocument: { activeElement: active } }) => {
      const labels = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active.labels : null;
      const name = active?.getAttribute('aria-label') ?? labels?.[0]?.textContent;
      return name ?? (active instanceof HTMLBodyElement ? '' : (active?.textContent ?? ''));
    });
  }

  async waitForFocus(name: string): Promise<void> {
    await until(
      `the focus on ${name}`,
      () => this.focused(),
      (seen) => seen === name,
    );
  }
}
