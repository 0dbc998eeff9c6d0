import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/core/workItem';
import type { FieldInput } from '../../../src/protocol/form';
import { addTags, hueOf, initials, readValue, saysSame, showValue } from '../../../src/webview/fieldValue';

const number: FieldInput = { kind: 'number', integer: false };
const numericChoice: FieldInput = { kind: 'choice', choices: [], numeric: true };
const date: FieldInput = { kind: 'dateTime' };
const text: FieldInput = { kind: 'text' };
const person: FieldInput = { kind: 'person', person: { displayName: 'Ann Lee', uniqueName: 'ann@x.com' } };

describe('field value', () => {
  const read: readonly (readonly [FieldInput, string, JsonValue])[] = [
    [text, '', null],
    [text, ' 4 ', ' 4 '],
    [number, '', null],
    [number, '4', 4],
    [number, '-4.50', -4.5],
    [number, '4,5', '4,5'],
    [number, '   ', '   '],
    [number, 'Infinity', 'Infinity'],
    [numericChoice, '2', 2],
    [numericChoice, 'two', 'two'],
    [{ kind: 'choice', choices: [], numeric: false }, '2', '2'],
  ];
  for (const [input, typed, value] of read) {
    it(`reads ${JSON.stringify(typed)} of a ${input.kind} as ${JSON.stringify(value)}`, () => {
      assert.equal(readValue(input, typed), value);
    });
  }

  const shown: readonly (readonly [FieldInput, JsonValue, string])[] = [
    [text, null, ''],
    [text, 'a', 'a'],
    [number, 4.5, '4.5'],
    [number, 'four', 'four'],
    [date, 'no date', ''],
    [person, 'ann@x.com', 'Ann Lee'],
    [{ kind: 'person', person: undefined }, 'ann@x.com', 'ann@x.com'],
    [{ kind: 'json' }, { a: 1 }, '{\n  "a": 1\n}'],
  ];
  for (const [input, value, words] of shown) {
    it(`shows ${JSON.stringify(value)} in a ${input.kind} as ${JSON.stringify(words)}`, () => {
      assert.equal(showValue(input, value), words);
    });
  }

  it('brings every moment through a date input, to the second', () => {
    const moment = fc.date({
      min: new Date('1753-01-01T00:00:00Z'),
      max: new Date('9999-12-30T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, (when) => {
        const seconds = new Date(Math.floor(when.getTime() / 1000) * 1000);
        const back = readValue(date, showValue(date, seconds.toISOString()));
        assert.ok(typeof back === 'string');
        assert.equal(new Date(back).getTime(), seconds.getTime());
      }),
    );
  });

  it('leaves a text alone that says the same already', () => {
    assert.equal(saysSame(number, '4.', 4), true);
    assert.equal(saysSame(number, '4.0', 4), true);
    assert.equal(saysSame(number, '4', 5), false);
    assert.equal(saysSame(text, '', null), true);
    assert.equal(saysSame(person, 'Ann Lee', 'ann@x.com'), true);
    assert.equal(saysSame(person, 'Ann', 'ann@x.com'), false);
  });

  it('adds tags as the server counts them', () => {
    assert.deepEqual(addTags(['A'], ' b ; a;;C, c '), ['A', 'b', 'C']);
    assert.deepEqual(addTags(['A'], ' '), ['A']);
  });

  it('marks people by letters and a hue of their own', () => {
    assert.deepEqual(
      ['Johnnie McLeod', 'ann@x.com', 'jamal.hartnett@x.com', 'Jean Luc van der Berg', '', '李 明'].map(initials),
      ['JM', 'A', 'JH', 'JB', '', '李明'],
    );
    assert.equal(hueOf('Ann'), hueOf('ann'));
    for (const name of ['', 'Ann', '李 明']) assert.ok(hueOf(name) >= 0 && hueOf(name) < 360);
  });
});
