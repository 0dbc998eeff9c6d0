import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { first } from '../../../../src/sandbox/wiql/first';
import { property } from '../../core/property';

/** Sorted as a whole, cut after that. */
function expected(keys: readonly number[], count: number): readonly number[] {
  return keys
    .map((key, place) => ({ key, place }))
    .sort((one, two) => one.key - two.key || one.place - two.place)
    .slice(0, count)
    .map(({ place }) => place);
}

function found(keys: readonly number[], count: number, sampleSize?: number): readonly number[] {
  const places = keys.map((_key, place) => place);
  return first(places, (one, two) => (keys[one] ?? 0) - (keys[two] ?? 0) || one - two, count, sampleSize);
}

const long = 5000;
/** The places that are looked at first: a list in which just these are small misleads. */
const looked = new Set(
  Array.from({ length: 1024 }, (_none, index) => Math.floor(((index * 0.618_033_988_749_895) % 1) * long)),
);
const lists: readonly (readonly [string, (place: number) => number])[] = [
  ['ascending', (place) => place],
  ['descending', (place) => -place],
  ['all alike', () => 1],
  ['with a period', (place) => place % 7],
  ['with a period as long as the step of a sample', (place) => (place % 5 === 0 ? 0 : 1)],
  ['made to mislead', (place) => (looked.has(place) ? place % 10 : long - place)],
  ['with all the small ones at the end', (place) => (place > long - 300 ? -place : place)],
];

describe('the first of a list', () => {
  for (const [name, key] of lists) {
    for (const count of [0, 1, 20, 499, 2500, long, long + 1]) {
      it(`${name}: ${count} of ${long}`, () => {
        const keys = Array.from({ length: long }, (_none, place) => key(place));
        assert.deepEqual(found(keys, count), expected(keys, count));
      });
    }
  }

  const keys = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 120, size: 'max' });
  property('is what sorting and cutting gives', fc.tuple(keys, fc.nat(120)), ([list, count]) => {
    assert.deepEqual(found(list, count, 32), expected(list, count));
  });
});
