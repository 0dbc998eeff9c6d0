import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runIntegration } from '../workbench/integration';
import { toolPath } from '../workbench/paths';
import type { VersionName } from '../workbench/provisionServer';
import type { Measured } from './editorInside';
import type { Bench, Measurement } from './measure';

/** What the extension host measured, in each VS Code that is supported at the ends of the range. */
async function measureIn(version: VersionName): Promise<readonly Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'work-item-batch-bench-'));
  const report = path.join(folder, 'measurements.json');
  try {
    await runIntegration({ version, report, tests: toolPath('benchEditor') });
    const measured = JSON.parse(fs.readFileSync(report, 'utf8')) as Measured;
    if ('failed' in measured) throw new Error(measured.failed);
    return measured.measurements;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Typing in a real VS Code: from the keystroke to the problem that it makes. */
export const editorBench: Bench = {
  name: 'editor',
  run: async () => [...(await measureIn('minimum')), ...(await measureIn('latest'))],
};
