import type { Chance } from './chance';
import { wireFaults, type WireFault } from './wire';

/**
 * What a schedule is prone to. Schedules that each lean another way reach what schedules that are all alike hardly ever do: the same
 * fault twice running, a death at the one place where it hurts, a batch that arrives long after it was given up.
 */
export interface Leanings {
  /** How likely a step meets something. */
  readonly trouble: number;
  /** The fault that the wire prefers, with how often a batch meets any. */
  readonly fault: WireFault | undefined;
  readonly faultiness: number;
  /** Where processes like to die. */
  readonly death: string | undefined;
  /** How likely a lost batch arrives at a step. */
  readonly haste: number;
  /** How likely somebody else acts right after a lost batch has arrived. */
  readonly meddling: number;
  /** How likely a new item has the title that others have. */
  readonly likeness: number;
  /** How likely an edit takes a relation away. */
  readonly tidiness: number;
  /** How likely an edit links to another staged item. */
  readonly ties: number;
  /**
   * One item takes a relation away, is linked to by others, and has to wait for a circle of new items that fits in no batch beside
   * anything else: the others overtake it.
   */
  readonly tangled: boolean;
  /** Small batches, so that a handful of items needs several of them. */
  readonly batchLimit: number;
}

const deaths = [
  ...['sent', 'stage', 'staged', 'remember', 'remembered'],
  ...['journal found', 'journalled found', 'journal decided', 'journalled decided', 'journal told', 'journal clear'],
];

export function leaningsOf(chance: Chance): Leanings {
  const tangled = chance.happens(0.1);
  return {
    tangled,
    trouble: chance.pick([0, 0.02, 0.06]),
    fault: chance.happens(0.5) ? chance.pick(wireFaults) : undefined,
    faultiness: chance.pick([0.2, 0.35, 0.7]),
    death: chance.happens(0.4) ? chance.pick(deaths) : undefined,
    haste: chance.pick([0.02, 0.1, 0.3]),
    meddling: chance.pick([0, 0.5]),
    likeness: chance.pick([0.2, 0.5, 1]),
    tidiness: tangled ? 1 : chance.pick([0, 0.7]),
    ties: tangled ? 1 : chance.pick([0, 0.7]),
    batchLimit: tangled ? 3 : chance.pick([200, 200, 4, 2]),
  };
}
