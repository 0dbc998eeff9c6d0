import type { Edited } from '../protocol/form';

/** The page's timers, handed in so that tests own the time. Delays are milliseconds. */
export interface Timers {
  set(run: () => void, delay: number): number;
  clear(handle: number): void;
}

export interface DraftOptions<T> {
  readonly timers: Timers;
  /** How long typing may pause before it is sent, in milliseconds: one pause, one undo step. */
  readonly delay: number;
  send(value: T): Promise<Edited>;
  failed(error: unknown): void;
  /** Everything typed has been answered: what was held back meanwhile can be shown. */
  settled(): void;
}

/**
 * What was typed into one input and is not yet known to stand in the document. While there is such a thing, a state
 * from the host is older than what the person sees and must not overwrite it.
 */
export interface Draft<T> {
  type(value: T): void;
  /** Sends what is unsent and resolves when all of it has been answered, well or badly. */
  flush(): Promise<void>;
  readonly pending: boolean;
  /** True when a state of that version is at least as new as this input. */
  accepts(version: number): boolean;
}

export function createDraft<T>(options: DraftOptions<T>): Draft<T> {
  let unsent: { readonly value: T } | undefined;
  let timer: number | undefined;
  let inFlight = 0;
  let newest = 0;
  let last: Promise<void> = Promise.resolve();

  async function send(value: T): Promise<void> {
    inFlight += 1;
    try {
      const { version } = await options.send(value);
      newest = Math.max(newest, version);
    } catch (error) {
      options.failed(error);
    } finally {
      inFlight -= 1;
      if (unsent === undefined && inFlight === 0) options.settled();
    }
  }

  async function flush(): Promise<void> {
    if (timer !== undefined) options.timers.clear(timer);
    timer = undefined;
    if (unsent !== undefined) {
      const { value } = unsent;
      unsent = undefined;
      const earlier = last;
      const current = send(value);
      last = earlier.then(() => current);
    }
    await last;
  }

  return {
    type(value) {
      unsent = { value };
      if (timer !== undefined) options.timers.clear(timer);
      timer = options.timers.set(() => void flush(), options.delay);
    },
    flush,
    get pending() {
      return unsent !== undefined || inFlight > 0;
    },
    accepts(version) {
      return unsent === undefined && inFlight === 0 && version >= newest;
    },
  };
}
