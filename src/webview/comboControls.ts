import type { Choice, FieldView, Person } from '../protocol/form';
import { createComboBox, remotePause } from './comboBox';
import type { ComboOption } from './comboPopup';
import type { FormContext } from './context';
import { inputOf, type Control, type CreateControl, type Entry } from './control';
import { element, setText, setValue } from './dom';
import { hueOf, initials, readValue, saysSame, showValue } from './fieldValue';
import { dot, paintDot } from './stateDot';

/** A list of values that narrows while typing. What is not in the list can be written too: the problem is shown then. */
export const createChoiceControl: CreateControl = (field, entry) =>
  comboControl(field, entry, {
    empty: 'No value matches',
    find: (current, typed) => choiceOptions(inputOf(current, 'choice')?.choices ?? [], typed),
  });

/** The states that may follow, each with its colour. */
export const createStateControl: CreateControl = (field, entry) => {
  const mark = dot('');
  const control = comboControl(field, entry, {
    empty: 'No state matches',
    mark,
    find: (current, typed) => choiceOptions(inputOf(current, 'state')?.choices ?? [], typed),
  });
  return {
    ...control,
    update(next) {
      control.update(next);
      const choices = inputOf(next, 'state')?.choices ?? [];
      paintDot(mark, choices.find((choice) => choice.value === next.value)?.color ?? '');
    },
  };
};

/** Area and iteration paths: the last name first, the whole path beside it. */
export const createPathControl: CreateControl = (field, entry) =>
  comboControl(field, entry, {
    empty: 'No path matches',
    find: (current, typed) => pathOptions(inputOf(current, 'path')?.paths ?? [], typed),
  });

/** A person, found by what the server knows of names and addresses. */
export const createPersonControl: CreateControl = (field, entry, context) => {
  const mark = element('span', { class: 'avatar', 'aria-hidden': 'true' });
  const control = comboControl(field, entry, {
    empty: 'Nobody found',
    placeholder: 'Unassigned',
    pause: remotePause,
    mark,
    find: async (_current, typed, signal) => personOptions(await findPeople(context, typed, signal), typed),
  });
  return {
    ...control,
    update(next) {
      control.update(next);
      const name = showValue(next.input, next.value);
      setText(mark, initials(name));
      mark.classList.toggle('nobody', name === '');
      mark.style.setProperty('--hue', String(hueOf(name)));
    },
  };
};

function findPeople(context: FormContext, typed: string, signal: AbortSignal): Promise<readonly Person[]> {
  return context.host.request('searchPeople', { text: typed }, signal);
}

function personOptions(people: readonly Person[], typed: string): readonly ComboOption[] {
  const found = people.map((person) => ({
    value: person.uniqueName,
    label: person.displayName,
    detail: person.uniqueName,
  }));
  return typed === '' ? [{ value: '', label: 'Unassigned' }, ...found] : found;
}

function choiceOptions(choices: readonly Choice[], typed: string): readonly ComboOption[] {
  return choices
    .filter((choice) => includesText(choice.value, typed))
    .map((choice) => ({
      value: choice.value,
      label: choice.value,
      ...(choice.color === undefined ? {} : { color: choice.color }),
    }));
}

function pathOptions(paths: readonly string[], typed: string): readonly ComboOption[] {
  return paths
    .filter((path) => includesText(path, typed))
    .map((path) => {
      const names = path.split('\\');
      const label = names.at(-1) ?? path;
      if (typed === '') return { value: path, label, depth: names.length - 1 };
      return { value: path, label, detail: names.slice(0, -1).join('\\') };
    });
}

function includesText(text: string, typed: string): boolean {
  return text.toLowerCase().includes(typed.trim().toLowerCase());
}

interface ComboParts {
  readonly empty: string;
  readonly placeholder?: string;
  readonly pause?: number;
  readonly mark?: HTMLElement;
  find(
    current: FieldView,
    typed: string,
    signal: AbortSignal,
  ): readonly ComboOption[] | Promise<readonly ComboOption[]>;
}

function comboControl(field: FieldView, entry: Entry, parts: ComboParts): Control {
  let current = field;
  // What is typed is a question until it is picked or left; no state of the host may overwrite it meanwhile.
  let typing = false;
  const input = element('input', { type: 'text', class: 'input', placeholder: parts.placeholder });
  const combo = createComboBox({
    input,
    label: field.label,
    empty: parts.empty,
    pause: parts.pause ?? 0,
    find: (typed, signal) => parts.find(current, typed, signal),
    pick(option) {
      typing = false;
      setValue(input, option.value === '' ? '' : labelFor(current, option));
      input.select();
      entry.chosen(readValue(current.input, option.value));
    },
  });
  input.addEventListener('input', () => (typing = true));
  input.addEventListener('change', () => {
    typing = false;
    if (!saysSame(current.input, input.value, current.value))
      entry.chosen(readValue(current.input, input.value.trim()));
  });
  input.addEventListener('keydown', (event) => {
    // The first Escape closes the list; with none open it takes back what was typed.
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    typing = false;
    setValue(input, showValue(current.input, current.value));
  });
  if (parts.mark !== undefined) combo.element.prepend(parts.mark);
  combo.element.classList.toggle('with-mark', parts.mark !== undefined);
  return {
    element: combo.element,
    target: input,
    update(next) {
      current = next;
      if (!typing && !saysSame(next.input, input.value, next.value)) setValue(input, showValue(next.input, next.value));
    },
  };
}

function labelFor(field: FieldView, option: ComboOption): string {
  return field.input.kind === 'person' ? option.label : option.value;
}
