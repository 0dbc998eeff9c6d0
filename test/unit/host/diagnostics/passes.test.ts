import assert from 'node:assert/strict';
import { createPasses, type PassClock, type Passes } from '../../../../src/host/diagnostics/passes';

/** A clock that stands still until it is told to go on. */
class Clock implements PassClock {
  time = 0;
  private due: { readonly at: number; readonly run: () => void } | undefined;

  now(): number {
    return this.time;
  }

  after(milliseconds: number, run: () => void): () => void {
    assert.equal(this.due, undefined, 'one pass at a time is scheduled');
    this.due = { at: this.time + milliseconds, run };
    return () => {
      this.due = undefined;
    };
  }

  /** Milliseconds until the next pass; undefined where none is coming. */
  get wait(): number | undefined {
    return this.due === undefined ? undefined : this.due.at - this.time;
  }

  runNext(): void {
    const { due } = this;
    assert.ok(due);
    this.due = undefined;
    this.time = due.at;
    due.run();
  }
}

describe('passes over documents', () => {
  let clock: Clock;
  let seen: (readonly string[] | undefined)[];
  let cost: number;
  let passes: Passes<string>;

  beforeEach(() => {
    clock = new Clock();
    seen = [];
    cost = 0;
    passes = createPasses(clock, (only) => {
      seen.push(only);
      clock.time += cost;
    });
  });

  it('make one pass of a burst of keystrokes', () => {
    for (let key = 0; key < 50; key++) passes.over('299');
    clock.runNext();
    assert.deepEqual(seen, [['299']]);
    assert.equal(clock.wait, undefined);
  });

  it('look at nothing but what was typed in', () => {
    passes.over('299');
    passes.over('300');
    clock.runNext();
    passes.over('300');
    clock.runNext();
    assert.deepEqual(seen, [['299', '300'], ['300']]);
  });

  for (const order of ['before', 'after'] as const) {
    it(`look at everything where that was asked for, ${order} a keystroke`, () => {
      if (order === 'after') passes.over('299');
      passes.overAll();
      if (order === 'before') passes.over('299');
      clock.runNext();
      passes.over('300');
      clock.runNext();
      assert.deepEqual(seen, [undefined, ['300']]);
    });
  }

  it('begin at once, and wait as long as the last one took, within reason', () => {
    passes.over('299');
    assert.equal(clock.wait, 0);
    for (const [took, wait] of [
      [40, 40],
      [5000, 50],
      [1, 1],
    ] as const) {
      cost = took;
      clock.runNext();
      passes.over('299');
      assert.equal(clock.wait, wait);
    }
  });

  it('never come after their end', () => {
    passes.over('299');
    passes.dispose();
    assert.equal(clock.wait, undefined);
  });
});
