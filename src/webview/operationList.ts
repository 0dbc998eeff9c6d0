import type { FormView, OperationView } from '../protocol/form';
import type { FormContext } from './context';
import { element, focusInside, keyedList, setAttribute, setText, type Part } from './dom';
import { icon } from './icons';

interface ShownOperation {
  readonly operation: OperationView;
  /** Which of several equal lines it is. */
  readonly key: string;
}

/** What the item's part of the batch will say, as it stands now; a click leads to where an operation comes from. */
export function createOperations(context: FormContext): Part<FormView> {
  const summary = element('span', { class: 'operations-summary' });
  const button = element(
    'button',
    { type: 'button', class: 'operations-toggle', 'aria-expanded': 'false' },
    icon('chevron'),
    summary,
  );
  const list = element('ol', { class: 'operation-rows', 'aria-label': 'JSON Patch operations', id: 'operations' });
  const footer = element('footer', { class: 'operations' }, button, list);
  const show = keyedList<ShownOperation>(list, ({ key }) => key, createOperation);
  button.setAttribute('aria-controls', list.id);

  function open(opened: boolean): void {
    list.hidden = !opened;
    button.setAttribute('aria-expanded', String(opened));
    context.setToggled('operations', opened);
  }

  button.addEventListener('click', () => open(button.getAttribute('aria-expanded') === 'false'));
  open(context.isToggled('operations'));
  keepInView(footer);
  return {
    element: footer,
    update(view) {
      setText(summary, summarise(view));
      setAttribute(footer, 'data-state', view.operations.length === 0 ? 'none' : view.dirty ? 'unsaved' : 'staged');
      setAttribute(button, 'disabled', view.operations.length === 0);
      list.hidden = view.operations.length === 0 || button.getAttribute('aria-expanded') !== 'true';
      const seen = new Map<string, number>();
      show(
        view.operations.map((operation) => {
          const same = `${operation.op} ${operation.path}`;
          const count = (seen.get(same) ?? 0) + 1;
          seen.set(same, count);
          return { operation, key: `${same} ${count}` };
        }),
      );
    },
  };
}

/** What gets the focus is scrolled to above the foot, which stays in view and would hide it. */
function keepInView(footer: HTMLElement): void {
  const { style } = document.documentElement;
  new ResizeObserver(() => (style.scrollPaddingBottom = `${footer.offsetHeight}px`)).observe(footer);
}

function summarise({ operations, dirty }: FormView): string {
  if (operations.length === 0) return dirty ? 'No operations. Save to unstage.' : 'No changes';
  const count = operations.length === 1 ? '1 operation' : `${operations.length} operations`;
  return dirty ? `${count}, not saved. Save to stage.` : `${count} staged`;
}

function createOperation(first: ShownOperation): Part<ShownOperation> {
  const op = element('span', { class: 'operation-op' });
  const path = element('span', { class: 'operation-path' });
  const value = element('span', { class: 'operation-value' });
  const button = element('button', { type: 'button', class: 'operation' }, op, ' ', path, ' ', value);
  let current = first.operation;
  button.addEventListener('click', () => reveal(current));
  return {
    element: element('li', {}, button),
    update({ operation }) {
      current = operation;
      setText(op, operation.op);
      setAttribute(op, 'data-op', operation.op);
      setText(path, operation.path);
      setText(value, operation.value);
      setAttribute(button, 'title', `${operation.path} ${operation.value}`);
    },
  };
}

function reveal({ target }: OperationView): void {
  if (target === undefined) return;
  const name = CSS.escape(target.key);
  const row = document.querySelector<HTMLElement>(
    target.kind === 'field' ? `[data-field="${name}"]` : `[data-relation="${name}"]`,
  );
  if (row === null) return;
  for (const closed of ancestors(row)) if (closed instanceof HTMLDetailsElement) closed.open = true;
  row.scrollIntoView({ block: 'center' });
  focusInside(row);
}

function* ancestors(from: Element): Generator<Element> {
  for (let at: Element | null = from.parentElement; at !== null; at = at.parentElement) yield at;
}
