import { buildProcess } from './buildProcess';
import type { TypeSource } from './buildProcess';
import { BUG, CHANGE_REQUEST, ISSUE, REQUIREMENT, REVIEW, RISK } from './cmmiTypes';
import { ACTIVATED, CLOSED, PRIORITY, RESOLVED, VALUE_AREA } from './fieldRows';
import { REVIEW_TYPES, SHARED_CATEGORIES, TEST_TYPES } from './sharedTypes';

const PORTFOLIO: Pick<TypeSource, 'states' | 'transitions' | 'fields'> = {
  states: [
    ['New', 'Proposed'],
    ['Active', 'InProgress'],
    ['Resolved', 'InProgress'],
    ['Closed', 'Completed'],
    ['Removed', 'Removed'],
  ],
  transitions: [
    ['', 'New', 'New'],
    ['New', 'Active', 'Implementation started'],
    ['New', 'Resolved', 'Implementation complete'],
    ['New', 'Closed', 'Acceptance tests pass'],
    ['New', 'Removed', 'Removed from the backlog'],
    ['Active', 'New', 'Implementation halted'],
    ['Active', 'Resolved', 'Implementation complete'],
    ['Active', 'Closed', 'Acceptance tests pass'],
    ['Active', 'Removed', 'Removed from the backlog'],
    ['Resolved', 'New', 'Moved to the backlog'],
    ['Resolved', 'Active', 'Acceptance tests fail'],
    ['Resolved', 'Closed', 'Acceptance tests pass'],
    ['Closed', 'New', 'Moved to the backlog'],
    ['Closed', 'Active', 'Reintroduced in Scope'],
    ['Closed', 'Resolved', 'Closed in error'],
    ['Removed', 'New', 'Reconsidered'],
  ],
  fields: {
    ...ACTIVATED,
    ...RESOLVED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.TargetDate': {},
    'Microsoft.VSTS.Common.BusinessValue': {},
    'Microsoft.VSTS.Common.TimeCriticality': {},
    'Microsoft.VSTS.Scheduling.Effort': {},
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
  },
};

const EPIC: TypeSource = {
  name: 'Epic',
  description: 'A large piece of the product that takes several features',
  color: 'FF7B00',
  icon: 'icon_crown',
  ...PORTFOLIO,
};

const FEATURE: TypeSource = {
  name: 'Feature',
  description: 'A capability of the product that is released as a whole',
  color: '773B93',
  icon: 'icon_trophy',
  ...PORTFOLIO,
};

const TASK: TypeSource = {
  name: 'Task',
  description: 'A piece of work for one person',
  color: 'F2CB1D',
  icon: 'icon_clipboard',
  states: [
    ['Proposed', 'Proposed'],
    ['Active', 'InProgress'],
    ['Resolved', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Proposed', 'New'],
    ['Proposed', 'Active', 'Accepted', 'Investigate'],
    ['Proposed', 'Closed', 'Rejected', 'Deferred', 'Duplicate'],
    ['Active', 'Proposed', 'Investigation Complete', 'Postponed'],
    ['Active', 'Resolved', 'Complete and Requires Review/Test'],
    ['Active', 'Closed', 'Completed', 'Canceled', 'Deferred', 'Duplicate', 'Obsolete'],
    ['Resolved', 'Active', 'Review/Test Failed'],
    ['Resolved', 'Closed', 'Review/Tests Passed'],
    ['Closed', 'Proposed', 'Reconsidered'],
    ['Closed', 'Active', 'Reactivated', 'Closed in error'],
  ],
  actions: { 'Active → Resolved': ['Actions.Checkin'], 'Active → Closed': ['Actions.Checkin'] },
  fields: {
    ...ACTIVATED,
    ...RESOLVED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.Common.Triage': {
      required: true,
      allowedValues: ['Info Received', 'More Info', 'Pending', 'Triaged'],
      defaultValue: 'Pending',
    },
    'Microsoft.VSTS.Common.Discipline': {
      allowedValues: ['Analysis', 'Development', 'Test', 'User Education', 'User Experience'],
    },
    'Microsoft.VSTS.Common.StackRank': {},
    'Microsoft.VSTS.CMMI.Blocked': { allowedValues: ['No', 'Yes'], defaultValue: 'No' },
    'Microsoft.VSTS.CMMI.RequiresReview': { allowedValues: ['No', 'Yes'], defaultValue: 'No' },
    'Microsoft.VSTS.CMMI.RequiresTest': { allowedValues: ['No', 'Yes'], defaultValue: 'No' },
    'Microsoft.VSTS.CMMI.TaskType': { allowedValues: ['Corrective Action', 'Mitigation Action', 'Planned'] },
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
    'Microsoft.VSTS.Scheduling.RemainingWork': { helpText: 'Hours still to go' },
    'Microsoft.VSTS.Scheduling.CompletedWork': {},
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.FinishDate': {},
  },
};

/** The CMMI system process. */
export const CMMI = buildProcess({
  name: 'CMMI',
  id: '27450541-8e31-4150-9947-dc59f998fc01',
  types: [BUG, CHANGE_REQUEST, EPIC, FEATURE, ISSUE, REQUIREMENT, REVIEW, RISK, TASK, ...TEST_TYPES, ...REVIEW_TYPES],
  categories: [
    ['Bug Category', 'Microsoft.BugCategory', 'Bug'],
    ['Epic Category', 'Microsoft.EpicCategory', 'Epic'],
    ['Feature Category', 'Microsoft.FeatureCategory', 'Feature'],
    ['Requirement Category', 'Microsoft.RequirementCategory', 'Requirement'],
    ['Task Category', 'Microsoft.TaskCategory', 'Task'],
    ...SHARED_CATEGORIES,
  ],
});
