import { sameName, type Definitions } from './definitions';
import { documentField, toDocument, type Document } from './document';
import { isEmpty, kindOf } from './fieldValues';
import { pointerToPath } from './locate';
import { documentFormat, merge, type Clash } from './merge';
import { mergeKey, type Preferred } from './mergeRelations';
import { formatOf } from './operations';
import { parseDocument } from './parseDocument';
import { rebaseText, rewrite } from './rebase';
import { relationOf, toDocumentRelation } from './relations';
import type { JsonValue, WorkItem } from './workItem';

/** The part of a staged edit that a conflict is about. */
export interface EditedText {
  readonly base: WorkItem;
  readonly text: string;
}

export interface Resolved extends EditedText {
  /** What is still to be decided; where nothing is, the edit stands on their state. */
  readonly clashes: readonly Clash[];
}

type Kinds = Pick<Definitions, 'fields' | 'relationTypes'>;

/** The clashes of a staged edit with a state of the server; text that is no document has none. */
export function clashesWith(staged: EditedText, theirs: WorkItem, definitions: Definitions): readonly Clash[] {
  const parsed = parseDocument(staged.text);
  return parsed.ok ? merge(staged.base, parsed.document, theirs, definitions).clashes : [];
}

/**
 * Decides clashes: all of them, or the one named. Once none is left the edit is moved to their state, where the server's
 * guard will let it pass; until then the base moves at the decided places only, so that nothing undecided is forgotten.
 */
export function resolveConflict(
  staged: EditedText,
  theirs: WorkItem,
  side: Preferred,
  definitions: Definitions,
  only?: Clash,
): Resolved {
  const all = clashesWith(staged, theirs, definitions);
  const chosen = only === undefined ? all : all.filter((clash) => samePlace(clash, only, definitions));
  const decided = chosen.reduce((edit, clash) => resolveClash(edit, clash, side, theirs, definitions), staged);
  const clashes = clashesWith(decided, theirs, definitions);
  if (clashes.length > 0) return { base: decided.base, text: decided.text, clashes };
  return { base: theirs, text: rebaseText(decided.text, decided.base, theirs, definitions).text, clashes };
}

/**
 * One clash decided, everything else as it was. Their value becomes the base of that place: mine is then an ordinary change
 * of it; for theirs the text says it too. A text and its format are one place.
 */
export function resolveClash(
  staged: EditedText,
  clash: Clash,
  side: Preferred,
  theirs: WorkItem,
  definitions: Definitions,
): EditedText {
  const parsed = parseDocument(staged.text);
  if (!parsed.ok) return staged;
  const place = placeOf(clash, definitions);
  const base = withPlace(staged.base, place, theirs, definitions);
  const mine = parsed.document;
  const document =
    side === 'theirs'
      ? withTheirs(mine, place, theirs, definitions)
      : withOwnFormat(mine, place, staged.base, theirs, definitions);
  return { base, text: rewrite(staged.text, mine, document, definitions) };
}

/**
 * Takes over what only they changed, base and text alike, so that the clashes alone are left to look at: for a merge editor, whose
 * result must not undo what others did elsewhere. The revision stays the old one: nothing is decided yet.
 */
export function takeOver(staged: EditedText, theirs: WorkItem, definitions: Definitions): Resolved {
  const { text, clashes } = rebaseText(staged.text, staged.base, theirs, definitions);
  const base = clashes.reduce(
    (item, clash) => withPlace(item, placeOf(clash, definitions), staged.base, definitions),
    theirs,
  );
  const taken = { base: { ...base, rev: staged.base.rev }, text };
  return { ...taken, clashes: clashesWith(taken, theirs, definitions) };
}

type Place = { readonly field: string } | { readonly key: string };

function placeOf(clash: Clash, definitions: Kinds): Place {
  const [, name] = pointerToPath(clash.pointer);
  if (!clash.pointer.startsWith('/relations/')) return { field: String(name) };
  const relation = [clash.mine, clash.theirs, clash.base].map(firstRelation).find((found) => found !== undefined);
  return { key: relation === undefined ? '' : mergeKey(relation, definitions) };
}

function firstRelation(value: JsonValue | undefined): ReturnType<typeof relationOf> {
  return relationOf(Array.isArray(value) ? (value as readonly JsonValue[])[0] : value);
}

function samePlace(a: Clash, b: Clash, definitions: Kinds): boolean {
  const [left, right] = [placeOf(a, definitions), placeOf(b, definitions)];
  if ('field' in left) return 'field' in right && sameName(left.field, right.field);
  return 'key' in right && left.key === right.key;
}

/** The item with what another state of it has at a place. */
function withPlace(item: WorkItem, place: Place, from: WorkItem, definitions: Kinds): WorkItem {
  if ('key' in place) {
    const isThere = (relation: WorkItem['relations'][number]) =>
      mergeKey(toDocumentRelation(relation), definitions) === place.key;
    const others = item.relations.filter((relation) => !isThere(relation));
    return { ...item, relations: [...others, ...from.relations.filter(isThere)] };
  }
  return {
    ...item,
    fields: withEntry(item.fields, place.field, from.fields),
    formats: withEntry(item.formats, place.field, from.formats),
  };
}

type Entries<T> = Readonly<Record<string, T>>;

function withEntry<T>(entries: Entries<T>, name: string, from: Entries<T>): Entries<T> {
  const others = Object.entries(entries).filter(([key]) => !sameName(key, name));
  return Object.fromEntries([...others, ...Object.entries(from).filter(([key]) => sameName(key, name))]);
}

function withTheirs(mine: Document, place: Place, theirs: WorkItem, definitions: Kinds): Document {
  const shown = toDocument(theirs, definitions);
  if ('key' in place) {
    const others = mine.relations.filter((relation) => mergeKey(relation, definitions) !== place.key);
    const their = shown.relations.filter((relation) => mergeKey(relation, definitions) === place.key);
    return { ...mine, relations: [...others, ...their] };
  }
  const fields = Object.entries(mine.fields).filter(([name]) => !sameName(name, place.field));
  const value = documentField(shown, place.field);
  const document = {
    ...mine,
    fields: Object.fromEntries(value === undefined ? fields : [...fields, [place.field, value]]),
  };
  const format = formatOf(theirs, place.field);
  const named = documentFormat(mine, place.field);
  return named === undefined && format === 'html' ? document : withFormat(document, place.field, format);
}

/** Text of mine keeps the format that it was written in, said aloud where the field's format is another meanwhile. */
function withOwnFormat(mine: Document, place: Place, base: WorkItem, theirs: WorkItem, definitions: Kinds): Document {
  if ('key' in place || kindOf(place.field, definitions) !== 'longText') return mine;
  if (documentFormat(mine, place.field) !== undefined || isEmpty(documentField(mine, place.field))) return mine;
  const format = formatOf(base, place.field);
  return format === formatOf(theirs, place.field) ? mine : withFormat(mine, place.field, format);
}

function withFormat(document: Document, name: string, format: ReturnType<typeof formatOf>): Document {
  const formats = document.multilineFieldsFormat ?? {};
  const written = Object.keys(formats).find((key) => sameName(key, name)) ?? name;
  return { ...document, multilineFieldsFormat: { ...formats, [written]: format } };
}
