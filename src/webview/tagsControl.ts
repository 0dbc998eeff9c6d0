import type { JsonValue } from '../core/workItem';
import type { CreateControl } from './control';
import { element, keyedList, setAttribute, type Part } from './dom';
import { addTags } from './fieldValue';
import { icon } from './icons';

/** Tags as chips; Enter, a comma or a semicolon makes a chip of what was typed, Backspace in the empty input takes the last one away. */
export const createTagsControl: CreateControl = (field, entry) => {
  let tags: readonly string[] = [];
  const input = element('input', { type: 'text', class: 'tag-input', autocomplete: 'off', spellcheck: false });
  const chips = element('ul', { class: 'tag-list', 'aria-label': field.label });
  const box = element('div', { class: 'tags input' }, chips, input);

  function change(next: readonly string[]): void {
    if (next.length === tags.length) return;
    tags = next;
    show(tags);
    entry.chosen(tags);
  }

  function addTyped(): void {
    const typed = input.value;
    input.value = '';
    change(addTags(tags, typed));
  }

  function remove(tag: string): void {
    change(tags.filter((other) => other !== tag));
    input.focus();
  }

  const show = keyedList<string>(
    chips,
    (tag) => tag,
    (tag) => createChip(tag, () => remove(tag)),
  );
  box.addEventListener('click', (event) => (event.target === box ? input.focus() : undefined));
  input.addEventListener('input', () => (/[;,]/.test(input.value) ? addTyped() : undefined));
  input.addEventListener('change', addTyped);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') addTyped();
    else if (event.key === 'Escape') input.value = '';
    else if (event.key === 'Backspace' && input.value === '') change(tags.slice(0, -1));
  });
  return {
    element: box,
    target: input,
    update(next) {
      tags = tagsOf(next.value);
      show(tags);
      setAttribute(input, 'placeholder', tags.length === 0 ? 'Add tags' : undefined);
    },
  };
};

function createChip(tag: string, remove: () => void): Part<string> {
  const button = element(
    'button',
    { type: 'button', class: 'chip-remove', 'aria-label': `Remove tag ${tag}` },
    icon('close'),
  );
  button.addEventListener('click', remove);
  return { element: element('li', { class: 'chip' }, element('span', {}, tag), button), update: () => undefined };
}

function tagsOf(value: JsonValue): readonly string[] {
  return Array.isArray(value) ? [...new Set(value.filter((tag) => typeof tag === 'string'))] : [];
}
