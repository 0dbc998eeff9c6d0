import type { JsonValue } from '../core/workItem';
import type { FieldInput, FieldView } from '../protocol/form';
import type { FormContext } from './context';

/** What a control does with what the person enters. */
export interface Entry {
  /** Still typing: sent after a pause. */
  typed(value: JsonValue): void;
  /** Decided: sent at once. */
  chosen(value: JsonValue): void;
}

/** The part of a field row that the person edits. */
export interface Control {
  readonly element: HTMLElement;
  /** Carries the label, the problems and the focus. */
  readonly target: HTMLElement;
  update(field: FieldView): void;
}

export type CreateControl = (field: FieldView, entry: Entry, context: FormContext) => Control;

/** The input of a field when it is of that kind; the kind of a control's field never changes, its details do. */
export function inputOf<K extends FieldInput['kind']>(
  field: FieldView,
  kind: K,
): Extract<FieldInput, { kind: K }> | undefined {
  return isKind(field.input, kind) ? field.input : undefined;
}

function isKind<K extends FieldInput['kind']>(input: FieldInput, kind: K): input is Extract<FieldInput, { kind: K }> {
  return input.kind === kind;
}
