import type { PlanEntry } from '../core/commitPlan';
import type { Change } from '../core/operations';
import { readOutcomes, type BatchReply } from '../core/outcome';

/** An entry as it left, with all that is needed to find out later what became of it, even if the stage has moved on. */
export interface SentEntry extends PlanEntry {
  /** Project that the item belongs to. */
  readonly project: string;
  /** Revision that the entry was guarded by; 0 for a new item. */
  readonly rev: number;
  /** The staged text that was sent: what differs from it later is a newer edit. */
  readonly text: string;
  /** What the entry changes. */
  readonly changes: readonly Change[];
  /** Identities of the relations that the item had when it was last read. */
  readonly relations: readonly string[];
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
      /** Before the stage is settled: creations that were found on the server, because no reply told of them. */
      readonly kind: 'found';
      readonly commit: string;
      readonly entries: readonly { readonly id: number; readonly committedAs: number }[];
    }
  | {
      /** After the stage has been settled: nothing about these entries is open any more. */
      readonly kind: 'decided';
      readonly commit: string;
      readonly entries: readonly { readonly id: number; readonly committedAs: number | undefined }[];
    };

/** What was begun and not yet finished, in the order of writing; outlives a crash. */
export interface Journal {
  read(): Promise<readonly JournalRecord[]>;
  /** Resolved when the record is on disk. */
  append(record: JournalRecord): Promise<void>;
  /** Forgets everything; only when nothing is open. */
  clear(): Promise<void>;
}

/** A batch of which some entries are not decided. */
export interface OpenCommit {
  readonly commit: string;
  readonly time: number;
  readonly comment: string | undefined;
  /** All entries, as the reply counts them. */
  readonly entries: readonly SentEntry[];
  readonly openIds: ReadonlySet<number>;
  readonly reply: BatchReply | undefined;
}

/** The batches that are not wholly decided, oldest first. */
export function openCommits(records: readonly JournalRecord[]): readonly OpenCommit[] {
  const replies = new Map<string, BatchReply>();
  const decided = new Map<string, Set<number>>();
  for (const record of records) {
    if (record.kind === 'reply') replies.set(record.commit, record.reply);
    if (record.kind === 'decided') {
      const ids = decided.get(record.commit) ?? new Set<number>();
      decided.set(record.commit, ids);
      for (const { id } of record.entries) ids.add(id);
    }
  }
  return records.flatMap((record) => {
    if (record.kind !== 'sending') return [];
    const { commit, time, comment, entries } = record;
    const done = decided.get(commit);
    const openIds = new Set(entries.map(({ id }) => id).filter((id) => done?.has(id) !== true));
    return openIds.size === 0 ? [] : [{ commit, time, comment, entries, openIds, reply: replies.get(commit) }];
  });
}

/**
 * What the journal knows of creations: real ids by the ids in the stage. An item on the server that came of one creation cannot have
 * come of another.
 */
export function knownCreations(records: readonly JournalRecord[]): ReadonlyMap<number, number> {
  const sent = new Map<string, readonly SentEntry[]>();
  const known = new Map<number, number>();
  for (const record of records) {
    if (record.kind === 'sending') sent.set(record.commit, record.entries);
    else if (record.kind === 'reply') {
      const { outcomes } = readOutcomes({ entries: sent.get(record.commit) ?? [] }, record.reply);
      for (const [id, outcome] of outcomes) if (id < 0 && outcome.kind === 'committed') known.set(id, outcome.id);
    } else {
      for (const { id, committedAs } of record.entries) {
        if (id < 0 && committedAs !== undefined) known.set(id, committedAs);
      }
    }
  }
  return known;
}
