import type { FieldRow } from './buildProcess';

/** Rows and groups of rows that several processes' field tables share. */

export const PRIORITY: FieldRow = {
  allowedValues: [1, 2, 3, 4],
  defaultValue: 2,
  helpText: 'Importance to the business: 1 must be done, 4 can wait',
};

export const SEVERITY: FieldRow = {
  allowedValues: ['1 - Critical', '2 - High', '3 - Medium', '4 - Low'],
  defaultValue: '3 - Medium',
  helpText: 'Effect of the defect on the product',
};

export const VALUE_AREA: FieldRow = {
  required: true,
  allowedValues: ['Architectural', 'Business'],
  defaultValue: 'Business',
  helpText: 'Business for what customers see, Architectural for what carries it',
};

export const ACTIVITY: FieldRow = {
  suggestedValues: ['Deployment', 'Design', 'Development', 'Documentation', 'Requirements', 'Testing'],
  helpText: 'Kind of work',
};

export const FOUND_IN: FieldRow = { suggestedValues: ['<None>'], helpText: 'The build in which it was found' };

export const ACTIVATED: Readonly<Record<string, FieldRow>> = {
  'Microsoft.VSTS.Common.StateChangeDate': {},
  'Microsoft.VSTS.Common.ActivatedDate': {},
  'Microsoft.VSTS.Common.ActivatedBy': {},
};

export const RESOLVED: Readonly<Record<string, FieldRow>> = {
  'Microsoft.VSTS.Common.ResolvedDate': {},
  'Microsoft.VSTS.Common.ResolvedBy': {},
  'Microsoft.VSTS.Common.ResolvedReason': {},
};

export const CLOSED: Readonly<Record<string, FieldRow>> = {
  'Microsoft.VSTS.Common.ClosedDate': {},
  'Microsoft.VSTS.Common.ClosedBy': {},
};
