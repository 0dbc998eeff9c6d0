import { diff3Merge } from 'node-diff3';
import { sameName, type Definitions } from './definitions';
import { toDocument, type Document } from './document';
import { areTags, kindOf, sameValue, tagList, type ValueKind } from './fieldValues';
import { fieldPointer, pathToPointer, pointerToPath } from './locate';
import { mergeRelations, type Preferred } from './mergeRelations';
import { diff, formatOf, type Change } from './operations';
import { toDocumentRelation } from './relations';
import { field, type JsonValue, type TextFormat, type WorkItem } from './workItem';

/** A place that both sides changed differently. Relations stand as they stand in documents; `undefined`: not there. */
export interface Clash {
  readonly pointer: string;
  readonly base: JsonValue | undefined;
  readonly mine: JsonValue | undefined;
  readonly theirs: JsonValue | undefined;
}

export interface Merged {
  readonly document: Document;
  readonly clashes: readonly Clash[];
}

/**
 * Base × mine × theirs, by field and by relation identity. What one side changed is taken over; lists of tags merge as sets; long
 * text merges by lines where the edits do not touch. Each of my changes stands either in the result or in the list of
 * clashes, never in both: where both sides clash the result has their value (or mine, if so preferred).
 */
export function merge(
  base: WorkItem,
  mine: Document,
  theirs: WorkItem,
  definitions: Definitions,
  preferred: Preferred = 'theirs',
): Merged {
  const fields = mergeFields(base, mine, theirs, definitions, preferred);
  const formats = mergeFormats(base, mine, theirs, fields.clashes, preferred);
  const sides = {
    base: base.relations.map(toDocumentRelation),
    mine: mine.relations,
    theirs: theirs.relations.map(toDocumentRelation),
  };
  const relations = mergeRelations(sides, definitions, preferred);
  return {
    document: {
      id: mine.id,
      fields: fields.values,
      relations: relations.relations,
      ...(formats.values.length === 0 ? {} : { multilineFieldsFormat: Object.fromEntries(formats.values) }),
    },
    clashes: [...fields.clashes, ...formats.clashes, ...relations.clashes],
  };
}

interface MergedFields {
  readonly values: Readonly<Record<string, JsonValue>>;
  readonly clashes: readonly Clash[];
}

type FieldChange = Extract<Change, { readonly kind: 'field' }>;

function fieldChanges(base: WorkItem, document: Document, definitions: Definitions): readonly FieldChange[] {
  return diff(base, document, definitions).changes.filter((change) => change.kind === 'field');
}

function mergeFields(
  base: WorkItem,
  mine: Document,
  theirs: WorkItem,
  definitions: Definitions,
  preferred: Preferred,
): MergedFields {
  const shown = toDocument(theirs, definitions);
  const values = new Map(Object.entries(shown.fields));
  const theirChanges = new Map(
    fieldChanges(base, shown, definitions).map((change) => [change.field.toLowerCase(), change]),
  );
  const clashes: Clash[] = [];
  for (const change of fieldChanges(base, mine, definitions)) {
    const kind = kindOf(change.field, definitions);
    const formats = [base, theirs].map((item) => formatOf(item, change.field));
    const sides = { kind, change, other: theirChanges.get(change.field.toLowerCase()), formats, mine };
    const outcome = mergeField(sides);
    if (outcome.clash && preferred === 'theirs') {
      clashes.push(clashOf(sides));
      continue;
    }
    if (outcome.clash) clashes.push(clashOf(sides));
    const name = [...values.keys()].find((candidate) => sameName(candidate, change.field)) ?? change.field;
    const value = outcome.clash ? change.to : outcome.value;
    if (value !== undefined) values.set(name, value);
    else if (name === field.tags) values.set(name, []);
    else values.delete(name);
  }
  return { values: Object.fromEntries(values), clashes };
}

interface FieldSides {
  readonly kind: ValueKind;
  readonly change: FieldChange;
  readonly other: FieldChange | undefined;
  /** Of base and theirs. */
  readonly formats: readonly (TextFormat | undefined)[];
  readonly mine: Document;
}

function clashOf({ change, other }: FieldSides): Clash {
  const pointer = fieldPointer(change.field);
  return { pointer, base: change.from, mine: change.to, theirs: other === undefined ? change.from : other.to };
}

type MergedField = { readonly clash: true } | { readonly clash: false; readonly value: JsonValue | undefined };

