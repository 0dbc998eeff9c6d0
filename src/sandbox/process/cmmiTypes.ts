import type { FieldRow, TypeSource } from './buildProcess';
import { ACTIVATED, CLOSED, FOUND_IN, PRIORITY, RESOLVED, SEVERITY, VALUE_AREA } from './fieldRows';

/** The types that only CMMI projects have, and its Bug; reasons as the CMMI field and workflow documentation names them. */

const YES_NO: FieldRow = { allowedValues: ['No', 'Yes'], defaultValue: 'No' };

const TRIAGE: FieldRow = {
  required: true,
  allowedValues: ['Info Received', 'More Info', 'Pending', 'Triaged'],
  defaultValue: 'Pending',
  helpText: 'How far the decision about it has come',
};

const COMMON: TypeSource['fields'] = {
  ...ACTIVATED,
  ...RESOLVED,
  ...CLOSED,
  'Microsoft.VSTS.Common.Priority': PRIORITY,
  'Microsoft.VSTS.Common.Triage': TRIAGE,
  'Microsoft.VSTS.Common.StackRank': {},
  'Microsoft.VSTS.CMMI.Blocked': YES_NO,
};

type States = TypeSource['states'];

/** Resolved counts as work in progress for requirements, and as its own category for bugs, issues, reviews and risks. */
function proposedStates(resolved: 'InProgress' | 'Resolved'): States {
  return [
    ['Proposed', 'Proposed'],
    ['Active', 'InProgress'],
    ['Resolved', resolved],
    ['Closed', 'Completed'],
  ];
}

export const BUG: TypeSource = {
  name: 'Bug',
  description: 'Something that does not do what it should',
  color: 'CC293D',
  icon: 'icon_insect',
  states: proposedStates('Resolved'),
  transitions: [
    ['', 'Proposed', 'New', 'Build Failure'],
    ['Proposed', 'Active', 'Approved', 'Investigate'],
    ['Proposed', 'Resolved', 'Fixed', 'As Designed', 'Cannot Reproduce', 'Deferred', 'Duplicate', 'Obsolete'],
    ['Proposed', 'Closed', 'Rejected', 'Deferred', 'Duplicate'],
    ['Active', 'Proposed', 'Investigation Complete'],
    ['Active', 'Resolved', 'Fixed', 'As Designed', 'Cannot Reproduce', 'Deferred', 'Duplicate', 'Obsolete'],
    ['Active', 'Closed', 'Fixed and verified'],
    ['Resolved', 'Proposed', 'Not fixed', 'Test Failed'],
    ['Resolved', 'Active', 'Not fixed', 'Test Failed'],
    ['Resolved', 'Closed', 'Verified'],
    ['Closed', 'Proposed', 'Reactivated', 'Regression'],
    ['Closed', 'Active', 'Reactivated', 'Regression'],
    ['Closed', 'Resolved', 'Resolved in error'],
  ],
  actions: { 'Proposed → Resolved': ['Actions.Checkin'], 'Active → Resolved': ['Actions.Checkin'] },
  fields: {
    ...COMMON,
    'Microsoft.VSTS.Common.Severity': SEVERITY,
    'Microsoft.VSTS.Common.Discipline': {
      allowedValues: ['Analysis', 'Development', 'Test', 'User Education', 'User Experience'],
    },
    'Microsoft.VSTS.TCM.ReproSteps': {},
    'Microsoft.VSTS.TCM.SystemInfo': {},
    'Microsoft.VSTS.Build.FoundIn': FOUND_IN,
    'Microsoft.VSTS.CMMI.FoundInEnvironment': {},
    'Microsoft.VSTS.CMMI.HowFound': {},
    'Microsoft.VSTS.CMMI.ProposedFix': {},
    'Microsoft.VSTS.CMMI.RootCause': {
      suggestedValues: ['Coding Error', 'Communication Error', 'Design Error', 'Specification Error', 'Unknown'],
    },
    'Microsoft.VSTS.CMMI.Symptom': {},
    'Microsoft.VSTS.CMMI.Estimate': {},
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
    'Microsoft.VSTS.Scheduling.RemainingWork': {},
    'Microsoft.VSTS.Scheduling.CompletedWork': {},
    'Microsoft.VSTS.Scheduling.Size': {},
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
  },
};

