import { getNodeValue, type Node } from 'jsonc-parser';
import { sameName, type Definitions } from './definitions';
import { isEmpty, kindOf, sameValue, toDocumentValue } from './fieldValues';
import type { TextRange } from './locate';
import { baseField } from './operations';
import { referenceAt, references, type Reference } from './references';
import { propertyAt, rootOf } from './textTree';
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
