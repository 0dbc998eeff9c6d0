import type { FormState } from '../protocol/form';
import type { FormContext } from './context';
import { element, setText, type Part } from './dom';
import { icon } from './icons';
import { createProblemList } from './problems';

/** Stands in for the form where there is nothing to show: says why, and leads on. */
export function createNotice(context: FormContext): Part<Exclude<FormState, { kind: 'item' }>> {
  const heading = element('h1', {});
  const text = element('p', {});
  const problems = createProblemList(context);
  const open = element('button', { type: 'button', class: 'button' }, icon('braces'), 'Open as JSON');
  const box = element('main', { class: 'notice', role: 'alert' }, heading, text, problems.element, open);
  open.addEventListener('click', () => void context.host.request('openJson', { pointer: '' }));
  return {
    element: box,
    update(state) {
      problems.update(state.kind === 'broken' ? state.problems : []);
      setText(
        heading,
        state.kind === 'broken' ? 'The text cannot be read as a work item' : 'The work item cannot be shown',
      );
      setText(
        text,
        state.kind === 'broken'
          ? 'Mend it in the JSON editor, or undo. The form comes back by itself; nothing is lost.'
          : state.message,
      );
    },
  };
}
