import * as fc from 'fast-check';

/**
 * Bytes that decide everything about an item or a document, one after the other. Ten thousand items are made in a second this way,
 * and what fails still shrinks: fewer and smaller bytes make less.
 */
export class Genes {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** A number below `count`; 0 when the bytes are used up. */
  next(count: number): number {
    return (this.bytes[this.at++] ?? 0) % count;
  }

  pick<T>(values: readonly T[]): T {
    if (values.length === 0) throw new RangeError('There must be something to pick from.');
    return values[this.next(values.length)] as T;
  }

  some<T>(values: readonly T[]): readonly T[] {
    return values.filter(() => this.next(3) === 2);
  }
}

/** Drawn four at a time: drawing costs more than most laws. */
export function bytes(length: number): fc.Arbitrary<Uint8Array> {
  const words = fc.uint32Array({ minLength: length / 4, maxLength: length / 4 });
  return words.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
}

export function genes(length: number): fc.Arbitrary<Genes> {
  // A reader is used up, so each run gets its own.
  return bytes(length).map((value) => new Genes(value));
}
