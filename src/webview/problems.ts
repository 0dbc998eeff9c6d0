import type { ProblemView } from '../protocol/form';
import { element, keyedList, setAttribute, setText, uniqueId, type Part } from './dom';

const said: Readonly<Record<ProblemView['severity'], string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  information: '',
};

/** The problems of a field, a relation or the whole item, under what they are about. */
export function createProblemList(): Part<readonly ProblemView[]> {
  const list = element('ul', { class: 'problems', id: uniqueId('problems') });
  const show = keyedList<ProblemView>(list, (problem) => `${problem.severity} ${problem.message}`, createProblem);
  return {
    element: list,
    update(problems) {
      list.hidden = problems.length === 0;
      show(problems);
    },
  };
}

function createProblem(): Part<ProblemView> {
  const severity = element('span', { class: 'only-said' });
  const message = element('span', {});
  const line = element('li', { class: 'problem' }, severity, message);
  return {
    element: line,
    update(problem) {
      setAttribute(line, 'data-severity', problem.severity);
      setText(severity, said[problem.severity]);
      setText(message, problem.message);
    },
  };
}
