import type { RelationRef, RelationView } from '../protocol/form';
import type { FormContext } from './context';
import { element, keepFocus, setAttribute, setText, setValue, type Part } from './dom';
import { icon, type IconName } from './icons';
import { createProblemList } from './problems';
import { paintDot } from './stateDot';

/** A relation as the form shows it, with the plain name of its type and the version of the text. */
export interface ShownRelation {
  readonly relation: RelationView;
  readonly typeName: string;
  readonly version: number;
}

const glyphs: Readonly<Record<RelationView['kind'], IconName>> = {
  item: 'link',
  hyperlink: 'globe',
  attachment: 'file',
  artifact: 'commit',
  other: 'link',
};

const changeWords: Readonly<Record<RelationView['change'], string>> = {
  none: '',
  added: 'Added',
  removed: 'Will be removed',
  changed: 'Comment changed',
};

/** One relation: what it leads to, its comment, and what can be done with it. */
export function createRelationRow(shown: ShownRelation, context: FormContext): Part<ShownRelation> {
  const target = createTarget(shown.relation, context);
  const comment = createComment(shown.relation, context);
  const problems = createProblemList(context);
  const change = element('span', { class: 'change-word' });
  const actions = createActions(context, () => comment.open());
  const line = element('div', { class: 'relation-line' }, target.element, actions.element);
  const row = element(
    'li',
    { class: 'relation', 'data-relation': shown.relation.key },
    line,
    change,
    comment.element,
    problems.element,
  );
  return {
    element: row,
    update(next) {
      setAttribute(row, 'data-change', next.relation.change);
      target.update(next.relation);
      setText(change, changeWords[next.relation.change]);
      change.hidden = next.relation.change === 'none';
      comment.update(next);
      actions.update(next);
      problems.update(next.relation.problems);
    },
  };
}

function refOf({ rel, url, name }: RelationRef): RelationRef {
  return { rel, url, name };
}

/** Icon and text of what the relation leads to. A work item opens in VS Code, a page in the browser. */
function createTarget(first: RelationView, context: FormContext): Part<RelationView> {
  const picture = element('img', { class: 'type-icon', alt: '' });
  const glyph = icon(glyphs[first.kind]);
  const id = element('span', { class: 'relation-id' });
  const title = element('span', { class: 'relation-title' });
  const mark = element('span', { class: 'dot', 'aria-hidden': 'true' });
  const state = element('span', {});
  const stateLine = element('span', { class: 'relation-state' }, mark, state);
  const link =
    first.kind === 'item'
      ? element('button', { type: 'button', class: 'relation-target' })
      : element('a', { class: 'relation-target' });
  link.append(element('span', { class: 'relation-glyph' }, picture, glyph), id, title, stateLine);
  let current = first;
  if (first.kind === 'item') {
    link.addEventListener('click', () => {
      if (current.targetId !== undefined) void context.host.request('openItem', { id: current.targetId });
    });
  }
  return {
    element: link,
    update(next) {
      current = next;
      const hasPicture = next.item !== undefined && next.item.icon !== '';
      picture.hidden = !hasPicture;
      glyph.style.display = hasPicture ? 'none' : '';
      if (hasPicture) setAttribute(picture, 'src', next.item.icon);
      setText(id, next.targetId === undefined ? '' : String(next.targetId));
      setText(title, next.item?.title ?? next.text);
      setText(state, next.item?.state ?? '');
      paintDot(mark, next.item?.stateColor ?? '');
      stateLine.hidden = next.item === undefined;
      setAttribute(
        link,
        'title',
        next.item === undefined ? next.url : `${next.item.type} ${next.item.id}: ${next.item.title}`,
      );
      if (next.kind !== 'item') setAttribute(link, 'href', next.href === '' ? undefined : next.href);
    },
  };
}

function createActions(context: FormContext, editComment: () => void): Part<ShownRelation> {
  let current: RelationRef | undefined;
  const make = (name: IconName, run: (ref: RelationRef) => void): HTMLButtonElement => {
    const button = element('button', { type: 'button', class: 'icon-button' }, icon(name));
    button.addEventListener('click', () => (current === undefined ? undefined : run(current)));
    return button;
  };
  const comment = make('comment', editComment);
  const revert = make('discard', (ref) => void context.edit('revertRelation', ref));
  const remove = make('close', (ref) => void context.edit('removeRelation', ref));
  const box = element('span', { class: 'relation-actions' }, comment, revert, remove);
  return {
    element: box,
    update({ relation, typeName }) {
      current = refOf(relation);
      const named = `${typeName} ${relation.targetId ?? relation.text}`;
      const gone = relation.change === 'removed';
      keepFocus(box, () => {
        comment.hidden = gone;
        remove.hidden = gone;
        revert.hidden = !gone && relation.change !== 'changed';
      });
      describe(comment, `Edit comment of ${named}`);
      describe(remove, `Remove ${named}`);
      describe(revert, gone ? `Restore ${named}` : `Revert comment of ${named}`);
    },
  };
}

function describe(button: HTMLElement, text: string): void {
  setAttribute(button, 'aria-label', text);
  setAttribute(button, 'title', text);
}

/** The comment of a relation: text until it is edited. */
function createComment(first: RelationView, context: FormContext): Part<ShownRelation> & { open(): void } {
  let ref = refOf(first);
  const text = element('span', { class: 'relation-comment' });
  const input = element('input', { type: 'text', class: 'input', placeholder: 'Comment on this link', maxlength: 255 });
  const draft = context.draft<string>((comment) => context.host.request('commentRelation', { ...ref, comment }));
  const box = element('div', { class: 'relation-comment-box' }, text, input);
  input.hidden = true;

  function close(): void {
    void draft.flush();
    input.hidden = true;
    text.hidden = text.textContent === '';
  }

  input.addEventListener('input', () => draft.type(input.value));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    close();
    box.closest('.relation')?.querySelector<HTMLElement>('.relation-target')?.focus();
  });
  return {
    element: box,
    open() {
      input.hidden = false;
      text.hidden = true;
      input.focus();
    },
    update({ relation, typeName, version }) {
      ref = refOf(relation);
      setText(text, relation.comment);
      text.hidden = relation.comment === '' || !input.hidden;
      setAttribute(input, 'aria-label', `Comment of ${typeName} ${relation.targetId ?? relation.text}`);
      if (draft.accepts(version)) setValue(input, relation.comment);
    },
  };
}
