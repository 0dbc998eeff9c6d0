import { buildProcess } from './buildProcess';
import type { TypeSource } from './buildProcess';
import { ACTIVATED, ACTIVITY, CLOSED, FOUND_IN, PRIORITY, RESOLVED, SEVERITY, VALUE_AREA } from './fieldRows';
import { REVIEW_TYPES, SHARED_CATEGORIES, TEST_TYPES } from './sharedTypes';

const RISK = { suggestedValues: ['1 - High', '2 - Medium', '3 - Low'], helpText: 'How uncertain it is' } as const;

/** Transitions and check-in actions of the 7.1 example of work item types (an Agile project). */
const BACKLOG_STATES = [
  ['New', 'Proposed'],
  ['Active', 'InProgress'],
  ['Resolved', 'Resolved'],
  ['Closed', 'Completed'],
  ['Removed', 'Removed'],
] as const;

/** The workflow that stories, features and epics share; `complete` is the reason for Resolved. */
function backlogTransitions(noun: string, complete: string): TypeSource['transitions'] {
  return [
    ['', 'New', 'New'],
    ['New', 'Active', 'Implementation started'],
    ['New', 'Resolved', complete],
    ['New', 'Closed', 'Acceptance tests pass'],
    ['New', 'Removed', 'Removed from the backlog'],
    ['Active', 'New', 'Moved to the backlog', 'Implementation halted'],
    ['Active', 'Resolved', complete],
    ['Active', 'Closed', 'Acceptance tests pass', 'Cut', 'Deferred', 'Duplicate'],
    ['Active', 'Removed', 'Removed from the backlog'],
    ['Resolved', 'New', 'Moved to the backlog'],
    ['Resolved', 'Active', 'Acceptance tests fail'],
    ['Resolved', 'Closed', 'Acceptance tests pass'],
    ['Resolved', 'Removed', 'Removed from the backlog'],
    ['Closed', 'New', 'Moved to the backlog'],
    ['Closed', 'Active', 'Reintroduced in Scope'],
    ['Closed', 'Resolved', 'Closed in error'],
    ['Removed', 'New', `Reconsidering the ${noun}`],
  ];
}

const PORTFOLIO_FIELDS: TypeSource['fields'] = {
  ...ACTIVATED,
  ...RESOLVED,
  ...CLOSED,
  'Microsoft.VSTS.Common.Priority': { ...PRIORITY, required: true },
  'Microsoft.VSTS.Common.Risk': RISK,
  'Microsoft.VSTS.Common.StackRank': {},
  'Microsoft.VSTS.Scheduling.StartDate': {},
  'Microsoft.VSTS.Scheduling.TargetDate': {},
  'Microsoft.VSTS.Common.BusinessValue': {},
  'Microsoft.VSTS.Common.TimeCriticality': {},
  'Microsoft.VSTS.Scheduling.Effort': {},
  'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
};

const EPIC: TypeSource = {
  name: 'Epic',
  description: 'A large piece of the product that takes several features',
  color: 'FF7B00',
  icon: 'icon_crown',
  states: BACKLOG_STATES,
  transitions: backlogTransitions('Epic', 'Features complete'),
  fields: PORTFOLIO_FIELDS,
};

const FEATURE: TypeSource = {
  name: 'Feature',
  description: 'A capability of the product that is released as a whole',
  color: '773B93',
  icon: 'icon_trophy',
  states: BACKLOG_STATES,
  transitions: backlogTransitions('Feature', 'Stories complete'),
  fields: PORTFOLIO_FIELDS,
};

const USER_STORY: TypeSource = {
  name: 'User Story',
  description: 'Something that a person can do with the product',
  color: '009CCC',
  icon: 'icon_book',
  states: BACKLOG_STATES,
  transitions: backlogTransitions('User Story', 'Code complete and unit tests pass'),
  actions: { 'New → Resolved': ['Actions.Checkin'], 'Active → Resolved': ['Actions.Checkin'] },
  fields: {
    'Microsoft.VSTS.Scheduling.StoryPoints': { helpText: 'Size of the work, relative to other stories' },
    ...ACTIVATED,
    ...RESOLVED,
    ...CLOSED,
    'Microsoft.VSTS.Common.AcceptanceCriteria': {},
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.Risk': RISK,
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.FinishDate': {},
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
  },
};

const FIXED = [
  'Fixed',
  'As Designed',
  'Cannot Reproduce',
  'Copied to Backlog',
  'Deferred',
  'Duplicate',
  'Obsolete',
] as const;

