import fs from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/paths';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../workbench/workbench';

/**
 * One window for all tests of a suite, opened before the first and closed after the last. A test that fails leaves a picture in
 * reports/e2e. Call it inside `describe`; what it gives is there once the tests run.
 */
export function useWorkbench(options: Partial<WorkbenchOptions> = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    const version = process.env['TEST_VERSION'] === 'minimum' ? 'minimum' : 'latest';
    workbench = await openWorkbench({ version, ...options });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || workbench === undefined) return;
    const folder = path.join(root, 'reports/e2e');
    fs.mkdirSync(folder, { recursive: true });
    await workbench.screenshot(path.join(folder, `${this.currentTest.fullTitle().replace(/[^\w]+/g, '-')}.png`));
  });
  after(() => workbench?.close());
  return () => {
    if (workbench === undefined) throw new Error('The window is open only while tests run.');
    return workbench;
  };
}
