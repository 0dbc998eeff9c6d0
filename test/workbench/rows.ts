import type { Locator } from 'playwright-core';

/** Clicks the words of a row of a tree or list, as beside a button that the row may show. */
export async function clickLabel(row: Locator): Promise<void> {
  await row.locator('.monaco-icon-label').click();
}

/** Clicks a button that a row shows under the pointer. */
export async function clickRowAction(row: Locator, action: string): Promise<void> {
  await row.hover();
  await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
}
