import { getNodeValue, type Node } from 'jsonc-parser';
import { findField, findType, findTypeField, sameName, type Definitions, type TypeField } from './definitions';
import { describeField, type FieldWords } from './fieldDescription';
import { isEmpty, kindOf, sameValue, toDocumentValue } from './fieldValues';
import type { TextRange } from './locate';
import { escapeMarkdown } from './markdown';
import { baseField } from './operations';
import { referenceAt, references, type Reference } from './references';
import { nodeAt, propertyAt, rootOf } from './textTree';
import { field as fieldNames, type JsonValue, type WorkItem } from './workItem';

/** What somebody points at: a field, a reference, or a field whose value is one. */
export interface HoverSubject {
  readonly range: TextRange;
  readonly field: string | undefined;
  readonly reference: Reference | undefined;
}

export function hoverSubject(
  text: string,
  offset: number,
  definitions: Pick<Definitions, 'fields' | 'relationTypes'>,
): HoverSubject | undefined {
  const reference = referenceAt(references(text, definitions), offset);
  const property = (propertyAt(rootOf(text), 'fields')?.children ?? []).find((candidate) =>
    contains(candidate, offset),
  );
  const [key, value] = property?.children ?? [];
  const part = [key, value].find((candidate) => candidate !== undefined && contains(candidate, offset));
  if (key === undefined || part === undefined) {
    return reference === undefined ? undefined : { range: reference.range, field: undefined, reference };
  }
  return { range: { offset: part.offset, length: part.length }, field: String(key.value), reference };
}

function contains({ offset, length }: Node, at: number): boolean {
  return offset <= at && at <= offset + length;
}

/** What a field is, as Markdown: the name that people know it by, then what the document's type says of it. */
export function fieldDescription(
  text: string,
  referenceName: string,
  definitions: Pick<Definitions, 'fields' | 'types'>,
  words: FieldWords,
): string {
  const typeName: unknown = nodeAt(text, ['fields', fieldNames.type])?.value;
  const type = typeof typeName === 'string' ? findType(definitions, typeName) : undefined;
  const own = type === undefined ? undefined : findTypeField(type, referenceName);
  const known = findField(definitions, referenceName);
  if (own === undefined && known === undefined) return '';
  const name = known?.name ?? referenceName;
  return `**${escapeMarkdown(name)}**\n\n${describeField(own ?? plainField(referenceName), definitions, words)}`;
}

/** A field of which the type says nothing. */
function plainField(referenceName: string): TypeField {
  return { referenceName, required: false, allowedValues: [], defaultValue: null, helpText: '' };
}

/** The server's value of a field that the text changes, in the document's spelling; undefined where it says the same. */
export function valueBefore(
  text: string,
  referenceName: string,
  base: WorkItem,
  definitions: Pick<Definitions, 'fields'>,
): { readonly value: JsonValue | undefined } | undefined {
  // A comment is no value: it is empty before every edit.
  if (sameName(referenceName, fieldNames.history)) return undefined;
  const node = propertyAt(propertyAt(rootOf(text), 'fields'), referenceName);
  if (node === undefined) return undefined;
  const kind = kindOf(referenceName, definitions);
  const before = baseField(base, referenceName);
  if (sameValue(before, getNodeValue(node) as JsonValue, kind)) return undefined;
  return { value: before === undefined || isEmpty(before) ? undefined : toDocumentValue(before, kind) };
}
