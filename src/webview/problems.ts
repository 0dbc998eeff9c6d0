import type { ProblemView } from '../protocol/form';
import type { FormContext } from './context';
import { element, keyedList, setAttribute, setText, uniqueId, type Part } from './dom';

const said: Readonly<Record<ProblemView['severity'], string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  information: '',
};

/** The problems of a field, a relation or the whole item, under what they are about. */
export function createProblemList(context: FormContext): Part<readonly ProblemView[]> {
  const list = element('ul', { class: 'problems', id: uniqueId('problems') });
  const show = keyedList<ProblemView>(list, keyOf, (problem) => createProblem(problem, context));
  return {
    element: list,
    update(problems) {
      list.hidden = problems.length === 0;
      show(problems);
    },
  };
}

function keyOf({ severity, pointer, message }: ProblemView): string {
  return `${severity} ${pointer} ${message}`;
}

/** The message leads to the ways out, as the light bulb does in a text. */
function createProblem({ pointer, message: words }: ProblemView, context: FormContext): Part<ProblemView> {
  const severity = element('span', { class: 'only-said' });
  const message = element('span', {});
  const fix = element('button', { type: 'button', class: 'link-button' }, 'Quick Fix…');
  const line = element('li', { class: 'problem' }, severity, element('span', {}, message, ' ', fix));
  fix.addEventListener('click', () => {
    context.host
      .request('fixProblem', { pointer, message: words })
      .catch((error: unknown) => context.announce(String(error)));
  });
  return {
    element: line,
    update(problem) {
      setAttribute(line, 'data-severity', problem.severity);
      setText(severity, said[problem.severity]);
      setText(message, problem.message);
      fix.hidden = !problem.fixable;
    },
  };
}
