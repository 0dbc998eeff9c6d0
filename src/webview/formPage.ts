import type { FormView, Section, SectionId } from '../protocol/form';
import type { FormContext } from './context';
import { element, keyedList, setAttribute, setText, type Part } from './dom';
import { takeDrops } from './drop';
import { createFieldRow, fieldKey, type ShownField } from './fieldRow';
import { icon } from './icons';
import { createOperations } from './operationList';
import { createProblemList } from './problems';
import { createRelations } from './relationList';

/** Sections that stand as cards with a heading; the others are part of the head or need none. */
const headings: Readonly<Partial<Record<SectionId, string>>> = {
  comment: 'Discussion',
  planning: 'Planning',
  effort: 'Effort',
  details: 'Details',
  build: 'Build',
  test: 'Test',
  other: 'Other fields',
};

const narrow: readonly SectionId[] = ['planning', 'effort', 'details', 'build', 'test', 'other'];

/** The whole form of one work item, arranged as people know it from Azure DevOps. */
export function createFormPage(context: FormContext): Part<FormView> {
  const sections = new Map<SectionId, Part<ShownSection>>();
  const slot = (id: SectionId): HTMLElement => {
    const part = createSection(id, context);
    sections.set(id, part);
    return part.element;
  };
  const heading = createHeading(context);
  const problems = createProblemList(context);
  const relations = createRelations(context);
  const operations = createOperations(context);
  const head = element(
    'header',
    { class: 'head' },
    heading.element,
    slot('title'),
    slot('people'),
    slot('status'),
    problems.element,
  );
  const links = card('Links and attachments', relations.element);
  const main = element('div', { class: 'column main' }, slot('text'), links, slot('comment'));
  const side = element('div', { class: 'column side' }, ...narrow.map(slot));
  const body = element('div', { class: 'body' }, main, side, createMore(slot('more'), context));
  const form = element('main', { class: 'form' }, head, body, operations.element);
  takeDrops(form, context);

  return {
    element: form,
    update(view) {
      heading.update(view);
      head.style.setProperty(
        '--type-color',
        /^[0-9a-f]{6}$/i.test(view.type.color) ? `#${view.type.color}` : 'transparent',
      );
      problems.update(view.problems);
      for (const [id, part] of sections) {
        part.update({
          fields: view.sections.find((section) => section.id === id)?.fields ?? [],
          version: view.version,
        });
      }
      relations.update(view);
      operations.update(view);
    },
  };
}

interface ShownSection extends Pick<Section, 'fields'> {
  readonly version: number;
}

function createSection(id: SectionId, context: FormContext): Part<ShownSection> {
  const rows = element('div', { class: 'fields' });
  const heading = headings[id];
  const section = heading === undefined ? element('section', { class: 'section' }, rows) : card(heading, rows);
  section.dataset['section'] = id;
  const show = keyedList<ShownField>(rows, fieldKey, (shown) => createFieldRow(shown, context));
  return {
    element: section,
    update({ fields, version }) {
      section.hidden = fields.length === 0;
      show(fields.map((field) => ({ field, version })));
    },
  };
}

function card(heading: string, content: HTMLElement): HTMLElement {
  return element('section', { class: 'section card' }, element('h2', {}, heading), content);
}

function createMore(content: HTMLElement, context: FormContext): HTMLElement {
  const details = element(
    'details',
    { class: 'read-only-fields' },
    element('summary', {}, 'Read-only fields'),
    content,
  );
  details.open = context.isToggled('more');
  details.addEventListener('toggle', () => context.setToggled('more', details.open));
  return details;
}

/** The line above the title: icon, type and id, revision, and the way to the text. */
function createHeading(context: FormContext): Part<FormView> {
  const picture = element('img', { class: 'type-icon', alt: '' });
  const name = element('span', { class: 'type-name' });
  const id = element('span', { class: 'item-id' });
  const revision = element('span', { class: 'revision' });
  const json = element(
    'button',
    { type: 'button', class: 'icon-button labelled' },
    icon('braces'),
    element('span', {}, 'Open as JSON'),
  );
  json.addEventListener('click', () => void context.host.request('openJson', { pointer: '' }));
  const heading = element('h1', { class: 'type-line' }, picture, name, ' ', id);
  return {
    element: element('div', { class: 'heading' }, heading, revision, json),
    update(view) {
      picture.hidden = view.type.icon === '';
      if (!picture.hidden) setAttribute(picture, 'src', view.type.icon);
      setText(name, view.type.name);
      setText(id, view.id < 0 ? 'New' : String(view.id));
      setText(revision, view.id < 0 ? 'Not on the server yet' : `Revision ${view.rev}`);
    },
  };
}
