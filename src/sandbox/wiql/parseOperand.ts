import type { FieldName, Operand } from './syntax';
import type { TokenCursor } from './tokenCursor';

/** `[Name]`, `Name`, `[Source].[Name]` or `Source.[Name]`; undefined when no field stands here. */
export function parseFieldName(cursor: TokenCursor): FieldName | undefined {
  const first = cursor.peek();
  if (first.kind !== 'name' && first.kind !== 'word') return undefined;
  const mark = cursor.mark();
  cursor.next();
  const end = linkEnd(first.value);
  if (end !== undefined && cursor.isSign('.')) {
    cursor.next();
    const field = cursor.take('name') ?? cursor.take('word') ?? cursor.fail('field name or expression');
    return { name: field.value, end, source: cursor.sourceFrom(mark) };
  }
  const prefixed = first.kind === 'word' ? /^(source|target)\.(.+)$/i.exec(first.value) : null;
  const prefix = linkEnd(prefixed?.[1] ?? '');
  if (prefixed && prefix !== undefined) return { name: prefixed[2] ?? '', end: prefix, source: first.source };
  return { name: first.value, source: first.source };
}

function linkEnd(word: string): 'source' | 'target' | undefined {
  const lower = word.toLowerCase();
  return lower === 'source' || lower === 'target' ? lower : undefined;
}

/**
 * A constant, a macro or another field.
 * @throws {WiqlError} "Expecting constant value" when none of them stands here.
 */
export function parseOperand(cursor: TokenCursor): Operand {
  const mark = cursor.mark();
  const token = cursor.peek();
  switch (token.kind) {
    case 'text':
      cursor.next();
      return { kind: 'text', value: token.value, source: token.source };
    case 'number':
      cursor.next();
      return { kind: 'number', value: Number(token.value), source: token.source };
    case 'macro':
      return parseMacro(cursor);
    case 'name':
      return parseFieldOperand(cursor, mark);
    case 'word':
      return parseBoolean(cursor) ?? parseFieldOperand(cursor, mark);
    case 'sign':
      return parseNegative(cursor, mark);
    case 'end':
      return cursor.fail('constant value');
  }
}

function parseFieldOperand(cursor: TokenCursor, mark: number): Operand {
  const field = parseFieldName(cursor) ?? cursor.fail('constant value');
  // Written with or without quotes; no field is called so.
  if (field.name.toLowerCase() === 'any' && field.end === undefined)
    return { kind: 'text', value: '[Any]', source: cursor.sourceFrom(mark) };
  return { kind: 'field', field, source: cursor.sourceFrom(mark) };
}

function parseBoolean(cursor: TokenCursor): Operand | undefined {
  const source = cursor.peek().source;
  if (cursor.takeWords('true')) return { kind: 'boolean', value: true, source };
  if (cursor.takeWords('false')) return { kind: 'boolean', value: false, source };
  return undefined;
}

function parseNegative(cursor: TokenCursor, mark: number): Operand {
  if (cursor.isSign('-') && cursor.peek(1).kind === 'number') {
    cursor.next();
    const value = -Number(cursor.next().value);
    return { kind: 'number', value, source: cursor.sourceFrom(mark) };
  }
  return cursor.fail('constant value');
}

/** `@Name`, `@Name('argument')`, and either followed by `+ n` or `- n`. */
function parseMacro(cursor: TokenCursor): Operand {
  const mark = cursor.mark();
  const name = cursor.next().value.slice(1).toLowerCase();
  let argument: string | undefined;
  if (cursor.takeSign('(')) {
    argument = (cursor.take('text') ?? cursor.fail('constant value')).value;
    cursor.expectSign(')', 'right bracket');
  }
  let offset = 0;
  if (cursor.isSign('+') || cursor.isSign('-')) {
    const sign = cursor.next().value === '-' ? -1 : 1;
    offset = sign * Number((cursor.take('number') ?? cursor.fail('number')).value);
  }
  return { kind: 'macro', name, argument, offset, source: cursor.sourceFrom(mark) };
}
