import { commitStage } from '../../src/commit/commit';
import type { CommitResult } from '../../src/commit/deps';
import { decideOpen, recoverStage } from '../../src/commit/recover';
import { collateralIds } from '../../src/commit/rest';
import type { Outcome } from '../../src/core/outcome';
import type { StageAction, StagedItem } from '../../src/core/stage';
import { Chance } from './chance';
import { Markers, emptyText, myMarker, newItem, newText, newerText, seedFields, tangle, textOf } from './edits';
import { LateBatches } from './lateBatches';
import { leaningsOf, type Leanings } from './leanings';
import { Looks } from './looks';
import { Disk, Machine, Turns } from './machine';
import { attempt, linkSomehow, otherActs } from './others';
import { Removals } from './removals';
import { SimServer } from './server';
import { meantRemovals, mistaken, sentMarkers, strayRemovals, untold, untrue, violations } from './truth';
import { describeResult } from './words';
import { simClient, wireFaults, type WireFault } from './wire';

export interface ScheduleResult {
  readonly violations: readonly string[];
  readonly kills: number;
  readonly faults: number;
  /** What happened, line by line. */
  readonly history: readonly string[];
}

/** Runs one schedule: a stage, a wire that breaks, others who change things, crashes, and at last peace. */
export function runSchedule(seed: number): Promise<ScheduleResult> {
  return new Schedule(seed).run();
}

class Schedule {
  readonly #chance: Chance;
  readonly #server: SimServer;
  readonly #disk = new Disk();
  readonly #lock: { holder: Machine | undefined } = { holder: undefined };
  readonly #turns: Turns;
  readonly #markers = new Markers();
  readonly #wanted = new Set<string>();
  readonly #meant = new Set<number>();
  readonly #removals = new Set<string>();
  readonly #toGo = new Removals();
  readonly #made = new Map<number, Set<string>>();
  /** Items that the person discarded or judged wrongly: nobody can be told more of them. */
  readonly #excused = new Set<number>();
  readonly #found: string[] = [];
  readonly #history: string[] = [];
  readonly #late: LateBatches;
  readonly #leanings: Leanings;
  #peace = false;
  #time = Date.parse('2026-01-01T00:00:00Z');
  #kills = 0;
  #faults = 0;
  #othersActed = false;

  constructor(seed: number) {
    this.#chance = new Chance(seed);
    this.#turns = new Turns(this.#chance);
    this.#leanings = leaningsOf(this.#chance);
    const habits = {
      atomic: this.#chance.happens(0.8),
      positions: this.#chance.pick(['sequential', 'snapshot'] as const),
    };
    this.#server = new SimServer(habits, this.#chance, () => this.#time);
    const isAwaited = (id: number): boolean => this.#disk.stage.items.some((item) => item.id === id);
    this.#late = new LateBatches(this.#server, isAwaited, (event) => this.#history.push(event));
  }

