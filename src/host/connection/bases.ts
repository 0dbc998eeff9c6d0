import * as vscode from 'vscode';
import type { AdoClient } from '../../ado/client';
import type { WorkItem } from '../../core/workItem';
import { Failure } from '../failure';
import type { Disposable } from '../disposableStore';

/** The newest known state of every work item that a document, a tree row or a commit has asked for. */
export interface Bases extends Disposable {
  /** What is known without asking. */
  known(id: number): WorkItem | undefined;
  /** The item with its relations; asks the server once, together with all others asked for at the same moment. */
  get(id: number): Promise<WorkItem>;
  /** Takes over what a commit or a refresh has read. */
  put(items: readonly WorkItem[]): void;
  /** Reads again; ids that the server does not show are reported as missing. */
  refresh(ids: readonly number[]): Promise<{ readonly missing: readonly number[] }>;
  /** Tells of items that were read without their relations, for a list; they are no bases, but names of things. */
  see(items: readonly WorkItem[]): void;
  /** Fires with what `see` was told of. */
  readonly onDidSee: vscode.Event<readonly WorkItem[]>;
  /** Fires with the ids whose newest state changed. */
  readonly onDidChange: vscode.Event<readonly number[]>;
}

export function createBases(client: Pick<AdoClient, 'workItems'>): Bases {
  const items = new Map<number, WorkItem>();
  const changed = new vscode.EventEmitter<readonly number[]>();
  const seen = new vscode.EventEmitter<readonly WorkItem[]>();
  let asking: { readonly ids: Set<number>; readonly reply: Promise<ReadonlySet<number>> } | undefined;

  const put = (fresh: readonly WorkItem[]): void => {
    const news = fresh.filter((item) => JSON.stringify(items.get(item.id)) !== JSON.stringify(item));
    for (const item of news) items.set(item.id, item);
    if (news.length > 0) changed.fire(news.map((item) => item.id));
  };
  const read = async (ids: readonly number[]): Promise<ReadonlySet<number>> => {
    const { items: found, missing } = await client.workItems(ids, { relations: true });
    put(found);
    return new Set(missing);
  };
  /** Requests of one moment leave as one: a restored window opens many documents at once. */
  const ask = (id: number): Promise<ReadonlySet<number>> => {
    if (asking === undefined) {
      const ids = new Set<number>();
      const reply = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
        asking = undefined;
        return read([...ids]);
      });
      asking = { ids, reply };
    }
    asking.ids.add(id);
    return asking.reply;
  };
  return {
    known: (id) => items.get(id),
    get: async (id) => {
      const known = items.get(id) ?? (await ask(id), items.get(id));
      if (known === undefined) throw notFound(id);
      return known;
    },
    put,
    refresh: async (ids) => {
      const missing = ids.length === 0 ? [] : [...(await read(ids))];
      return { missing };
    },
    see: (listed) => seen.fire(listed),
    onDidSee: seen.event,
    onDidChange: changed.event,
    dispose: () => {
      changed.dispose();
      seen.dispose();
    },
  };
}

function notFound(id: number): Failure {
  return new Failure(
    vscode.l10n.t(
      'Work item {0} does not exist, or the sign-in may not read it. Check the number and the project’s permissions.',
      id,
    ),
  );
}
