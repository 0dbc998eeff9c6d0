import type { ItemHead } from './completions';

/** Text of one line, as short as asked: what is cut ends in an ellipsis. */
export function oneLine(text: string, limit: number): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, Math.max(limit - 1, 0)).replace(/[\s…]+$/, '')}…`;
}

/** Titles shorter than this say nothing; then the whole is cut at its end. */
const shortestTitle = 8;

/**
 * A work item behind the url that leads to it: `Task 300 · Unit Testing for MSA login · To Do`. VS Code cuts long hints at their end, so the
 * title gives way first: number and state are what a reader looks for.
 */
export function itemLabel({ title, state }: ItemHead, name: string, limit: number): string {
  const around = name.length + state.length + 2 * ' · '.length;
  const short = oneLine(title, Math.max(limit - around, shortestTitle));
  return oneLine([name, short, state].filter((part) => part !== '').join(' · '), limit);
}
