import * as fc from 'fast-check';

/** `PROPERTY_RUNS` makes fewer of them where a property only has to notice that something broke, as under mutation. */
const wished = process.env['PROPERTY_RUNS'];
const runs = Number(wished ?? 10_000);
if (!(runs > 0)) throw new RangeError(`PROPERTY_RUNS is ${String(wished)}, which is no number of runs.`);

/** `PROPERTY_SEED` repeats a run that is printed below. */
const seed = Number(process.env['PROPERTY_SEED'] ?? (Date.now() ^ (process.pid << 8)) | 0);

/** A test that holds for everything that an arbitrary yields; the seed stands in its title, failing or not. */
export function property<T>(law: string, values: fc.Arbitrary<T>, holds: (value: T) => void): void {
  properties(law, values, { [law]: holds });
}

/** Several laws of the same values, each held against every one of them: making the values costs more than a law does. */
export function properties<T>(
  title: string,
  values: fc.Arbitrary<T>,
  laws: Readonly<Record<string, (value: T) => void>>,
): void {
  it(`${title} (${runs} runs, seed ${seed})`, function () {
    this.timeout(0);
    const held = fc.property(values, (value) => {
      for (const [law, holds] of Object.entries(laws)) check(law, () => holds(value));
    });
    // A smallest example is for people: whoever makes fewer runs only wants to know whether there is one.
    fc.assert(held, { numRuns: runs, seed, endOnFailure: wished !== undefined });
  });
}

function check(law: string, holds: () => void): void {
  try {
    holds();
  } catch (error) {
    throw new Error(`Broken law: ${law}`, { cause: error });
  }
}
