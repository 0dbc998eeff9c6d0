import type { commands } from './ids';

/** A way out that a message offers as a button. */
export interface WayOut {
  readonly title: string;
  readonly command: (typeof commands)[keyof typeof commands];
  readonly args?: readonly unknown[];
}

/** An expected failure in words a person can act on; everything else that is thrown is a bug or an `AdoError`. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly wayOut?: WayOut,
  ) {
    super(message);
    this.name = 'Failure';
  }
}
