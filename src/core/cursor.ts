import { createScanner, getLocation, type Location } from 'jsonc-parser';
import { isTooDeep } from './json';
import type { JsonPath, TextRange } from './locate';

/** What stands at an offset of a document's text where a value is being typed. */
export interface Cursor {
  readonly path: JsonPath;
  /** The piece of text that a completion replaces: a whole string with its quotes, or the word before the offset. */
  readonly replace: TextRange;
  /** What has been typed of it before the offset, without the quote. */
  readonly typed: string;
  /** True where the value begins with a quote already. */
  readonly quoted: boolean;
  /** `,` where another value follows at once. */
  readonly separator: '' | ',';
}

/**
 * The value that is being typed at an offset, in texts that are no JSON yet as well; undefined at keys and after a value
 * that is complete.
 */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  if (isTooDeep(text)) return undefined;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  // An empty object leaves the mark "at a key" behind, also in the list that holds it.
  if (path.length === 0 || (isAtPropertyKey && typeof path.at(-1) === 'string')) return undefined;
  if (previousNode === undefined) return atWord(text, offset, path);
  if (previousNode.type === 'string') return inString(text, offset, path, previousNode);
  return offset <= previousNode.offset + previousNode.length ? atWord(text, offset, path) : undefined;
}

function atWord(text: string, offset: number, path: JsonPath): Cursor {
  const typed = /[^\s,:[\]{}"]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const replace = { offset: offset - typed.length, length: typed.length };
  return { path, replace, typed, quoted: false, separator: separatorAt(text, offset) };
}

function inString(
  text: string,
  offset: number,
  path: JsonPath,
  node: NonNullable<Location['previousNode']>,
): Cursor | undefined {
  const end = node.offset + node.length;
  const closed = isClosed(text.slice(node.offset, end));
  if (offset > end || (closed && offset === end)) return undefined;
  if (offset <= node.offset) return atWord(text, offset, path);
  // A string without its closing quote reaches to the end of the line, and so over what follows it.
  const replaced = closed ? end : offset;
  return {
    path,
    replace: { offset: node.offset, length: replaced - node.offset },
    typed: unescape(text.slice(node.offset + 1, offset)),
    quoted: true,
    separator: separatorAt(text, replaced),
  };
}

function isClosed(literal: string): boolean {
  return literal.length > 1 && /(?:^|[^\\])(?:\\\\)*"$/.test(literal.slice(1));
}

function separatorAt(text: string, offset: number): '' | ',' {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = text.charAt(scanner.getTokenOffset());
  return ['', ',', '}', ']'].includes(next) ? '' : ',';
}

/** The text that a piece of a JSON string stands for; an escape that is not finished yet is left out. */
function unescape(piece: string): string {
  const finished = piece.replace(/((?:^|[^\\])(?:\\\\)*)\\(?:u[\da-f]{0,3})?$/i, '$1');
  try {
    return String(JSON.parse(`"${finished}"`));
  } catch (error) {
    // An escape that JSON does not know, or a raw control character: the piece stands for itself.
    if (error instanceof SyntaxError) return piece;
    throw error;
  }
}
