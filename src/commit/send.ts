import { randomUUID } from 'node:crypto';
import { batchBody, type Batch } from '../core/commitPlan';
import type { Definitions } from '../core/definitions';
import { documentText } from '../core/document';
import { diff } from '../core/operations';
import type { Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import { reduceActions, type StagedItem } from '../core/stage';
import { field } from '../core/workItem';
import type { CommitDeps, Outcomes } from './deps';
import { saidByReply, type Committed, type SentBatch, type SentEntry } from './journal';
import { findMisplaced, repairActions, repairOutcome } from './misplaced';
import { projectOf, settleActions, type Settled } from './settle';
import { decideOutcomes, unreadable, type Decision } from './verify';

/** Definitions that were read before anything was sent. */
export type KnownDefinitions = (project: string) => Definitions | undefined;

const unseenOutcome: Outcome = { kind: 'unknown', message: unreadable };

/** Writes the journal, sends the batch once, finds out the truth, settles the stage. The order is the point of it. */
export async function sendOnce(
  deps: CommitDeps,
  batch: Batch,
  items: readonly StagedItem[],
  comment: string | undefined,
  definitions: KnownDefinitions,
): Promise<readonly Decision[]> {
  const commit = randomUUID();
  const time = deps.client.serverNow();
  const entries = sentEntries(batch, items, definitions);
  await deps.journal.append({ kind: 'sending', commit, time, comment, entries });
  // No signal: a request that is cut off midway has an unknown outcome, and cancelling only means not to wait.
  const reply = await deps.client.sendBatch(batchBody(batch));
  await deps.journal.append({ kind: 'reply', commit, reply });
  const openIds = new Set(entries.map(({ id }) => id));
  const committed = saidByReply(entries, reply);
  const sent = { commit, time, comment, entries, openIds, reply, committed, untold: new Map<number, Committed>() };
  return settleOpen(deps, sent, definitions, true);
}

/** From a reply, or from the lack of one, to a settled stage and a journal that knows what is decided. */
export async function settleOpen(
  deps: CommitDeps,
  open: SentBatch,
  definitions: KnownDefinitions,
  patient: boolean,
): Promise<readonly Decision[]> {
  const judged = (await decideOutcomes(deps, open, patient)).filter(({ entry }) => open.openIds.has(entry.id));
  const { misplaced, unseen } = await findMisplaced(deps, open, judged, definitions);
  const seen = judged.map((one) => (unseen.has(one.entry.id) ? { ...one, outcome: unseenOutcome, final: false } : one));
  const astray = new Set(misplaced.map(({ entry }) => entry.id));
  const decided = withWaiting(seen, open, astray);
  await noteFound(deps, open, decided);
  await deps.stage.update((stage) => {
    const settling = settleActions(stage, decided, open.comment, definitions);
    return [...settling, ...repairActions(reduceActions(stage, settling), misplaced)];
  });
  const decisions = decided.map((one) =>
    astray.has(one.entry.id) ? { ...one, outcome: repairOutcome, brought: asCommitted(one.outcome) } : one,
  );
  const closed = decisions.filter(({ final }) => final);
  await closeEntries(deps, open.commit, closed);
  return decisions;
}

/** What was sent with entries that were not applied, or went astray with them, is still to be sent. */
function withWaiting(
  decisions: readonly Decision[],
  { committed }: SentBatch,
  astray: ReadonlySet<number>,
): readonly Decision[] {
  const applied = new Set(committed.keys());
  for (const { entry, outcome } of decisions) {
    // A yes that could not be looked into is none yet.
    if (outcome.kind === 'committed' && !astray.has(entry.id)) applied.add(entry.id);
    else applied.delete(entry.id);
  }
  return decisions.map((one) => {
    const isDone = one.outcome.kind === 'committed';
    const waiting = isDone ? (one.entry.entrusted ?? []).filter(({ to }) => !applied.has(to)) : [];
    return waiting.length === 0 ? one : { ...one, waiting };
  });
}

/** After a crash the stage no longer has what was settled: what was found is told then, and not taken for another creation. */
async function noteFound(deps: CommitDeps, open: SentBatch, decisions: readonly Decision[]): Promise<void> {
  const entries = decisions.flatMap(({ entry: { id }, outcome }) =>
    outcome.kind === 'committed' && !open.committed.has(id) ? [{ id, committed: outcome }] : [],
  );
  if (entries.length > 0) await deps.journal.append({ kind: 'found', commit: open.commit, entries });
}

/** Writes down that entries are decided: they are never looked into again. */
export async function closeEntries(deps: CommitDeps, commit: string, closed: readonly Settled[]): Promise<void> {
  if (closed.length === 0) return;
  const entries = closed.map(({ entry: { id }, outcome, brought }) => ({
    id,
    committed: asCommitted(outcome),
    brought,
  }));
  await deps.journal.append({ kind: 'decided', commit, entries });
}

function asCommitted(outcome: Outcome): Committed | undefined {
  return outcome.kind === 'committed' ? outcome : undefined;
}

/** What was done to each item, for Undo: with what is to be put right. */
export function broughtBy(settled: readonly Settled[]): Outcomes {
  return settled.map(({ entry, outcome, brought }) => [entry.id, brought ?? outcome]);
}

function sentEntries(batch: Batch, items: readonly StagedItem[], definitions: KnownDefinitions): readonly SentEntry[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return batch.entries.map((entry) => {
    const item = byId.get(entry.id);
    if (item === undefined) throw new Error(`The plan has an entry ${entry.id} that is not among the items.`);
    const parsed = parseDocument(item.text);
    const project = projectOf(item);
    const known = definitions(project);
    const document = parsed.ok ? parsed.document : undefined;
    return {
      ...entry,
      project,
      base: item.base,
      text: item.text,
      changes: document === undefined || known === undefined ? [] : diff(item.base, document, known).changes,
      creation:
        entry.id > 0 || document === undefined
          ? undefined
          : { type: documentText(document, field.type), title: documentText(document, field.title) },
    };
  });
}
