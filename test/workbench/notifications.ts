import type { Locator, Page } from 'playwright-core';

/** Messages in the corner, and dialogs in the middle. */
export class Notifications {
  private readonly items: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.items = page.locator('.notifications-toasts .notification-list-item');
    this.dialog = page.locator('.monaco-dialog-box');
  }

  async messages(): Promise<readonly string[]> {
    return await this.items.locator('.notification-list-item-message').allInnerTexts();
  }

  async waitFor(text: string | RegExp): Promise<Locator> {
    const item = this.items.filter({ hasText: text }).first();
    await item.waitFor();
    return item;
  }

  /** Presses a button of the message that contains the text. */
  async choose(text: string | RegExp, button: string): Promise<void> {
    const item = await this.waitFor(text);
    await item.hover();
    await item.locator('.notification-list-item-buttons-container').getByText(button, { exact: true }).click();
  }

  async close(text: string | RegExp): Promise<void> {
    const item = await this.waitFor(text);
    await item.hover();
    await item.locator('.action-label[aria-label^="Clear Notification"]').click();
  }

  /** Presses a button of the modal dialog that contains the text. */
  async chooseInDialog(text: string | RegExp, button: string): Promise<void> {
    const box = this.dialog.filter({ hasText: text });
    await box.waitFor();
    await box.getByRole('button', { name: button, exact: true }).click();
    await box.waitFor({ state: 'hidden' });
  }
}
