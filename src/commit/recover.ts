import { AdoError } from '../ado/errors';
import type { Definitions } from '../core/definitions';
import type { Outcome } from '../core/outcome';
import { findStaged, type Stage, type StagedItem } from '../core/stage';
import type { CommitDeps, CommitResult } from './deps';
import { guarded } from './guarded';
import { openCommits, type OpenCommit } from './journal';
import { closeEntries, settleOpen } from './send';
import { settleActions, type Settled } from './settle';
import { emptyRecord, recordOf, type CommitRecord } from './undo';

type Outcomes = readonly (readonly [number, Outcome])[];

/** Decides what a crash, a reload or a lost reply has left open. Call it once after connecting; a commit does it by itself. */
export async function recoverStage(deps: CommitDeps): Promise<CommitResult> {
  const release = await deps.lock.acquire();
  if (release === undefined) return { kind: 'busy' };
  return guarded(async () => {
    const { outcomes, record } = await settleJournal(deps);
    return outcomes.length === 0 ? { kind: 'nothing' } : { kind: 'done', outcomes, record };
  }).finally(release);
}

export interface SettledJournal {
  /** Of everything that was open. */
  readonly outcomes: Outcomes;
  /** Items whose lost batch was not applied so far, with the revision at which that was seen. */
  readonly doubts: ReadonlyMap<number, number>;
  /** Of what turned out to be committed. */
  readonly record: CommitRecord;
}

/** The same for a caller that holds the lock. */
export async function settleJournal(deps: CommitDeps): Promise<SettledJournal> {
  const outcomes = new Map<number, Outcome>();
  const doubts = new Map<number, number>();
  let record = emptyRecord;
  for (const open of openCommits(await deps.journal.read())) {
    const current = await withoutDiscarded(deps, open);
    if (current === undefined) continue;
    const definitions = await readDefinitions(deps, current);
    const asSent = stillAsSent(deps.stage.current(), current);
    const decisions = await settleOpen(deps, current, (name) => definitions.get(name), false);
    for (const { entry, outcome, seen } of decisions) {
      outcomes.set(entry.id, outcome);
      if (seen !== undefined) doubts.set(entry.id, seen);
    }
    record = recordOf(
      record,
      decisions.map(({ entry, outcome }) => [entry.id, outcome]),
      asSent,
    );
  }
  await tidyJournal(deps);
  return { outcomes: [...outcomes], doubts, record };
}

/** Staged items that nobody has saved anew since they were sent: only of them it is known what was there before. */
function stillAsSent({ items }: Stage, { entries }: OpenCommit): readonly StagedItem[] {
  return items.filter(({ id, text, base }) =>
    entries.some((entry) => entry.id === id && entry.text === text && entry.rev === base.rev),
  );
}

/** An empty journal is the normal state: whatever is left in it asks for a look. What has left the stage asks for none. */
export async function tidyJournal(deps: CommitDeps): Promise<void> {
  const records = await deps.journal.read();
  const stage = deps.stage.current();
  const isOpen = openCommits(records).some(({ openIds }) =>
    [...openIds].some((id) => findStaged(stage, id) !== undefined),
  );
  if (records.length > 0 && !isOpen) await deps.journal.clear();
}

/** What has left the stage is nobody's question any more. */
async function withoutDiscarded(deps: CommitDeps, open: OpenCommit): Promise<OpenCommit | undefined> {
  await deps.stage.update(() => []);
  const stage = deps.stage.current();
  const gone = open.entries.filter(({ id }) => open.openIds.has(id) && findStaged(stage, id) === undefined);
  const unknown: Outcome = { kind: 'unknown', message: '' };
  await closeEntries(
    deps,
    open.commit,
    gone.map((entry) => ({ entry, outcome: unknown })),
  );
  const discarded = new Set(gone.map(({ id }) => id));
  const openIds = new Set([...open.openIds].filter((id) => !discarded.has(id)));
  return openIds.size === 0 ? undefined : { ...open, openIds };
}

async function readDefinitions(deps: CommitDeps, open: OpenCommit): Promise<ReadonlyMap<string, Definitions>> {
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
    for (const open of openCommits(await deps.journal.read())) {
      const entry = open.openIds.has(id) ? open.entries.find((candidate) => candidate.id === id) : undefined;
      if (entry === undefined) continue;
      const decided = outcome ?? { kind: 'unknown', message: '' };
      record = recordOf(record, [[id, decided]], stillAsSent(deps.stage.current(), open));
      await decideEntry(deps, open, { entry, outcome: decided });
    }
    await tidyJournal(deps);
    return { kind: 'done', outcomes: outcome === undefined ? [] : [[id, outcome]], record };
  }).finally(release);
}

async function decideEntry(deps: CommitDeps, open: OpenCommit, settled: Settled): Promise<void> {
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
