import type { ProcessSource, TypeSource } from './buildProcess';
import { ACTIVATED, CLOSED, PRIORITY } from './fieldRows';

/** Test and review types: the same in Scrum, Agile and CMMI (Basic has the test types only). */

const TEST_CASE: TypeSource = {
  name: 'Test Case',
  description: 'Steps that show whether something works',
  color: '004B50',
  icon: 'icon_test_case',
  states: [
    ['Design', 'Proposed'],
    ['Ready', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Design', 'New'],
    ['Design', 'Ready', 'Completed'],
    ['Design', 'Closed', 'Obsolete', 'Deferred', 'Duplicate'],
    ['Ready', 'Closed', 'Obsolete', 'Deferred', 'Duplicate'],
    ['Ready', 'Design', 'Update Test Case'],
    ['Closed', 'Ready', 'Reactivated'],
    ['Closed', 'Design', 'Reactivated'],
  ],
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.TCM.Steps': {},
    'Microsoft.VSTS.TCM.AutomatedTestName': {},
    'Microsoft.VSTS.TCM.AutomatedTestStorage': {},
    'Microsoft.VSTS.TCM.AutomatedTestId': {},
    'Microsoft.VSTS.TCM.AutomatedTestType': {},
    'Microsoft.VSTS.TCM.Parameters': {},
    'Microsoft.VSTS.TCM.LocalDataSource': {},
    'Microsoft.VSTS.TCM.AutomationStatus': {
      allowedValues: ['Automated', 'Not Automated', 'Planned'],
      defaultValue: 'Not Automated',
    },
  },
};

const TEST_PLAN: TypeSource = {
  name: 'Test Plan',
  description: 'What is tested for one milestone',
  color: '004B50',
  icon: 'icon_test_plan',
  states: [
    ['Active', 'InProgress'],
    ['Inactive', 'Completed'],
  ],
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Inactive', 'Completed'],
    ['Inactive', 'Active', 'Reactivated'],
  ],
  fields: { 'Microsoft.VSTS.Scheduling.StartDate': {}, 'Microsoft.VSTS.Scheduling.FinishDate': {} },
};

const TEST_SUITE: TypeSource = {
  name: 'Test Suite',
  description: 'Test cases that belong together',
  color: '004B50',
  icon: 'icon_test_suite',
  states: [
    ['In Planning', 'Proposed'],
    ['In Progress', 'InProgress'],
    ['Completed', 'Completed'],
  ],
  transitions: [
    ['', 'In Progress', 'New'],
    ['In Planning', 'In Progress', 'Started'],
    ['In Planning', 'Completed', 'Completed'],
    ['In Progress', 'In Planning', 'Replanned'],
    ['In Progress', 'Completed', 'Completed'],
    ['Completed', 'In Progress', 'Reactivated'],
    ['Completed', 'In Planning', 'Replanned'],
  ],
  fields: {
    'Microsoft.VSTS.TCM.TestSuiteTypeId': { required: true, defaultValue: 2 },
    'Microsoft.VSTS.TCM.TestSuiteType': {
      required: true,
      allowedValues: ['Query Based', 'Requirement Based', 'Static'],
      defaultValue: 'Static',
    },
    'Microsoft.VSTS.TCM.QueryText': {},
    'Microsoft.VSTS.TCM.TestSuiteAudit': {},
  },
};

