import { changeOperations, diff, pointersIn, type Operation } from './operations';
import type { Definitions } from './definitions';
import { identityText } from './fieldValues';
import { isRecord } from './json';
import { parseDocument } from './parseDocument';
import { field, textField, type JsonValue, type WorkItem } from './workItem';

/** An operation of a document's edit with the place in the document that it comes from. */
export interface PlacedOperation {
  readonly operation: Operation;
  readonly pointer: string;
}

/** What a text would change if it were committed now; undefined for a text that cannot be understood. */
export function placedOperations(
  text: string,
  base: WorkItem,
  definitions: Pick<Definitions, 'fields'>,
  removeBy: 'index' | 'id',
): readonly PlacedOperation[] | undefined {
  const parsed = parseDocument(text);
  if (!parsed.ok) return undefined;
  const edit = diff(base, parsed.document, definitions);
  const pointerOf = pointersIn(parsed.document);
  return changeOperations(edit, base, definitions, { removeBy }).map(({ operation, change }) => ({
    operation,
    pointer: pointerOf(change),
  }));
}

export interface LastChange {
  readonly rev: number;
  /** `''` where the item does not tell. */
  readonly by: string;
  /** Milliseconds since 1970; undefined where the item does not tell. */
  readonly at: number | undefined;
}

/** Who changed an item last, and when. */
export function lastChange(base: WorkItem): LastChange {
  const at = Date.parse(textField(base, field.changedDate));
  return { rev: base.rev, by: displayName(base.fields[field.changedBy]), at: Number.isNaN(at) ? undefined : at };
}

/** How a person is called in a sentence. */
export function displayName(value: JsonValue | undefined): string {
  if (isRecord(value) && typeof value['displayName'] === 'string') return value['displayName'];
  if (typeof value === 'string') return value.replace(/\s*<[^<>]*>\s*$/, '');
  return value === undefined ? '' : identityText(value);
}
