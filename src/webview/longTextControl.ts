import type { TextFormat } from '../core/workItem';
import type { FieldView } from '../protocol/form';
import type { FormContext } from './context';
import { inputOf, type CreateControl } from './control';
import { element, setAttribute, setText, setValue } from './dom';
import { readValue, saysSame, showValue } from './fieldValue';
import { sanitize } from './sanitize';

type Mode = 'write' | 'preview';

/** A long text: its source in an input that grows, and the text as readers will see it. */
export const createLongTextControl: CreateControl = (field, entry, context) => {
  let current = field;
  const area = element('textarea', { class: 'input grow source', rows: 3 });
  const preview = createPreview(field, context);
  const modes = createModes(field.label);
  const formats = createFormats(field, context);
  const bar = element('div', { class: 'text-bar' }, modes.element, formats.element);
  const memory = `text:${field.name}`;

  function show(mode: Mode): void {
    modes.show(mode);
    area.hidden = mode === 'preview';
    preview.element.hidden = mode === 'write';
    if (mode === 'preview') preview.update(current);
    context.setToggled(memory, mode !== defaultMode(current));
  }

  function write(): void {
    show('write');
    area.focus();
  }

  modes.onPick((mode) => (mode === 'write' ? write() : show(mode)));
  preview.onOpen(write);
  area.addEventListener('input', () => entry.typed(readValue(current.input, area.value)));
  area.addEventListener('change', () => {
    if (!saysSame(current.input, area.value, current.value)) entry.chosen(readValue(current.input, area.value));
  });
  show(context.isToggled(memory) ? otherMode(defaultMode(field)) : defaultMode(field));
  return {
    element: element('div', { class: 'long-text' }, bar, area, preview.element),
    target: area,
    update(next) {
      current = next;
      if (!saysSame(next.input, area.value, next.value)) setValue(area, showValue(next.input, next.value));
      formats.update(next);
      bar.hidden = inputOf(next, 'longText')?.format === 'plain';
      if (!preview.element.hidden) preview.update(next);
    },
  };
};

function defaultMode(field: FieldView): Mode {
  return field.value === null || field.value === '' || inputOf(field, 'longText')?.format === 'plain'
    ? 'write'
    : 'preview';
}

function otherMode(mode: Mode): Mode {
  return mode === 'write' ? 'preview' : 'write';
}

interface Modes {
  readonly element: HTMLElement;
  show(mode: Mode): void;
  onPick(pick: (mode: Mode) => void): void;
}

function createModes(label: string): Modes {
  const make = (text: string): HTMLButtonElement => element('button', { type: 'button', class: 'mode' }, text);
  const buttons = { write: make('Write'), preview: make('Preview') };
  return {
    element: element(
      'div',
      { class: 'modes', role: 'group', 'aria-label': `View of ${label}` },
      buttons.write,
      buttons.preview,
    ),
    show(mode) {
      setAttribute(buttons.write, 'aria-pressed', mode === 'write' ? 'true' : 'false');
      setAttribute(buttons.preview, 'aria-pressed', mode === 'preview' ? 'true' : 'false');
    },
    onPick(pick) {
      buttons.write.addEventListener('click', () => pick('write'));
      buttons.preview.addEventListener('click', () => pick('preview'));
    },
  };
}

interface Shown {
  readonly element: HTMLElement;
  update(field: FieldView): void;
}

/** HTML or Markdown. The server takes another format only together with another text, which the host sees to. */
function createFormats(field: FieldView, context: FormContext): Shown {
  const select = element('select', { class: 'format', 'aria-label': `Format of ${field.label}` });
  select.append(element('option', { value: 'html' }, 'HTML'), element('option', { value: 'markdown' }, 'Markdown'));
  select.addEventListener('change', () => {
    const format: TextFormat = select.value === 'markdown' ? 'markdown' : 'html';
    void context.edit('setFormat', { field: field.name, format });
  });
  return {
    element: select,
    update(next) {
      select.value = inputOf(next, 'longText')?.format ?? 'html';
    },
  };
}

function createPreview(field: FieldView, context: FormContext): Shown & { onOpen(open: () => void): void } {
  const body = element('div', {
    class: 'preview',
    role: 'region',
    tabindex: 0,
    'aria-label': `${field.label}, as readers see it`,
  });
  let shown: string | undefined;
  let rendering: AbortController | undefined;

  async function render(text: string, format: string, signal: AbortSignal): Promise<void> {
    try {
      const html = format === 'markdown' ? await context.host.request('renderMarkdown', { text }, signal) : text;
      if (!signal.aborted) body.replaceChildren(sanitize(html));
    } catch (error) {
      // The source itself is the next best thing to read.
      if (!signal.aborted) setText(body, error instanceof Error ? `${text}\n\n(${error.message})` : text);
    }
  }

  return {
    element: body,
    update(next) {
      const format = inputOf(next, 'longText')?.format ?? 'html';
      const text = showValue(next.input, next.value);
      if (shown === `${format} ${text}`) return;
      shown = `${format} ${text}`;
      rendering?.abort();
      rendering = new AbortController();
      void render(text, format, rendering.signal);
    },
    onOpen(open) {
      body.addEventListener('dblclick', open);
      body.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' || event.target !== body) return;
        event.preventDefault();
        open();
      });
    },
  };
}
