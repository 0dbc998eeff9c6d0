import type { Definitions } from './definitions';
import { documentField, withEntries, withoutEntries, withValue, type Document } from './document';
import { isEmpty, isReadOnly, kindOf, sameValue } from './fieldValues';
import type { JsonPath } from './locate';
import { merge, type Clash } from './merge';
import { parseDocument } from './parseDocument';
import { commentOf, nameOf, pairRelations, relationValue, type DocumentRelation } from './relations';
import type { JsonValue, WorkItem } from './workItem';

export interface Rebased {
  readonly text: string;
  readonly clashes: readonly Clash[];
}

/**
 * My text on their base: the smallest edits that take over what only they changed; where both clash my text stays as it is.
 * Text that is no document is left alone, because nothing can be told about it.
 */
export function rebaseText(text: string, base: WorkItem, theirs: WorkItem, definitions: Definitions): Rebased {
  const parsed = parseDocument(text);
  if (!parsed.ok) return { text, clashes: [] };
  const merged = merge(base, parsed.document, theirs, definitions, 'mine');
  return { text: rewrite(text, parsed.document, merged.document, definitions), clashes: merged.clashes };
}

/** The text of one document turned into the text of another by the smallest edits. */
export function rewrite(text: string, from: Document, to: Document, definitions: Pick<Definitions, 'fields'>): string {
  let result = text;
  const set = (path: JsonPath, value: JsonValue | undefined) => {
    result = withValue(result, path, value);
  };
  for (const [name, value] of Object.entries(to.fields)) {
    const old = documentField(from, name);
    const written = Object.keys(from.fields).find((key) => key.toLowerCase() === name.toLowerCase()) ?? name;
    // What was left out because it cannot be edited anyway stays out.
    const leftOut = old === undefined && isReadOnly(name, definitions);
    if (!leftOut && !sameValue(old, value, kindOf(name, definitions))) set(['fields', written], value);
  }
  for (const [name, value] of Object.entries(from.fields)) {
    if (!isEmpty(value) && documentField(to, name) === undefined) set(['fields', name], undefined);
  }
  rewriteFormats(from, to, set);
  rewriteAttributes(from.relations, to.relations, set);
  return rewriteList(result, from.relations, to.relations);
}

type Set = (path: JsonPath, value: JsonValue | undefined) => void;

function rewriteFormats(from: Document, to: Document, set: Set): void {
  const before = from.multilineFieldsFormat ?? {};
  const after = to.multilineFieldsFormat ?? {};
  for (const [name, format] of Object.entries(after)) {
    if (before[name] !== format) set(['multilineFieldsFormat', name], format);
  }
  for (const [name, format] of Object.entries(before)) {
    if (format === 'markdown' && after[name] === undefined) set(['multilineFieldsFormat', name], undefined);
  }
}

function rewriteAttributes(from: readonly DocumentRelation[], to: readonly DocumentRelation[], set: Set): void {
  for (const { before, after } of pairRelations(from, to)) {
    const [old, relation] = [
      before === undefined ? undefined : from[before],
      after === undefined ? undefined : to[after],
    ];
    if (before === undefined || old === undefined || relation === undefined) continue;
    if (commentOf(old) !== commentOf(relation)) {
      set(['relations', before, 'attributes', 'comment'], relation.attributes?.comment);
    }
    if (nameOf(relation) !== '' && nameOf(old) !== nameOf(relation)) {
      set(['relations', before, 'attributes', 'name'], nameOf(relation));
    }
  }
}

function rewriteList(text: string, from: readonly DocumentRelation[], to: readonly DocumentRelation[]): string {
  const pairs = pairRelations(from, to);
  const gone = pairs.flatMap(({ before, after }) => (before !== undefined && after === undefined ? [before] : []));
  const added = pairs.flatMap(({ before, after }) => {
    const relation = before === undefined && after !== undefined ? to[after] : undefined;
    return relation === undefined ? [] : [relationValue(relation)];
  });
  const left = gone.length === 0 ? text : withoutEntries(text, ['relations'], new Set(gone));
  return withEntries(left, ['relations'], added);
}