const BUG: TypeSource = {
  name: 'Bug',
  description: 'Something that does not do what it should',
  color: 'CC293D',
  icon: 'icon_insect',
  states: BACKLOG_STATES.slice(0, 4),
  transitions: [
    ['', 'New', 'New', 'Build Failure'],
    ['New', 'Active', 'Approved', 'Investigate'],
    ['New', 'Resolved', ...FIXED],
    ['New', 'Closed', 'Fixed and verified', ...FIXED.slice(1)],
    ['Active', 'New', 'Investigation Complete'],
    ['Active', 'Resolved', ...FIXED],
    ['Active', 'Closed', 'Fixed and verified', ...FIXED.slice(1)],
    ['Resolved', 'New', 'Not fixed', 'Test Failed'],
    ['Resolved', 'Active', 'Not fixed', 'Test Failed'],
    ['Resolved', 'Closed', 'Verified'],
    ['Closed', 'New', 'Not fixed', 'Regression'],
    ['Closed', 'Active', 'Regression', 'Reactivated'],
    ['Closed', 'Resolved', 'Resolved in error'],
  ],
  actions: {
    'New → Active': ['Actions.StartWork'],
    'New → Resolved': ['Actions.Checkin'],
    'Active → New': ['Actions.StopWork'],
    'Active → Resolved': ['Actions.Checkin'],
  },
  fields: {
    'Microsoft.VSTS.Scheduling.StoryPoints': { helpText: 'Size of the work, relative to other items' },
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
    'Microsoft.VSTS.Scheduling.CompletedWork': {},
    'Microsoft.VSTS.Common.Activity': ACTIVITY,
    'Microsoft.VSTS.TCM.SystemInfo': { helpText: 'Where it was seen' },
    'Microsoft.VSTS.TCM.ReproSteps': { helpText: 'How to see it; what happens, and what should happen' },
    ...ACTIVATED,
    ...RESOLVED,
    'Microsoft.VSTS.Common.ResolvedReason': {
      suggestedValues: [...FIXED, 'Fixed and verified', 'Will not Fix'].sort(),
    },
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.Severity': SEVERITY,
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
    'Microsoft.VSTS.Build.FoundIn': FOUND_IN,
  },
  // The 7.1 example lists System.AssignedTo among the fields that depend on System.CreatedBy: a fix goes back to its reporter.
  rules: [
    {
      when: 'stateEntered',
      states: ['Resolved'],
      actions: [{ then: 'set', field: 'System.AssignedTo', value: { from: 'field', field: 'System.CreatedBy' } }],
    },
  ],
};

const TASK: TypeSource = {
  name: 'Task',
  description: 'A piece of work for one person',
  color: 'F2CB1D',
  icon: 'icon_clipboard',
  states: [
    ['New', 'Proposed'],
    ['Active', 'InProgress'],
    ['Closed', 'Completed'],
    ['Removed', 'Removed'],
  ],
  transitions: [
    ['', 'New', 'New'],
    ['New', 'Active', 'Work started'],
    ['New', 'Closed', 'Completed', 'Cut', 'Deferred', 'Obsolete'],
    ['New', 'Removed', 'Removed from the backlog'],
    ['Active', 'New', 'Work halted'],
    ['Active', 'Closed', 'Completed', 'Cut', 'Deferred', 'Obsolete'],
    ['Active', 'Removed', 'Removed from the backlog'],
    ['Closed', 'New', 'Reactivated'],
    ['Closed', 'Active', 'Reactivated'],
    ['Removed', 'New', 'Reconsidering the Task'],
  ],
  actions: {
    'New → Active': ['Actions.StartWork'],
    'New → Closed': ['Actions.Checkin'],
    'Active → New': ['Actions.StopWork'],
    'Active → Closed': ['Actions.Checkin'],
  },
  fields: {
    'Microsoft.VSTS.Common.Activity': ACTIVITY,
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
    'Microsoft.VSTS.Scheduling.CompletedWork': {},
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.FinishDate': {},
    ...ACTIVATED,
    ...CLOSED,
  },
};

const ISSUE: TypeSource = {
  name: 'Issue',
  description: 'Something that keeps the team from working',
  color: 'B4009E',
  icon: 'icon_traffic_cone',
  states: [
    ['Active', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Closed', 'Issue Resolved'],
    ['Closed', 'Active', 'Reactivated'],
  ],
  actions: { 'Active → Closed': ['Actions.Checkin'] },
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.Scheduling.DueDate': {},
  },
};

/** The Agile system process. */
export const AGILE = buildProcess({
  name: 'Agile',
  id: 'adcc42ab-9882-485e-a3ed-7678f01f66bc',
  types: [BUG, EPIC, FEATURE, ISSUE, TASK, USER_STORY, ...TEST_TYPES, ...REVIEW_TYPES],
  categories: [
    ['Bug Category', 'Microsoft.BugCategory', 'Bug'],
    ['Epic Category', 'Microsoft.EpicCategory', 'Epic'],
    ['Feature Category', 'Microsoft.FeatureCategory', 'Feature'],
    ['Requirement Category', 'Microsoft.RequirementCategory', 'User Story'],
    ['Task Category', 'Microsoft.TaskCategory', 'Task'],
    ...SHARED_CATEGORIES,
  ],
});
