import { findField, type Definitions } from './definitions';
import { isReadOnly } from './fieldValues';
import type { TextRange } from './locate';
import { propertyAt, rootOf } from './textTree';
import type { TextFormat } from './workItem';

/** A long text in a document that is better read in an editor of its own. */
export interface LongField {
  readonly field: string;
  readonly format: TextFormat;
  /** Where the field's name stands. */
  readonly key: TextRange;
  readonly value: string;
}

/** The long text fields of a document, as far as it can be read. */
export function longFields(text: string, definitions: Pick<Definitions, 'fields'>): readonly LongField[] {
  const root = rootOf(text);
  const formats = new Map(
    (propertyAt(root, 'multilineFieldsFormat')?.children ?? []).map(({ children: [key, value] = [] }) => [
      String(key?.value).toLowerCase(),
      String(value?.value).toLowerCase(),
    ]),
  );
  return (propertyAt(root, 'fields')?.children ?? []).flatMap(({ children: [key, value] = [] }) => {
    const field = String(key?.value);
    const isLong = findField(definitions, field)?.type === 'html' && !isReadOnly(field, definitions);
    if (key === undefined || value?.type !== 'string' || !isLong) return [];
    const format = formats.get(field.toLowerCase()) === 'markdown' ? 'markdown' : 'html';
    return [{ field, format, key: { offset: key.offset, length: key.length }, value: String(value.value) }];
  });
}
