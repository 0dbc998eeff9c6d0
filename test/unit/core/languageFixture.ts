import type { Definitions, FieldDefinition, FieldType, RelationType, TypeField } from '../../../src/core/definitions';
import type { WorkItem } from '../../../src/core/workItem';

function definition(
  referenceName: string,
  name: string,
  type: FieldType,
  more: Partial<FieldDefinition> = {},
): FieldDefinition {
  return { referenceName, name, type, readOnly: false, isIdentity: false, description: '', ...more };
}

function own(referenceName: string, more: Partial<TypeField> = {}): TypeField {
  return { referenceName, required: false, allowedValues: [], defaultValue: null, helpText: '', ...more };
}

function link(
  referenceName: string,
  name: string,
  topology: RelationType['topology'],
  more: Partial<RelationType> = {},
): RelationType {
  const usage = topology === undefined ? 'resourceLink' : 'workItemLink';
  const isForward = referenceName.endsWith('-Forward');
  return {
    referenceName,
    name,
    usage,
    topology,
    isForward,
    oppositeEnd: undefined,
    remote: false,
    enabled: true,
    ...more,
  };
}

const types: Definitions['types'] = [
  {
    name: 'Bug',
    referenceName: 'Microsoft.VSTS.WorkItemTypes.Bug',
    description: 'Describes a divergence between required and actual behaviour.',
    color: 'CC293D',
    icon: 'icon_insect',
    isDisabled: false,
    states: [
      { name: 'New', color: 'b2b2b2', category: 'Proposed' },
      { name: 'Active', color: '007acc', category: 'InProgress' },
      { name: 'Closed', color: '339933', category: 'Completed' },
    ],
    transitions: {
      '': ['New'],
      New: ['New', 'Active'],
      Active: ['Active', 'Closed', 'New'],
      Closed: ['Closed', 'Active'],
    },
    fields: [
      own('System.Id', { required: true }),
      own('System.Title', { required: true, helpText: 'What [is](http://evil.example) wrong, *briefly*' }),
      own('System.State', { required: true, allowedValues: ['New', 'Active', 'Closed'], defaultValue: 'New' }),
      own('System.AssignedTo', { helpText: 'The person who works on it' }),
      own('System.Tags'),
      own('System.AreaPath', { required: true }),
      own('System.IterationPath', { required: true }),
      own('System.History'),
      own('System.Description'),
      own('System.CreatedDate'),
      own('Microsoft.VSTS.Common.Priority', { allowedValues: ['1', '2', '3', '4'], defaultValue: '2' }),
      own('Microsoft.VSTS.Common.Severity', { allowedValues: ['1 - Critical', '2 - High'] }),
      own('Microsoft.VSTS.Scheduling.Effort'),
      own('Custom.Blocked'),
      own('Custom.Due'),
    ],
  },
];

/** What a small project says about its work items. */
export const definitions: Definitions = {
  project: 'Fabrikam-Fiber-Git',
  fields: [
    definition('System.Id', 'ID', 'integer', { readOnly: true }),
    definition('System.Title', 'Title', 'string'),
    definition('System.State', 'State', 'string'),
    definition('System.AssignedTo', 'Assigned To', 'string', { isIdentity: true }),
    definition('System.ChangedBy', 'Changed By', 'string', { isIdentity: true, readOnly: true }),
    definition('System.Tags', 'Tags', 'plainText'),
    definition('System.AreaPath', 'Area Path', 'treePath'),
    definition('System.IterationPath', 'Iteration Path', 'treePath'),
    definition('System.History', 'History', 'history'),
    definition('System.Description', 'Description', 'html', { description: 'What it is about' }),
    definition('System.CreatedDate', 'Created Date', 'dateTime', { readOnly: true }),
    definition('Microsoft.VSTS.Common.Priority', 'Priority', 'integer'),
    definition('Microsoft.VSTS.Common.Severity', 'Severity', 'string'),
    definition('Microsoft.VSTS.Scheduling.Effort', 'Effort', 'double'),
    definition('Custom.Blocked', 'Blocked', 'boolean'),
    definition('Custom.Due', 'Due', 'dateTime'),
  ],
  types,
  relationTypes: [
    link('System.LinkTypes.Hierarchy-Forward', 'Child', 'tree'),
    link('System.LinkTypes.Hierarchy-Reverse', 'Parent', 'tree'),
    link('System.LinkTypes.Dependency-Forward', 'Successor', 'dependency'),
    link('System.LinkTypes.Related', 'Related', 'network'),
    link('Custom.Off', 'Switched Off', 'network', { enabled: false }),
    link('System.LinkTypes.Remote.Related', 'Remote Related', 'network', { remote: true }),
    link('Hyperlink', 'Hyperlink', undefined),
    link('AttachedFile', 'Attached File', undefined),
    link('ArtifactLink', 'Artifact Link', undefined),
  ],
  areas: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Web', 'Fabrikam-Fiber-Git\\Web\\Login'],
  iterations: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Sprint 1', 'Fabrikam-Fiber-Git\\Sprint 2'],
};

export const collectionUrl = 'https://dev.azure.com/fabrikam';

export const jamal = { displayName: 'Jamal Hartnett', uniqueName: 'fabrikamfiber4@hotmail.com' };
export const norman = { displayName: 'Norman Paulk', uniqueName: 'fabrikamfiber16@hotmail.com' };

/** A work item as the server shows it. */
export function bug(more: Partial<WorkItem> = {}): WorkItem {
  return {
    id: 299,
    rev: 7,
    fields: {
      'System.TeamProject': 'Fabrikam-Fiber-Git',
      'System.WorkItemType': 'Bug',
      'System.Title': 'Login fails',
      'System.State': 'New',
      'System.AssignedTo': jamal,
      'System.ChangedBy': norman,
      'System.ChangedDate': '2026-03-01T10:00:00Z',
      'System.Tags': 'Blue; Green',
      'System.AreaPath': 'Fabrikam-Fiber-Git\\Web',
      'System.Description': '<p>Steps</p>',
      'Microsoft.VSTS.Common.Priority': 2,
    },
    formats: {},
    relations: [
      { rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${collectionUrl}/_apis/wit/workItems/297`, attributes: {} },
    ],
    url: `${collectionUrl}/_apis/wit/workItems/299`,
    ...more,
  };
}
