import { source, type AxeResults } from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** The success criteria of WCAG 2.2 up to AA, and what axe calls good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What people who see little or nothing would stumble over in a page: each rule that is broken, with the elements that break it. */
export async function findBarriers(frame: FrameLocator): Promise<readonly string[]> {
  const options = JSON.stringify({
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
    iframes: false,
  });
  const page = frame.locator('html');
  const results: AxeResults = await page.evaluate(`${source};axe.run(document, ${options})`);
  if (results.passes.length === 0) throw new Error('The page was empty: no rule found anything to look at.');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.flatMap(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      // What lies under the foot of the page is scrolled to.
      return why.includes('because it is partially obscured') ? [] : [`${id}: ${help}: ${html.slice(0, 200)} (${why})`];
    }),
  );
}
