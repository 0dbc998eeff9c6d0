import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { readIfThere, writeDurably } from '../../commit/textFile';
import type { CommitRecord } from '../../commit/undo';
import type { Outcome } from '../../core/outcome';
import { isList, isRecord, parseJson } from '../../core/json';

/** What outlives a commit of a connection: how to undo it, and what has become of new items. Kept beside the stage. */
export interface CommitMemory {
  /** The last commit that changed something; undefined where there is none. */
  lastCommit(): Promise<CommitRecord | undefined>;
  /** Real ids by the ids that the items had while they were new. */
  realIds(): Promise<ReadonlyMap<number, number>>;
  remember(record: CommitRecord, outcomes: readonly (readonly [number, Outcome])[]): Promise<void>;
}

interface Kept {
  readonly record: CommitRecord | undefined;
  readonly created: readonly (readonly [number, number])[];
}

/** So many are kept: a document of an item that was new before them is not open any more. */
const longestList = 1000;

export function openCommitMemory(folder: string): CommitMemory {
  const file = path.join(folder, 'commits.json');
  return {
    lastCommit: async () => (await read(file)).record,
    realIds: async () => new Map((await read(file)).created),
    remember: async (record, outcomes) => {
      const before = await read(file);
      const created = outcomes.flatMap(([id, outcome]) =>
        id < 0 && outcome.kind === 'committed' ? [[id, outcome.id] as const] : [],
      );
      if (record.items.length + created.length === 0) return;
      await write(file, {
        record: record.items.length > 0 ? record : before.record,
        created: [...before.created, ...created].slice(-longestList),
      });
    },
  };
}

/** Written by this very code: what has the outer shape is taken at its word. */
async function read(file: string): Promise<Kept> {
  const value = parseJson(await readIfThere(file));
  if (!isRecord(value) || value['version'] !== 1) return { record: undefined, created: [] };
  const { record, created } = value;
  return {
    record: isCommitRecord(record) ? record : undefined,
    created: isList(created) ? created.flatMap((pair) => (isPair(pair) ? [pair] : [])) : [],
  };
}

function isCommitRecord(value: unknown): value is CommitRecord {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((entry) => Number.isSafeInteger(entry));
}

async function write(file: string, kept: Kept): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeDurably(file, JSON.stringify({ version: 1, ...kept }));
}
