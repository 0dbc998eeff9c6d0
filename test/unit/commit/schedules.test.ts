import assert from 'node:assert/strict';
import { runSchedule } from '../../simulate/schedule';

/** Schedules that once showed something wrong, by what it was. */
const pinned: readonly (readonly [seed: number, what: string])[] = [
  [7001527, 'what was found out was told to nobody, because the process died before it had said so'],
  [7002836, 'a position was sent that an earlier batch had moved: another relation went than was meant'],
  [900992, 'an item was committed before a crash, and Undo did not know it'],
  [3003155, 'what had been found out before a crash was called unknown after it, because nobody could be asked'],
  [354522944, 'what one batch had brought was told to nobody, because a later one with the same item was in doubt'],
  [354538191, 'a lost batch arrived while relations were looked at, and its edit was still called not applied'],
  [901998, 'a relation that was taken away was called not applied, although the item shows that it is gone'],
  [11005178, 'a link given up at its other end stayed, and another one went in its place: nobody noticed'],
  [22010095, 'the same where both ends were in one batch'],
  [11007565, 'of two batches with the same values the one with a link more was called committed, without its link'],
  [11005893, 'a link that came back after a moved position had taken it away was called sent twice'],
  [
    11015318,
    'of two batches for one item the later was judged by what the earlier had brought, and only its own half was told',
  ],
  [33016391, 'a lost batch arrived while a newer edit was on its way: the item’s own values were called a conflict'],
  [
    44001002,
    'a batch that makes no revision was taken for what had made one, and the one that had was called not applied',
  ],
  [80011920, 'a link that others had changed outweighed the fields that told whose a revision was'],
  [70001829, 'a link that was sent with another item was forgotten when that item was refused and discarded'],
  [80001305, 'the same where both ends said so'],
  [
    365646959,
    'the same where that item’s position met another link, and the person discarded what was to put that right',
  ],
  [230014269, 'the same where nobody could look at that item at first'],
  [130009671, 'the server had said yes, and another batch of the same item was taken for the one it spoke of'],
  [80019724, 'a newer edit was called undecided, which had been said of the older one'],
  [11002023, 'an edit of which only a link was to be put right was brought, and Undo did not know it'],
];

describe('a schedule of commits, crashes and other people', () => {
  for (const [seed, what] of pinned) {
    it(`${seed}: ${what}`, async () => {
      const { violations, history } = await runSchedule(seed);
      assert.deepEqual(violations, [], history.join('\n'));
    });
  }
});
