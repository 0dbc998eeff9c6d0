import { wiqlErrors } from './wiqlError';

/** A word, `[name]`, `'text'`, number, `@macro`, sign, or the end of the text. */
export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'macro' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written, with brackets and quotes. */
  readonly source: string;
  /** Without them; quotes written twice are one. */
  readonly value: string;
  /** Offsets into the query. */
  readonly start: number;
  readonly end: number;
}

const PATTERNS: readonly (readonly [TokenKind, RegExp])[] = [
  ['word', /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y],
  ['name', /\[[^\][]*\]/y],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['macro', /@\w+/y],
  ['sign', /<>|<=|>=|[=<>(),.+*-]/y],
];

/**
 * Splits a query into tokens; the last one is the end.
 * @throws {WiqlError} for a character that begins no token, or a quote that is never closed.
 */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(query, 0);
  while (at < query.length) {
    const token = tokenAt(query, at);
    tokens.push(token);
    at = skipBlanks(query, token.end);
  }
  tokens.push({ kind: 'end', source: '', value: '', start: query.length, end: query.length });
  return tokens;
}

function skipBlanks(query: string, from: number): number {
  let at = from;
  while (at < query.length && /\s/.test(query.charAt(at))) at++;
  return at;
}

function tokenAt(query: string, start: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const source = pattern.exec(query)?.[0];
    if (source !== undefined) return { kind, source, value: valueOf(kind, source), start, end: start + source.length };
  }
  const first = query.charAt(start);
  if (first === "'" || first === '"') throw wiqlErrors.expecting('closing quote', query.slice(start));
  if (first === '[') throw wiqlErrors.expecting('right square bracket', query.slice(start));
  throw wiqlErrors.expecting('end of string', first);
}

function valueOf(kind: TokenKind, source: string): string {
  if (kind === 'name') return source.slice(1, -1).trim();
  if (kind !== 'text') return source;
  const quote = source.charAt(0);
  return source.slice(1, -1).replaceAll(quote + quote, quote);
}
