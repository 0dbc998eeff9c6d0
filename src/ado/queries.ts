import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';

/** A query or a folder of queries as the service stores them. */
export type SavedQuery =
  | {
      readonly kind: 'query';
      readonly id: string;
      readonly name: string;
      readonly path: string;
      readonly isPublic: boolean;
      readonly queryType: QueryType;
    }
  | {
      readonly kind: 'folder';
      readonly id: string;
      readonly name: string;
      readonly path: string;
      readonly isPublic: boolean;
      /** `undefined` where the folder lies too deep to have come along: `queryFolder` brings it. */
      readonly children: readonly SavedQuery[] | undefined;
    };

export type QueryType = 'flat' | 'tree' | 'oneHop';

/** One line of a query's result. Flat queries have neither `parent` nor `rel`, and so have roots of the others. */
export interface WiqlRow {
  readonly id: number;
  readonly parent: number | undefined;
  /** Reference name of the link that leads from the parent here; `''` where there is none. */
  readonly rel: string;
}

export interface WiqlResult {
  readonly queryType: QueryType;
  /** Reference names, in the order of the query. */
  readonly columns: readonly string[];
  readonly rows: readonly WiqlRow[];
}

export interface WiqlOptions {
  /** The most rows; the service itself refuses above 20,000. */
  readonly top?: number;
  /** Compare dates with their time; by default only the day counts. */
  readonly timePrecision?: boolean;
}

/** The first two levels below My Queries and Shared Queries; the service gives no more at once. */
export async function readQueries(
  transport: Transport,
  project: string,
  signal?: AbortSignal,
): Promise<readonly SavedQuery[]> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/queries`;
  const query = { $depth: 2, $expand: 'minimal' };
  const reply = await transport.read({ method: 'GET', path, query }, signal);
  return parseReply(schemas.queryList, reply, `GET ${path}`).value.map(savedQuery);
}

/** The contents of one folder, two levels deep. */
export async function readQueryFolder(
  transport: Transport,
  project: string,
  id: string,
  signal?: AbortSignal,
): Promise<readonly SavedQuery[]> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/queries/${encodeURIComponent(id)}`;
  const query = { $depth: 2, $expand: 'minimal' };
  const reply = await transport.read({ method: 'GET', path, query }, signal);
  return (parseReply(schemas.query, reply, `GET ${path}`).children ?? []).map(savedQuery);
}

export async function runWiql(
  transport: Transport,
  project: string,
  wiql: string,
  options: WiqlOptions,
  signal?: AbortSignal,
): Promise<WiqlResult> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/wiql`;
  const request = { method: 'POST', path, query: parameters(options), body: { query: wiql } } as const;
  const reply = await transport.read(request, signal);
  return wiqlResult(parseReply(schemas.wiqlResult, reply, `POST ${path}`));
}

export async function runQuery(
  transport: Transport,
  project: string,
  id: string,
  options: WiqlOptions,
  signal?: AbortSignal,
): Promise<WiqlResult> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/wiql/${encodeURIComponent(id)}`;
  const reply = await transport.read({ method: 'GET', path, query: parameters(options) }, signal);
  return wiqlResult(parseReply(schemas.wiqlResult, reply, `GET ${path}`));
}

function parameters(options: WiqlOptions): Readonly<Record<string, number | boolean | undefined>> {
  return { $top: options.top, timePrecision: options.timePrecision };
}

function savedQuery(wire: schemas.WireQuery): SavedQuery {
  const common = { id: wire.id, name: wire.name, path: wire.path ?? wire.name, isPublic: wire.isPublic ?? false };
  if (wire.isFolder !== true) return { kind: 'query', ...common, queryType: queryType(wire.queryType) };
  const children = wire.children?.map(savedQuery) ?? (wire.hasChildren === true ? undefined : []);
  return { kind: 'folder', ...common, children };
}

function queryType(text: string | null | undefined): QueryType {
  switch (text?.toLowerCase()) {
    case 'tree':
      return 'tree';
    case 'onehop':
      return 'oneHop';
    default:
      return 'flat';
  }
}

function wiqlResult(wire: schemas.WireWiqlResult): WiqlResult {
  const flat = (wire.workItems ?? []).map((row) => ({ id: row.id, parent: undefined, rel: '' }));
  // A tree or one-hop result has no `workItems` key at all, and its roots have no source (measured on the live service).
  const linked = (wire.workItemRelations ?? []).flatMap((row) =>
    row.target ? [{ id: row.target.id, parent: row.source?.id, rel: row.rel ?? '' }] : [],
  );
  return {
    queryType: queryType(wire.queryType),
    columns: (wire.columns ?? []).map((column) => column.referenceName),
    rows: [...flat, ...linked],
  };
}
