import type { SimServer } from './server';

/** Batches that were taken for lost, and are still on their way. */
export class LateBatches {
  readonly #waiting: (() => void)[] = [];
  /** How many have arrived. */
  arrived = 0;

  constructor(
    readonly server: SimServer,
    /** Whether an item has an edit that is not settled. */
    readonly isAwaited: (id: number) => boolean,
    readonly note: (event: string) => void,
  ) {}

  add(apply: () => void): void {
    this.#waiting.push(apply);
  }

  /** True where there was one that could arrive. */
  arrive(): boolean {
    const arriving = this.#waiting.splice(0);
    for (const apply of arriving) {
      this.arrived += 1;
      this.note('a lost batch arrived');
      const before = this.server.events.length;
      apply();
      for (const event of this.server.events.slice(before)) if (!this.isAwaited(event.id)) event.unnoticed = true;
    }
    return arriving.length > 0;
  }
}
