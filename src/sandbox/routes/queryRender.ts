import { wireDate } from '../dates';
import type { QueryItem } from '../model';
import { identityRef } from '../people';
import type { Request } from '../router';
import { conditionClauses, linkQueryClauses } from '../wiql/clauses';
import { resolveField } from '../wiql/compileComparison';
import { parseWiql } from '../wiql/parseWiql';
import { queryTypeOf } from '../wiql/runWiql';
import { storeScope } from '../wiql/storeScope';
import type { WiqlQuery } from '../wiql/syntax';
import { WiqlError } from '../wiql/wiqlError';
import { fieldReference } from './fieldReference';
import { childrenOf, parentOf, pathOf } from './queryTree';

/** `$expand` of queries; "clauses" answers like "all". */
export type QueryExpand = 'none' | 'wiql' | 'clauses' | 'all' | 'minimal';

export interface QueryView {
  readonly expand: QueryExpand;
  /** How many levels of children are shown. */
  readonly depth: number;
  readonly deleted: boolean;
}

/** A query or folder as clients see it; key sets per `$expand` as measured. */
export function renderQuery(request: Request, item: QueryItem, view: QueryView): Record<string, unknown> {
  const { store } = request;
  const head = { id: item.id, name: item.name, path: pathOf(store, item) };
  const body = item.isFolder ? folderPart(request, item, view) : queryPart(request, item, view.expand);
  if (view.expand === 'minimal') return { ...head, ...body, isPublic: item.isPublic };
  return {
    ...head,
    ...savedPart(request, item),
    ...body,
    ...(item.isDeleted === true ? { isDeleted: true } : {}),
    isPublic: item.isPublic,
    _links: linksOf(request, item),
    url: urlOf(request, item),
  };
}

function folderPart(request: Request, item: QueryItem, view: QueryView): Record<string, unknown> {
  const children = childrenOf(request.store, item, request.user, view.deleted);
  const shown = children.map((child) => renderQuery(request, child, { ...view, depth: view.depth - 1 }));
  return {
    isFolder: true,
    hasChildren: children.length > 0,
    ...(view.depth > 0 && children.length > 0 ? { children: shown } : {}),
  };
}

function savedPart({ store, baseUrl }: Request, item: QueryItem): Record<string, unknown> {
  const person = (name: string, id: string | undefined): Record<string, unknown> => {
    const found = id === undefined ? undefined : store.get('people', id);
    return found ? { [name]: identityRef(found, baseUrl) } : {};
  };
  return {
    ...person('createdBy', item.createdBy),
    createdDate: wireDate(item.createdDate),
    ...person('lastModifiedBy', item.lastModifiedBy),
    lastModifiedDate: wireDate(item.lastModifiedDate),
    ...person('lastExecutedBy', item.lastExecutedBy),
    ...(item.lastExecutedDate === undefined ? {} : { lastExecutedDate: wireDate(item.lastExecutedDate) }),
  };
}

function queryPart(request: Request, item: QueryItem, expand: QueryExpand): Record<string, unknown> {
  const wiql = item.wiql ?? '';
  const query = parsed(wiql);
  if (!query) return { isInvalidSyntax: true, ...(expand === 'none' ? {} : { wiql }) };
  const queryType = queryTypeOf(query);
  if (expand === 'none') return { queryType };
  if (expand === 'minimal') return { queryType, wiql };
  const columns = { queryType, ...columnsPart(request, query), wiql };
  return expand === 'wiql' ? columns : { ...columns, ...clausesPart(request, query) };
}

/** A stored query may have become unreadable, or name fields that are gone: it is shown nevertheless. */
function parsed(wiql: string): WiqlQuery | undefined {
  try {
    return parseWiql(wiql);
  } catch (error) {
    if (error instanceof WiqlError) return undefined;
    throw error;
  }
}

function columnsPart(request: Request, query: WiqlQuery): Record<string, unknown> {
  const scope = storeScope(request, false);
  const field = (name: WiqlQuery['select'][number]): Record<string, unknown>[] => {
    const found = scope.field(name.name);
    return found ? [fieldReference(request.baseUrl, found)] : [];
  };
  const sortColumns = query.orderBy.flatMap((term) =>
    field(term.field).map((one) => ({ field: one, descending: term.descending })),
  );
  return { columns: query.select.flatMap(field), ...(sortColumns.length === 0 ? {} : { sortColumns }) };
}

function clausesPart(request: Request, query: WiqlQuery): Record<string, unknown> {
  const scope = storeScope(request, false);
  const render = (name: WiqlQuery['select'][number]): Record<string, unknown> =>
    fieldReference(request.baseUrl, resolveField(name, scope));
  try {
    if (query.from === 'links') return linkQueryClauses(query, render);
    return query.where ? { clauses: conditionClauses(query.where, render) } : {};
  } catch (error) {
    if (error instanceof WiqlError) return { isInvalidSyntax: true };
    throw error;
  }
}

function linksOf(request: Request, item: QueryItem): Record<string, unknown> {
  const parent = parentOf(request.store, item);
  const base = `${request.baseUrl}/${item.projectId}/_apis/wit`;
  const html = `${request.baseUrl}/web/qr.aspx?pguid=${item.projectId}&qid=${item.id}`;
  return {
    self: { href: urlOf(request, item) },
    html: { href: html },
    ...(parent ? { parent: { href: urlOf(request, parent) } } : {}),
    ...(item.isFolder ? {} : { wiql: { href: `${base}/wiql/${item.id}` } }),
  };
}

export function urlOf(request: Request, item: QueryItem): string {
  return `${request.baseUrl}/${item.projectId}/_apis/wit/queries/${item.id}`;
}
