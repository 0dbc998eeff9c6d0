import type {
  Definitions,
  FieldDefinition,
  FieldType,
  RelationType,
  TypeField,
  WorkItemType,
} from '../../../../src/core/definitions';
import type { WorkItem } from '../../../../src/core/workItem';

export const collectionUrl = 'https://dev.azure.com/fabrikam';

/** An item of Microsoft's reference documents, as api-version 5.0 and later show it. */
export const task: WorkItem = {
  id: 299,
  rev: 7,
  url: `${collectionUrl}/_apis/wit/workItems/299`,
  formats: {},
  fields: {
    'System.AreaPath': 'Fabrikam-Fiber-Git\\Website',
    'System.TeamProject': 'Fabrikam-Fiber-Git',
    'System.IterationPath': 'Fabrikam-Fiber-Git',
    'System.WorkItemType': 'Task',
    'System.State': 'To Do',
    'System.Reason': 'New task',
    'System.AssignedTo': { displayName: 'Johnnie McLeod', uniqueName: 'fabrikamfiber2@hotmail.com' },
    'System.CreatedDate': '2014-12-29T20:49:21.617Z',
    'System.CreatedBy': { displayName: 'Jamal Hartnett', uniqueName: 'fabrikamfiber4@hotmail.com' },
    'System.Title': 'JavaScript implementation for Microsoft Account',
    'Microsoft.VSTS.Scheduling.RemainingWork': 4,
    'Microsoft.VSTS.Common.Priority': 2,
    'System.Description': '<p>Follow the code samples from <b>MSDN</b></p>',
    'System.Tags': 'Tag1; Tag2',
  },
  relations: [
    {
      rel: 'System.LinkTypes.Hierarchy-Reverse',
      url: `${collectionUrl}/_apis/wit/workItems/297`,
      attributes: { isLocked: false, name: 'Parent', comment: 'decomposition of work' },
    },
    {
      rel: 'System.LinkTypes.Related',
      url: `${collectionUrl}/p/_apis/wit/workItems/300`,
      attributes: { isLocked: false },
    },
    {
      rel: 'AttachedFile',
      url: `${collectionUrl}/_apis/wit/attachments/fb1be2e5-3ad2-4a6f-9bf5-2f7b1f1ed6c7?fileName=Spec%20v2.txt`,
      attributes: { name: 'Spec v2.txt', resourceSize: 1234, comment: 'Spec for the work' },
    },
    { rel: 'Hyperlink', url: 'https://example.com/wiki', attributes: {} },
    {
      rel: 'ArtifactLink',
      url: 'vstfs:///Git/Commit/1435ac99-ba45-43e7-9c3d-0e879e7f2691%2Fd00dd2d9-55dd-46fc-ad00-706891dfbc48%2F3fefa488aac46898a25464ca96009cf05a6426e3',
      attributes: { name: 'Fixed in Commit' },
    },
  ],
};

function fieldOf(
  referenceName: string,
  name: string,
  type: FieldType,
  more: Partial<FieldDefinition> = {},
): FieldDefinition {
  return { referenceName, name, type, readOnly: false, isIdentity: false, description: '', ...more };
}

const fields: readonly FieldDefinition[] = [
  fieldOf('System.Id', 'ID', 'integer', { readOnly: true }),
  fieldOf('System.Title', 'Title', 'string'),
  fieldOf('System.State', 'State', 'string'),
  fieldOf('System.Reason', 'Reason', 'string'),
  fieldOf('System.AssignedTo', 'Assigned To', 'string', { isIdentity: true }),
  fieldOf('System.AreaPath', 'Area Path', 'treePath'),
  fieldOf('System.IterationPath', 'Iteration Path', 'treePath'),
  fieldOf('System.Tags', 'Tags', 'plainText'),
  fieldOf('System.TeamProject', 'Team Project', 'string', { readOnly: true }),
  fieldOf('System.WorkItemType', 'Work Item Type', 'string', { readOnly: true }),
  fieldOf('System.CreatedDate', 'Created Date', 'dateTime', { readOnly: true }),
  fieldOf('System.CreatedBy', 'Created By', 'string', { readOnly: true, isIdentity: true }),
  fieldOf('System.Description', 'Description', 'html'),
  fieldOf('System.History', 'History', 'history'),
  fieldOf('Microsoft.VSTS.Common.Priority', 'Priority', 'integer'),
  fieldOf('Microsoft.VSTS.Common.Activity', 'Activity', 'string'),
  fieldOf('Microsoft.VSTS.CMMI.Blocked', 'Blocked', 'string'),
  fieldOf('Microsoft.VSTS.Common.AcceptanceCriteria', 'Acceptance Criteria', 'html'),
  fieldOf('Microsoft.VSTS.Scheduling.RemainingWork', 'Remaining Work', 'double'),
  fieldOf('Microsoft.VSTS.Scheduling.StartDate', 'Start Date', 'dateTime'),
  fieldOf('Custom.Approved', 'Approved', 'boolean'),
  fieldOf('Custom.Notes', 'Notes', 'plainText'),
];

