import { AdoError } from '../ado/errors';
import type { Definitions } from '../core/definitions';
import type { Outcome } from '../core/outcome';
import { findStaged } from '../core/stage';
import type { CommitDeps, CommitResult, Outcomes } from './deps';
import { guarded } from './guarded';
import { openBatches, sentBatches, type SentBatch } from './journal';
import { broughtBy, closeEntries, settleOpen } from './send';
import { settleActions, type Settled } from './settle';
import { emptyRecord, recordOf, type CommitRecord } from './undo';

/** Decides what a crash, a reload or a lost reply has left open. Call it once after connecting; a commit does it by itself. */
export async function recoverStage(deps: CommitDeps): Promise<CommitResult> {
  const release = await deps.lock.acquire();
  if (release === undefined) return { kind: 'busy' };
  return guarded(async () => {
    const { outcomes, record } = await settleJournal(deps);
    await closeJournal(deps, outcomes, record);
    return outcomes.length === 0 ? { kind: 'nothing' } : { kind: 'done', outcomes, record };
  }).finally(release);
}

export interface SettledJournal {
  /** Of everything that was open, or committed and told to nobody. */
  readonly outcomes: Outcomes;
  /** Items whose lost batch was not applied so far, with the revision at which that was seen. */
  readonly doubts: ReadonlyMap<number, number>;
  /** Of what turned out to be committed. */
  readonly record: CommitRecord;
}

/** The same for a caller that holds the lock, and closes the journal in the end. */
export async function settleJournal(deps: CommitDeps): Promise<SettledJournal> {
  const outcomes = new Map<number, Outcome>();
  const doubts = new Map<number, number>();
  let record = emptyRecord;
  await closeGone(deps);
  for (const batch of sentBatches(await deps.journal.read())) {
    for (const [id, outcome] of batch.committed) if (batch.untold.has(id)) outcomes.set(id, outcome);
    record = recordOf(record, [...batch.untold], batch.entries);
    if (batch.openIds.size === 0) continue;
    const definitions = await readDefinitions(deps, batch);
    const decisions = await settleOpen(deps, batch, (name) => definitions.get(name), false);
    for (const { entry, outcome, seen } of decisions) {
      // What an earlier batch is known to have brought has left the stage: that a later one is in doubt changes nothing of it.
      const isGone = findStaged(deps.stage.current(), entry.id) === undefined;
      if (!isGone || outcomes.get(entry.id)?.kind !== 'committed') outcomes.set(entry.id, outcome);
      if (seen !== undefined) doubts.set(entry.id, seen);
    }
    record = recordOf(record, broughtBy(decisions), batch.entries);
  }
  return { outcomes: [...outcomes], doubts, record };
}

/**
 * The end of everything that sends or decides. What has been committed is remembered before the journal forgets it. An empty journal is
 * the normal state: whatever is left in it asks for a look. What has left the stage asks for none.
 */
export async function closeJournal(deps: CommitDeps, outcomes: Outcomes, record: CommitRecord): Promise<void> {
  const batches = sentBatches(await deps.journal.read());
  if (batches.length === 0) return;
  await deps.remember(record, outcomes);
  const stage = deps.stage.current();
  const isOpen = batches.some(({ openIds }) => [...openIds].some((id) => findStaged(stage, id) !== undefined));
  if (!isOpen) await deps.journal.clear();
  else if (batches.some(({ untold }) => untold.size > 0)) await deps.journal.append({ kind: 'told' });
}

/** What has left the stage is nobody's question any more: it was committed, or the person has discarded it. */
async function closeGone(deps: CommitDeps): Promise<void> {
  for (const { commit, entries, openIds, committed } of openBatches(await deps.journal.read())) {
    await deps.stage.update(() => []);
    const stage = deps.stage.current();
    const gone = entries.filter(({ id }) => openIds.has(id) && findStaged(stage, id) === undefined);
    const unknown: Outcome = { kind: 'unknown', message: '' };
    await closeEntries(
      deps,
      commit,
      gone.map((entry) => ({ entry, outcome: committed.get(entry.id) ?? unknown })),
    );
  }
}

async function readDefinitions(deps: CommitDeps, open: SentBatch): Promise<ReadonlyMap<string, Definitions>> {
  const projects = new Set(open.entries.map(({ project }) => project));
  return new Map(await Promise.all([...projects].map(async (name) => [name, await deps.definitions(name)] as const)));
}

/** A person's word on an edit whose outcome stays unknown: it was not committed and may be sent again, or it was, as that item. */
export type OpenChoice = 'notCommitted' | { readonly committedAs: number };

/** Takes a person's word. Fails where the item named cannot be read. */
export async function decideOpen(deps: CommitDeps, id: number, choice: OpenChoice): Promise<CommitResult> {
  const release = await deps.lock.acquire();
  if (release === undefined) return { kind: 'busy' };
  return guarded(async () => {
    const outcome = choice === 'notCommitted' ? undefined : await readCommitted(deps, choice.committedAs);
    let record = emptyRecord;
    for (const open of openBatches(await deps.journal.read())) {
      const entry = open.openIds.has(id) ? open.entries.find((candidate) => candidate.id === id) : undefined;
      if (entry === undefined) continue;
      const decided = outcome ?? { kind: 'unknown', message: '' };
      record = recordOf(record, [[id, decided]], open.entries);
      await decideEntry(deps, open, { entry, outcome: decided });
    }
    const outcomes: Outcomes = outcome === undefined ? [] : [[id, outcome]];
    await closeJournal(deps, outcomes, record);
    return { kind: 'done', outcomes, record };
  }).finally(release);
}

async function decideEntry(deps: CommitDeps, open: SentBatch, settled: Settled): Promise<void> {
  if (settled.outcome.kind === 'committed') {
    const definitions = await readDefinitions(deps, open);
    await deps.stage.update((stage) => settleActions(stage, [settled], undefined, (name) => definitions.get(name)));
  } else await forgetOutcome(deps, settled.entry.id);
  await closeEntries(deps, open.commit, [settled]);
}

async function readCommitted(deps: CommitDeps, id: number): Promise<Outcome> {
  const { items } = await deps.client.workItems([id], { relations: true });
  const [item] = items;
  if (item === undefined) {
    throw new AdoError('notFound', `There is no work item ${id} that you may read. Give another number.`);
  }
  return { kind: 'committed', id: item.id, rev: item.rev };
}

async function forgetOutcome(deps: CommitDeps, id: number): Promise<void> {
  await deps.stage.update((stage) => {
    const item = findStaged(stage, id);
    return item === undefined ? [] : [{ kind: 'restore', item: { ...item, outcome: undefined } }];
  });
}
