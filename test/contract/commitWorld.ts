import { createClient, type AdoClient } from '../../src/ado/client';
import type { CommitDeps, LocalFile } from '../../src/commit/deps';
import type { Journal, JournalRecord } from '../../src/commit/journal';
import { emptyRecord, type CommitRecord } from '../../src/commit/undo';
import type { Definitions } from '../../src/core/definitions';
import { stringifyDocument, toDocument, type Document } from '../../src/core/document';
import {
  emptyStage,
  findStaged,
  reduceStage,
  type Stage,
  type StageAction,
  type StagedItem,
} from '../../src/core/stage';
import type { JsonValue, WorkItem } from '../../src/core/workItem';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../src/sandbox/index';
import { apiOf, type Api } from './api';

export const project = 'Fabrikam-Fiber-Git';

/** A sandbox, a stage and the engine between them: everything real but the disk and the pauses. */
export interface CommitWorld {
  readonly sandbox: RunningSandbox;
  readonly api: Api;
  readonly client: AdoClient;
  readonly definitions: Definitions;
  stage: Stage;
  records: readonly JournalRecord[];
  /** What Undo Last Commit would take back. */
  lastCommit: CommitRecord;
  /** Requests that went out, as method and path; `clear` forgets them. */
  readonly requests: string[];
  readonly files: Map<string, Uint8Array>;
  deps(signal?: AbortSignal): CommitDeps;
  item(id: number): Promise<WorkItem>;
  staged(id: number): StagedItem | undefined;
  put(id: number, change: (document: Document) => Document): Promise<void>;
  create(id: number, fields: Readonly<Record<string, JsonValue>>, relations?: Document['relations']): void;
  fault(order: Readonly<Record<string, unknown>>): Promise<void>;
  /** A change by somebody else. */
  other(id: number, fields: Readonly<Record<string, JsonValue>>): Promise<void>;
  close(): Promise<void>;
}

export async function startCommitWorld(options: SandboxOptions = {}): Promise<CommitWorld> {
  const sandbox = await startSandbox(options);
  const requests: string[] = [];
  const client = createClient({
    collectionUrl: sandbox.url,
    authorization: () => Promise.resolve(`Basic ${Buffer.from(`:${sandbox.token}`).toString('base64')}`),
    now: Date.now,
    random: () => 0,
    sleep: () => Promise.resolve(),
    log: {
      debug: (line) => {
        const request = /^(\S+ \S+) (?:\d{3}|\w+ \(sent)/.exec(line)?.[1];
        if (request !== undefined) requests.push(request);
      },
      warn: () => undefined,
    },
  });
  const definitions = await client.definitions(project);
  return new World(sandbox, client, definitions, requests);
}

class World implements CommitWorld {
  stage: Stage = emptyStage;
  records: readonly JournalRecord[] = [];
  readonly api: Api;
  readonly files = new Map<string, Uint8Array>();
  lastCommit: CommitRecord = emptyRecord;
  #held = false;

  constructor(
    readonly sandbox: RunningSandbox,
    readonly client: AdoClient,
    readonly definitions: Definitions,
    readonly requests: string[],
  ) {
    this.api = apiOf(sandbox);
  }

  deps(signal: AbortSignal = new AbortController().signal): CommitDeps {
    const journal: Journal = {
      read: () => Promise.resolve(this.records),
      append: (record) => {
        this.records = [...this.records, JSON.parse(JSON.stringify(record)) as JournalRecord];
        return Promise.resolve();
      },
      clear: () => {
        this.records = [];
        return Promise.resolve();
      },
    };
    return {
      client: this.client,
      stage: {
        current: () => this.stage,
        update: (plan) => {
          this.#reduce(plan(this.stage));
          return Promise.resolve();
        },
      },
      journal,
      lock: { acquire: () => Promise.resolve(this.#acquire()) },
      definitions: () => Promise.resolve(this.definitions),
      openFile: (url) => Promise.resolve(this.#open(url)),
      confirmChangedFiles: () => Promise.resolve(true),
      remember: (record) => {
        if (record.items.length > 0) this.lastCommit = record;
        return Promise.resolve();
      },
      now: Date.now,
      sleep: () => Promise.resolve(),
      progress: () => undefined,
      signal,
      log: { debug: () => undefined, warn: () => undefined },
    };
  }

  async item(id: number): Promise<WorkItem> {
    const { items } = await this.client.workItems([id], { relations: true });
    const [item] = items;
    if (item === undefined) throw new Error(`There is no work item ${id}.`);
    return item;
  }

  staged(id: number): StagedItem | undefined {
    return findStaged(this.stage, id);
  }

  async put(id: number, change: (document: Document) => Document): Promise<void> {
    const base = await this.item(id);
    const text = stringifyDocument(change(toDocument(base, this.definitions)), 'test');
    this.#reduce([{ kind: 'put', id, base, text }]);
  }

  create(id: number, fields: Readonly<Record<string, JsonValue>>, relations: Document['relations'] = []): void {
    const own = {
      'System.TeamProject': project,
      'System.WorkItemType': 'Task',
      'System.AreaPath': project,
      'System.IterationPath': project,
    };
    const base: WorkItem = { id, rev: 0, fields: own, formats: {}, relations: [], url: '' };
    const shown = toDocument(base, this.definitions);
    const text = stringifyDocument({ ...shown, fields: { ...shown.fields, ...fields }, relations }, 'test');
    this.#reduce([{ kind: 'put', id, base, text }]);
  }

  async fault(order: Readonly<Record<string, unknown>>): Promise<void> {
    const { status, text } = await this.api.call('POST', '/_sandbox/faults', { body: order });
    if (status !== 200) throw new Error(text);
  }

  async other(id: number, fields: Readonly<Record<string, JsonValue>>): Promise<void> {
    const { status, text } = await this.api.call('POST', '/_sandbox/changes', { body: { id, fields } });
    if (status !== 200) throw new Error(text);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  #reduce(actions: readonly StageAction[]): void {
    this.stage = actions.reduce(reduceStage, this.stage);
  }

  #acquire(): (() => Promise<void>) | undefined {
    if (this.#held) return undefined;
    this.#held = true;
    return () => {
      this.#held = false;
      return Promise.resolve();
    };
  }

  #open(url: string): LocalFile | undefined {
    const bytes = this.files.get(url);
    if (bytes === undefined) return undefined;
    return {
      name: url.slice(url.lastIndexOf('/') + 1),
      size: bytes.length,
      modified: bytes.length,
      read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
      close: () => Promise.resolve(),
    };
  }
}

/** A document with another value in a field. */
export function withField(name: string, value: JsonValue): (document: Document) => Document {
  return (document) => ({ ...document, fields: { ...document.fields, [name]: value } });
}
