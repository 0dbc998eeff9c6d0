import fs from 'node:fs';
import path from 'node:path';
import { type RecordingProxy, startRecordingProxy } from './recordingProxy';
import type { VersionName } from './provisionServer';
import { type Sandbox, startSandbox } from './sandbox';
import { tourSteps } from './tourSteps';
import { openWorkbench, type Workbench } from './workbench';

/** What a step of the tour has at hand. */
export interface Tour {
  readonly workbench: Workbench;
  readonly sandbox: Sandbox;
  /** Where the extension connects; every `$batch` that passes is recorded. */
  readonly proxy: RecordingProxy;
}

export interface TourStep {
  /** What a person does and sees, in a few words. */
  readonly name: string;
  readonly run: (tour: Tour) => Promise<void>;
}

interface StepRecord {
  readonly name: string;
  readonly ms: number;
  /** File name of the picture, relative to tour.json. */
  readonly screenshot: string;
  readonly error?: string;
}

/**
 * Walks the main job in a real window, one picture per step, and writes `tour.json`. A step that fails ends the walk, because the next ones stand on
 * it; its picture shows what there was instead. Gives the exit code.
 */
export async function runTour(folder: string, version: VersionName): Promise<number> {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const sandbox = await startSandbox();
  const proxy = await startRecordingProxy(sandbox.url);
  try {
    const workbench = await openWorkbench({ version });
    try {
      const steps = await walk({ workbench, sandbox, proxy }, folder);
      const report = { ...workbench.versions, steps, batches: proxy.batches };
      fs.writeFileSync(path.join(folder, 'tour.json'), `${JSON.stringify(report, undefined, 2)}\n`);
      const failed = steps.filter((step) => step.error !== undefined).length;
      console.log(
        `tour: ${steps.length - failed} of ${tourSteps.length} steps, ${proxy.batches.length} batches, ${folder}/tour.json`,
      );
      return failed === 0 ? 0 : 1;
    } finally {
      await workbench.close();
    }
  } finally {
    await proxy.stop();
    await sandbox.stop();
  }
}

async function walk(tour: Tour, folder: string): Promise<readonly StepRecord[]> {
  const records: StepRecord[] = [];
  for (const [index, step] of tourSteps.entries()) {
    const started = performance.now();
    const error = await step.run(tour).then(
      () => undefined,
      (reason: unknown) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
    );
    const ms = Math.round(performance.now() - started);
    const screenshot = `${String(index + 1).padStart(2, '0')}-step.png`;
    await tour.workbench.screenshot(path.join(folder, screenshot));
    records.push({ name: step.name, ms, screenshot, ...(error === undefined ? {} : { error }) });
    console.log(`${error === undefined ? '✓' : '✗'} ${step.name} (${ms} ms)`);
    if (error === undefined) continue;
    console.error(error);
    break;
  }
  return records;
}
