import { AdoError } from '../ado/errors';
import { planCommit, resolveBatch, type Batch } from '../core/commitPlan';
import type { Definitions } from '../core/definitions';
import { withLinks } from '../core/importStage';
import type { Outcome } from '../core/outcome';
import { findStaged, type Stage, type StageAction, type StagedItem } from '../core/stage';
import type { CommitDeps, CommitRequest, CommitResult, Outcomes } from './deps';
import { openBatches } from './journal';
import { disturbed } from './order';
import { planContext, readDefinitions } from './plan';
import { closeJournal, settleJournal } from './recover';
import { refresh } from './refresh';
import { newTargets } from './rest';
import { broughtBy, sendOnce } from './send';
import { emptyRecord, joinRecords, recordOf, type CommitRecord } from './undo';
import { uploadFiles } from './upload';
import type { Decision } from './verify';

/** One commit from beginning to end. The caller holds the lock. */
export class CommitRun {
  /** True from the moment when the first batch is on its way: from then on there are outcomes, and no way back. */
  hasLeft = false;
  readonly #deps: CommitDeps;
  readonly #request: CommitRequest;
  readonly #definitions = new Map<string, Definitions>();
  readonly #outcomes = new Map<number, Outcome>();
  readonly #realIds = new Map<number, number>();
  /** Committed items of which a link is still to come with a later batch. */
  readonly #waiting = new Set<number>();
  /** Revisions at which an earlier batch, whose reply was lost, had not been applied yet. */
  #doubts: ReadonlyMap<number, number> = new Map();
  #comment = '';
  #record: CommitRecord = emptyRecord;

  constructor(deps: CommitDeps, request: CommitRequest) {
    this.#deps = deps;
    this.#request = request;
  }

  async all(): Promise<CommitResult> {
    await this.#recover();
    const staged = await this.#select();
    if (staged.length === 0) return this.#done();
    this.#comment = this.#deps.stage.current().comment;
    for (const item of staged) this.#outcomes.delete(item.id);
    const stopped = await this.#round(staged);
    return stopped ?? this.#done();
  }

  async #recover(): Promise<void> {
    const { outcomes, doubts, record } = await settleJournal(this.#deps);
    for (const [id, outcome] of outcomes) this.#outcomes.set(id, outcome);
    this.#doubts = doubts;
    this.#record = joinRecords(this.#record, record);
  }

