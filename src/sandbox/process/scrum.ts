import { buildProcess } from './buildProcess';
import { ACTIVATED, ACTIVITY, CLOSED, FOUND_IN, PRIORITY, SEVERITY, VALUE_AREA } from './fieldRows';
import { REVIEW_TYPES, SHARED_CATEGORIES, TEST_TYPES } from './sharedTypes';
import type { TypeSource } from './buildProcess';

const BACKLOG_STATES = [
  ['New', 'Proposed'],
  ['Approved', 'Proposed'],
  ['Committed', 'InProgress'],
  ['Done', 'Completed'],
  ['Removed', 'Removed'],
] as const;

const BACKLOG_TRANSITIONS = [
  ['New', 'Approved', 'Approved by the Product Owner'],
  ['New', 'Committed', 'Commitment made by the team'],
  ['New', 'Done', 'Work finished'],
  ['New', 'Removed', 'Removed from the backlog'],
  ['Approved', 'New', 'Moved to the backlog'],
  ['Approved', 'Committed', 'Commitment made by the team'],
  ['Approved', 'Done', 'Work finished'],
  ['Approved', 'Removed', 'Removed from the backlog'],
  ['Committed', 'New', 'Moved to the backlog'],
  ['Committed', 'Approved', 'Work stopped'],
  ['Committed', 'Done', 'Work finished'],
  ['Committed', 'Removed', 'Removed from the backlog'],
  ['Done', 'New', 'Moved to the backlog'],
  ['Done', 'Approved', 'Additional work found'],
  ['Done', 'Committed', 'Additional work found'],
  ['Removed', 'New', 'Reconsidering backlog item'],
] as const;

const PORTFOLIO_STATES = [
  ['New', 'Proposed'],
  ['In Progress', 'InProgress'],
  ['Done', 'Completed'],
  ['Removed', 'Removed'],
] as const;

const PORTFOLIO_TRANSITIONS = [
  ['New', 'In Progress', 'Implementation started'],
  ['New', 'Done', 'Work finished'],
  ['New', 'Removed', 'Removed from the backlog'],
  ['In Progress', 'New', 'Moved to the backlog'],
  ['In Progress', 'Done', 'Work finished'],
  ['In Progress', 'Removed', 'Removed from the backlog'],
  ['Done', 'New', 'Moved to the backlog'],
  ['Done', 'In Progress', 'Additional work found'],
] as const;

const PORTFOLIO_FIELDS: TypeSource['fields'] = {
  ...ACTIVATED,
  ...CLOSED,
  'Microsoft.VSTS.Common.AcceptanceCriteria': {},
  'Microsoft.VSTS.Common.Priority': PRIORITY,
  'Microsoft.VSTS.Common.BacklogPriority': {},
  'Microsoft.VSTS.Scheduling.StartDate': {},
  'Microsoft.VSTS.Scheduling.TargetDate': {},
  'Microsoft.VSTS.Scheduling.Effort': { helpText: 'Size of the work, relative to other items' },
  'Microsoft.VSTS.Common.BusinessValue': { helpText: 'Value for the customer, relative to other items' },
  'Microsoft.VSTS.Common.TimeCriticality': {},
  'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
};

const EPIC: TypeSource = {
  name: 'Epic',
  description: 'A large piece of the product that takes several features',
  color: 'FF7B00',
  icon: 'icon_crown',
  states: PORTFOLIO_STATES,
  transitions: [['', 'New', 'New epic'], ...PORTFOLIO_TRANSITIONS, ['Removed', 'New', 'Reconsidering the Epic']],
  fields: PORTFOLIO_FIELDS,
};

const FEATURE: TypeSource = {
  name: 'Feature',
  description: 'A capability of the product that is released as a whole',
  color: '773B93',
  icon: 'icon_trophy',
  states: PORTFOLIO_STATES,
  transitions: [['', 'New', 'New feature'], ...PORTFOLIO_TRANSITIONS, ['Removed', 'New', 'Reconsidering the feature']],
  fields: PORTFOLIO_FIELDS,
};

const PRODUCT_BACKLOG_ITEM: TypeSource = {
  name: 'Product Backlog Item',
  description: 'Something that the product shall do, small enough for one sprint',
  color: '009CCC',
  icon: 'icon_list',
  states: BACKLOG_STATES,
  transitions: [['', 'New', 'New backlog item'], ...BACKLOG_TRANSITIONS],
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.AcceptanceCriteria': {},
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.BacklogPriority': {},
    'Microsoft.VSTS.Scheduling.Effort': { helpText: 'Size of the work, relative to other items' },
    'Microsoft.VSTS.Common.BusinessValue': { helpText: 'Value for the customer, relative to other items' },
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
  },
};

