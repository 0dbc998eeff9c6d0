import type { CommitClient, CommitDeps, Outcomes } from '../../src/commit/deps';
import type { JournalRecord } from '../../src/commit/journal';
import type { CommitRecord } from '../../src/commit/undo';
import { emptyStage, reduceStage, type Stage, type StageAction } from '../../src/core/stage';
import { formatStageFile, parseStageFile } from '../../src/core/stageFile';
import type { Chance } from './chance';
import { definitions } from './definitions';

/** What outlives a process: files, and the order of things. */
export class Disk {
  #stage: Stage = emptyStage;
  journal: readonly string[] = [];
  /** Ids of items that were told to be committed, and of those that Undo knows. */
  readonly told = new Set<number>();
  readonly undoable = new Set<number>();

  get stage(): Stage {
    return this.#stage;
  }

  update(plan: (stage: Stage) => readonly StageAction[]): Stage {
    this.#stage = plan(this.#stage).reduce(reduceStage, this.#stage);
    return this.#stage;
  }

  remember({ items }: CommitRecord, outcomes: Outcomes): void {
    for (const [, outcome] of outcomes) if (outcome.kind === 'committed') this.told.add(outcome.id);
    for (const { id } of items) this.undoable.add(id);
  }

  /** A process that starts knows only what the file says. */
  reread(): void {
    const parsed = parseStageFile(formatStageFile(this.#stage));
    if (!parsed.ok) throw new Error(`The stage file cannot be read: ${parsed.detail}`);
    this.#stage = parsed.stage;
  }
}

/** Lets one waiting step go on at a time, picked by chance: every interleaving of windows, users and crashes is possible. */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  constructor(readonly chance: Chance) {}

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Runs until the work is done or nobody waits any more. */
  async run(work: Promise<unknown>): Promise<void> {
    const state = { done: false };
    const mark = (): void => {
      state.done = true;
    };
    work.then(mark, mark);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.done) return work.then(() => undefined);
      const index = this.chance.below(this.#waiting.length);
      const [resolve] = this.#waiting.splice(index, 1);
      if (resolve === undefined) throw new Error('Everybody waits, nobody goes on.');
      resolve();
    }
  }
}

/** One window with its extension host. Once killed it never does anything again, and its locks are free. */
export class Machine {
  alive = true;
  readonly died: Promise<'died'>;
  readonly #abort = new AbortController();
  #die: (value: 'died') => void = () => undefined;

  constructor(
    readonly disk: Disk,
    readonly turns: Turns,
    readonly lock: { holder: Machine | undefined },
    /** What happens around a step; may kill this machine. */
    readonly around: (machine: Machine, place: string) => void,
  ) {
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  kill(): void {
    this.alive = false;
    if (this.lock.holder === this) this.lock.holder = undefined;
    this.#die('died');
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Passed before and after everything that leaves a trace outside. */
  async step(place: string): Promise<void> {
    if (this.alive) await this.turns.next();
    if (this.alive) this.around(this, place);
    if (!this.alive) await new Promise<never>(() => undefined);
  }

  deps(client: CommitClient, batchLimit: number, now: () => number, sleep: (milliseconds: number) => void): CommitDeps {
    const { disk } = this;
    disk.reread();
    let stage = disk.stage;
    return {
      client,
      stage: {
        current: () => stage,
        update: async (plan) => {
          await this.step('stage');
          stage = disk.update(plan);
          await this.step('staged');
        },
      },
      journal: {
        read: () => Promise.resolve(disk.journal.map((line) => JSON.parse(line) as JournalRecord)),
        append: async (record) => {
          await this.step(`journal ${record.kind}`);
          disk.journal = [...disk.journal, JSON.stringify(record)];
          await this.step(`journalled ${record.kind}`);
        },
        clear: async () => {
          await this.step('journal clear');
          disk.journal = [];
        },
      },
      lock: { acquire: () => Promise.resolve(this.#acquire()) },
      definitions: () => Promise.resolve(definitions),
      openFile: () => Promise.resolve(undefined),
      confirmChangedFiles: () => Promise.resolve(true),
      remember: async (record, outcomes) => {
        await this.step('remember');
        disk.remember(record, outcomes);
        await this.step('remembered');
      },
      now,
      sleep: async (milliseconds) => {
        await this.step('sleep');
        sleep(milliseconds);
      },
      progress: () => undefined,
      batchLimit,
      signal: this.#abort.signal,
      log: { debug: () => undefined, warn: () => undefined },
    };
  }

  #acquire(): (() => Promise<void>) | undefined {
    if (this.lock.holder !== undefined) return undefined;
    this.lock.holder = this;
    return () => {
      if (this.lock.holder === this) this.lock.holder = undefined;
      return Promise.resolve();
    };
  }
}