  async run(): Promise<ScheduleResult> {
    this.#plant();
    this.#stage();
    const rounds = 1 + this.#chance.below(3);
    for (let round = 0; round < rounds; round += 1) await this.#round();
    await this.#settleDown();
    return { violations: this.#found, kills: this.#kills, faults: this.#faults, history: this.#history };
  }

  #plant(): void {
    const count = 3 + this.#chance.below(4);
    for (let index = 0; index < count; index += 1) {
      const { id } = this.#server.create('seed', seedFields(index));
      if (this.#chance.happens(0.5)) attempt(() => linkSomehow(this.#server, this.#chance, 'seed', id));
      if (this.#chance.happens(0.4)) {
        this.#server.addRelation('seed', id, { rel: 'Hyperlink', url: `https://h.example/seed${id}`, attributes: {} });
        this.#server.write('seed', id, {});
      }
    }
    this.#server.events.length = 0;
  }

  #stage(): void {
    const ids = [...this.#server.items.keys()];
    const { tangled } = this.#leanings;
    const news = Array.from({ length: tangled ? 3 : this.#chance.below(4) }, (_, index) => -1 - index);
    const targetsOf = tangled ? tangle(ids, news) : () => [...ids, ...news];
    for (const id of ids) {
      if (!this.#chance.happens(0.6)) continue;
      const base = this.#server.show(this.#server.find(id));
      this.#put(id, base, textOf(base, this.#chance, this.#markers, targetsOf(id), this.#leanings));
    }
    for (const id of news) {
      const base = newItem(id);
      this.#put(id, base, newText(base, this.#chance, this.#markers, targetsOf(id), this.#leanings));
    }
    if (this.#chance.happens(0.3)) this.#disk.update(() => [{ kind: 'comment', text: 'for all' }]);
  }

  /** Saves a text: what it no longer says of my own is not wanted any more. */
  #put(id: number, base: StagedItem['base'], text: string): void {
    const before = this.#disk.stage.items.find((item) => item.id === id);
    for (const marker of before?.text.match(myMarker) ?? []) if (!text.includes(marker)) this.#wanted.delete(marker);
    for (const marker of text.match(myMarker) ?? [])
      if (!JSON.stringify(base).includes(marker)) this.#wanted.add(marker);
    this.#meant.add(id);
    if (id < 0) this.#made.set(id, new Set([...(this.#made.get(id) ?? []), ...(text.match(myMarker) ?? [])]));
    for (const removal of meantRemovals({ id, base, text }, before?.text)) this.#removals.add(removal);
    this.#toGo.save({ id, base, text });
    this.#disk.update(() => [{ kind: 'put', id, base, text }]);
    this.#history.push(`saved ${id}: ${(text.match(myMarker) ?? []).join(' ')}`);
  }

  /** One or two windows commit; whoever is killed comes back and recovers. */
  async #round(): Promise<void> {
    const windows = this.#chance.happens(0.25) ? 2 : 1;
    const work = Array.from({ length: windows }, async () => {
      const machine = this.#machine();
      const only = this.#chance.happens(0.1) ? { ids: collateralIds(this.#disk.stage) } : {};
      const result = await this.#use(machine, (deps) => commitStage(deps, only));
      if (result === 'died') await this.#use(this.#machine(), recoverStage);
    });
    await this.#turns.run(Promise.all(work));
  }

  #machine(): Machine {
    return new Machine(this.#disk, this.#turns, this.#lock, (machine, place) => this.#around(machine, place));
  }

  async #use(
    machine: Machine,
    run: (deps: ReturnType<Machine['deps']>) => Promise<CommitResult>,
  ): Promise<CommitResult | 'died'> {
    let left = 0;
    const seen = new Looks();
    const client = simClient({
      server: this.#server,
      chance: this.#chance,
      me: 'me',
      step: (place) => machine.step(place),
      batchFault: () => this.#batchFault(),
      readFails: () => !this.#peace && this.#chance.happens(this.#leanings.trouble) && this.#fault('read'),
      later: (apply) => this.#late.add(apply),
      left: () => (left += 1),
      looked: (id) => seen.note(id, this.#late.arrived),
    });
    const deps = machine.deps(
      client,
      this.#leanings.batchLimit,
      () => this.#time,
      (milliseconds) => (this.#time += milliseconds),
    );
    let result = await Promise.race([run(deps), machine.died]);
    if (result !== 'died' && result.kind === 'waiting') result = await Promise.race([result.finished, machine.died]);
    this.#history.push(`result: ${result === 'died' ? 'died' : describeResult(result)}`);
    if (result !== 'died' && result.kind === 'done')
      this.#checkShown(result, (id, kind) => seen.isFresh(id, kind, this.#late.arrived));
    else if (result !== 'died' && left > 0)
      this.#found.push(`"${result.kind}" was told although ${left} batches had left`);
    return result;
  }

  #checkShown(
    result: Extract<CommitResult, { kind: 'done' }>,
    isFresh: (id: number, kind: Outcome['kind']) => boolean,
  ): void {
    const { stage } = this.#disk;
    for (const [id, outcome] of result.outcomes) {
      if (id < 0 && outcome.kind === 'committed') this.#meant.add(outcome.id);
      this.#found.push(...mistaken(this.#server, this.#made, id, outcome));
      // What the server does after it was asked, nobody can know when asking.
      if (isFresh(id, outcome.kind)) this.#found.push(...untrue(this.#server, stage, id, outcome));
    }
    this.#check();
  }

  #check(): void {
    const { stage } = this.#disk;
    this.#found.push(...violations({ server: this.#server, stage, wanted: this.#wanted, meant: this.#meant }));
  }

  #batchFault(): WireFault {
    const { fault: preferred, faultiness } = this.#leanings;
    const any = preferred !== undefined && this.#chance.happens(0.7) ? preferred : this.#chance.pick(wireFaults);
    const fault = this.#peace || !this.#chance.happens(faultiness) ? 'none' : any;
    if (fault !== 'none') this.#fault(fault);
    return fault;
  }

  #fault(name: string): boolean {
    this.#faults += 1;
    this.#history.push(`fault: ${name}`);
    return true;
  }

