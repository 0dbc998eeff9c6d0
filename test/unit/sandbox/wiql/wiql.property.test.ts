import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tokenize } from '../../../../src/sandbox/wiql/tokens';
import { WiqlError } from '../../../../src/sandbox/wiql/wiqlError';
import { property } from '../../core/property';
import { items, query, where } from './memorySource';

/** Pieces from which both sense and nonsense are made. */
const piece = fc.constantFrom(
  ...'SELECT FROM WHERE AND OR NOT IN GROUP EVER UNDER CONTAINS WORDS IS EMPTY ORDER BY DESC ASOF MODE Recursive'.split(
    ' ',
  ),
  ...'WorkItems WorkItemLinks [System.Id] [State] [Source] . [Target] [System.ChangedDate] [System.AreaPath]'.split(
    ' ',
  ),
  ...[
    '(',
    ')',
    ',',
    '=',
    '<>',
    '>=',
    '-',
    '+',
    '@Me',
    '@Today',
    '@CurrentIteration',
    "('1d')",
    "'x'",
    '7',
    '__proto__',
  ],
);

const nonsense = fc.array(fc.oneof({ weight: 8, arbitrary: piece }, fc.string({ unit: 'grapheme', maxLength: 4 })), {
  maxLength: 30,
});

describe('any text', () => {
  property('is evaluated or refused, never more', nonsense, (pieces) => {
    for (const text of [pieces.join(' '), `SELECT [System.Id] FROM WorkItems WHERE ${pieces.join(' ')}`]) {
      try {
        query(text);
      } catch (error) {
        assert.ok(error instanceof WiqlError, text);
      }
    }
  });

  property('that is split into tokens loses nothing but blanks', nonsense, (pieces) => {
    const text = pieces.filter((one) => /^[\w.()=<>,+-]*$/.test(one)).join(' ');
    const sources = tokenize(text).map(({ source }) => source);
    assert.equal(sources.join(''), text.replace(/\s/g, ''));
  });
});

const comparisons = [
  "[State] = 'New'",
  "[State] <> 'New'",
  '[Priority] > 1',
  '[Priority] = [System.Id]',
  '[System.AssignedTo] = @Me',
  "[System.AssignedTo] = ''",
  "[System.Tags] CONTAINS 'web'",
  "[System.AreaPath] UNDER 'Fabrikam\\Web'",
  '[System.ChangedDate] >= @Today - 1',
  "EVER [State] = 'New'",
  "[State] IN ('Done', 'New')",
];

const everything = items.map(([first]) => first?.id ?? 0);

describe('conditions', () => {
  it('with NOT are what is left over', () => {
    for (const one of comparisons) {
      const found = where(one);
      const others = everything.filter((id) => !found.includes(id));
      assert.deepEqual(where(`NOT (${one})`), others, one);
    }
  });

  it('with AND and OR are intersections and unions', () => {
    for (const one of comparisons) {
      for (const two of comparisons) {
        const [first, second] = [where(one), where(two)];
        const both = first.filter((id) => second.includes(id));
        const either = everything.filter((id) => first.includes(id) || second.includes(id));
        assert.deepEqual(where(`${one} AND ${two}`), both, `${one} AND ${two}`);
        assert.deepEqual(where(`${one} OR ${two}`), either, `${one} OR ${two}`);
      }
    }
  });
});
