import type { JsonValue } from '../core/workItem';
import type { FieldInput, FieldView } from '../protocol/form';
import { createChoiceControl, createPathControl, createPersonControl, createStateControl } from './comboControls';
import type { FormContext } from './context';
import type { Control, CreateControl } from './control';
import { element, keepFocus, setAttribute, setText, uniqueId, type Part } from './dom';
import { icon } from './icons';
import { createLongTextControl } from './longTextControl';
import { createProblemList } from './problems';
import { createTagsControl } from './tagsControl';
import {
  createBooleanControl,
  createCommentControl,
  createDateControl,
  createJsonControl,
  createReadOnlyControl,
  createTextControl,
} from './textControls';

const controls: Readonly<Record<FieldInput['kind'], CreateControl>> = {
  text: createTextControl,
  number: createTextControl,
  dateTime: createDateControl,
  boolean: createBooleanControl,
  choice: createChoiceControl,
  state: createStateControl,
  person: createPersonControl,
  path: createPathControl,
  tags: createTagsControl,
  longText: createLongTextControl,
  comment: createCommentControl,
  json: createJsonControl,
};

/** A field as the form shows it, with the version of the text that it was taken from. */
export interface ShownField {
  readonly field: FieldView;
  readonly version: number;
}

/** Another kind of input needs another row; everything else of a field changes in place. */
export function fieldKey({ field }: ShownField): string {
  return `${field.name} ${field.readOnly ? 'readOnly' : field.input.kind}`;
}

/** Label, change mark, input and problems of one field. */
export function createFieldRow(shown: ShownField, context: FormContext): Part<ShownField> {
  const { field } = shown;
  const draft = context.draft<JsonValue>((value) => context.host.request('setField', { field: field.name, value }));
  const typed = (value: JsonValue): void => draft.type(value);
  const chosen = (value: JsonValue): void => {
    draft.type(value);
    void draft.flush();
  };
  const control = (field.readOnly ? createReadOnlyControl : controls[field.input.kind])(
    field,
    { typed, chosen },
    context,
  );
  const label = createLabel(field, control);
  const revert = createRevert(field, context);
  const problems = createProblemList(context);
  const head = element('div', { class: 'field-head' }, label.element, revert.element);
  const row = element(
    'div',
    { class: 'field', 'data-kind': field.input.kind, 'data-field': field.name },
    head,
    control.element,
  );
  row.append(problems.element);
  let first = true;

  return {
    element: row,
    update({ field: next, version }) {
      if (first || draft.accepts(version)) control.update(next);
      first = false;
      label.update(next);
      keepFocus(row, () => revert.update(next));
      problems.update(next.problems);
      setAttribute(row, 'data-changed', next.changed);
      setAttribute(control.target, 'aria-required', next.required ? 'true' : undefined);
      const invalid = next.problems.some((problem) => problem.severity === 'error');
      setAttribute(control.target, 'aria-invalid', invalid ? 'true' : undefined);
      setAttribute(control.target, 'aria-describedby', next.problems.length > 0 ? problems.element.id : undefined);
    },
  };
}

function createLabel(field: FieldView, control: Control): Part<FieldView> {
  control.target.id = uniqueId('field');
  const label = element('label', { for: control.target.id, class: 'label' });
  return {
    element: label,
    update(next) {
      setText(label, next.label);
      setAttribute(label, 'data-required', next.required && !next.readOnly);
      setAttribute(label, 'title', [next.help, field.name].filter((text) => text !== '').join('\n'));
    },
  };
}

/** Says what the base holds and goes back to it. */
function createRevert(field: FieldView, context: FormContext): Part<FieldView> {
  const button = element('button', { type: 'button', class: 'icon-button revert' }, icon('discard'));
  button.addEventListener('click', () => void context.edit('revertField', { field: field.name }));
  return {
    element: button,
    update(next) {
      const was = next.was === '' ? 'nothing' : `“${next.was}”`;
      button.hidden = !next.changed;
      setAttribute(button, 'aria-label', `Revert ${next.label} to ${was}`);
      setAttribute(button, 'title', `Changed. Revert to ${was}`);
    },
  };
}
