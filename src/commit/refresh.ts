import type { Definitions } from '../core/definitions';
import { deepEqual } from '../core/fieldValues';
import { merge } from '../core/merge';
import type { Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import { rebaseText } from '../core/rebase';
import type { StagedItem } from '../core/stage';
import { isNew, type JsonValue, type WorkItem } from '../core/workItem';
import type { CommitDeps } from './deps';
import type { KnownDefinitions } from './send';
import { projectOf } from './settle';

export interface Refreshed {
  /** Items that can be sent, on the newest base. */
  readonly items: readonly StagedItem[];
  /** Those of `items` whose base or text is another than in the stage. */
  readonly rebased: readonly StagedItem[];
  /** Revisions on the server, by id. */
  readonly revisions: ReadonlyMap<number, number>;
  /** Of items that cannot be sent: both sides changed them, or they are gone. */
  readonly outcomes: readonly (readonly [number, Outcome])[];
}

/** Reads every staged item anew, 200 a request, and merges what others did meanwhile. Changes nothing in the stage. */
export async function refresh(
  deps: CommitDeps,
  staged: readonly StagedItem[],
  definitions: KnownDefinitions,
): Promise<Refreshed> {
  const known = staged.filter((item) => !isNew(item));
  deps.progress('refresh', 0, known.length);
  const read =
    known.length === 0
      ? { items: [] }
      : await deps.client.workItems(
          known.map(({ id }) => id),
          { relations: true },
          deps.signal,
        );
  const newest = new Map(read.items.map((item) => [item.id, item]));
  const items: StagedItem[] = [];
  const rebased: StagedItem[] = [];
  const outcomes: (readonly [number, Outcome])[] = [];
  for (const item of staged) {
    const result = isNew(item) ? { item } : rebase(item, newest.get(item.id), definitions(projectOf(item)));
    if ('outcome' in result) outcomes.push([item.id, result.outcome]);
    else {
      items.push(result.item);
      if (result.item !== item) rebased.push(result.item);
    }
  }
  deps.progress('refresh', known.length, known.length);
  const revisions = new Map(read.items.map(({ id, rev }) => [id, rev]));
  return { items, rebased, revisions, outcomes };
}

type Rebased = { readonly item: StagedItem } | { readonly outcome: Outcome };

function rebase(item: StagedItem, theirs: WorkItem | undefined, definitions: Definitions | undefined): Rebased {
  if (theirs === undefined) {
    const message = 'The work item does not exist any more, or you may no longer read it. Discard the edit.';
    return { outcome: { kind: 'rejected', status: 404, message, pointer: '' } };
  }
  if (definitions === undefined || sameItem(item.base, theirs)) return { item };
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return { item: { ...item, base: theirs } };
  const { clashes } = merge(item.base, parsed.document, theirs, definitions);
  if (clashes.length > 0) {
    const message = 'Somebody else changed the same place meanwhile. Choose what shall stand there.';
    return { outcome: { kind: 'conflict', message, clashes } };
  }
  const { text } = rebaseText(item.text, item.base, theirs, definitions);
  return { item: { ...item, base: theirs, text } };
}

/** Links change without a revision: the relations are compared as well, in their order, because indices count. */
function sameItem(a: WorkItem, b: WorkItem): boolean {
  return a.rev === b.rev && deepEqual(plain(a), plain(b));
}

function plain({ fields, formats, relations }: WorkItem): JsonValue {
  return { fields, formats, relations: relations.map((relation) => ({ ...relation })) };
}