function mergeField({ kind, change, other, formats, mine }: FieldSides): MergedField {
  const [before, now] = formats;
  const wanted = documentFormat(mine, change.field) ?? before;
  if (other !== undefined && sameValue(change.to, other.to, kind)) return { clash: false, value: other.to };
  // Text written as HTML does not belong into a field that has become Markdown meanwhile, nor the other way round.
  if (kind === 'longText' && change.to !== undefined && now !== before && wanted !== now) return { clash: true };
  if (other === undefined) return { clash: false, value: change.to };
  if (kind === 'tags' && areTags(change.to)) return { clash: false, value: mergeTags(change, other) };
  const sameFormat = kind === 'longText' && wanted === now;
  const text = sameFormat ? mergeText(change.from, change.to, other.to) : undefined;
  return text === undefined ? { clash: true } : { clash: false, value: text };
}

/** The format that a document names for a field. */
export function documentFormat(document: Document, name: string): TextFormat | undefined {
  return Object.entries(document.multilineFieldsFormat ?? {}).find(([candidate]) => sameName(candidate, name))?.[1];
}

/** Both sides' additions, without either side's removals; their order first. */
function mergeTags(mine: FieldChange, theirs: FieldChange): readonly string[] {
  const lower = (tags: readonly string[]) => new Set(tags.map((tag) => tag.toLowerCase()));
  const base = lower(tagList(mine.from));
  const my = tagList(mine.to);
  const their = tagList(theirs.to);
  const [inMine, inTheirs] = [lower(my), lower(their)];
  const kept = their.filter((tag) => inMine.has(tag.toLowerCase()) || !base.has(tag.toLowerCase()));
  const added = my.filter((tag) => !base.has(tag.toLowerCase()) && !inTheirs.has(tag.toLowerCase()));
  return [...kept, ...added];
}

/** Three-way merge by lines; undefined where edits touch each other or a side is no text. */
function mergeText(
  base: JsonValue | undefined,
  mine: JsonValue | undefined,
  theirs: JsonValue | undefined,
): string | undefined {
  if (typeof base !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') return undefined;
  const regions = diff3Merge(mine.split('\n'), base.split('\n'), theirs.split('\n'), { excludeFalseConflicts: true });
  const lines: string[] = [];
  for (const region of regions) {
    if (region.ok === undefined) return undefined;
    lines.push(...region.ok);
  }
  return lines.join('\n');
}

interface MergedFormats {
  readonly values: readonly (readonly [string, TextFormat])[];
  readonly clashes: readonly Clash[];
}

/** Formats follow their field: where its content clashes, a format of mine clashes with it. */
function mergeFormats(
  base: WorkItem,
  mine: Document,
  theirs: WorkItem,
  fieldClashes: readonly Clash[],
  preferred: Preferred,
): MergedFormats {
  const values = new Map(Object.entries(theirs.formats).filter(([, format]) => format === 'markdown'));
  const clashes: Clash[] = [];
  const kept = preferred === 'mine' ? ownFormats(base, mine, theirs, fieldClashes) : [];
  for (const [name, format] of kept) values.set(name, format);
  for (const [name, format] of Object.entries(mine.multilineFieldsFormat ?? {})) {
    const [before, now] = [formatOf(base, name), formatOf(theirs, name)];
    if (format === before) continue;
    const pointer = pathToPointer(['multilineFieldsFormat', name]);
    const contentClashes = fieldClashes.some((clash) => sameName(clash.pointer, fieldPointer(name)));
    const clash = contentClashes && format !== now;
    if (clash) clashes.push({ pointer, base: before, mine: format, theirs: now });
    if (clash && preferred === 'theirs') continue;
    values.set([...values.keys()].find((candidate) => sameName(candidate, name)) ?? name, format);
  }
  return { values: [...values], clashes };
}

/** Text of mine that stays although it clashes stays in the format it was written in, said aloud where theirs is another. */
function ownFormats(
  base: WorkItem,
  mine: Document,
  theirs: WorkItem,
  fieldClashes: readonly Clash[],
): readonly (readonly [string, TextFormat])[] {
  return fieldClashes.flatMap(({ pointer }) => {
    const name = String(pointerToPath(pointer).at(-1));
    const format = documentFormat(mine, name) ?? formatOf(base, name);
    return format === formatOf(theirs, name) ? [] : [[name, format] as const];
  });
}
