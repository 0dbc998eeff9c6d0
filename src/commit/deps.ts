import type { FileSource } from '../ado/attachments';
import type { AdoClient } from '../ado/client';
import type { AdoError } from '../ado/errors';
import type { Logger } from '../ado/logger';
import type { ItemProblem } from '../core/commitPlan';
import type { Definitions } from '../core/definitions';
import type { Outcome } from '../core/outcome';
import type { Stage, StageAction } from '../core/stage';
import type { Journal } from './journal';
import type { CommitRecord } from './undo';

/** The part of the client that a commit needs. */
export type CommitClient = Pick<
  AdoClient,
  | 'collectionUrl'
  | 'apiVersion'
  | 'serverNow'
  | 'connectionData'
  | 'workItems'
  | 'revisions'
  | 'updates'
  | 'runWiql'
  | 'uploadAttachment'
  | 'sendBatch'
  | 'check'
>;

/** The stage as the engine changes it. */
export interface StageAccess {
  /** What stands in memory now. */
  current(): Stage;
  /**
   * Reads what is on disk now, asks which actions to apply to it, and writes once. Nothing comes between reading and writing.
   * Resolved when the result is durable.
   */
  update(plan: (stage: Stage) => readonly StageAction[]): Promise<void>;
}

/** A file of this computer that is to be attached. */
export interface LocalFile extends FileSource {
  /** Milliseconds since 1970 of its last change. */
  readonly modified: number;
  close(): Promise<void>;
}

/** One commit at a time for a stage, also across windows; the operating system frees it when its holder dies. */
export interface CommitLock {
  /** `undefined` where somebody else holds it. */
  acquire(): Promise<(() => Promise<void>) | undefined>;
}

/** What became of items, by the ids that they had in the stage. */
export type Outcomes = readonly (readonly [number, Outcome])[];

export type CommitStep = 'refresh' | 'upload' | 'send' | 'verify';

/** Everything that a commit needs from outside. */
export interface CommitDeps {
  readonly client: CommitClient;
  readonly stage: StageAccess;
  readonly journal: Journal;
  readonly lock: CommitLock;
  definitions(project: string): Promise<Definitions>;
  /** Opens a `file:` url; `undefined` where there is no readable file. */
  openFile(url: string): Promise<LocalFile | undefined>;
  /** Asks whether files that changed since they were staged shall be attached as they are now. */
  confirmChangedFiles(urls: readonly string[]): Promise<boolean>;
  /**
   * Keeps how to undo what was committed, and what became of each item, before the journal forgets it; may be told the same again.
   * Resolved when it is on disk.
   */
  remember(record: CommitRecord, outcomes: Outcomes): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  progress(step: CommitStep, done: number, total: number): void;
  /** The most entries of one batch. Default: what the service takes. */
  readonly batchLimit?: number;
  /** Before the batch has left: stop. After it has left: stop waiting; its outcome is found out all the same. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

export interface CommitRequest {
  /** Default: all staged items that are not held. */
  readonly ids?: readonly number[];
  /** Nobody is notified. Needs a permission of its own. */
  readonly suppressNotifications?: boolean;
  /** The rules of the type do not apply. Needs a permission of its own. */
  readonly bypassRules?: boolean;
}

export type CommitResult =
  /** Nothing is staged, or nothing of it may be sent. */
  | { readonly kind: 'nothing' }
  /** Another window commits this stage at this moment. */
  | { readonly kind: 'busy' }
  /** Nothing has left. */
  | { readonly kind: 'cancelled' }
  /** Nothing has left: these problems come first. */
  | { readonly kind: 'blocked'; readonly problems: readonly ItemProblem[] }
  /** Nothing has left: reading, uploading or signing in failed. */
  | { readonly kind: 'failed'; readonly error: AdoError }
  /** Cancelled after the batch had left: the outcome comes later. */
  | { readonly kind: 'waiting'; readonly finished: Promise<CommitResult> }
  | {
      readonly kind: 'done';
      /** One for each item of the commit, by the id that it had in the stage. */
      readonly outcomes: Outcomes;
      /** What "Undo commit" needs; without items where nothing was committed. */
      readonly record: CommitRecord;
    };
