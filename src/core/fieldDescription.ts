import { findField, type Definitions, type TypeField } from './definitions';
import { isReadOnly, kindOf, type ValueKind } from './fieldValues';
import { escapeMarkdown } from './markdown';

/** The words that a description says beside those of the server; the host brings them in the user's language. */
export interface FieldWords {
  readonly required: string;
  readonly readOnly: string;
  readonly allowedValues: string;
  readonly defaultValue: string;
  /** What stands in a field of that kind, in a sentence. */
  readonly kinds: Readonly<Record<ValueKind, string>>;
  /** What the field of a board's column is for; no server tells it. */
  readonly boardColumn: string;
}

/**
 * The field that places a card on one board, `WEF_<guid>_Kanban.Column`. It can be written, and the state follows it (measured);
 * System.BoardColumn, which only tells of it, cannot (TF401326).
 */
const boardColumn = /^WEF_[^_]+_Kanban\.Column$/i;

/** Values that a description names one by one; a longer list is left to completion. */
const listedValues = 24;

/** What a field is for, what may stand in it, and how the API calls it, as Markdown; the server's words show as text. */
export function describeField(own: TypeField, definitions: Pick<Definitions, 'fields'>, words: FieldWords): string {
  const { referenceName, allowedValues, defaultValue } = own;
  const help = own.helpText.trim() || (findField(definitions, referenceName)?.description.trim() ?? '');
  const readOnly = isReadOnly(referenceName, definitions);
  const traits = [
    words.kinds[kindOf(referenceName, definitions)],
    ...(own.required && !readOnly ? [words.required] : []),
    ...(readOnly ? [words.readOnly] : []),
  ];
  const allowed = allowedValues.length <= listedValues ? allowedValues : [];
  const standard = typeof defaultValue === 'object' ? '' : String(defaultValue);
  const lines = [
    help === '' && boardColumn.test(referenceName) ? words.boardColumn : escapeMarkdown(help),
    traits.join(' · '),
    allowed.length === 0 ? '' : `${words.allowedValues}: ${allowed.map(escapeMarkdown).join(' · ')}`,
    standard === '' ? '' : `${words.defaultValue}: ${escapeMarkdown(standard)}`,
    escapeMarkdown(referenceName),
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}
