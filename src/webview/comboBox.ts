import { ComboPopup, type ComboBoxOptions } from './comboPopup';
import { element, setAttribute, uniqueId } from './dom';

export interface ComboBox {
  /** The input with its list: place this where the input is to stand. */
  readonly element: HTMLElement;
  close(): void;
}

/** Rest in typing before the server is asked, in milliseconds. */
export const remotePause = 150;

/** An editable combo box with a list, as the ARIA Authoring Practices Guide describes it (list autocomplete, manual selection). */
export function createComboBox(options: ComboBoxOptions): ComboBox {
  const { input } = options;
  const list = element('ul', {
    role: 'listbox',
    id: uniqueId('list'),
    'aria-label': options.label,
    class: 'combo-list',
  });
  list.hidden = true;
  // Clicking a line or the list's scroll bar must not take the focus from the input.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  setAttribute(input, 'role', 'combobox');
  setAttribute(input, 'aria-autocomplete', 'list');
  setAttribute(input, 'aria-expanded', 'false');
  setAttribute(input, 'aria-controls', list.id);
  setAttribute(input, 'autocomplete', 'off');
  setAttribute(input, 'spellcheck', 'false');
  const box = element('div', { class: 'combo' }, input, list);
  const popup = new ComboPopup(options, list);

  input.addEventListener('input', () => popup.search(input.value));
  input.addEventListener('click', () => {
    if (popup.open) return;
    // What is typed next asks for another value; it does not lengthen this one.
    input.select();
    popup.search('');
  });
  input.addEventListener('blur', () => popup.close());
  input.addEventListener('keydown', (event) => {
    if (handleKey(event, popup)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  return { element: box, close: () => popup.close() };
}

/** True when the key was for the list. */
function handleKey(event: KeyboardEvent, popup: ComboPopup): boolean {
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      if (popup.open) popup.move(event.key === 'ArrowDown' ? 1 : -1);
      else popup.search('');
      return true;
    case 'Enter':
      return popup.pickMarked();
    case 'Tab':
      // What is marked is taken along; the focus moves on as usual.
      popup.pickMarked();
      return false;
    case 'Escape':
      return popup.close();
    default:
      return false;
  }
}
