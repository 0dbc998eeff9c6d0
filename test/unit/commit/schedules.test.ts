import assert from 'node:assert/strict';
import { runSchedule } from '../../simulate/schedule';

/** Schedules that once showed something wrong, by what it was. */
const pinned: readonly (readonly [seed: number, what: string])[] = [
  [77143, 'a failure was told although the batch had left: the items could not be read after a reply that was cut off'],
  [77397, 'the same after an empty reply'],
  [77716, 'the same after a batch that came late'],
  [31011834, 'a batch that never left was taken for the one after it'],
  [31016313, 'the same, while its item was edited on'],
];

describe('a schedule of commits, crashes and other people', () => {
  for (const [seed, what] of pinned) {
    it(`${seed}: ${what}`, async () => {
      const { violations, history } = await runSchedule(seed);
      assert.deepEqual(violations, [], history.join('\n'));
    });
  }
});
