import type { JsonValue } from '../core/workItem';
import type { FieldInput } from '../protocol/form';

/** What an input shows for a value of the document. */
export function showValue(input: FieldInput, value: JsonValue): string {
  if (value === null) return '';
  if (input.kind === 'json') return JSON.stringify(value, undefined, 2);
  if (input.kind === 'dateTime' && typeof value === 'string') return toLocalInput(value);
  if (input.kind === 'person' && input.person !== undefined) return input.person.displayName;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What an input's text means for the document; `null` clears the field. A number that is none is passed on as the text
 * that it is: the problem is shown, and nothing typed is lost.
 */
export function readValue(input: FieldInput, text: string): JsonValue {
  if (text === '') return null;
  if (input.kind === 'dateTime') return fromLocalInput(text);
  if (input.kind === 'number' || (input.kind === 'choice' && input.numeric)) {
    const number = Number(text);
    return text.trim() !== '' && Number.isFinite(number) ? number : text;
  }
  return text;
}

/** True when showing the value would not change what the text already says, as `4.0` says 4. */
export function saysSame(input: FieldInput, text: string, value: JsonValue): boolean {
  return text === showValue(input, value) || readValue(input, text) === value;
}

/** ISO 8601 in UTC, as the server has it, to the local time of a `datetime-local` input; `''` where it is no date. */
function toLocalInput(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}${seconds}`;
}

function fromLocalInput(local: string): string {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? local : date.toISOString().replace('.000Z', 'Z');
}

/** Tags as the server compares them: without regard to case, blanks at the ends and doublets. */
export function addTags(tags: readonly string[], typed: string): readonly string[] {
  const added = [...tags];
  for (const tag of typed.split(/[;,]/).map((part) => part.trim())) {
    if (tag === '') continue;
    if (!added.some((known) => known.toLowerCase() === tag.toLowerCase())) added.push(tag);
  }
  return added;
}

/** Up to two letters for a person's round mark. */
export function initials(displayName: string): string {
  const words = (displayName.split('@')[0] ?? '').split(/[\s._-]+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => /./u.exec(word ?? '')?.[0] ?? '',
  );
  return letters.join('').toUpperCase();
}

/** A hue from 0 to 359 that is always the same for the same name. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const character of name.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
