import { compileCondition, fieldsIn } from './compileCondition';
import { resolveField } from './compileComparison';
import { parseDate } from './dates';
import { resolveConstant } from './constants';
import { itemReader } from './itemReader';
import { runLinkQuery } from './linkQuery';
import type { LinkRow } from './linkRows';
import { compileOrder } from './order';
import type { Operand, WiqlQuery } from './syntax';
import { wiqlErrors } from './wiqlError';
import type { WiqlField, WiqlScope, WiqlSource } from './wiqlSource';

export interface WiqlResult {
  readonly queryType: 'flat' | 'oneHop' | 'tree';
  /** ISO 8601; undefined when the query asks for the present. */
  readonly asOf: string | undefined;
  readonly columns: readonly WiqlField[];
  readonly sortColumns: readonly { readonly field: WiqlField; readonly descending: boolean }[];
  /** Ids of a flat query. */
  readonly items: readonly number[];
  /** Rows of the other two. */
  readonly rows: readonly LinkRow[];
}

/** Azure DevOps documentation, object limits: results of a query. */
export const MAX_ROWS = 20_000;

/**
 * Evaluates a query.
 * @param top as many rows at most; without it more than `MAX_ROWS` are refused (VS402337).
 * @throws {WiqlError} with the service's words.
 */
export function runWiql<Item>(query: WiqlQuery, source: WiqlSource<Item>, scope: WiqlScope, top?: number): WiqlResult {
  const asOf = momentOf(query.asOf, scope);
  const head = {
    asOf,
    columns: query.select.map((name) => resolveField(name, scope)),
    sortColumns: query.orderBy.map(({ field, descending }) => ({ field: resolveField(field, scope), descending })),
  };
  if (query.from === 'items') {
    const items = flatItems(query, source, scope, asOf, top);
    return { ...head, queryType: 'flat', items, rows: [] };
  }
  const rows = limited(runLinkQuery(query, source, scope, asOf), top);
  return { ...head, queryType: query.mode === 'recursive' ? 'tree' : 'oneHop', items: [], rows };
}

/** What the `queryType` of a stored query is, without running it. */
export function queryTypeOf(query: WiqlQuery): WiqlResult['queryType'] {
  if (query.from === 'items') return 'flat';
  return query.mode === 'recursive' ? 'tree' : 'oneHop';
}

/** @throws {WiqlError} TF51005 for a field that does not exist; a query is saved only when all of them do. */
export function checkFields(query: WiqlQuery, scope: WiqlScope): void {
  const ordered = query.orderBy.map(({ field }) => field);
  for (const name of [...query.select, ...(query.where ? fieldsIn(query.where) : []), ...ordered]) {
    resolveField(name, scope);
  }
}

function flatItems<Item>(
  query: WiqlQuery,
  source: WiqlSource<Item>,
  scope: WiqlScope,
  asOf: string | undefined,
  top: number | undefined,
): readonly number[] {
  const matches = query.where ? compileCondition(query.where, itemReader(source, scope)) : () => true;
  const found: Item[] = [];
  for (const item of source.items(asOf)) if (matches(item)) found.push(item);
  // What is refused need not be sorted first.
  checkRows(found.length, top);
  return compileOrder(query.orderBy, source, scope)(found, (item) => item, top).map((item) => source.idOf(item));
}

/** The first rows of a query of links; no more are made than are asked for, or allowed. */
function limited<Row>(rows: Iterable<Row>, top: number | undefined): readonly Row[] {
  const found: Row[] = [];
  for (const row of rows) {
    if (found.length === top) break;
    found.push(row);
    checkRows(found.length, top);
  }
  return found;
}

/** @throws {WiqlError} VS402337 for more rows than one reply may have, unless fewer are asked for. */
function checkRows(count: number, top: number | undefined): void {
  if (Math.min(count, top ?? count) > MAX_ROWS) throw wiqlErrors.tooManyRows(MAX_ROWS);
}

function momentOf(operand: Operand | undefined, scope: WiqlScope): string | undefined {
  if (!operand) return undefined;
  if (operand.kind === 'field') throw wiqlErrors.expecting('constant value', operand.source);
  const constant = resolveConstant(operand, scope);
  const at =
    constant.kind === 'date' ? constant.at : constant.kind === 'text' ? parseDate(constant.text)?.at : undefined;
  if (!at) throw wiqlErrors.expecting('date', operand.source);
  return at.toISOString();
}