  /** Everything that can come between two steps. */
  #around(machine: Machine, place: string): void {
    this.#time += 1 + this.#chance.below(400);
    if (this.#peace) return;
    const { trouble, haste, meddling, death } = this.#leanings;
    const arrived = this.#chance.happens(haste) && this.#late.arrive();
    if (this.#chance.happens(trouble * 2) || (arrived && this.#chance.happens(meddling))) this.#otherActs(place);
    if (this.#chance.happens(trouble)) this.#saveNewer();
    if (this.#chance.happens(trouble / 2)) {
      machine.cancel();
      this.#history.push(`cancelled at ${place}`);
    }
    if (this.#chance.happens(place === death ? 0.3 : trouble)) {
      this.#kills += 1;
      this.#history.push(`killed at ${place}`);
      machine.kill();
    }
  }

  #otherActs(place: string): void {
    this.#othersActed = true;
    attempt(() => this.#history.push(`other ${otherActs(this.#server, this.#chance, this.#markers)} at ${place}`));
  }

  /** The person goes on editing while a commit runs. */
  #saveNewer(): void {
    const { items } = this.#disk.stage;
    if (items.length === 0) return;
    const item = this.#chance.pick(items);
    const text = newerText(item, this.#chance, this.#markers);
    if (text !== undefined && text !== item.text) this.#put(item.id, item.base, text);
  }

  /** No more trouble: everything is recovered, decided and sent, except what the person would have to change, one item a round. */
  async #settleDown(): Promise<void> {
    this.#late.arrive();
    this.#peace = true;
    this.#lock.holder = undefined;
    await this.#turns.run(this.#use(this.#machine(), recoverStage));
    for (let round = 0; round < 12; round += 1) {
      for (const item of this.#disk.stage.items) await this.#decide(item);
      const committing = this.#use(this.#machine(), (deps) => commitStage(deps));
      await this.#turns.run(committing);
      const result = await committing;
      const blocked = new Set(
        result !== 'died' && result.kind === 'blocked' ? result.problems.map(({ id }) => id) : [],
      );
      const discard = this.#disk.stage.items.filter(
        ({ id, outcome }) => blocked.has(id) || outcome?.kind === 'rejected' || outcome?.kind === 'conflict',
      );
      this.#discard(discard);
    }
    this.#check();
    const disturbed = this.#othersActed || this.#late.arrived > 0;
    this.#found.push(...strayRemovals(this.#server, this.#removals, this.#made, disturbed));
    for (const item of this.#disk.stage.items) {
      this.#found.push(`${item.id} is still staged in the end: ${JSON.stringify(item.outcome)}`);
    }
    this.#found.push(...this.#toGo.left(this.#server), ...untold(this.#server, this.#disk, this.#excused));
    if (this.#disk.journal.length > 0) this.#found.push('the journal is not empty in the end');
  }

  /** The person looks for themselves where the engine says that it does not know. */
  async #decide(item: StagedItem): Promise<void> {
    if (item.outcome?.kind !== 'unknown') return;
    const markers = sentMarkers(this.#disk.journal, item.id);
    const found = [...this.#server.items.values()].find((candidate) =>
      candidate.revisions.some(({ fields }) => markers.some((marker) => JSON.stringify(fields).includes(marker))),
    );
    this.#history.push(`decided ${item.id}: ${found?.id ?? 'not committed'}`);
    const choice = found === undefined ? 'notCommitted' : { committedAs: found.id };
    this.#toGo.discard(item.id);
    if (found === undefined) this.#excused.add(item.id);
    else this.#meant.add(found.id);
    await this.#turns.run(this.#use(this.#machine(), (deps) => decideOpen(deps, item.id, choice)));
  }

  #discard(items: readonly StagedItem[]): void {
    for (const item of items) {
      for (const marker of item.text.match(myMarker) ?? []) this.#wanted.delete(marker);
      // What the discarded text would have brought back, the person gave up knowingly.
      const blank = { ...newItem(item.id), relations: [] };
      for (const gone of meantRemovals({ id: item.id, base: blank, text: emptyText(item) }, item.text))
        this.#removals.add(gone);
      this.#toGo.discard(item.id);
      this.#excused.add(item.id);
      this.#history.push(`discarded ${item.id} (${item.outcome?.kind ?? ''})`);
    }
    this.#disk.update(() => items.map(({ id }): StageAction => ({ kind: 'discard', id })));
  }
}