export const REQUIREMENT: TypeSource = {
  name: 'Requirement',
  description: 'Something that the product must do',
  color: '009CCC',
  icon: 'icon_book',
  states: proposedStates('InProgress'),
  transitions: [
    ['', 'Proposed', 'New'],
    ['Proposed', 'Active', 'Accepted', 'Investigate'],
    ['Proposed', 'Resolved', 'Code Complete and System Test Passed'],
    ['Proposed', 'Closed', 'Rejected', 'Abandoned', 'Out of Scope'],
    ['Active', 'Proposed', 'Investigation Complete', 'Postponed'],
    ['Active', 'Resolved', 'Code Complete and System Test Passed', 'Split'],
    ['Active', 'Closed', 'Validation Test Passed', 'Abandoned', 'Out of Scope', 'Split'],
    ['Resolved', 'Proposed', 'Postponed'],
    ['Resolved', 'Active', 'Validation Test Failed', 'Change Approved'],
    ['Resolved', 'Closed', 'Validation Test Passed'],
    ['Closed', 'Proposed', 'Reconsidered', 'Closed in Error'],
    ['Closed', 'Active', 'Change Approved', 'Reintroduced in Scope', 'Closed in Error'],
    ['Closed', 'Resolved', 'Closed in Error'],
  ],
  actions: { 'Active → Resolved': ['Actions.Checkin'] },
  fields: {
    ...COMMON,
    'Microsoft.VSTS.CMMI.RequirementType': {
      required: true,
      allowedValues: [
        'Business Objective',
        'Feature',
        'Functional',
        'Interface',
        'Operational',
        'Quality of Service',
        'Safety',
        'Scenario',
        'Security',
      ],
      defaultValue: 'Functional',
    },
    'Microsoft.VSTS.CMMI.Committed': YES_NO,
    'Microsoft.VSTS.CMMI.UserAcceptanceTest': {
      required: true,
      allowedValues: ['Fail', 'Info Received', 'Not Ready', 'Pass', 'Ready', 'Skipped'],
      defaultValue: 'Not Ready',
    },
    'Microsoft.VSTS.CMMI.ImpactAssessmentHtml': {},
    'Microsoft.VSTS.Scheduling.Size': {},
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
    'Microsoft.VSTS.Scheduling.StartDate': {},
    'Microsoft.VSTS.Scheduling.FinishDate': {},
    'Microsoft.VSTS.Common.ValueArea': VALUE_AREA,
  },
};

export const CHANGE_REQUEST: TypeSource = {
  name: 'Change Request',
  description: 'A change that somebody asks for, to be decided on',
  color: 'B4009E',
  icon: 'icon_asterisk',
  states: proposedStates('Resolved'),
  transitions: [
    ['', 'Proposed', 'New'],
    ['Proposed', 'Active', 'Accepted', 'Investigate'],
    ['Proposed', 'Closed', 'Rejected'],
    ['Active', 'Proposed', 'Investigation Complete', 'Postponed'],
    ['Active', 'Resolved', 'Code Complete and System Test Passed'],
    ['Active', 'Closed', 'Abandoned', 'Out of Scope'],
    ['Resolved', 'Active', 'Validation Test Failed'],
    ['Resolved', 'Closed', 'Validation Test Passed'],
    ['Closed', 'Proposed', 'Reconsidered'],
    ['Closed', 'Active', 'Closed in Error', 'Reintroduced in Scope'],
  ],
  fields: {
    ...COMMON,
    'Microsoft.VSTS.CMMI.Justification': {},
    'Microsoft.VSTS.CMMI.ImpactOnArchitecture': {},
    'Microsoft.VSTS.CMMI.ImpactOnDevelopment': {},
    'Microsoft.VSTS.CMMI.ImpactOnTechnicalPublications': {},
    'Microsoft.VSTS.CMMI.ImpactOnTest': {},
    'Microsoft.VSTS.CMMI.ImpactOnUserExperience': {},
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
  },
};