const SHARED_STEPS: TypeSource = {
  name: 'Shared Steps',
  id: 'SharedStep',
  description: 'Test steps that several test cases use',
  color: '004B50',
  icon: 'icon_test_step',
  states: [
    ['Active', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Closed', 'Completed', 'Deferred', 'Duplicate', 'Obsolete'],
    ['Closed', 'Active', 'Reactivated'],
  ],
  fields: {
    ...ACTIVATED,
    ...CLOSED,
    'Microsoft.VSTS.Common.Issue': { required: true, allowedValues: ['No', 'Yes'], defaultValue: 'No' },
    'Microsoft.VSTS.Common.Priority': PRIORITY,
    'Microsoft.VSTS.TCM.Steps': {},
    'Microsoft.VSTS.TCM.Parameters': {},
  },
};

const SHARED_PARAMETER: TypeSource = {
  name: 'Shared Parameter',
  description: 'Values that several test cases use',
  color: '004B50',
  icon: 'icon_test_parameter',
  states: TEST_PLAN.states,
  transitions: TEST_PLAN.transitions,
  fields: { 'Microsoft.VSTS.Common.StateChangeDate': {}, 'Microsoft.VSTS.TCM.Parameters': {} },
};

const CODE_REVIEW_REQUEST: TypeSource = {
  name: 'Code Review Request',
  description: 'Asks others to read a change',
  color: 'B4009E',
  icon: 'icon_code_review',
  states: [
    ['Requested', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Requested', 'New'],
    ['Requested', 'Closed', 'Closed', 'Abandoned'],
  ],
  actions: { 'Requested → Closed': ['Actions.Checkin', 'CodeReview.Abandon'] },
  fields: {
    ...CLOSED,
    'Microsoft.VSTS.CodeReview.ClosingComment': {},
    'Microsoft.VSTS.CodeReview.ContextCode': {},
    'Microsoft.VSTS.CodeReview.ContextType': { allowedValues: ['Changeset', 'Shelveset'] },
    'Microsoft.VSTS.CodeReview.Context': { required: true },
    'Microsoft.VSTS.CodeReview.ContextOwner': {},
    'Microsoft.VSTS.CodeReview.ClosedStatusCode': {},
    'Microsoft.VSTS.CodeReview.ClosedStatus': { allowedValues: ['Abandoned', 'Checked-in', 'Closed'] },
    'Microsoft.VSTS.Common.StateCode': {},
  },
};

const CODE_REVIEW_RESPONSE: TypeSource = {
  name: 'Code Review Response',
  description: 'One reader’s answer to a code review request',
  color: 'B4009E',
  icon: 'icon_code_response',
  states: [
    ['Requested', 'Proposed'],
    ['Accepted', 'InProgress'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Requested', 'New'],
    ['Requested', 'Accepted', 'Accepted'],
    ['Requested', 'Closed', 'Closed', 'Declined'],
    ['Accepted', 'Closed', 'Closed'],
    ['Closed', 'Requested', 'Requested again'],
  ],
  actions: {
    'Requested → Accepted': ['CodeReview.Accept'],
    'Requested → Closed': ['CodeReview.Decline', 'CodeReview.Remove'],
    'Accepted → Closed': ['CodeReview.Complete', 'CodeReview.Decline', 'CodeReview.Remove'],
    'Closed → Requested': ['CodeReview.Reassign'],
  },
  fields: {
    ...CLOSED,
    'Microsoft.VSTS.CodeReview.AcceptedDate': {},
    'Microsoft.VSTS.CodeReview.AcceptedBy': {},
    'Microsoft.VSTS.Common.ReviewedBy': {},
    'Microsoft.VSTS.CodeReview.ClosingComment': {},
    'Microsoft.VSTS.CodeReview.ClosedStatusCode': {},
    'Microsoft.VSTS.CodeReview.ClosedStatus': {
      allowedValues: ['Declined', 'Looks Good', 'Needs Work', 'Not Reviewed', 'Removed', 'With Comments'],
    },
    'Microsoft.VSTS.Common.StateCode': {},
  },
};

const FEEDBACK_REQUEST: TypeSource = {
  name: 'Feedback Request',
  description: 'Asks somebody to try something',
  color: '004B50',
  icon: 'icon_review',
  states: [
    ['Active', 'InProgress'],
    ['Closed', 'Completed'],
    ['Removed', 'Removed'],
  ],
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Closed', 'Completed'],
    ['Active', 'Removed', 'Removed'],
    ['Closed', 'Active', 'Reactivated'],
  ],
  fields: {
    ...CLOSED,
    'Microsoft.VSTS.Feedback.ApplicationType': {
      required: true,
      allowedValues: ['Client application', 'Remote machine', 'Web application'],
      defaultValue: 'Web application',
    },
    'Microsoft.VSTS.Feedback.ApplicationStartInformation': {},
    'Microsoft.VSTS.Feedback.ApplicationLaunchInstructions': {},
  },
};

const FEEDBACK_RESPONSE: TypeSource = {
  name: 'Feedback Response',
  description: 'One person’s answer to a feedback request',
  color: '004B50',
  icon: 'icon_response',
  states: FEEDBACK_REQUEST.states.slice(0, 2),
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Closed', 'Completed'],
  ],
  fields: {
    ...CLOSED,
    'Microsoft.VSTS.Common.Rating': {
      allowedValues: ['0 - Not Rated', '1 - Poor', '2 - Fair', '3 - Good', '4 - Very Good', '5 - Excellent'],
    },
    'Microsoft.VSTS.TCM.SystemInfo': {},
  },
};

export const TEST_TYPES: readonly TypeSource[] = [TEST_CASE, TEST_PLAN, TEST_SUITE, SHARED_STEPS, SHARED_PARAMETER];

export const REVIEW_TYPES: readonly TypeSource[] = [
  CODE_REVIEW_REQUEST,
  CODE_REVIEW_RESPONSE,
  FEEDBACK_REQUEST,
  FEEDBACK_RESPONSE,
];

export const TEST_CATEGORIES: ProcessSource['categories'] = [
  ['Test Case Category', 'Microsoft.TestCaseCategory', 'Test Case'],
  ['Test Plan Category', 'Microsoft.TestPlanCategory', 'Test Plan'],
  ['Test Suite Category', 'Microsoft.TestSuiteCategory', 'Test Suite'],
  ['Shared Step Category', 'Microsoft.SharedStepCategory', 'Shared Steps'],
  ['Shared Parameter Category', 'Microsoft.SharedParameterCategory', 'Shared Parameter'],
];

const HIDDEN_CATEGORY: ProcessSource['categories'][number] = [
  'Hidden Types Category',
  'Microsoft.HiddenCategory',
  'Code Review Request',
  'Code Review Response',
  'Feedback Request',
  'Feedback Response',
  'Shared Steps',
  'Shared Parameter',
  'Test Plan',
  'Test Suite',
];

export const SHARED_CATEGORIES: ProcessSource['categories'] = [
  ...TEST_CATEGORIES,
  ['Code Review Request Category', 'Microsoft.CodeReviewRequestCategory', 'Code Review Request'],
  ['Code Review Response Category', 'Microsoft.CodeReviewResponseCategory', 'Code Review Response'],
  ['Feedback Request Category', 'Microsoft.FeedbackRequestCategory', 'Feedback Request'],
  ['Feedback Response Category', 'Microsoft.FeedbackResponseCategory', 'Feedback Response'],
  HIDDEN_CATEGORY,
];
