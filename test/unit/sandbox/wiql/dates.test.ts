import assert from 'node:assert/strict';
import { dateOfMacro, parseDate } from '../../../../src/sandbox/wiql/dates';

describe('date constants', () => {
  const cases: readonly (readonly [text: string, iso: string | undefined, hasTime?: boolean])[] = [
    ['2026-01-31', '2026-01-31T00:00:00.000Z', false],
    ['2026-01-31T00:00:00Z', '2026-01-31T00:00:00.000Z', false],
    ['2026-01-31T01:00:00+01:00', '2026-01-31T00:00:00.000Z', false],
    ['2026-01-31T10:20:30.5Z', '2026-01-31T10:20:30.500Z', true],
    ['2026-01-31 10:20', '2026-01-31T10:20:00.000Z', true],
    ['1/31/2026', '2026-01-31T00:00:00.000Z', false],
    ['6/16/2008 12:30:00', '2008-06-16T12:30:00.000Z', true],
    ['1/2/2026 12:05 AM', '2026-01-02T00:05:00.000Z', true],
    ['1/2/2026 1:05 PM', '2026-01-02T13:05:00.000Z', true],
    ['2/30/2026', undefined],
    ['2026-13-01', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ];
  for (const [text, iso, hasTime] of cases) {
    it(`"${text}" is ${iso ?? 'none'}`, () => {
      const date = parseDate(text);
      assert.equal(date?.at.toISOString(), iso);
      assert.equal(date?.hasTime, hasTime);
    });
  }
});

describe('date macros on Wednesday, 2026-05-20, 10:30 UTC', () => {
  const now = new Date('2026-05-20T10:30:00Z');
  const cases: readonly (readonly [macro: string, argument: string | undefined, offset: number, iso: string])[] = [
    ['today', undefined, 0, '2026-05-20T00:00:00.000Z'],
    ['today', undefined, -20, '2026-04-30T00:00:00.000Z'],
    ['startofday', undefined, 1, '2026-05-21T00:00:00.000Z'],
    ['startofday', '-3h', 0, '2026-05-19T21:00:00.000Z'],
    ['startofday', '+90m', 0, '2026-05-20T01:30:00.000Z'],
    ['startofweek', undefined, 0, '2026-05-17T00:00:00.000Z'],
    ['startofweek', undefined, -1, '2026-05-10T00:00:00.000Z'],
    ['startofweek', '1d', 0, '2026-05-18T00:00:00.000Z'],
    ['startofmonth', undefined, 0, '2026-05-01T00:00:00.000Z'],
    ['startofmonth', '-1', 0, '2026-04-01T00:00:00.000Z'],
    ['startofmonth', '2w', 0, '2026-05-15T00:00:00.000Z'],
    ['startofyear', undefined, -1, '2025-01-01T00:00:00.000Z'],
    ['startofyear', '3M', 0, '2026-04-01T00:00:00.000Z'],
  ];
  for (const [macro, argument, offset, iso] of cases) {
    it(`@${macro}${argument === undefined ? '' : `('${argument}')`} ${offset} is ${iso}`, () => {
      assert.equal(dateOfMacro(macro, argument, offset, now)?.toISOString(), iso);
    });
  }

  it('refuse an argument that cannot be read', () => {
    assert.equal(dateOfMacro('today', 'soon', 0, now), undefined);
    assert.equal(dateOfMacro('today', '99999y', 99_999_999, now), undefined);
    assert.equal(dateOfMacro('me', undefined, 0, now), undefined);
  });
});
