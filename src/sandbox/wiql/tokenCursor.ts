import type { Token, TokenKind } from './tokens';
import { tokenize } from './tokens';
import { wiqlErrors } from './wiqlError';

/** Reads the tokens of a query one after the other. Words compare without regard to case. */
export class TokenCursor {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(private readonly query: string) {
    this.tokens = tokenize(query);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (!token) throw new Error('A token list always has an end.');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.value.toLowerCase() === word;
  }

  isSign(sign: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'sign' && token.value === sign;
  }

  /** Steps over these words, and says so, when all of them come next. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.isWord(word, index))) return false;
    this.at += words.length;
    return true;
  }

  takeSign(sign: string): boolean {
    if (!this.isSign(sign)) return false;
    this.at++;
    return true;
  }

  take(kind: TokenKind): Token | undefined {
    return this.peek().kind === kind ? this.next() : undefined;
  }

  expectSign(sign: string, what: string): void {
    if (!this.takeSign(sign)) this.fail(what);
  }

  /** @throws {WiqlError} "Expecting …", caused by the token that stands here. */
  fail(what: string): never {
    throw wiqlErrors.expecting(what, this.peek().source);
  }

  /** Offset of the token that comes next. */
  mark(): number {
    return this.peek().start;
  }

  /** The query's text from a mark up to the last token taken. */
  sourceFrom(mark: number): string {
    const last = this.tokens[this.at - 1];
    return this.query.slice(mark, last?.end ?? mark);
  }
}
