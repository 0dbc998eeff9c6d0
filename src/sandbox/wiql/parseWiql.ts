import { parseCondition } from './parseCondition';
import { parseFieldName, parseOperand } from './parseOperand';
import type { Condition, FieldName, LinkMode, Operand, OrderTerm, WiqlQuery } from './syntax';
import { TokenCursor } from './tokenCursor';
import { wiqlErrors } from './wiqlError';

/** Azure DevOps documentation, syntax of the work item query language. */
const MAX_LENGTH = 32_000;

/** What may stand after FROM; the singular and `Issue`, `Links` come from the old client library's samples. */
const SOURCES: Readonly<Record<string, 'items' | 'links'>> = {
  workitems: 'items',
  workitem: 'items',
  issue: 'items',
  workitemlinks: 'links',
  workitemlink: 'links',
  links: 'links',
};

const MODES: Readonly<Record<string, LinkMode>> = {
  mustcontain: 'mustContain',
  maycontain: 'mayContain',
  doesnotcontain: 'doesNotContain',
  recursive: 'recursive',
};

/**
 * Parses a query of the work item query language (grammar of the Azure DevOps documentation; keywords in any case).
 * The clauses after WHERE may stand in any order, as stored queries have them.
 * @throws {WiqlError} with the service's words.
 */
export function parseWiql(text: string): WiqlQuery {
  if (text.length > MAX_LENGTH) throw wiqlErrors.tooLong(text.length);
  const cursor = new TokenCursor(text);
  if (!cursor.takeWords('select')) cursor.fail('keyword SELECT');
  const select = cursor.takeSign('*') ? [] : parseFieldList(cursor);
  if (!cursor.takeWords('from')) throw wiqlErrors.missingFrom(cursor.peek().source);
  const from = parseSource(cursor);
  const where = cursor.takeWords('where') ? parseCondition(cursor) : undefined;
  return { from, select, ...parseTail(cursor, where) };
}

type Tail = Omit<WiqlQuery, 'from' | 'select'>;

function parseTail(cursor: TokenCursor, where: Condition | undefined): Tail {
  let orderBy: readonly OrderTerm[] | undefined;
  let asOf: Operand | undefined;
  let mode: { readonly mode: LinkMode; readonly matchingChildren: boolean } | undefined;
  while (cursor.peek().kind !== 'end') {
    if (!orderBy && cursor.isWord('order') && cursor.isWord('by', 1)) orderBy = parseOrder(cursor);
    else if (!asOf && cursor.takeWords('asof')) asOf = parseOperand(cursor);
    else if (!mode && cursor.takeWords('mode')) mode = parseMode(cursor);
    else cursor.fail('end of string');
  }
  return {
    where,
    orderBy: orderBy ?? [],
    asOf,
    mode: mode?.mode ?? 'mustContain',
    matchingChildren: mode?.matchingChildren ?? false,
  };
}

function parseSource(cursor: TokenCursor): 'items' | 'links' {
  const token = cursor.peek();
  const name = token.value.toLowerCase();
  const source = token.kind === 'word' && Object.hasOwn(SOURCES, name) ? SOURCES[name] : undefined;
  if (source === undefined) return cursor.fail('WorkItems or WorkItemLinks');
  cursor.next();
  return source;
}

function parseFieldList(cursor: TokenCursor): readonly FieldName[] {
  const fields: FieldName[] = [];
  do {
    if (cursor.isWord('from')) cursor.fail('field name or expression');
    fields.push(parseFieldName(cursor) ?? cursor.fail('field name or expression'));
  } while (cursor.takeSign(','));
  return fields;
}

function parseOrder(cursor: TokenCursor): readonly OrderTerm[] {
  cursor.takeWords('order', 'by');
  const terms: OrderTerm[] = [];
  do {
    const field = parseFieldName(cursor) ?? cursor.fail('field name or expression');
    const descending = cursor.takeWords('desc');
    if (!descending) cursor.takeWords('asc');
    terms.push({ field, descending });
  } while (cursor.takeSign(','));
  return terms;
}

function parseMode(cursor: TokenCursor): { readonly mode: LinkMode; readonly matchingChildren: boolean } {
  cursor.expectSign('(', 'left bracket');
  let mode: LinkMode | undefined;
  let matchingChildren = false;
  do {
    const token = cursor.peek();
    const name = token.value.toLowerCase();
    if (token.kind === 'word' && name === 'returnmatchingchildren') matchingChildren = true;
    else if (token.kind === 'word' && Object.hasOwn(MODES, name)) mode = MODES[name];
    else cursor.fail('mode');
    cursor.next();
  } while (cursor.takeSign(','));
  cursor.expectSign(')', 'right bracket');
  return { mode: mode ?? 'mustContain', matchingChildren };
}
