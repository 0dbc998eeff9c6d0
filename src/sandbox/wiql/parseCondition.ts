import { parseFieldName, parseOperand } from './parseOperand';
import type { CompareOperator, Condition, Operand, Test } from './syntax';
import type { TokenCursor } from './tokenCursor';
import { wiqlErrors } from './wiqlError';

const MAX_DEPTH = 200;

const OPERATORS: ReadonlySet<string> = new Set<CompareOperator>(['=', '<>', '<', '<=', '>', '>=']);

/** Parses `a AND b OR c`; AND binds closer than OR. */
export function parseCondition(cursor: TokenCursor, depth = 0): Condition {
  if (depth > MAX_DEPTH) throw wiqlErrors.tooDeep();
  return parseChain(cursor, 'or', () => parseChain(cursor, 'and', () => parsePart(cursor, depth)));
}

function parseChain(cursor: TokenCursor, kind: 'and' | 'or', parsePartOf: () => Condition): Condition {
  const first = parsePartOf();
  const parts = [first];
  while (cursor.takeWords(kind)) parts.push(parsePartOf());
  return parts.length === 1 ? first : { kind, parts };
}

function parsePart(cursor: TokenCursor, depth: number): Condition {
  let negations = 0;
  while (cursor.takeWords('not')) negations++;
  const part = parsePlainPart(cursor, depth);
  return negations % 2 === 1 ? { kind: 'not', part } : part;
}

function parsePlainPart(cursor: TokenCursor, depth: number): Condition {
  if (cursor.takeSign('(')) {
    const inner = parseCondition(cursor, depth + 1);
    cursor.expectSign(')', 'right bracket');
    return inner;
  }
  const mark = cursor.mark();
  const ever = cursor.takeWords('ever');
  const field = parseFieldName(cursor) ?? cursor.fail('field name or expression');
  const test = parseTest(cursor, ever);
  return { kind: 'comparison', field, test, source: cursor.sourceFrom(mark) };
}

function parseTest(cursor: TokenCursor, ever: boolean): Test {
  const sign = cursor.peek();
  if (sign.kind === 'sign' && isOperator(sign.value)) {
    cursor.next();
    return { kind: 'compare', operator: sign.value, ever, value: parseOperand(cursor) };
  }
  if (cursor.takeWords('is')) {
    const negated = cursor.takeWords('not');
    if (!cursor.takeWords('empty')) cursor.fail('keyword EMPTY');
    return { kind: 'empty', negated };
  }
  const negated = cursor.takeWords('not');
  if (!negated && (cursor.takeWords('was', 'ever') || cursor.takeWords('ever'))) {
    return { kind: 'compare', operator: '=', ever: true, value: parseOperand(cursor) };
  }
  return parseWordTest(cursor, negated) ?? cursor.fail('comparison operator');
}

function parseWordTest(cursor: TokenCursor, negated: boolean): Test | undefined {
  if (cursor.takeWords('contains')) {
    return { kind: 'contains', words: cursor.takeWords('words'), negated, value: parseOperand(cursor) };
  }
  if (cursor.takeWords('under')) return { kind: 'under', negated, value: parseOperand(cursor) };
  if (cursor.takeWords('in', 'group')) return { kind: 'inGroup', negated, value: parseOperand(cursor) };
  if (cursor.takeWords('in')) return { kind: 'in', negated, values: parseList(cursor) };
  return undefined;
}

function parseList(cursor: TokenCursor): readonly Operand[] {
  cursor.expectSign('(', 'left bracket');
  const values = [parseOperand(cursor)];
  while (cursor.takeSign(',')) values.push(parseOperand(cursor));
  cursor.expectSign(')', 'right bracket');
  return values;
}

function isOperator(sign: string): sign is CompareOperator {
  return OPERATORS.has(sign);
}
