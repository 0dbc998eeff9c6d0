import type { Page } from 'playwright-core';

/** Chooses an item of the menu that is open. */
export async function chooseFromMenu(page: Page, item: string): Promise<void> {
  const entry = page.locator('.monaco-menu').getByRole('menuitem', { name: item, exact: true });
  await entry.waitFor();
  // A menu takes no click until it has seen the pointer move onto the item.
  await entry.hover();
  await entry.click();
  await entry.waitFor({ state: 'hidden' });
}
