import type { Outcome } from './outcome';
import type { WorkItem } from './workItem';

/** An attachment that has been uploaded and waits for the link to it to be committed. */
export interface Upload {
  readonly url: string;
  /** Bytes of the file when it was uploaded. */
  readonly size: number;
  /** Milliseconds since 1970 of the file's last change when it was uploaded. */
  readonly modified: number;
  readonly sha?: string;
  /** How far a large file has come that is uploaded in pieces; `url` is empty until it is whole. */
  readonly partial?: {
    readonly url: string;
    /** Bytes that the server has confirmed. */
    readonly sent: number;
  };
}

/** One saved edit. */
export interface StagedItem {
  /** Negative for a new item. */
  readonly id: number;
  readonly base: WorkItem;
  /** Exactly what was saved. */
  readonly text: string;
  /** Held items stay in the stage when the others are committed. */
  readonly held: boolean;
  /** Of the last commit; cleared by the next save. */
  readonly outcome: Outcome | undefined;
  /** By the local url that stands in the document (`file:///…`). */
  readonly uploads: Readonly<Record<string, Upload>>;
}

/** All saved edits of a connection. */
export interface Stage {
  /** In the order in which they were first saved. */
  readonly items: readonly StagedItem[];
  /** Becomes `System.History` of every item that has no comment of its own. */
  readonly comment: string;
  /** The id of the next new item; goes down, so that an id never stands for two things. */
  readonly nextNewId: number;
}

export type StageAction =
  | { readonly kind: 'put'; readonly id: number; readonly base: WorkItem; readonly text: string }
  | { readonly kind: 'discard'; readonly id: number }
  | { readonly kind: 'restore'; readonly item: StagedItem }
  | { readonly kind: 'hold' | 'release'; readonly id: number }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'rebase'; readonly id: number; readonly base: WorkItem; readonly text: string }
  | { readonly kind: 'uploaded'; readonly id: number; readonly file: string; readonly upload: Upload }
  | { readonly kind: 'settle'; readonly outcomes: readonly (readonly [number, Outcome])[] };

export const emptyStage: Stage = { items: [], comment: '', nextNewId: -1 };

/** A stage never changes, so one index serves its items for their whole life. */
const indices = new WeakMap<readonly StagedItem[], ReadonlyMap<number, StagedItem>>();

export function findStaged({ items }: Stage, id: number): StagedItem | undefined {
  let index = indices.get(items);
  if (index === undefined) {
    index = new Map(items.map((item) => [item.id, item]));
    indices.set(items, index);
  }
  return index.get(id);
}

/** The one place where the stage changes. Actions on items that are not staged change nothing. */
export function reduceStage(stage: Stage, action: StageAction): Stage {
  return reduceActions(stage, [action]);
}

/** `reduceStage` by one action after the other; the list of items is made once, however many actions there are. */
export function reduceActions(stage: Stage, actions: readonly StageAction[]): Stage {
  if (actions.length === 0) return stage;
  const draft: Draft = { ...stage, items: new Map(stage.items.map((item) => [item.id, item])) };
  for (const action of actions) reduceDraft(draft, action);
  return { ...draft, items: [...draft.items.values()] };
}

/** A stage while actions are applied to it. */
interface Draft {
  readonly items: Map<number, StagedItem>;
  comment: string;
  nextNewId: number;
}

function reduceDraft(draft: Draft, action: StageAction): void {
  const { items } = draft;
  switch (action.kind) {
    case 'put':
      put(draft, { ...blank(action.id, action.base, items.get(action.id)), text: action.text });
      break;
    case 'restore':
      put(draft, action.item);
      break;
    case 'discard':
      items.delete(action.id);
      break;
    case 'hold':
    case 'release':
      change(items, action.id, (item) => ({ ...item, held: action.kind === 'hold' }));
      break;
    case 'comment':
      draft.comment = action.text;
      break;
    case 'rebase':
      change(items, action.id, (item) => ({ ...item, base: action.base, text: action.text }));
      break;
    case 'uploaded':
      change(items, action.id, (item) => ({
        ...item,
        uploads: Object.fromEntries([...Object.entries(item.uploads), [action.file, action.upload]]),
      }));
      break;
    case 'settle':
      settle(draft, new Map(action.outcomes));
  }
}

/** A saved edit keeps whether it is held and what has been uploaded; what became of the last try is over. */
function blank(id: number, base: WorkItem, old: StagedItem | undefined): Omit<StagedItem, 'text'> {
  return { id, base, held: old?.held ?? false, outcome: undefined, uploads: old?.uploads ?? {} };
}

/** An item that is staged already keeps its place. */
function put(draft: Draft, item: StagedItem): void {
  draft.items.set(item.id, item);
  draft.nextNewId = nextAfter(draft.nextNewId, item.id);
}

/** The id of the next new item when one id more is taken. */
export function nextAfter(nextNewId: number, id: number): number {
  return Math.min(nextNewId, id < 0 ? id - 1 : -1);
}

function change(items: Map<number, StagedItem>, id: number, update: (item: StagedItem) => StagedItem): void {
  const item = items.get(id);
  if (item !== undefined) items.set(id, update(item));
}

/** Committed items leave; the others keep their outcome. The comment has done its work once nothing failed. */
function settle(draft: Draft, outcomes: ReadonlyMap<number, Outcome>): void {
  for (const [id, outcome] of outcomes) {
    if (outcome.kind === 'committed') draft.items.delete(id);
    else change(draft.items, id, (item) => ({ ...item, outcome }));
  }
  const all = outcomes.size > 0 && [...outcomes.values()].every((outcome) => outcome.kind === 'committed');
  if (all) draft.comment = '';
}
