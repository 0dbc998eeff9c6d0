import type { Outcome } from '../../src/core/outcome';

/** When one process looked at items: how many lost batches had arrived by then. What comes after it has asked, nobody can know. */
export class Looks {
  readonly #first = new Map<number, number>();
  readonly #last = new Map<number, number>();

  /** 0 stands for asking which items there are. */
  note(id: number, arrived: number): void {
    this.#last.set(id, arrived);
    if (!this.#first.has(id)) this.#first.set(id, arrived);
  }

  /**
   * Whether nothing has arrived since an item was looked at for the sake of its outcome. A conflict is told by the latest look; that
   * something was not applied may be told by the first, and looked at again for another reason.
   */
  isFresh(id: number, kind: Outcome['kind'], arrived: number): boolean {
    const looks = kind === 'collateral' ? this.#first : this.#last;
    return (looks.get(Math.max(id, 0)) ?? 0) === arrived;
  }
}
