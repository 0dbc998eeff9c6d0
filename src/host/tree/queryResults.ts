import * as vscode from 'vscode';
import type { SavedQuery, WiqlResult } from '../../ado/queries';
import { builtInWiql } from '../../core/builtInQueries';
import { itemNodes, type ItemNode } from '../../core/treeModel';
import type { WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import { readForList } from '../items';
import { nodeKey, type TreeNode } from './treeNodes';
import type { Disposable } from '../disposableStore';

/** Rows that are read at first, and with each "Load more". */
const page = 200;

interface Result {
  readonly rows: WiqlResult['rows'];
  readonly items: ReadonlyMap<number, WorkItem>;
}

/** What queries answered, kept until the next refresh so that staging an edit asks the server nothing. */
export interface QueryResults extends Disposable {
  /** The project's saved queries and folders. */
  saved(): Promise<readonly SavedQuery[]>;
  rows(node: TreeNode & { readonly kind: 'builtIn' | 'saved' }): Promise<readonly TreeNode[]>;
  /** Reads the next page of a query when its row is shown the next time. */
  more(queryKey: string): void;
}

export function createQueryResults(session: Session): QueryResults {
  const results = new Map<string, Promise<Result>>();
  const limits = new Map<string, number>();
  const ending = new AbortController();
  let saved: Promise<readonly SavedQuery[]> | undefined;

  const read = async (node: TreeNode & { readonly kind: 'builtIn' | 'saved' }): Promise<Result> => {
    const { rows } = await runQuery(session, node, ending.signal);
    const limit = limits.get(nodeKey(node)) ?? page;
    const ids = [...new Set(rows.slice(0, limit).map(({ id }) => id))];
    const items = await readForList(session, ids, ending.signal);
    // Type icons come from the definitions, so they are read before the rows are drawn.
    await session.definitions(session.project);
    return { rows, items: new Map(items.map((item) => [item.id, item])) };
  };
  const result = (node: TreeNode & { readonly kind: 'builtIn' | 'saved' }): Promise<Result> => {
    const key = nodeKey(node);
    const before = results.get(key);
    if (before !== undefined) return before;
    const reading = read(node);
    results.set(key, reading);
    // A failed read is not kept: expanding again asks again.
    reading.catch(() => results.delete(key));
    return reading;
  };
  const readSaved = async (): Promise<readonly SavedQuery[]> => {
    try {
      return await session.client.queries(session.project, ending.signal);
    } catch (error) {
      saved = undefined;
      throw error;
    }
  };
  return {
    saved: () => (saved ??= readSaved()),
    rows: async (node) => {
      const queryKey = nodeKey(node);
      const { rows, items } = await result(node);
      const limit = limits.get(queryKey) ?? page;
      const known = new Map([...items].map(([id, item]) => [id, session.bases.known(id) ?? item]));
      const nodes = itemNodes(rows.slice(0, limit), known, session.staging.stage);
      if (nodes.length === 0) return [{ kind: 'empty', text: vscode.l10n.t('No work items match this query.') }];
      const rest: readonly TreeNode[] =
        rows.length > limit ? [{ kind: 'more', queryKey, shown: limit, total: rows.length }] : [];
      return [...nodes.map((item: ItemNode) => ({ kind: 'item' as const, item, queryKey })), ...rest];
    },
    more: (queryKey) => {
      limits.set(queryKey, (limits.get(queryKey) ?? page) + page);
      results.delete(queryKey);
    },
    dispose: () => ending.abort(),
  };
}

async function runQuery(
  session: Session,
  node: TreeNode & { readonly kind: 'builtIn' | 'saved' },
  signal: AbortSignal,
): Promise<WiqlResult> {
  if (node.kind === 'saved') return session.client.runQuery(session.project, node.query.id, {}, signal);
  const wiql = builtInWiql(node.query, await session.definitions(session.project));
  return session.client.runWiql(session.project, wiql, {}, signal);
}
