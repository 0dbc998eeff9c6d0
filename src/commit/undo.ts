import { applyEdit } from '../core/apply';
import type { Definitions } from '../core/definitions';
import { stringifyDocument, toDocument } from '../core/document';
import { merge } from '../core/merge';
import { diff } from '../core/operations';
import type { Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import { findStaged, type StageAction, type StagedItem } from '../core/stage';
import type { WorkItem } from '../core/workItem';
import type { CommitDeps } from './deps';
import { projectOf } from './settle';

/** One committed item with what it was before. */
export interface CommittedItem {
  /** The real id. */
  readonly id: number;
  readonly created: boolean;
  /** As the server had it before. */
  readonly base: WorkItem;
  /** The document that was committed. */
  readonly text: string;
}

/** A commit as "Undo commit" needs it; plain data, to be kept as long as one likes. */
export interface CommitRecord {
  readonly items: readonly CommittedItem[];
}

export const emptyRecord: CommitRecord = { items: [] };

/** A record with the committed items of one more batch. */
export function recordOf(
  record: CommitRecord,
  outcomes: readonly (readonly [number, Outcome])[],
  items: readonly Pick<StagedItem, 'id' | 'base' | 'text'>[],
): CommitRecord {
  const byId = new Map(items.map((item) => [item.id, item]));
  const committed = outcomes.flatMap(([id, outcome]): readonly CommittedItem[] => {
    const item = byId.get(id);
    if (outcome.kind !== 'committed' || item === undefined) return [];
    return [{ id: outcome.id, created: id < 0, base: item.base, text: item.text }];
  });
  return joinRecords(record, { items: committed });
}

/** Of an item that was committed twice, the last time counts. */
export function joinRecords(earlier: CommitRecord, later: CommitRecord): CommitRecord {
  const again = new Set(later.items.map(({ id }) => id));
  return { items: [...earlier.items.filter(({ id }) => !again.has(id)), ...later.items] };
}

export interface Undone {
  /** Staged for review. */
  readonly staged: readonly number[];
  /** Left as they are: created items cannot be un-created by a batch, staged ones hold a newer edit, others are gone. */
  readonly left: readonly { readonly id: number; readonly reason: 'created' | 'staged' | 'gone' | 'nothingLeft' }[];
}

/**
 * Stages the inverse of a commit, for review and commit. What somebody else changed since stays as they left it.
 * @throws AdoError when the items cannot be read
 */
export async function stageUndo(deps: CommitDeps, record: CommitRecord): Promise<Undone> {
  const left: { id: number; reason: Undone['left'][number]['reason'] }[] = [];
  const actions: Extract<StageAction, { kind: 'put' }>[] = [];
  const updated = record.items.filter((item) => !item.created);
  const { items } = await deps.client.workItems(
    updated.map(({ id }) => id),
    { relations: true },
    deps.signal,
  );
  const newest = new Map(items.map((item) => [item.id, item]));
  for (const item of record.items) {
    const current = newest.get(item.id);
    if (item.created) left.push({ id: item.id, reason: 'created' });
    else if (current === undefined) left.push({ id: item.id, reason: 'gone' });
    else {
      const text = inverseText(item, current, await deps.definitions(projectOf(item)));
      if (text === undefined) left.push({ id: item.id, reason: 'nothingLeft' });
      else actions.push({ kind: 'put', id: item.id, base: current, text });
    }
  }
  let staged: readonly number[] = [];
  await deps.stage.update((stage) => {
    const free = actions.filter(({ id }) => findStaged(stage, id) === undefined);
    staged = free.map(({ id }) => id);
    return free;
  });
  const taken = actions.filter(({ id }) => !staged.includes(id));
  return { staged, left: [...left, ...taken.map(({ id }) => ({ id, reason: 'staged' as const }))] };
}

/** The document that takes a committed edit back on the newest state; `undefined` where nothing is left to take back. */
export function inverseText(item: CommittedItem, current: WorkItem, definitions: Definitions): string | undefined {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return undefined;
  const after = applyEdit(item.base, diff(item.base, parsed.document, definitions), definitions);
  const { document } = merge(after, toDocument(item.base, definitions), current, definitions);
  if (diff(current, document, definitions).changes.length === 0) return undefined;
  return stringifyDocument(document, schemaOf(item.text));
}

/** Value of `$schema`, which stands first in every document. */
function schemaOf(text: string): string {
  const value = (JSON.parse(text) as { readonly $schema?: unknown }).$schema;
  return typeof value === 'string' ? value : '';
}
