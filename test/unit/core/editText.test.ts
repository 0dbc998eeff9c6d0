import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits } from 'jsonc-parser';
import { replacement, withEntries, withoutEntries, withValue } from '../../../src/core/document';
import type { JsonValue } from '../../../src/core/workItem';
import { property } from './property';

const layouts = [undefined, 1, 2, '\t', '\r\n  '] as const;

describe('edit of a text', () => {
  property(
    'removes any entry of a list, however the text is laid out',
    fc.tuple(
      fc.array(fc.constantFrom<unknown>(1, -0.5, 'text', '"],{', { a: [1, 2] }, [], {}), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.constantFrom(...layouts),
      fc.nat(),
      fc.boolean(),
    ),
    ([entries, space, seed, tight]) => {
      const at = seed % entries.length;
      const spread = JSON.stringify({ before: 1, list: entries, after: 2 }, undefined, space);
      const text = tight ? spread.replace(/\s+\](?=,\s*"after")/, ']') : spread;
      const expected = { before: 1, list: entries.filter((_, index) => index !== at), after: 2 };
      assert.deepEqual(JSON.parse(withValue(text, ['list', at], undefined)), expected);
    },
  );

  const signs = fc
    .array(fc.constantFrom('a', 'b', '\n', '😀', '😁', '🙀'), { maxLength: 8 })
    .map((all) => all.join(''));

  property('from one text to another is one piece, of whole signs', fc.tuple(signs, signs), ([before, after]) => {
    const edits = replacement(before, after);
    assert.equal(applyEdits(before, [...edits]), after);
    assert.equal(edits.length, before === after ? 0 : 1);
    for (const { offset, length, content } of edits) {
      const taken = before.slice(offset, offset + length);
      assert.doesNotMatch(content + taken, /\p{Surrogate}/u);
      assert.notEqual(taken, content);
    }
  });

  it('from one text to another keeps what both begin and end with', () => {
    assert.deepEqual(replacement('one two three', 'one 2 three'), [{ offset: 4, length: 3, content: '2' }]);
    assert.deepEqual(replacement('aa', 'aaa'), [{ offset: 2, length: 0, content: 'a' }]);
    assert.deepEqual(replacement('aaa', 'aa'), [{ offset: 2, length: 1, content: '' }]);
    assert.deepEqual(replacement('a😀b', 'a😁b'), [{ offset: 1, length: 2, content: '😁' }]);
    assert.deepEqual(replacement('a😀b', 'a🈀b'), [{ offset: 1, length: 2, content: '🈀' }]);
    assert.deepEqual(replacement('same', 'same'), []);
  });
});

describe('edit of a list', () => {
  const entry = fc.constantFrom<JsonValue>(1, 'text', '"],{', { a: [1, 2] }, [], {});
  const lists = fc.tuple(
    fc.array(entry, { maxLength: 6 }),
    fc.array(entry, { maxLength: 3 }),
    fc.nat(63),
    fc.constantFrom(...layouts),
  );

  property('takes some entries away and adds others, and leaves the rest as it stands', lists, (given) => {
    const [entries, added, mask, space] = given;
    const text = JSON.stringify({ before: 1, list: entries, after: 2 }, undefined, space);
    const gone = new Set(entries.flatMap((_entry, index) => ((mask >> index) % 2 === 1 ? [index] : [])));
    const left = gone.size === 0 ? text : withoutEntries(text, ['list'], gone);
    const kept = entries.filter((_entry, index) => !gone.has(index));
    assert.deepEqual(JSON.parse(left), { before: 1, list: kept, after: 2 });
    const after = withEntries(left, ['list'], added);
    assert.deepEqual(JSON.parse(after), { before: 1, list: [...kept, ...added], after: 2 });
    if (added.length === 0) assert.equal(after, left);
  });

  it('keeps the layout of what stays, and lays out what comes like it', () => {
    const text = '{\r\n  "list": [\r\n    {\r\n      "a": 1\r\n    },\r\n    2,\r\n    3\r\n  ]\r\n}';
    assert.equal(
      withoutEntries(text, ['list'], new Set([1])),
      '{\r\n  "list": [\r\n    {\r\n      "a": 1\r\n    },\r\n    3\r\n  ]\r\n}',
    );
    assert.equal(withoutEntries(text, ['list'], new Set([0, 1])), '{\r\n  "list": [\r\n    3\r\n  ]\r\n}');
    assert.equal(withoutEntries(text, ['list'], new Set([0, 1, 2])), '{\r\n  "list": []\r\n}');
    assert.equal(
      withEntries('{\r\n  "list": [\r\n    1\r\n  ]\r\n}', ['list'], [2, { b: 3 }]),
      '{\r\n  "list": [\r\n    1,\r\n    2,\r\n    {\r\n      "b": 3\r\n    }\r\n  ]\r\n}',
    );
  });
});
