import assert from 'node:assert/strict';
import { pointerAt } from '../../../../src/host/editor/pointerAt';

const text = `{
  "fields": { "System.Title": "A", "System.Tags": ["B"] },
  "relations": [{ "rel": "R", "url": "u" }]
}`;

describe('pointer at an offset', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['"A"', '/fields/System.Title'],
    ['"System.Title"', '/fields/System.Title'],
    ['"B"', '/fields/System.Tags/0'],
    ['"u"', '/relations/0/url'],
    ['{ "System', '/fields'],
    ['"relations"', '/relations'],
  ];
  for (const [at, pointer] of cases) {
    it(`of ${at} is ${pointer}`, () => {
      assert.equal(pointerAt(text, text.indexOf(at)), pointer);
    });
  }

  it('is the whole document where nothing stands', () => {
    assert.equal(pointerAt('', 0), '');
    assert.equal(pointerAt(text, 0), '');
    assert.equal(pointerAt('{ "fields": { "a": ', 14), '/fields/a');
  });
});
