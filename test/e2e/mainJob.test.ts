import assert from 'node:assert/strict';
import { startRecordingProxy } from '../workbench/recordingProxy';
import { startSandbox } from '../workbench/sandbox';
import type { Tour } from '../workbench/tour';
import { tourSteps } from '../workbench/tourSteps';
import { useWorkbench } from './useWorkbench';

/** The path of the tour, each step a test; the tour itself walks it in the latest VS Code. */
describe('the main job, in the oldest VS Code that is supported', () => {
  const window = useWorkbench({ version: 'minimum' });
  let tour: Omit<Tour, 'workbench'>;

  before(async () => {
    const sandbox = await startSandbox();
    tour = { sandbox, proxy: await startRecordingProxy(sandbox.url) };
  });
  after(async () => {
    await tour.proxy.stop();
    await tour.sandbox.stop();
  });

  for (const { name, run } of tourSteps) {
    it(name, () => run({ ...tour, workbench: window() }));
  }

  it('sent one request for each commit, each update guarded by its revision', () => {
    const { batches } = tour.proxy;
    assert.equal(batches.length, 3);
    for (const { entries } of batches) {
      for (const { body } of entries as readonly { readonly body: readonly unknown[] }[]) {
        assert.match(JSON.stringify(body[0]), /^\{"op":"test","path":"\/rev","value":\d+\}$/);
      }
    }
  });
});
