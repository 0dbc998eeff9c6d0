import assert from 'node:assert/strict';
import { markOf, outcomeProblems, tellOnce } from '../../../src/core/fate';
import type { Problem } from '../../../src/core/problem';
import { readOutcomes, type Outcome } from '../../../src/core/outcome';
import { batchOf, committed, unknown, collateral, rejected, cases } from './outcomeCases';

describe('outcomes', () => {
  for (const { name, ids, reply: given, outcomes } of cases) {
    it(name, () => {
      const batch = batchOf(...ids);
      const order = batch.entries.map(({ id }) => id);
      const read = readOutcomes(batch, given);
      assert.deepEqual(new Map(read.outcomes), new Map(ids.map((id, index) => [id, outcomes[index]])));
      assert.deepEqual(
        read.outcomes.map(([id]) => id),
        order,
      );
      assert.equal(
        read.uniform,
        outcomes.every(({ kind }) => kind === 'committed'),
      );
    });
  }
});

describe('what an outcome says in the document', () => {
  it('stands where its cause stands', () => {
    const clash = { pointer: '/fields/System.Title', base: 'a', mine: 'b', theirs: 'c' };
    const outcomes: readonly Outcome[] = [
      committed(7, 2),
      rejected('no', '/fields/System.Title'),
      rejected('no'),
      collateral([3], 'm'),
      unknown('lost'),
      { kind: 'conflict', message: 'stale', clashes: [] },
      { kind: 'conflict', message: 'stale', clashes: [clash, { ...clash, pointer: '/id' }] },
    ];
    assert.deepEqual(outcomes.map(outcomeProblems), [
      [{ code: 'committed', pointer: '/id', severity: 'information', id: 7, rev: 2 }],
      [{ code: 'rejected', pointer: '/fields/System.Title', severity: 'error', message: 'no', status: 400 }],
      [{ code: 'rejected', pointer: '/id', severity: 'error', message: 'no', status: 400 }],
      [{ code: 'collateral', pointer: '/id', severity: 'warning', culprits: [3], unnamed: false, message: 'm' }],
      [{ code: 'unknownOutcome', pointer: '/id', severity: 'warning', message: 'lost' }],
      [{ code: 'conflict', pointer: '/id', severity: 'error', message: 'stale', clash: undefined }],
      [
        { code: 'conflict', pointer: '/fields/System.Title', severity: 'error', message: 'stale', clash },
        { code: 'conflict', pointer: '/id', severity: 'error', message: 'stale', clash: { ...clash, pointer: '/id' } },
      ],
    ]);
  });

  it('marks the staged item', () => {
    const marks = [
      undefined,
      committed(1),
      rejected('x'),
      collateral([]),
      unknown('x'),
      { kind: 'conflict', message: '', clashes: [] } as const,
    ].map((outcome) => [markOf({ held: false, outcome }), markOf({ held: true, outcome })]);
    assert.deepEqual(marks, [
      ['staged', 'held'],
      ['staged', 'held'],
      ['failed', 'held'],
      ['staged', 'held'],
      ['failed', 'held'],
      ['conflict', 'conflict'],
    ]);
  });
});

describe('what was foreseen and what became of it', () => {
  const notAllowed = (pointer: string, severity: Problem['severity'] = 'error'): Problem => {
    return { code: 'notAllowed', pointer, severity, field: pointer.slice(8), value: 'x', allowed: [], nearest: [] };
  };
  const refused = (pointer: string): Problem => ({ code: 'rejected', pointer, severity: 'error', message: 'no' });
  const state = '/fields/System.State';

  it('is told once where both speak of one place: in the server’s words, with the ways out of both', () => {
    const title = notAllowed('/fields/System.Title');
    assert.deepEqual(tellOnce([notAllowed(state), title], [refused('/fields/system.state')]), [
      { problem: title, also: [] },
      { problem: refused('/fields/system.state'), also: [notAllowed(state)] },
    ]);
  });

  it('is told by both where one speaks of something else, or foresaw no refusal', () => {
    const warning = notAllowed(state, 'warning');
    const both = (first: Problem, second: Problem): void => {
      const told = [first, second].map((problem) => ({ problem, also: [] }));
      assert.deepEqual(tellOnce([first], [second]), told);
    };
    both(notAllowed(state), refused('/id'));
    both(warning, refused(state));
    both(notAllowed(state), { code: 'unknownOutcome', pointer: state, severity: 'warning', message: 'lost' });
  });

  it('is told once where it is the very same', () => {
    assert.deepEqual(tellOnce([notAllowed(state)], [notAllowed(state)]), [{ problem: notAllowed(state), also: [] }]);
  });
});
