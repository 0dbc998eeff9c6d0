import type { FormView, ItemRow, LinkType } from '../protocol/form';
import { createComboBox, remotePause } from './comboBox';
import type { ComboOption } from './comboPopup';
import type { FormContext } from './context';
import { element, keyedList, setText, uniqueId, type Part } from './dom';
import { icon } from './icons';

/** Not a relation type of the server: the line of the menu that adds a web address. */
const hyperlink = 'Hyperlink';

/** "Add link" opens a line in place: type, then target. Attachments have their own button. */
export function createAddLink(context: FormContext): Part<FormView> & { focus(): void } {
  const open = element(
    'button',
    { type: 'button', class: 'button secondary', 'aria-expanded': 'false' },
    icon('add'),
    'Add link',
  );
  const attach = element('button', { type: 'button', class: 'button secondary' }, icon('attach'), 'Attach file');
  const line = createLinkLine(context, close);
  line.element.hidden = true;
  open.setAttribute('aria-controls', (line.element.id = uniqueId('add-link')));

  function toggle(show: boolean): void {
    line.element.hidden = !show;
    open.setAttribute('aria-expanded', String(show));
    if (!show) return;
    line.focus();
    line.element.scrollIntoView({ block: 'nearest' });
  }

  function close(): void {
    toggle(false);
    open.focus();
  }

  open.addEventListener('click', () => toggle(open.getAttribute('aria-expanded') === 'false'));
  attach.addEventListener('click', () => void context.edit('pickAttachments', null));
  return {
    element: element('div', { class: 'add-link' }, element('div', { class: 'buttons' }, open, attach), line.element),
    focus: () => open.focus(),
    update: (view) => line.update(view),
  };
}

interface LinkLine extends Part<FormView> {
  focus(): void;
}

/** The inputs of the line, each with its name for screen readers. */
function createInputs() {
  const text = (label: string, placeholder: string): HTMLInputElement =>
    element('input', { type: 'text', class: 'input', placeholder, 'aria-label': label });
  return {
    type: element('select', { class: 'input', 'aria-label': 'Type of link' }),
    search: text('Work item to link to', 'Number or words of the title'),
    address: text('Address', 'https://…'),
    comment: text('Comment on the link', 'Comment (optional)'),
    hint: element('p', { class: 'hint', role: 'status' }),
  };
}

function createLinkLine(context: FormContext, close: () => void): LinkLine {
  const { type, search, address, comment, hint } = createInputs();
  const add = element('button', { type: 'submit', class: 'button' }, 'Add');
  const cancel = element('button', { type: 'button', class: 'button secondary' }, 'Cancel');
  const combo = createItemSearch(search, context, (option) => void finish(addItem(Number(option.value))));
  const buttons = element('div', { class: 'buttons' }, add, cancel);
  const line = element('form', { class: 'link-line', novalidate: true }, type, combo, address, comment, hint, buttons);
  const addItem = (id: number) => context.edit('addLink', { rel: type.value, id, comment: comment.value.trim() });

  async function finish(edit: Promise<void> | undefined): Promise<void> {
    await edit;
    for (const input of [search, address, comment]) input.value = '';
    close();
  }

  function submit(): void {
    const url = address.value.trim();
    const id = /^\s*#?(\d+)\s*$/.exec(search.value)?.[1];
    if (type.value !== hyperlink && id !== undefined) void finish(addItem(Number(id)));
    else if (type.value === hyperlink && isAddress(url)) {
      void finish(context.edit('addHyperlink', { url, comment: comment.value.trim() }));
    } else explain();
  }

  function explain(): void {
    const web = type.value === hyperlink;
    combo.hidden = web;
    address.hidden = !web;
    setText(
      hint,
      web ? 'Write a whole address, with https://.' : 'Pick a work item from the list, or write its number.',
    );
  }

  type.addEventListener('change', explain);
  cancel.addEventListener('click', () => void finish(undefined));
  line.addEventListener('keydown', (event) => (event.key === 'Escape' ? void finish(undefined) : undefined));
  line.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  const showTypes = keyedList<LinkType>(type, ({ rel }) => rel, createTypeOption);
  explain();
  return {
    element: line,
    focus: () => type.focus(),
    update: (view) => updateTypes(type, () => showTypes([...view.linkTypes, { rel: hyperlink, name: 'Web address' }])),
  };
}

/** The first time, "Related" is chosen: it fits any two items. */
function updateTypes(type: HTMLSelectElement, show: () => void): void {
  const first = type.options.length === 0;
  show();
  const related = [...type.options].find(({ text }) => text === 'Related');
  if (first && related !== undefined) related.selected = true;
}

function createTypeOption(linkType: LinkType): Part<LinkType> {
  const option = element('option', { value: linkType.rel });
  return { element: option, update: (next) => setText(option, next.name) };
}

function isAddress(text: string): boolean {
  return URL.canParse(text.trim()) && /^[a-z][a-z\d+.-]*:/i.test(text.trim());
}

function createItemSearch(
  input: HTMLInputElement,
  context: FormContext,
  pick: (option: ComboOption) => void,
): HTMLElement {
  return createComboBox({
    input,
    label: 'Work items',
    pause: remotePause,
    empty: 'No work item found. Write a number or other words of its title.',
    find: async (typed, signal) => {
      const rows = await context.host.request('searchItems', { text: typed.replace(/^\s*#/, '') }, signal);
      return rows.map(describeItem);
    },
    pick,
  }).element;
}

function describeItem(row: ItemRow): ComboOption {
  return {
    value: String(row.id),
    label: `${row.id} ${row.title}`,
    detail: row.state,
    color: row.stateColor,
    icon: row.icon,
  };
}