function inType(referenceName: string, more: Partial<TypeField> = {}): TypeField {
  return { referenceName, required: false, allowedValues: [], defaultValue: null, helpText: '', ...more };
}

const states: WorkItemType['states'] = [
  { name: 'To Do', color: 'b2b2b2', category: 'Proposed' },
  { name: 'In Progress', color: '007acc', category: 'InProgress' },
  { name: 'Done', color: '339933', category: 'Completed' },
  { name: 'Removed', color: 'ffffff', category: 'Removed' },
];

const taskType: WorkItemType = {
  name: 'Task',
  referenceName: 'Microsoft.VSTS.WorkItemTypes.Task',
  description: 'Tracks work that needs to be done.',
  color: 'F2CB1D',
  icon: 'icon_clipboard',
  isDisabled: false,
  states,
  transitions: {
    '': ['To Do'],
    'To Do': ['In Progress', 'Done', 'Removed'],
    'In Progress': ['To Do', 'Done', 'Removed'],
    Done: ['To Do', 'In Progress'],
    Removed: ['To Do'],
  },
  fields: [
    inType('System.Title', { required: true, helpText: 'The nature of the work' }),
    inType('System.State', { required: true, allowedValues: ['Done', 'In Progress', 'Removed', 'To Do'] }),
    inType('System.Reason', { allowedValues: ['New task', 'Work started', 'Work finished'] }),
    inType('System.AssignedTo', { allowedValues: ['Jamal Hartnett'] }),
    inType('System.AreaPath'),
    inType('System.IterationPath'),
    inType('System.Tags'),
    inType('System.Description'),
    inType('System.History'),
    inType('System.CreatedDate'),
    inType('Microsoft.VSTS.Common.Priority', { allowedValues: ['1', '2', '3', '4'], helpText: '1 = must fix' }),
    inType('Microsoft.VSTS.Common.Activity', { allowedValues: ['Design', 'Development', 'Testing'] }),
    inType('Microsoft.VSTS.CMMI.Blocked', { allowedValues: ['No', 'Yes'] }),
    inType('Microsoft.VSTS.Scheduling.RemainingWork', { helpText: 'Hours of work left' }),
    inType('Microsoft.VSTS.Scheduling.StartDate'),
    inType('Custom.Approved'),
    inType('Custom.Notes'),
    inType('System.BISLinks'),
  ],
};

const backlogItem: WorkItemType = {
  ...taskType,
  name: 'Product Backlog Item',
  referenceName: 'Microsoft.VSTS.WorkItemTypes.ProductBacklogItem',
  color: '009CCC',
  icon: 'icon_list',
  states: [
    { name: 'New', color: 'b2b2b2', category: 'Proposed' },
    { name: 'Committed', color: '007acc', category: 'InProgress' },
  ],
  transitions: {},
};

function linkType(referenceName: string, name: string, more: Partial<RelationType> = {}): RelationType {
  return {
    referenceName,
    name,
    usage: 'workItemLink',
    topology: 'dependency',
    isForward: true,
    oppositeEnd: undefined,
    remote: false,
    enabled: true,
    ...more,
  };
}

const relationTypes: readonly RelationType[] = [
  linkType('Microsoft.VSTS.Common.Affects-Forward', 'Affects'),
  linkType('System.LinkTypes.Dependency-Forward', 'Successor'),
  linkType('System.LinkTypes.Related', 'Related', { topology: 'network' }),
  linkType('System.LinkTypes.Hierarchy-Forward', 'Child', { topology: 'tree' }),
  linkType('System.LinkTypes.Hierarchy-Reverse', 'Parent', { topology: 'tree', isForward: false }),
  linkType('System.LinkTypes.Remote.Related', 'Remote Related', { remote: true }),
  linkType('Custom.Off-Forward', 'Switched off', { enabled: false }),
  linkType('Hyperlink', 'Hyperlink', { usage: 'resourceLink', topology: undefined }),
  linkType('AttachedFile', 'Attached File', { usage: 'resourceLink', topology: undefined }),
  linkType('ArtifactLink', 'Artifact Link', { usage: 'resourceLink', topology: undefined }),
];

export const definitions: Definitions = {
  project: 'Fabrikam-Fiber-Git',
  fields,
  types: [taskType, backlogItem],
  relationTypes,
  areas: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Website', 'Fabrikam-Fiber-Git\\Service'],
  iterations: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Sprint 1'],
};
