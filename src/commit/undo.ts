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
  /** In the order of committing; one commit may bring an item forward more than once. */
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

/** Both; what stands in both stands there once. */
export function joinRecords(earlier: CommitRecord, later: CommitRecord): CommitRecord {
  const again = new Map(later.items.map((item) => [item.id, item]));
  const isNew = ({ id, base, text }: CommittedItem): boolean => {
    const other = again.get(id);
    return other?.base.rev !== base.rev || other.text !== text;
  };
  return { items: [...earlier.items.filter(isNew), ...later.items] };
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
  const created = new Set(record.items.flatMap((item) => (item.created ? [item.id] : [])));
  for (const id of created) left.push({ id, reason: 'created' });
  const updated = [...new Set(record.items.map(({ id }) => id))].filter((id) => !created.has(id));
  const { items } = await deps.client.workItems(updated, { relations: true }, deps.signal);
  const newest = new Map(items.map((item) => [item.id, item]));
  for (const id of updated) {
    const current = newest.get(id);
    if (current === undefined) {
      left.push({ id, reason: 'gone' });
      continue;
    }
    const edits = record.items.filter((item) => item.id === id);
    const text = inverseText(edits, current, await deps.definitions(projectOf({ base: current, text: '' })));
    if (text === undefined) left.push({ id, reason: 'nothingLeft' });
    else actions.push({ kind: 'put', id, base: current, text });
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

/** The document that takes edits of one item back, the last first, on the newest state; `undefined` where nothing is left to take back. */
function inverseText(edits: readonly CommittedItem[], current: WorkItem, definitions: Definitions): string | undefined {
  let state = current;
  let schema = '';
  for (const { base, text } of edits.toReversed()) {
    const parsed = parseDocument(text);
    if (!parsed.ok) return undefined;
    const after = applyEdit(base, diff(base, parsed.document, definitions), definitions);
    const { document } = merge(after, toDocument(base, definitions), state, definitions);
    state = applyEdit(state, diff(state, document, definitions), definitions);
    schema = schemaOf(text);
  }
  const document = toDocument(state, definitions);
  return diff(current, document, definitions).changes.length === 0 ? undefined : stringifyDocument(document, schema);
}

/** Value of `$schema`, which stands first in every document. */
function schemaOf(text: string): string {
  const value = (JSON.parse(text) as { readonly $schema?: unknown }).$schema;
  return typeof value === 'string' ? value : '';
}
