/** The golden ratio's multiples fall evenly into a list, whatever period its values have. */
const golden = 0.618_033_988_749_895;

/**
 * The first `count` items in order. Whoever asks for few does not pay for sorting all: a sample tells which places cannot be
 * among the first.
 * @param compare orders two places of `items`; no two are equal.
 * @param sampleSize places that are looked at to tell where the first ones end.
 */
export function first<Item>(
  items: readonly Item[],
  compare: (one: number, two: number) => number,
  count: number,
  sampleSize = 1024,
): readonly Item[] {
  const places = items.map((_item, place) => place);
  const helps = count * 2 <= items.length && sampleSize * 2 <= items.length;
  const bound = helps ? boundOf(items.length, compare, count, sampleSize) : undefined;
  const few = bound === undefined ? places : places.filter((place) => compare(place, bound) <= 0);
  const candidates = few.length < count ? places : few;
  candidates.sort(compare).length = Math.min(count, candidates.length);
  return candidates.map((place) => items[place] as Item);
}

/** A place that the first `count` very probably do not go beyond. */
function boundOf(
  length: number,
  compare: (one: number, two: number) => number,
  count: number,
  sampleSize: number,
): number | undefined {
  const sample = Array.from({ length: sampleSize }, (_none, index) => Math.floor(((index * golden) % 1) * length));
  const expected = (count / length) * sampleSize;
  // Four standard deviations of what a sample of this size is off by.
  return sample.sort(compare)[Math.ceil(expected + 4 * Math.sqrt(expected + 1))];
}
