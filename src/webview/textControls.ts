import type { FieldView } from '../protocol/form';
import type { Control, CreateControl, Entry } from './control';
import { element, setAttribute, setText, setValue } from './dom';
import { readValue, saysSame, showValue } from './fieldValue';

/** One line of text or a number. */
export const createTextControl: CreateControl = (field, entry) => {
  const input = element('input', {
    type: 'text',
    class: 'input',
    inputmode: field.input.kind === 'number' ? 'decimal' : undefined,
    autocomplete: 'off',
  });
  return typedControl(input, field, entry);
};

/** A point in time, entered in the local time of whoever looks at it. */
export const createDateControl: CreateControl = (field, entry) => {
  const input = element('input', { type: 'datetime-local', class: 'input', max: '9999-12-31T23:59' });
  let current = field;
  // A date is whole only on `change`: `input` also fires for every half-entered part.
  input.addEventListener('change', () => entry.chosen(readValue(current.input, input.value)));
  return {
    element: input,
    target: input,
    update(next) {
      current = next;
      if (!saysSame(next.input, input.value, next.value)) input.value = showValue(next.input, next.value);
      setAttribute(input, 'data-empty', input.value === '');
    },
  };
};

export const createBooleanControl: CreateControl = (_field, entry) => {
  const input = element('input', { type: 'checkbox', class: 'checkbox' });
  input.addEventListener('change', () => entry.chosen(input.checked));
  return {
    element: input,
    target: input,
    update(next) {
      input.checked = next.value === true;
    },
  };
};

/** The remark that goes with the next revision. */
export const createCommentControl: CreateControl = (field, entry) => {
  const area = element('textarea', {
    class: 'input grow',
    rows: 2,
    placeholder: 'Add a comment. It is sent with the commit.',
  });
  return typedControl(area, field, entry);
};

/** What has no input of its own stands as JSON and is edited in the JSON editor. */
export const createJsonControl: CreateControl = (_field, _entry, context) => {
  const text = element('pre', { class: 'json' });
  const open = element('button', { type: 'button', class: 'link-button' }, 'Edit as JSON');
  let pointer = '';
  open.addEventListener('click', () => void context.host.request('openJson', { pointer }));
  return {
    element: element('div', { class: 'json-control' }, text, open),
    target: open,
    update(next) {
      pointer = `/fields/${next.name}`;
      setText(text, showValue(next.input, next.value));
    },
  };
};

/** A value that only the server writes. */
export const createReadOnlyControl: CreateControl = () => {
  const text = element('output', { class: 'read-only' });
  return { element: text, target: text, update: (next) => setText(text, describeValue(next)) };
};

/** A value in words: dates by the person's own calendar, everything else as it stands. */
function describeValue(field: FieldView): string {
  const { input, value } = field;
  if (value === null || value === '') return '—';
  if (input.kind === 'dateTime' && typeof value === 'string') {
    const date = new Date(value);
    return Number.isNaN(date.getTime())
      ? value
      : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return showValue(input, value);
}

function typedControl(input: HTMLInputElement | HTMLTextAreaElement, field: FieldView, entry: Entry): Control {
  let current = field;
  input.addEventListener('input', () => entry.typed(readValue(current.input, input.value)));
  input.addEventListener('change', () => {
    if (!saysSame(current.input, input.value, current.value)) entry.chosen(readValue(current.input, input.value));
  });
  return {
    element: input,
    target: input,
    update(next) {
      current = next;
      if (!saysSame(next.input, input.value, next.value)) setValue(input, showValue(next.input, next.value));
    },
  };
}
