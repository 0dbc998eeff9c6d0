import type { Definitions } from './definitions';
import { isReadOnly } from './fieldValues';
import type { TextRange } from './locate';
import { propertyAt, rootOf } from './textTree';

/** Where a document's text shows fields that nobody can edit: name and value. */
export function readOnlyRanges(text: string, definitions: Pick<Definitions, 'fields'>): readonly TextRange[] {
  return (propertyAt(rootOf(text), 'fields')?.children ?? [])
    .filter((property) => isReadOnly(String(property.children?.[0]?.value), definitions))
    .map(({ offset, length }) => ({ offset, length }));
}
