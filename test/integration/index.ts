import { files } from 'test-files:integration';
import { runMocha } from '../workbench/mochaRun';

/**
 * What VS Code calls as its test suite, in the extension host. The result goes into the file that `TEST_REPORT` names, because
 * only an exit code finds its own way out of here.
 */
export async function run(): Promise<void> {
  const report = process.env['TEST_REPORT'];
  if (report === undefined) throw new Error('TEST_REPORT must name the file for the result.');
  const failures = await runMocha(files, { report, timeout: 120_000 });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
