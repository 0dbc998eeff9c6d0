import * as vscode from 'vscode';
import type { ItemsRead } from '../../ado/workItems';
import type { ItemHead } from '../../core/completions';
import { displayName } from '../../core/lens';
import { parseDocument } from '../../core/parseDocument';
import { field, type WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { foundItem, listFields } from '../items';
import { followSession } from '../connection/followSession';
import type { Disposable } from '../disposableStore';
import type { Quiet } from './quiet';

/** Type, title and state of work items that are only referred to. */
export interface ItemHeads extends Disposable {
  /** What is known without asking; `missing` where the server does not show the item. */
  known(id: number): ItemHead | 'missing' | undefined;
  all(): readonly ItemHead[];
  /** Asks for those that are not known, all of one moment in one request; `onDidChange` tells when they are there. */
  want(ids: readonly number[]): void;
  /** Reads an item now, whatever is known of it. */
  read(id: number, signal: AbortSignal): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
}

/** Milliseconds after which an item is asked for again: a title seen this morning may be another now. */
const freshFor = 5 * 60_000;
/** Milliseconds from a failed request to the next one, so that a server in trouble is left alone. */
const pauseAfterFailure = 15_000;

interface Seen {
  readonly head: ItemHead | 'missing';
  /** Milliseconds since 1970. */
  readonly at: number;
}

export function createItemHeads(sessions: Sessions, quiet: Quiet): ItemHeads {
  const changed = new vscode.EventEmitter<void>();
  const heads = new Map<number, Seen>();
  let session: Session | undefined;
  const put = (found: readonly ItemHead[]): void => {
    for (const head of found) heads.set(head.id, { head, at: Date.now() });
    if (found.length > 0) changed.fire();
  };
  const take = ({ items, missing }: ItemsRead): void => {
    for (const id of missing) heads.set(id, { head: 'missing', at: Date.now() });
    put(items.map(headOf));
    if (missing.length > 0) changed.fire();
  };
  const ask = async (ids: readonly number[]): Promise<ItemsRead> =>
    (await sessions.current()).client.workItems(ids, { fields: listFields });
  const lookUp = createLookUp(ask, take, quiet);
  const following = followSession(sessions, (next) => {
    session = next;
    heads.clear();
    lookUp.forget();
    changed.fire();
    if (next === undefined) return [];
    const takeOver = (ids: readonly number[]): void => {
      put(ids.flatMap((id) => next.bases.known(id) ?? []).map(headOf));
    };
    const see = (items: readonly WorkItem[]): void => put(items.map(headOf));
    return [next.bases.onDidChange(takeOver), next.bases.onDidSee(see), next.staging.onDidChange(() => changed.fire())];
  });
  return {
    read: async (id, signal) => {
      if (id > 0) take(await (await sessions.current()).client.workItems([id], { fields: listFields }, signal));
    },
    known: (id) => (id < 0 ? stagedHead(session, id) : heads.get(id)?.head),
    all: () => [...heads.values()].flatMap(({ head }) => (head === 'missing' ? [] : [head])),
    want: (ids) => {
      const outdated = (id: number): boolean => Date.now() - (heads.get(id)?.at ?? 0) > freshFor;
      lookUp.want(ids.filter((id) => id > 0 && outdated(id)));
    },
    onDidChange: changed.event,
    dispose: () => {
      lookUp.forget();
      following.dispose();
      changed.dispose();
    },
  };
}

/** Brings what is wanted at one moment into one request. An answer that comes after `forget` is dropped. */
function createLookUp(
  ask: (ids: readonly number[]) => Promise<ItemsRead>,
  take: (reply: ItemsRead) => void,
  quiet: Quiet,
): { want(ids: readonly number[]): void; forget(): void } {
  const waiting = new Set<number>();
  const underWay = new Set<number>();
  let scheduled: NodeJS.Timeout | undefined;
  let generation = 0;
  let notBefore = 0;
  const read = async (): Promise<void> => {
    const mine = generation;
    const ids = [...waiting];
    scheduled = undefined;
    waiting.clear();
    for (const id of ids) underWay.add(id);
    const reply = await quiet('Looking up linked work items', () => ask(ids));
    if (mine !== generation) return;
    for (const id of ids) underWay.delete(id);
    if (reply === undefined) notBefore = Date.now() + pauseAfterFailure;
    else take(reply);
  };
  return {
    want: (ids) => {
      for (const id of ids) if (!underWay.has(id)) waiting.add(id);
      if (waiting.size > 0) scheduled ??= setTimeout(() => void read(), Math.max(0, notBefore - Date.now()));
    },
    forget: () => {
      clearTimeout(scheduled);
      scheduled = undefined;
      waiting.clear();
      underWay.clear();
      generation++;
      notBefore = 0;
    },
  };
}

function headOf(item: WorkItem): ItemHead {
  return { ...foundItem(item), assignedTo: displayName(item.fields[field.assignedTo]) };
}

/** A new item is in the stage and nowhere else; its text says what it will be. */
function stagedHead(session: Session | undefined, id: number): ItemHead | 'missing' | undefined {
  const staged = session?.staging.item(id);
  if (staged === undefined) return 'missing';
  const parsed = parseDocument(staged.text);
  const fields = parsed.ok ? { ...staged.base.fields, ...parsed.document.fields } : staged.base.fields;
  return headOf({ ...staged.base, fields });
}
