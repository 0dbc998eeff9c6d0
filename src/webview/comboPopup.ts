import { element, setAttribute } from './dom';
import { dot } from './stateDot';

/** One line of a combo box's list. */
export interface ComboOption {
  /** What picking it means. */
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
  /** Six hexadecimal digits without `#`. */
  readonly color?: string;
  /** A `data:` URL. */
  readonly icon?: string;
  /** Steps of indentation. */
  readonly depth?: number;
}

export interface ComboBoxOptions {
  readonly input: HTMLInputElement;
  /** Name of the list for screen readers. */
  readonly label: string;
  /** Said when there is nothing to pick from. */
  readonly empty: string;
  /** Milliseconds of rest in typing before the question is asked; 0 where the answer is at hand. */
  readonly pause: number;
  /**
   * The lines for what was typed; `''` when the list was opened without typing. May take its time: an answer to an
   * older question is dropped, and its signal is aborted.
   */
  find(typed: string, signal: AbortSignal): readonly ComboOption[] | Promise<readonly ComboOption[]>;
  pick(option: ComboOption): void;
}

/** The list under a combo box's input, from the question to the pick. */
export class ComboPopup {
  private found: readonly ComboOption[] = [];
  private marked = -1;
  private searching: AbortController | undefined;
  private timer: number | undefined;

  constructor(
    private readonly options: ComboBoxOptions,
    private readonly list: HTMLElement,
  ) {}

  get open(): boolean {
    return !this.list.hidden;
  }

  /** Asks for all lines, or for those that match what was typed; a later question overtakes this one. */
  search(typed: string): void {
    this.stop();
    this.found = [];
    this.searching = new AbortController();
    const { signal } = this.searching;
    const pause = typed === '' ? 0 : this.options.pause;
    // Without a timer, so that an answer at hand is there before the next key, which may be Enter or Tab.
    if (pause === 0) void this.ask(typed, signal);
    else this.timer = window.setTimeout(() => void this.ask(typed, signal), pause);
  }

  /** Closes the list and calls off a search; false where there was neither. */
  close(): boolean {
    const busy = this.open || this.searching?.signal.aborted === false;
    this.stop();
    this.list.hidden = true;
    this.marked = -1;
    setAttribute(this.options.input, 'aria-expanded', 'false');
    setAttribute(this.options.input, 'aria-activedescendant', undefined);
    return busy;
  }

  /** Moves the mark, around the ends. */
  move(step: 1 | -1): void {
    const { length } = this.found;
    if (length === 0) return;
    this.mark(this.marked < 0 && step < 0 ? length - 1 : (this.marked + step + length) % length);
  }

  /** Picks the marked line; false where none is marked. */
  pickMarked(): boolean {
    const option = this.found[this.marked];
    if (option === undefined || !this.open) return false;
    this.pick(option);
    return true;
  }

  private pick(option: ComboOption): void {
    this.close();
    this.options.pick(option);
  }

  private stop(): void {
    this.searching?.abort();
    window.clearTimeout(this.timer);
  }

  private async ask(typed: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = this.options.find(typed, signal);
      if (answer instanceof Promise) this.show([renderNotice('Searching…')]);
      const lines = await answer;
      if (!signal.aborted) this.showFound(lines, typed);
    } catch (error) {
      if (!signal.aborted) this.show([renderNotice(error instanceof Error ? error.message : String(error))]);
    }
  }

  private showFound(lines: readonly ComboOption[], typed: string): void {
    this.found = lines;
    this.show(
      lines.length === 0
        ? [renderNotice(this.options.empty)]
        : lines.map((line, at) => {
            const rendered = renderLine(line, this.idOf(at));
            // The line itself and not its place: while the next question is under way, the lines of the last one stand.
            rendered.addEventListener('click', () => this.pick(line));
            return rendered;
          }),
    );
    const { value } = this.options.input;
    const current = lines.findIndex((line) => line.label === value || line.value === value);
    this.mark(typed === '' || current >= 0 || lines.length === 0 ? current : 0);
  }

  private show(lines: readonly HTMLElement[]): void {
    const { input } = this.options;
    this.list.replaceChildren(...lines);
    this.list.hidden = false;
    const { top, bottom, left } = input.getBoundingClientRect();
    const below = window.innerHeight - bottom;
    setAttribute(this.list, 'data-above', below < this.list.offsetHeight + footerHeight && top > below);
    setAttribute(this.list, 'data-left', left + this.list.offsetWidth > document.documentElement.clientWidth);
    setAttribute(input, 'aria-expanded', 'true');
  }

  private mark(index: number): void {
    this.marked = index;
    this.list.querySelectorAll('[role=option]').forEach((line, at) => {
      setAttribute(line, 'aria-selected', at === index ? 'true' : 'false');
      if (at === index) line.scrollIntoView({ block: 'nearest' });
    });
    setAttribute(this.options.input, 'aria-activedescendant', index < 0 ? undefined : this.idOf(index));
  }

  private idOf(index: number): string {
    return `${this.list.id}-${index}`;
  }
}

/** Room that the list of operations takes at the foot of the page, in pixels. */
const footerHeight = 40;

function renderNotice(text: string): HTMLElement {
  return element('li', { class: 'combo-notice', role: 'status' }, text);
}

function renderLine(option: ComboOption, id: string): HTMLElement {
  const line = element('li', { role: 'option', id, 'aria-selected': 'false', class: 'combo-line' });
  line.style.setProperty('--depth', String(option.depth ?? 0));
  if (option.icon !== undefined && option.icon !== '') {
    line.append(element('img', { src: option.icon, alt: '', class: 'type-icon' }));
  }
  if (option.color !== undefined) line.append(dot(option.color));
  line.append(element('span', { class: 'combo-label' }, option.label));
  if (option.detail !== undefined) line.append(element('span', { class: 'combo-detail' }, option.detail));
  return line;
}
