import assert from 'node:assert/strict';
import { tokenize } from '../../../../src/sandbox/wiql/tokens';

describe('tokens of a query', () => {
  const cases: readonly (readonly [text: string, tokens: string])[] = [
    ['', ''],
    ["'it''s'", "text:it's"],
    ['"say ""yes"""', 'text:say "yes"'],
    ["''", 'text:'],
    ['[System.Id]', 'name:System.Id'],
    ['[ Work Item Type ]', 'name:Work Item Type'],
    ['System.Id', 'word:System.Id'],
    ['Source.[System.Id]', 'word:Source sign:. name:System.Id'],
    ['a<>b', 'word:a sign:<> word:b'],
    ['a<=-1.5', 'word:a sign:<= sign:- number:1.5'],
    ['@Today-1', 'macro:@Today sign:- number:1'],
    ["@StartOfDay('-1d') + 2", 'macro:@StartOfDay sign:( text:-1d sign:) sign:+ number:2'],
    ['\tselect\r\n  x ', 'word:select word:x'],
    ["'Größe 日本'", 'text:Größe 日本'],
  ];
  for (const [text, expected] of cases) {
    it(`of ${JSON.stringify(text)}`, () => {
      const tokens = tokenize(text);
      assert.equal(tokens.at(-1)?.kind, 'end');
      assert.equal(
        tokens
          .slice(0, -1)
          .map(({ kind, value }) => `${kind}:${value}`)
          .join(' '),
        expected,
      );
    });
  }

  it('remember where they stand', () => {
    const text = " [A] = 'x y' ";
    for (const token of tokenize(text)) assert.equal(text.slice(token.start, token.end), token.source);
  });

  const broken: readonly (readonly [text: string, message: string])[] = [
    ["[A] = 'open", "Expecting closing quote. The error is caused by «'open»."],
    ['[A = 1', 'Expecting right square bracket. The error is caused by «[A = 1».'],
    ['a ; b', 'Expecting end of string. The error is caused by «;».'],
  ];
  for (const [text, message] of broken) {
    it(`refuse ${text}`, () => assert.throws(() => tokenize(text), { name: 'WiqlError', message, status: 400 }));
  }
});
