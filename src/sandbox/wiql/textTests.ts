import { textOf } from './constants';
import type { Constant } from './constants';
import { familyOf } from './families';
import { byPerson, textKey } from './valueTests';
import type { TestPlace, ValueTest } from './valueTests';
import { wiqlErrors } from './wiqlError';

/**
 * `CONTAINS constant`: part of a text, in any case. Tags match whole (documentation: tags take no partial match);
 * long texts are searched without their markup.
 */
export function containsTest(place: TestPlace, constant: Constant): ValueTest {
  const wanted = searched(place, constant);
  switch (familyOf(place.field)) {
    case 'person':
      return byPerson((name, address) => name.includes(wanted) || address.includes(wanted));
    case 'tags':
      return (value) => typeof value === 'string' && tagsOf(value).includes(wanted);
    case 'long':
      return (value) => typeof value === 'string' && value !== '' && plainText(value).includes(wanted);
    default:
      return (value) => value !== undefined && textKey(value).includes(wanted);
  }
}

/** `CONTAINS WORDS constant`: these words one after the other; `*` at the end of one stands for any ending. */
export function wordsTest(place: TestPlace, constant: Constant): ValueTest {
  const wanted = searched(place, constant).match(WORDS_TO_FIND) ?? [];
  return (value) => {
    if (typeof value !== 'string' || wanted.length === 0) return false;
    const words = plainText(value).match(WORDS) ?? [];
    return words.some((_, at) => wanted.every((word, index) => wordMatches(words[at + index], word)));
  };
}

const WORDS = /[\p{L}\p{N}_]+/gu;
const WORDS_TO_FIND = /[\p{L}\p{N}_]+\*?/gu;

/** Azure DevOps documentation, query operators: the text to look for has 100 characters at most. */
const MAX_SEARCH = 100;

function searched(place: TestPlace, constant: Constant): string {
  const text = textOf(constant);
  if (text === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  if (text.length > MAX_SEARCH && place.field.type !== 'string') throw wiqlErrors.searchTooLong(place.source);
  return text.toLowerCase();
}

function wordMatches(word: string | undefined, wanted: string): boolean {
  if (word === undefined) return false;
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : word === wanted;
}

/** Tags as stored, `one; two`, in lower case. */
function tagsOf(value: string): readonly string[] {
  return value.split(';').map((tag) => tag.trim().toLowerCase());
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

function plainText(value: string): string {
  return value
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
