import assert from 'node:assert/strict';
import type { Edited } from '../../../src/protocol/form';
import { createDraft, type Draft } from '../../../src/webview/draft';

interface Sent {
  readonly value: string;
  readonly answer: (edited: Edited) => void;
  readonly refuse: (error: Error) => void;
}

/** A draft whose time and whose host belong to the test. */
function setUp(): {
  readonly draft: Draft<string>;
  readonly sent: Sent[];
  readonly events: string[];
  readonly pass: () => void;
} {
  const timers = new Map<number, () => void>();
  const sent: Sent[] = [];
  const events: string[] = [];
  let last = 0;
  const draft = createDraft<string>({
    delay: 300,
    timers: {
      set: (run) => {
        timers.set((last += 1), run);
        return last;
      },
      clear: (handle) => timers.delete(handle),
    },
    send: (value) => new Promise((answer, refuse) => sent.push({ value, answer, refuse })),
    failed: (error) => events.push(`failed ${String(error)}`),
    settled: () => events.push('settled'),
  });
  const pass = (): void => {
    const due = [...timers.values()];
    timers.clear();
    for (const run of due) run();
  };
  return { draft, sent, events, pass };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('draft', () => {
  it('sends a burst of typing once, with its last value, after the pause', () => {
    const { draft, sent, pass } = setUp();
    for (const value of ['a', 'ab', 'abc']) draft.type(value);
    assert.deepEqual(sent, []);
    pass();
    assert.deepEqual(
      sent.map(({ value }) => value),
      ['abc'],
    );
  });

  it('accepts no state while something typed is under way, and then none that is older than the answer', async () => {
    const { draft, sent, events, pass } = setUp();
    assert.equal(draft.accepts(1), true);
    draft.type('a');
    assert.equal(draft.accepts(9), false);
    pass();
    assert.equal(draft.accepts(9), false);
    sent[0]?.answer({ version: 5 });
    await turn();
    assert.deepEqual(events, ['settled']);
    assert.deepEqual([draft.accepts(4), draft.accepts(5)], [false, true]);
  });

  it('stays pending while a later value is under way', async () => {
    const { draft, sent, events, pass } = setUp();
    draft.type('a');
    pass();
    draft.type('ab');
    sent[0]?.answer({ version: 2 });
    await turn();
    assert.deepEqual([draft.pending, events], [true, []]);
    pass();
    sent[1]?.answer({ version: 3 });
    await turn();
    assert.deepEqual([draft.pending, events], [false, ['settled']]);
  });

  it('flushes at once and waits for every answer', async () => {
    const { draft, sent } = setUp();
    draft.type('a');
    let flushed = false;
    const first = draft.flush();
    draft.type('ab');
    const both = draft.flush().then(() => (flushed = true));
    assert.deepEqual(
      sent.map(({ value }) => value),
      ['a', 'ab'],
    );
    sent[1]?.answer({ version: 3 });
    await turn();
    assert.equal(flushed, false);
    sent[0]?.answer({ version: 2 });
    await Promise.all([first, both]);
    assert.deepEqual([draft.accepts(2), draft.accepts(3)], [false, true]);
  });

  it('says so when the host refuses, and lets the state in again', async () => {
    const { draft, sent, events, pass } = setUp();
    draft.type('a');
    pass();
    sent[0]?.refuse(new Error('no'));
    await draft.flush();
    assert.deepEqual(events, ['failed Error: no', 'settled']);
    assert.equal(draft.accepts(0), true);
  });

  it('has nothing to flush when nothing was typed', async () => {
    const { draft, sent } = setUp();
    await draft.flush();
    assert.deepEqual([sent, draft.pending], [[], false]);
  });
});
