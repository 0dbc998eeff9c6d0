import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withValue } from '../../../src/core/document';

describe('edit of a text', () => {
  it('removes any entry of a list, however the text is laid out', () => {
    const list = fc.array(
      fc.oneof(
        fc.integer(),
        fc.string(),
        fc.array(fc.integer()).map((a) => ({ a })),
      ),
      {
        minLength: 1,
      },
    );
    const layout = fc.constantFrom(undefined, 1, 2, '\t', '\r\n  ');
    fc.assert(
      fc.property(list, layout, fc.nat(), fc.boolean(), (entries, space, seed, tight) => {
        const at = seed % entries.length;
        const spread = JSON.stringify({ before: 1, list: entries, after: 2 }, undefined, space);
        const text = tight ? spread.replace(/\s+\](?=,\s*"after")/, ']') : spread;
        const expected = { before: 1, list: entries.filter((_, index) => index !== at), after: 2 };
        assert.deepEqual(JSON.parse(withValue(text, ['list', at], undefined)), expected);
      }),
    );
  });
});
