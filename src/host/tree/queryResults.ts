import * as vscode from 'vscode';
import type { SavedQuery, WiqlResult } from '../../ado/queries';
import { builtInWiql } from '../../core/builtInQueries';
import { itemNodes, type ItemNode } from '../../core/treeModel';
import type { WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import { readForList } from '../items';
import type { Log } from '../log';
import { createReadings, type Reading } from './readings';
import { nodeKey, type TreeNode } from './treeNodes';
import type { Disposable } from '../disposableStore';

/** Rows that are read at first, and with each "Load more". */
const page = 200;

type QueryNode = Extract<TreeNode, { readonly kind: 'builtIn' | 'saved' }>;
type FolderNode = Extract<TreeNode, { readonly kind: 'folder' }>;

interface Result {
  readonly rows: WiqlResult['rows'];
  /** How many of the rows were read. */
  readonly shown: number;
  readonly items: ReadonlyMap<number, WorkItem>;
}

/** What queries answered, kept until the next refresh so that staging an edit asks the server nothing. */
export interface QueryResults extends Disposable {
  /** The project's saved queries and folders, or those of a folder. */
  saved(folder?: FolderNode): Reading<readonly SavedQuery[]>;
  rows(node: QueryNode): Reading<readonly TreeNode[]>;
  /** Shows the next page of a query. */
  more(queryKey: string): void;
  /** Asks the server again for everything that is shown. */
  refresh(): void;
}

/** `changed` is called when the server has answered. */
export function createQueryResults(session: Session, log: Log, changed: () => void): QueryResults {
  const results = createReadings<Result>(log, changed);
  const queries = createReadings<readonly SavedQuery[]>(log, changed);
  const limits = new Map<string, number>();

  const read = async (node: QueryNode, signal: AbortSignal): Promise<Result> => {
    const { rows } = await runQuery(session, node, signal);
    const shown = limits.get(nodeKey(node)) ?? page;
    const ids = [...new Set(rows.slice(0, shown).map(({ id }) => id))];
    const items = await readForList(session, ids, signal);
    // Type icons come from the definitions, so they are read before the rows are drawn.
    await session.definitions(session.project);
    return { rows, shown, items: new Map(items.map((item) => [item.id, item])) };
  };
  const nodes = (queryKey: string, { rows, shown, items }: Result): readonly TreeNode[] => {
    const known = new Map([...items].map(([id, item]) => [id, session.bases.known(id) ?? item]));
    const found = itemNodes(rows.slice(0, shown), known, session.staging.stage);
    if (found.length === 0) return [{ kind: 'empty', text: vscode.l10n.t('No work items match this query.') }];
    const rest: readonly TreeNode[] =
      rows.length > shown ? [{ kind: 'more', queryKey, shown, total: rows.length }] : [];
    return [...found.map((item: ItemNode) => ({ kind: 'item' as const, item, queryKey })), ...rest];
  };
  return {
    saved: (folder) =>
      queries.get(folder?.folder.id ?? '', (signal) =>
        folder === undefined
          ? session.client.queries(session.project, signal)
          : session.client.queryFolder(session.project, folder.folder.id, signal),
      ),
    rows: (node) => {
      const key = nodeKey(node);
      const reading = results.get(key, (signal) => read(node, signal));
      return reading.kind === 'loaded' ? { kind: 'loaded', value: nodes(key, reading.value) } : reading;
    },
    more: (queryKey) => {
      limits.set(queryKey, (limits.get(queryKey) ?? page) + page);
      results.outdate(queryKey);
    },
    refresh: () => {
      results.outdate();
      queries.outdate();
    },
    dispose: () => {
      results.dispose();
      queries.dispose();
    },
  };
}

async function runQuery(session: Session, node: QueryNode, signal: AbortSignal): Promise<WiqlResult> {
  if (node.kind === 'saved') return session.client.runQuery(session.project, node.query.id, {}, signal);
  const wiql = builtInWiql(node.query, await session.definitions(session.project));
  return session.client.runWiql(session.project, wiql, {}, signal);
}
