import { parseArgs } from 'node:util';
import { files } from 'test-files:e2e';
import { runMocha } from '../workbench/mochaRun';

/** The program that runs the e2e suite: `--report FILE` gets mocha's JSON, `--version minimum` takes the oldest VS Code. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      report: { type: 'string', default: 'reports/e2e.json' },
      version: { type: 'string', default: 'latest' },
    },
  });
  process.env['TEST_VERSION'] = values.version;
  const failures = await runMocha(files, { report: values.report, timeout: 240_000 });
  if (failures > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
