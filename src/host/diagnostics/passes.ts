import type { Disposable } from '../disposableStore';

/** Time as a scheduler of passes needs it, in milliseconds. */
export interface PassClock {
  now(): number;
  /** Runs once, after so long; gives the way to call it off. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Asks for passes over documents; many requests of one moment are one pass. */
export interface Passes<T> extends Disposable {
  /** Only these need to be looked at again, as far as this request goes. */
  over(subject: T): void;
  overAll(): void;
}

/** Milliseconds; however long a pass over everything took, whoever types on is told soon. */
const longestWait = 50;

/**
 * `run` gets what was asked for since its last pass, each subject once; undefined where it is everything. A pass begins when the burst
 * that asks for it is over, and waits as long as the last one took: typing in a huge document must leave time to type.
 */
export function createPasses<T>(clock: PassClock, run: (only: readonly T[] | undefined) => void): Passes<T> {
  let asked: Set<T> | undefined = new Set();
  let cost = 0;
  let callOff: (() => void) | undefined;
  const pass = (): void => {
    const only = asked === undefined ? undefined : [...asked];
    asked = new Set();
    callOff = undefined;
    const started = clock.now();
    run(only);
    cost = clock.now() - started;
  };
  const soon = (): void => {
    callOff ??= clock.after(Math.min(cost, longestWait), pass);
  };
  return {
    over: (subject) => {
      asked?.add(subject);
      soon();
    },
    overAll: () => {
      asked = undefined;
      soon();
    },
    dispose: () => callOff?.(),
  };
}
