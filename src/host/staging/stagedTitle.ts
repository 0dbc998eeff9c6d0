import { documentText } from '../../core/document';
import { parseDocument } from '../../core/parseDocument';
import type { StagedItem } from '../../core/stage';
import { field, textField } from '../../core/workItem';

/** The title that a staged item will have; the base's while the text says none. */
export function stagedTitle(item: StagedItem): string {
  const parsed = parseDocument(item.text);
  return (parsed.ok ? documentText(parsed.document, field.title) : '') || textField(item.base, field.title);
}
