import type { Definitions } from '../../core/definitions';
import {
  documentField,
  editText,
  replacement,
  toDocument,
  withValue,
  type Document,
  type TextEdit,
} from '../../core/document';
import { deepEqual, kindOf } from '../../core/fieldValues';
import type { JsonPath } from '../../core/locate';
import { formatOf } from '../../core/operations';
import {
  commentOf,
  findRelation,
  nameOf,
  relationKey,
  toDocumentRelation,
  withAttributes,
  type DocumentRelation,
} from '../../core/relations';
import type { JsonValue, TextFormat, WorkItem } from '../../core/workItem';
import type { RelationRef } from '../../protocol/form';

/** What the form asks to be done to the document. */
export type FormEdit =
  | { readonly kind: 'setField'; readonly field: string; readonly value: JsonValue }
  | { readonly kind: 'setFormat'; readonly field: string; readonly format: TextFormat }
  | { readonly kind: 'revertField'; readonly field: string }
  | { readonly kind: 'addRelations'; readonly relations: readonly DocumentRelation[] }
  | { readonly kind: 'removeRelation'; readonly relation: RelationRef }
  | { readonly kind: 'revertRelation'; readonly relation: RelationRef }
  | { readonly kind: 'commentRelation'; readonly relation: RelationRef; readonly comment: string };

export interface EditPlace {
  readonly text: string;
  readonly document: Document;
  readonly base: WorkItem;
  readonly definitions: Definitions;
}

/** Text edits that do not overlap, or why there are none. */
export type PlannedEdit =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  /** `outdated`: the relation is not there any more. `alreadyLinked`: it stands there already. */
  | { readonly ok: false; readonly code: 'outdated' | 'alreadyLinked'; readonly relation: RelationRef };

/**
 * The smallest change of the text that does what the form asks for; none where the text says it already, because any edit would
 * make a saved document dirty.
 */
export function planEdit(edit: FormEdit, place: EditPlace): PlannedEdit {
  const planned = plan(edit, place);
  if (!planned.ok) return planned;
  const changes = ({ offset, length, content }: TextEdit): boolean =>
    place.text.slice(offset, offset + length) !== content;
  return done(planned.edits.filter(changes));
}

function plan(edit: FormEdit, place: EditPlace): PlannedEdit {
  switch (edit.kind) {
    case 'setField':
      return done(setField(edit.field, edit.value, place));
    case 'setFormat':
      return done(setFormat(edit.field, edit.format, place));
    case 'revertField':
      return done([
        ...revertField(edit.field, place),
        ...setFormat(edit.field, formatOf(place.base, edit.field), place),
      ]);
    case 'addRelations':
      return addRelations(edit.relations, place);
    case 'removeRelation':
      return atRelation(edit.relation, place, (path) => editText(place.text, path, undefined));
    case 'commentRelation':
      return atRelation(edit.relation, place, (path, relation) => {
        const changed = withAttributes(relation.rel, relation.url, edit.comment, nameOf(relation));
        return setAttributes(path, relation, changed, place);
      });
    case 'revertRelation':
      return revertRelation(edit.relation, place);
  }
}

function done(edits: readonly TextEdit[]): PlannedEdit {
  return { ok: true, edits };
}

/** A cleared field that the base has keeps its line, so that the diff shows what was cleared; any other loses it. */
function setField(name: string, value: JsonValue, place: EditPlace): readonly TextEdit[] {
  const { text, document, base, definitions } = place;
  const written = writtenName(document.fields, name);
  const path = ['fields', written];
  if (deepEqual(value, document.fields[written])) return [];
  if (value !== null) return editText(text, path, value);
  const inBase = documentField(toDocument(base, definitions), name) !== undefined;
  return editText(text, path, inBase ? emptyValue(name, definitions) : undefined);
}

