import * as fc from 'fast-check';

/** `PROPERTY_RUNS` makes fewer of them where a property only has to notice that something broke, as under mutation. */
const runs = Number(process.env['PROPERTY_RUNS'] ?? 10_000);

/** `PROPERTY_SEED` repeats a run that is printed below. */
const seed = Number(process.env['PROPERTY_SEED'] ?? (Date.now() ^ (process.pid << 8)) | 0);

/** A test that holds for everything that an arbitrary yields; the seed stands in its title, failing or not. */
export function property<T>(law: string, values: fc.Arbitrary<T>, holds: (value: T) => void): void {
  it(`${law} (${runs} runs, seed ${seed})`, function () {
    this.timeout(0);
    fc.assert(
      fc.property(values, (value) => {
        holds(value);
      }),
      { numRuns: runs, seed },
    );
  });
}