  async #done(): Promise<CommitResult> {
    const outcomes = [...this.#outcomes];
    await closeJournal(this.#deps, outcomes, this.#record);
    return outcomes.length === 0 ? { kind: 'nothing' } : { kind: 'done', outcomes, record: this.#record };
  }

  /** What the stage holds now and may be sent: an item whose last fate is open must not be sent on top of it. */
  async #select(): Promise<readonly StagedItem[]> {
    const open = openBatches(await this.#deps.journal.read());
    const undecided = new Set(
      open.flatMap(({ openIds }) => [...openIds].filter((id) => this.#outcomes.get(id)?.kind === 'unknown')),
    );
    const { ids } = this.#request;
    const wanted = ids === undefined ? undefined : new Set(ids);
    await this.#deps.stage.update(() => []);
    const { items } = this.#deps.stage.current();
    const chosen = items.filter((item) => (wanted === undefined ? !item.held : wanted.has(item.id)));
    const waiting = waitingFor(chosen, undecided);
    await this.#leaveOut(waiting, [...undecided], waitingMessage);
    return chosen.filter((item) => !undecided.has(item.id) && !waiting.includes(item.id));
  }

  readonly #known = (project: string): Definitions | undefined => this.#definitions.get(project.toLowerCase());

  /** One refresh and the batches that it is good for. A result means that nothing has left. */
  async #round(staged: readonly StagedItem[]): Promise<CommitResult | undefined> {
    const deps = this.#deps;
    for (const [project, known] of await readDefinitions(deps, staged)) this.#definitions.set(project, known);
    const refreshed = await refresh(deps, staged, this.#known);
    if (this.#hasMoved(refreshed.revisions)) {
      // A lost batch may have arrived in the meantime: whose change this is decides whether the edit is sent again.
      await this.#recover();
      return this.#round(await this.#selectAgain(staged.map(({ id }) => id)));
    }
    const uploaded = await uploadFiles(deps, refreshed.items);
    if (uploaded.kind !== 'done') return uploaded;
    const items = uploaded.items.map((item) => ({ ...item, held: false }));
    const plan = planCommit(items, planContext(deps, this.#request, this.#comment, this.#known));
    if (!plan.ok) return { kind: 'blocked', problems: plan.problems };
    if (deps.signal.aborted && !this.hasLeft) return { kind: 'cancelled' };
    const there = plan.unchanged.flatMap((id) => alreadyThere(items, id));
    const still = await this.#adopt(staged, refreshed.rebased, [...refreshed.outcomes, ...there]);
    if (!still) return this.#round(await this.#selectAgain(staged.map(({ id }) => id)));
    return this.#sendAll(plan.batches, items);
  }

  #hasMoved(revisions: ReadonlyMap<number, number>): boolean {
    return [...this.#doubts].some(([id, seen]) => revisions.has(id) && revisions.get(id) !== seen);
  }

  /** Takes the merged texts into the stage, unless somebody saved or discarded one of the items in the meantime. */
  async #adopt(staged: readonly StagedItem[], rebased: readonly StagedItem[], outcomes: Outcomes): Promise<boolean> {
    const check = { still: true };
    await this.#deps.stage.update((stage) => {
      check.still = staged.every((item) => isSame(findStaged(stage, item.id), item));
      if (!check.still || rebased.length + outcomes.length === 0) return [];
      return [
        ...rebased.map(({ id, base, text }) => ({ kind: 'rebase' as const, id, base, text })),
        ...keepingComment(stage, outcomes),
      ];
    });
    if (check.still) for (const [id, outcome] of outcomes) this.#outcomes.set(id, outcome);
    return check.still;
  }

  async #selectAgain(ids: readonly number[]): Promise<readonly StagedItem[]> {
    const wanted = new Set(ids);
    await this.#deps.stage.update(() => []);
    const { items } = this.#deps.stage.current();
    return items.filter((item) => wanted.has(item.id) && isOpen(this.#outcomes.get(item.id)));
  }

  async #sendAll(batches: readonly Batch[], items: readonly StagedItem[]): Promise<CommitResult | undefined> {
    const deps = this.#deps;
    const byId = new Map(items.map((item) => [item.id, item]));
    const total = batches.reduce((sum, batch) => sum + batch.entries.length, 0);
    let sent = 0;
    for (const [index, planned] of batches.entries()) {
      const rest = batches.slice(index);
      if (disturbed(planned, batches.slice(0, index), (id) => byId.get(id)?.base)) return this.#startOver(idsOf(rest));
      const batch = resolveBatch(planned, this.#realIds);
      const resolved = items.map((item) => ({ ...item, text: withLinks(item.text, this.#realIds) }));
      if (deps.signal.aborted && !this.hasLeft) return { kind: 'cancelled' };
      this.hasLeft = true;
      deps.progress('send', sent, total);
      const last = rest.length === 1 && this.#allCommitted();
      const decisions = await sendOnce(deps, batch, resolved, last ? this.#comment : undefined, this.#known);
      const outcomes = this.#take(decisions, resolved);
      sent += batch.entries.length;
      if (!this.#allCommitted(outcomes)) {
        // Batches behind one that failed are not sent: the person decided about all of them together.
        await this.#leaveOut(idsOf(rest.slice(1)), culpritsOf(outcomes), earlierMessage);
        return this.#lookBack(outcomes, items);
      }
    }
    return this.#finishWaiting();
  }

  /** Links that waited for a later batch are there now: the next reading shows that nothing of their items is left to send. */
  async #finishWaiting(): Promise<undefined> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const id of waiting) this.#outcomes.delete(id);
    return waiting.length === 0 ? undefined : this.#startOver(waiting);
  }

  /** What a lost batch was to bring may have arrived just now: then the reply spoke of that, and what is left is sent on top of it. */
  async #lookBack(outcomes: Outcomes, items: readonly StagedItem[]): Promise<undefined> {
    const doubted = outcomes.filter(([id, { kind }]) => kind !== 'committed' && this.#doubts.has(id));
    if (doubted.length === 0) return undefined;
    try {
      await this.#recover();
    } catch (error) {
      if (!(error instanceof AdoError)) throw error;
      // Nobody can be asked now: the next commit looks back.
      return undefined;
    }
    const hasArrived = (id: number): boolean => this.#outcomes.get(id)?.kind === 'committed';
    const standing = doubted.filter(([id]) => !hasArrived(id));
    for (const [id, outcome] of standing) this.#outcomes.set(id, outcome);
    await this.#deps.stage.update((stage) => keepingComment(stage, ofSameText(stage, standing, items)));
    const stage = this.#deps.stage.current();
    const left = doubted.flatMap(([id]) => (hasArrived(id) && findStaged(stage, id) !== undefined ? [id] : []));
    for (const id of left) this.#outcomes.delete(id);
    return left.length === 0 ? undefined : this.#startOver(left);
  }

  /** What is planned no longer fits to what is there now, after earlier batches have been at work: it is planned anew. */
  async #startOver(ids: readonly number[]): Promise<undefined> {
    try {
      const stopped = await this.#round(await this.#selectAgain(ids));
      if (stopped !== undefined) await this.#leaveOut(ids, [], earlierMessage);
    } catch (error) {
      if (!(error instanceof AdoError)) throw error;
      await this.#leaveOut(ids, [], earlierMessage);
    }
    return undefined;
  }

  #allCommitted(outcomes: Outcomes = [...this.#outcomes]): boolean {
    return outcomes.every(([, outcome]) => outcome.kind === 'committed');
  }

  #take(decisions: readonly Decision[], items: readonly StagedItem[]): Outcomes {
    const outcomes = decisions.map(({ entry, outcome }) => [entry.id, outcome] as const);
    for (const [id, outcome] of outcomes) {
      this.#outcomes.set(id, outcome);
      if (id < 0 && outcome.kind === 'committed') this.#realIds.set(id, outcome.id);
    }
    for (const { outcome, waiting = [] } of decisions)
      if (outcome.kind === 'committed' && waiting.length > 0) this.#waiting.add(outcome.id);
    this.#record = recordOf(this.#record, broughtBy(decisions), items);
    return outcomes;
  }

  /** Says of items that they were not sent, and why. */
  async #leaveOut(ids: readonly number[], culprits: readonly number[], message: string): Promise<void> {
    const outcomes = ids
      .filter((id) => !this.#outcomes.has(id))
      .map((id): readonly [number, Outcome] => [id, { kind: 'collateral', culprits, message }]);
    if (outcomes.length === 0) return;
    for (const [id, outcome] of outcomes) this.#outcomes.set(id, outcome);
    await this.#deps.stage.update((stage) => keepingComment(stage, outcomes));
  }
}

const earlierMessage = 'Not sent, because an earlier part of this commit was not applied. Commit again to send it.';
const waitingMessage =
  'Not sent, because it links to a new item whose outcome is not known yet. Decide about that one first.';

function idsOf(batches: readonly Batch[]): readonly number[] {
  return batches.flatMap(({ entries }) => entries.map(({ id }) => id));
}

function culpritsOf(outcomes: Outcomes): readonly number[] {
  return outcomes.flatMap(([id, { kind }]) => (kind === 'rejected' || kind === 'conflict' ? [id] : []));
}

/** Items that link, directly or through others, to new items that are not decided. */
function waitingFor(items: readonly StagedItem[], undecided: ReadonlySet<number>): readonly number[] {
  const waiting = new Set<number>();
  const isBlocked = (id: number): boolean => undecided.has(id) || waiting.has(id);
  for (let size = -1; size !== waiting.size;) {
    size = waiting.size;
    for (const item of items) if (!isBlocked(item.id) && newTargets(item).some(isBlocked)) waiting.add(item.id);
  }
  return [...waiting];
}

/** Nothing is known of it yet, or only that an earlier batch did not apply it. */
function isOpen(outcome: Outcome | undefined): boolean {
  return outcome === undefined || (outcome.kind === 'collateral' && outcome.culprits.length === 0);
}

function isSame(now: StagedItem | undefined, then: StagedItem): boolean {
  return now?.text === then.text && now.base.rev === then.base.rev;
}

/** Outcomes of what the stage still holds as it was sent. */
function ofSameText(stage: Stage, outcomes: Outcomes, items: readonly StagedItem[]): Outcomes {
  const sent = new Map(items.map(({ id, text }) => [id, text]));
  return outcomes.filter(([id]) => findStaged(stage, id)?.text === sent.get(id));
}

/** Outcomes without a batch say nothing about the comment: it waits for the items that it is meant for. */
function keepingComment(stage: Stage, outcomes: Outcomes): readonly StageAction[] {
  if (outcomes.length === 0) return [];
  return [
    { kind: 'settle', outcomes },
    { kind: 'comment', text: stage.comment },
  ];
}

/** An edit that says nothing the server does not say already has arrived, whoever brought it. */
function alreadyThere(items: readonly StagedItem[], id: number): Outcomes {
  const item = items.find((candidate) => candidate.id === id);
  return item === undefined ? [] : [[id, { kind: 'committed', id, rev: item.base.rev }]];
}
