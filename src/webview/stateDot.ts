import { element } from './dom';

/** The round mark of a state. An empty colour hides it. */
export function dot(color: string): HTMLElement {
  const mark = element('span', { class: 'dot', 'aria-hidden': 'true' });
  paintDot(mark, color);
  return mark;
}

export function paintDot(mark: HTMLElement, color: string): void {
  mark.hidden = !/^[0-9a-f]{6}$/i.test(color);
  if (!mark.hidden) mark.style.setProperty('--color', `#${color}`);
}
