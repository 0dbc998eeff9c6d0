import type { PlanEntry } from '../core/commitPlan';
import type { Change } from '../core/operations';
import { readOutcomes, type BatchReply, type Outcome } from '../core/outcome';
import type { WorkItem } from '../core/workItem';

/** An entry as it left, with all that is needed to find out later what became of it, even if the stage has moved on. */
export interface SentEntry extends PlanEntry {
  /** Project that the item belongs to. */
  readonly project: string;
  /** What the entry was made on; its revision is the guard, 0 for a new item. */
  readonly base: WorkItem;
  /** The staged text that was sent: what differs from it later is a newer edit. */
  readonly text: string;
  /** What the entry changes. */
  readonly changes: readonly Change[];
  /** How to recognise a new item. */
  readonly creation: { readonly type: string; readonly title: string } | undefined;
}

/** One line of the journal. Every line is on disk before the next step is taken. */
export type JournalRecord =
  | {
      /** Before the request leaves. */
      readonly kind: 'sending';
      readonly commit: string;
      /** The server's clock, milliseconds since 1970. */
      readonly time: number;
      /** The stage's comment, where this batch is the last that needs it. */
      readonly comment: string | undefined;
      readonly entries: readonly SentEntry[];
    }
  | {
      /** Before the stage is settled. */
      readonly kind: 'reply';
      readonly commit: string;
      readonly reply: BatchReply;
    }
  | {
      /** Before the stage is settled: what is committed though the reply alone does not say so. */
      readonly kind: 'found';
      readonly commit: string;
      readonly entries: readonly { readonly id: number; readonly committed: Committed }[];
    }
  | {
      /** After the stage has been settled: nothing about these entries is open any more. */
      readonly kind: 'decided';
      readonly commit: string;
      readonly entries: readonly DecidedEntry[];
    }
  | {
      /** What has been committed up to here is known outside of the journal, too. */
      readonly kind: 'told';
    };

interface DecidedEntry {
  readonly id: number;
  readonly committed: Committed | undefined;
  /** What went through although something of it is to be put right. */
  readonly brought?: Committed | undefined;
}

export type Committed = Extract<Outcome, { readonly kind: 'committed' }>;

/** What was begun and not yet finished, in the order of writing; outlives a crash. */
export interface Journal {
  read(): Promise<readonly JournalRecord[]>;
  /** Resolved when the record is on disk. */
  append(record: JournalRecord): Promise<void>;
  /** Forgets everything; only when nothing is open. */
  clear(): Promise<void>;
}

/** A batch as the journal knows it. */
export interface SentBatch {
  readonly commit: string;
  readonly time: number;
  readonly comment: string | undefined;
  /** All entries, as the reply counts them. */
  readonly entries: readonly SentEntry[];
  /** Ids of entries that are not decided. */
  readonly openIds: ReadonlySet<number>;
  readonly reply: BatchReply | undefined;
  /** By the ids in the stage. */
  readonly committed: ReadonlyMap<number, Committed>;
  /** What decided entries have brought while nothing outside of the journal knows of it, by the ids in the stage. */
  readonly untold: ReadonlyMap<number, Committed>;
}

/** Everything that was sent, oldest first. */
export function sentBatches(records: readonly JournalRecord[]): readonly SentBatch[] {
  const batches = new Map<string, Mutable>();
  for (const record of records) {
    if (record.kind === 'sending') batches.set(record.commit, opened(record));
    else if (record.kind === 'told') for (const { untold } of batches.values()) untold.clear();
    else noteRecord(batches.get(record.commit), record);
  }
  return [...batches.values()];
}

interface Mutable extends SentBatch {
  readonly openIds: Set<number>;
  readonly committed: Map<number, Committed>;
  readonly untold: Map<number, Committed>;
  reply: BatchReply | undefined;
}

type RecordOf<K extends JournalRecord['kind']> = Extract<JournalRecord, { readonly kind: K }>;

function opened({ commit, time, comment, entries }: RecordOf<'sending'>): Mutable {
  const openIds = new Set(entries.map(({ id }) => id));
  return { commit, time, comment, entries, openIds, reply: undefined, committed: new Map(), untold: new Map() };
}

function noteRecord(batch: Mutable | undefined, record: RecordOf<'reply' | 'found' | 'decided'>): void {
  if (batch === undefined) return;
  if (record.kind === 'reply') {
    batch.reply = record.reply;
    for (const [id, committed] of saidByReply(batch.entries, record.reply)) batch.committed.set(id, committed);
    return;
  }
  for (const { id, committed } of record.entries) {
    // The latest word counts: a yes may turn out to have met another relation than was meant.
    if (committed === undefined) batch.committed.delete(id);
    else batch.committed.set(id, committed);
  }
  if (record.kind === 'found') return;
  for (const { id, committed, brought = committed } of record.entries) {
    batch.openIds.delete(id);
    if (brought !== undefined) batch.untold.set(id, brought);
  }
}

/** What a reply says is committed, as far as it is believed without looking: a whole success, and every creation. */
export function saidByReply(entries: readonly SentEntry[], reply: BatchReply): ReadonlyMap<number, Committed> {
  const { outcomes, uniform } = readOutcomes({ entries }, reply);
  return new Map(
    outcomes.flatMap(([id, outcome]) =>
      outcome.kind === 'committed' && (uniform || id < 0) ? [[id, outcome] as const] : [],
    ),
  );
}

/** The batches that are not wholly decided, oldest first. */
export function openBatches(records: readonly JournalRecord[]): readonly SentBatch[] {
  return sentBatches(records).filter(({ openIds }) => openIds.size > 0);
}

/**
 * What the journal knows of creations: real ids by the ids in the stage. An item on the server that came of one creation cannot have
 * come of another.
 */
export function knownCreations(records: readonly JournalRecord[]): ReadonlyMap<number, number> {
  return new Map(
    sentBatches(records).flatMap(({ committed }) =>
      [...committed].flatMap(([id, outcome]) => (id < 0 ? [[id, outcome.id] as const] : [])),
    ),
  );
}