const BUG: TypeSource = {
  name: 'Bug',
  description: 'Something that does not do what it should',
  color: 'CC293D',
  icon: 'icon_insect',
  states: BACKLOG_STATES,
  transitions: [['', 'New', 'New defect reported', 'Build Failure'], ...BACKLOG_TRANSITIONS],
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.TCM.ReproSteps': { helpText: 'How to see it; what happens, and what should happen' },
    'Microsoft.VSTS.TCM.SystemInfo': { helpText: 'Where it was seen' },
    'Microsoft.VSTS.Common.AcceptanceCriteria': {},
    'Microsoft.VSTS.Common.Activity': ACTIVITY,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.Severity': SEVERITY,
    'Microsoft.VSTS.Common.BacklogPriority': {},
    'Microsoft.VSTS.Common.ResolvedReason': {},
    'Microsoft.VSTS.Scheduling.Effort': { helpText: 'Size of the work, relative to other items' },
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
    'Microsoft.VSTS.Build.FoundIn': FOUND_IN,
  },
  rules: [
    {
      when: 'stateIs',
      states: ['Done', 'Removed'],
      actions: [{ then: 'empty', field: 'Microsoft.VSTS.Scheduling.RemainingWork' }],
    },
  ],
};

const TASK: TypeSource = {
  name: 'Task',
  description: 'A piece of work for one person',
  color: 'F2CB1D',
  icon: 'icon_clipboard',
  states: [
    ['To Do', 'Proposed'],
    ['In Progress', 'InProgress'],
    ['Done', 'Completed'],
    ['Removed', 'Removed'],
  ],
  transitions: [
    ['', 'To Do', 'New task'],
    ['To Do', 'In Progress', 'Work started'],
    ['To Do', 'Done', 'Work finished'],
    ['To Do', 'Removed', 'Removed from the backlog'],
    ['In Progress', 'To Do', 'Work stopped'],
    ['In Progress', 'Done', 'Work finished'],
    ['In Progress', 'Removed', 'Removed from the backlog'],
    ['Done', 'To Do', 'Additional work found'],
    ['Done', 'In Progress', 'Additional work found'],
    ['Removed', 'To Do', 'Reconsidering the Task'],
  ],
  actions: {
    'To Do → In Progress': ['Actions.StartWork'],
    'To Do → Done': ['Actions.Checkin'],
    'In Progress → To Do': ['Actions.StopWork'],
    'In Progress → Done': ['Actions.Checkin'],
  },
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Activity': ACTIVITY,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.BacklogPriority': {},
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
    'Microsoft.VSTS.CMMI.Blocked': { suggestedValues: ['No', 'Yes'], helpText: 'Whether something stops the work' },
  },
  rules: [
    {
      when: 'stateIs',
      states: ['Done', 'Removed'],
      actions: [{ then: 'empty', field: 'Microsoft.VSTS.Scheduling.RemainingWork' }],
    },
  ],
};

const IMPEDIMENT: TypeSource = {
  name: 'Impediment',
  description: 'Something that keeps the team from working',
  color: 'B4009E',
  icon: 'icon_traffic_cone',
  states: [
    ['Open', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Open', 'New impediment'],
    ['Open', 'Closed', 'Impediment removed'],
    ['Closed', 'Open', 'Impediment reopened'],
  ],
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.Resolution': { helpText: 'How it was removed' },
  },
};

/** The Scrum system process. States and reasons as the service gives them (7.1 examples and recordings). */
export const SCRUM = buildProcess({
  name: 'Scrum',
  id: '6b724908-ef14-45cf-84f8-768b5384da45',
  types: [BUG, EPIC, FEATURE, IMPEDIMENT, PRODUCT_BACKLOG_ITEM, TASK, ...TEST_TYPES, ...REVIEW_TYPES],
  categories: [
    ['Bug Category', 'Microsoft.BugCategory', 'Bug'],
    ['Epic Category', 'Microsoft.EpicCategory', 'Epic'],
    ['Feature Category', 'Microsoft.FeatureCategory', 'Feature'],
    ['Requirement Category', 'Microsoft.RequirementCategory', 'Product Backlog Item'],
    ['Task Category', 'Microsoft.TaskCategory', 'Task'],
    ...SHARED_CATEGORIES,
  ],
});