function emptyValue(name: string, definitions: Definitions): JsonValue {
  const kind = kindOf(name, definitions);
  if (kind === 'tags') return [];
  return kind === 'number' || kind === 'boolean' || kind === 'date' ? null : '';
}

function revertField(name: string, { text, document, base, definitions }: EditPlace): readonly TextEdit[] {
  const value = documentField(toDocument(base, definitions), name);
  return editText(text, ['fields', writtenName(document.fields, name)], value);
}

/** A format that the base has anyway is not named, so that an item without Markdown has no map of formats. */
function setFormat(name: string, format: TextFormat, { text, document, base }: EditPlace): readonly TextEdit[] {
  const formats = document.multilineFieldsFormat ?? {};
  const written = writtenName(formats, name);
  if (format === formats[written]) return [];
  const namedByBase = toDocument(base, { fields: [] }).multilineFieldsFormat?.[written] !== undefined;
  if (format !== formatOf(base, name) || namedByBase) {
    return editText(text, ['multilineFieldsFormat', written], format);
  }
  if (formats[written] === undefined) return [];
  const last = Object.keys(formats).length === 1;
  return editText(text, last ? ['multilineFieldsFormat'] : ['multilineFieldsFormat', written], undefined);
}

/** Names are equal in any case; the document's own spelling stays. */
function writtenName(values: Readonly<Record<string, unknown>>, name: string): string {
  if (Object.hasOwn(values, name)) return name;
  return Object.keys(values).find((written) => written.toLowerCase() === name.toLowerCase()) ?? name;
}

function addRelations(relations: readonly DocumentRelation[], { text, document }: EditPlace): PlannedEdit {
  const present = new Set(document.relations.map(relationKey));
  const doublet = relations.find((relation) => present.has(relationKey(relation)));
  if (doublet !== undefined)
    return { ok: false, code: 'alreadyLinked', relation: { ...doublet, name: nameOf(doublet) } };
  const first = document.relations.length;
  const grown = relations.reduce(
    (now, relation, at) => withValue(now, ['relations', first + at], toJson(relation)),
    text,
  );
  return done(replacement(text, grown));
}

function toJson(relation: DocumentRelation): JsonValue {
  const { rel, url, attributes } = relation;
  return attributes === undefined ? { rel, url } : { rel, url, attributes: { ...attributes } };
}

function atRelation(
  ref: RelationRef,
  place: EditPlace,
  plan: (path: JsonPath, relation: DocumentRelation) => readonly TextEdit[],
): PlannedEdit {
  const index = indexOf(ref, place.document.relations);
  const relation = index === undefined ? undefined : place.document.relations[index];
  if (index === undefined || relation === undefined) return { ok: false, code: 'outdated', relation: ref };
  return done(plan(['relations', index], relation));
}

function indexOf(ref: RelationRef, relations: readonly DocumentRelation[]): number | undefined {
  return findRelation(relations, withAttributes(ref.rel, ref.url, undefined, ref.name));
}

function setAttributes(
  path: JsonPath,
  before: DocumentRelation,
  after: DocumentRelation,
  { text }: EditPlace,
): readonly TextEdit[] {
  const attributes = [...path, 'attributes'];
  if (after.attributes === undefined || before.attributes === undefined) {
    return editText(text, attributes, after.attributes === undefined ? undefined : { ...after.attributes });
  }
  const comment = commentOf(after);
  return editText(text, [...attributes, 'comment'], comment === '' ? undefined : comment);
}

function revertRelation(ref: RelationRef, place: EditPlace): PlannedEdit {
  const before = place.base.relations.map(toDocumentRelation);
  const at = indexOf(ref, before);
  const old = at === undefined ? undefined : before[at];
  if (old === undefined) return { ok: false, code: 'outdated', relation: ref };
  if (indexOf(ref, place.document.relations) === undefined) return addRelations([old], place);
  return atRelation(ref, place, (path, relation) => setAttributes(path, relation, old, place));
}
