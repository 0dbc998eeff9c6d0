/** A piece of the page that shows a value and can be shown another one without being rebuilt. */
export interface Part<T> {
  readonly element: HTMLElement;
  update(value: T): void;
}

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string;

/** Makes an element. `true` sets an empty attribute; `false` and `undefined` leave it out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(made, name, value);
  made.append(...children);
  return made;
}

/** Touches the page only where something differs: screen readers speak up at every change of an attribute. */
export function setAttribute(target: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) {
    if (target.hasAttribute(name)) target.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (target.getAttribute(name) !== text) target.setAttribute(name, text);
}

export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Puts another text into an input and keeps the caret where it was, as far as there is text. */
export function setValue(target: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (target.value === value) return;
  const focused = document.activeElement === target;
  const { selectionStart, selectionEnd } = target;
  target.value = value;
  if (focused && selectionStart !== null && selectionEnd !== null) {
    target.setSelectionRange(Math.min(selectionStart, value.length), Math.min(selectionEnd, value.length));
  }
}

/**
 * Keeps the children of an element in step with a list: what stays is updated in place, so that focus, selection and
 * scroll survive; only what is new is made and only what is gone is removed.
 */
export function keyedList<T>(
  parent: HTMLElement,
  keyOf: (value: T) => string,
  create: (value: T) => Part<T>,
): (values: readonly T[]) => void {
  const parts = new Map<string, Part<T>>();
  return (values) => {
    const keys = new Set(values.map(keyOf));
    for (const [key, part] of parts) {
      if (keys.has(key)) continue;
      part.element.remove();
      parts.delete(key);
    }
    let previous: Element | null = null;
    for (const value of values) {
      const key = keyOf(value);
      const part = parts.get(key) ?? create(value);
      parts.set(key, part);
      part.update(value);
      const next: Element | null = previous === null ? parent.firstElementChild : previous.nextElementSibling;
      if (next !== part.element) parent.insertBefore(part.element, next);
      previous = part.element;
    }
  };
}

/** Puts the focus on the input of a row, or on the first thing in it that takes it. Small buttons beside an input come last. */
export function focusInside(row: Element): void {
  const takers = row.querySelectorAll<HTMLElement>('input, textarea, select, .preview, button, a[href]');
  const visible = [...takers].filter((taker) => taker.offsetParent !== null);
  const first = visible.find((taker) => !taker.matches('.revert, .chip-remove, .mode')) ?? visible[0];
  first?.focus({ preventScroll: true });
}

/** Changes what a row shows. A button that goes while it has the focus hands it on inside the row, so that a keyboard keeps its place. */
export function keepFocus(row: Element, change: () => void): void {
  const focused = document.activeElement;
  change();
  if (focused instanceof HTMLElement && focused.hidden && row.contains(focused)) focusInside(row);
}

let lastId = 0;

/** An id that no other element of the page has. */
export function uniqueId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
