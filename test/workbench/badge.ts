import type { Locator } from 'playwright-core';

/** What VS Code writes behind the label of a tab or row, such as `1, S`; `''` where nothing. It stands in style sheets, not in the page. */
export async function readBadge(row: Locator): Promise<string> {
  const label = row.locator('.monaco-icon-label').first();
  const content = await label.evaluate((element) => getComputedStyle(element, '::after').content);
  return content === 'none' || content === 'normal' ? '' : content.replace(/^"|"$/g, '');
}