export const ISSUE: TypeSource = {
  name: 'Issue',
  description: 'Something that may keep work from being done',
  color: 'B4009E',
  icon: 'icon_traffic_cone',
  states: proposedStates('Resolved'),
  transitions: [
    ['', 'Proposed', 'New'],
    ['Proposed', 'Active', 'Accepted', 'Investigate'],
    ['Proposed', 'Closed', 'Rejected'],
    ['Active', 'Proposed', 'Investigation Complete', 'Postponed'],
    ['Active', 'Resolved', 'Issue Addressed', 'Overtaken by Events'],
    ['Active', 'Closed', 'Issue Addressed', 'Overtaken by Events'],
    ['Resolved', 'Active', 'Resolution Not Accepted'],
    ['Resolved', 'Closed', 'Resolution Accepted'],
    ['Closed', 'Proposed', 'Reconsidered'],
    ['Closed', 'Active', 'Reactivated', 'Closed in Error'],
  ],
  fields: {
    ...COMMON,
    'Microsoft.VSTS.CMMI.Escalate': YES_NO,
    'Microsoft.VSTS.CMMI.Analysis': {},
    'Microsoft.VSTS.CMMI.CorrectiveActionPlan': {},
    'Microsoft.VSTS.CMMI.CorrectiveActionActualResolution': {},
    'Microsoft.VSTS.Scheduling.DueDate': {},
  },
};

export const REVIEW: TypeSource = {
  name: 'Review',
  description: 'The record of a review of a design or of code',
  color: 'B4009E',
  icon: 'icon_response',
  states: [
    ['Active', 'InProgress'],
    ['Resolved', 'Resolved'],
    ['Closed', 'Completed'],
  ],
  transitions: [
    ['', 'Active', 'New'],
    ['Active', 'Resolved', 'Accepted with Minor Changes', 'Accepted with Major Changes'],
    ['Active', 'Closed', 'Accepted (As Is)'],
    ['Resolved', 'Active', 'Rejected (Not Done)'],
    ['Resolved', 'Closed', 'Minor Changes Complete', 'Major Changes Complete'],
    ['Closed', 'Active', 'Reactivated'],
  ],
  fields: {
    ...ACTIVATED,
    ...RESOLVED,
    ...CLOSED,
    'Microsoft.VSTS.CMMI.CalledBy': {},
    'Microsoft.VSTS.CMMI.CalledDate': {},
    'Microsoft.VSTS.CMMI.Comments': {},
    'Microsoft.VSTS.CMMI.MeetingType': { allowedValues: ['Meeting', 'Offline'] },
    'Microsoft.VSTS.CMMI.Minutes': {},
    'Microsoft.VSTS.CMMI.Purpose': {},
  },
};

export const RISK: TypeSource = {
  name: 'Risk',
  description: 'Something bad that may happen',
  color: 'B4009E',
  icon: 'icon_diamond',
  states: proposedStates('Resolved'),
  transitions: [
    ['', 'Proposed', 'New'],
    ['Proposed', 'Active', 'Mitigation Triggered'],
    ['Proposed', 'Closed', 'Inactive', 'Accepted', 'Avoided', 'Eliminated', 'Transferred'],
    ['Active', 'Resolved', 'Mitigation Plan Complete'],
    ['Active', 'Closed', 'Inactive', 'Accepted', 'Avoided', 'Eliminated', 'Transferred'],
    ['Resolved', 'Active', 'Mitigation Unsuccessful'],
    ['Resolved', 'Closed', 'Mitigated'],
    ['Closed', 'Active', 'Reactivated'],
    ['Closed', 'Proposed', 'Reconsidered'],
  ],
  fields: {
    ...COMMON,
    'Microsoft.VSTS.Common.Severity': SEVERITY,
    'Microsoft.VSTS.CMMI.Probability': { helpText: 'In percent' },
    'Microsoft.VSTS.CMMI.MitigationPlan': {},
    'Microsoft.VSTS.CMMI.MitigationTriggers': {},
    'Microsoft.VSTS.CMMI.ContingencyPlan': {},
    'Microsoft.VSTS.Scheduling.OriginalEstimate': {},
  },
};
