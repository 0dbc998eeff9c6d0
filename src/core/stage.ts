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

export function findStaged(stage: Stage, id: number): StagedItem | undefined {
  return stage.items.find((item) => item.id === id);
}

/** The one place where the stage changes. Actions on items that are not staged change nothing. */
export function reduceStage(stage: Stage, action: StageAction): Stage {
  switch (action.kind) {
    case 'put':
      return put(stage, { ...blank(action.id, action.base, findStaged(stage, action.id)), text: action.text });
    case 'restore':
      return put(stage, action.item);
    case 'discard':
      return { ...stage, items: stage.items.filter((item) => item.id !== action.id) };
    case 'hold':
    case 'release':
      return change(stage, action.id, (item) => ({ ...item, held: action.kind === 'hold' }));
    case 'comment':
      return { ...stage, comment: action.text };
    case 'rebase':
      return change(stage, action.id, (item) => ({ ...item, base: action.base, text: action.text }));
    case 'uploaded':
      return change(stage, action.id, (item) => ({
        ...item,
        uploads: Object.fromEntries([...Object.entries(item.uploads), [action.file, action.upload]]),
      }));
    case 'settle':
      return settle(stage, new Map(action.outcomes));
  }
}

/** A saved edit keeps whether it is held and what has been uploaded; what became of the last try is over. */
function blank(id: number, base: WorkItem, old: StagedItem | undefined): Omit<StagedItem, 'text'> {
  return { id, base, held: old?.held ?? false, outcome: undefined, uploads: old?.uploads ?? {} };
}

function put(stage: Stage, item: StagedItem): Stage {
  const known = stage.items.some((other) => other.id === item.id);
  const items = known ? stage.items.map((other) => (other.id === item.id ? item : other)) : [...stage.items, item];
  return { ...stage, items, nextNewId: Math.min(stage.nextNewId, item.id < 0 ? item.id - 1 : -1) };
}

function change(stage: Stage, id: number, update: (item: StagedItem) => StagedItem): Stage {
  return { ...stage, items: stage.items.map((item) => (item.id === id ? update(item) : item)) };
}

/** Committed items leave; the others keep their outcome. The comment has done its work once nothing failed. */
function settle(stage: Stage, outcomes: ReadonlyMap<number, Outcome>): Stage {
  const items = stage.items.flatMap((item) => {
    const outcome = outcomes.get(item.id);
    if (outcome === undefined) return [item];
    return outcome.kind === 'committed' ? [] : [{ ...item, outcome }];
  });
  const all = outcomes.size > 0 && [...outcomes.values()].every((outcome) => outcome.kind === 'committed');
  return { ...stage, items, comment: all ? '' : stage.comment };
}
