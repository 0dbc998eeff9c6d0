import { buildProcess } from './buildProcess';
import type { TypeSource } from './buildProcess';
import { ACTIVATED, ACTIVITY, CLOSED, PRIORITY } from './fieldRows';
import { TEST_CATEGORIES, TEST_TYPES } from './sharedTypes';

const STATES = [
  ['To Do', 'Proposed'],
  ['Doing', 'InProgress'],
  ['Done', 'Completed'],
] as const;

/** "Added to backlog" and "Completed" are recorded (command line extension's cassettes); the others follow their pattern. */
const TRANSITIONS = [
  ['', 'To Do', 'Added to backlog'],
  ['To Do', 'Doing', 'Started'],
  ['To Do', 'Done', 'Completed'],
  ['Doing', 'To Do', 'Moved to backlog'],
  ['Doing', 'Done', 'Completed'],
  ['Done', 'To Do', 'Moved to backlog'],
  ['Done', 'Doing', 'Restarted'],
] as const;

const COMMON: TypeSource['fields'] = {
  ...ACTIVATED,
  ...CLOSED,
  'Microsoft.VSTS.Common.Priority': PRIORITY,
  'Microsoft.VSTS.Common.StackRank': {},
};

const EPIC: TypeSource = {
  name: 'Epic',
  description: 'A large piece of work that takes several issues',
  color: 'E06C00',
  icon: 'icon_crown',
  states: STATES,
  transitions: TRANSITIONS,
  fields: {
    ...COMMON,
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.TargetDate': {},
  },
};

const ISSUE: TypeSource = {
  name: 'Issue',
  description: 'A piece of work that somebody waits for',
  color: '339947',
  icon: 'icon_clipboard_issue',
  states: STATES,
  transitions: TRANSITIONS,
  fields: { ...COMMON, 'Microsoft.VSTS.Scheduling.Effort': { helpText: 'Size of the work, relative to other issues' } },
};

const TASK: TypeSource = {
  name: 'Task',
  description: 'A piece of work for one person',
  color: 'A4880A',
  icon: 'icon_clipboard',
  states: STATES,
  transitions: TRANSITIONS,
  fields: {
    ...COMMON,
    'Microsoft.VSTS.Common.Activity': ACTIVITY,
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
  },
};

/** The Basic system process. */
export const BASIC = buildProcess({
  name: 'Basic',
  id: 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
  types: [EPIC, ISSUE, TASK, ...TEST_TYPES],
  categories: [
    ['Epic Category', 'Microsoft.EpicCategory', 'Epic'],
    ['Requirement Category', 'Microsoft.RequirementCategory', 'Issue'],
    ['Task Category', 'Microsoft.TaskCategory', 'Task'],
    ...TEST_CATEGORIES,
    [
      'Hidden Types Category',
      'Microsoft.HiddenCategory',
      'Shared Steps',
      'Shared Parameter',
      'Test Plan',
      'Test Suite',
    ],
  ],
});
