import { changeDocumentType, moveDocument } from '../../../src/core/gestures';
import type { Document } from '../../../src/core/document';
import type { Operation } from '../../../src/core/operations';
import type { WorkItem } from '../../../src/core/workItem';
import { comment, item, jamal, link, relate, relation, set, steps, task, unrelate } from './fixture';

/** One edit, with everything that follows from it. */
export interface EditCase {
  readonly name: string;
  readonly base: WorkItem;
  readonly edit: (document: Document) => Document;
  /** Without the test of the revision; removals by index. */
  readonly operations: readonly Operation[];
  /** Where removals by id look different. */
  readonly byId?: readonly Operation[];
  /** For each operation the piece of the document's text that it stands at. */
  readonly places: readonly string[];
}

const fabrikam = 'https://dev.azure.com/fabrikam/_apis/wit';
const spec = '098a279a-60b9-40a8-868b-b7fd00c0a439';
const pullRequest =
  'vstfs:///Git/PullRequestId/b6051940-0b88-4b98-947a-ee9c82c0fc9a%2fc628df44-f16e-4e31-9e5f-849cd2176ec2%2f1';
const remoteHost = 'e45e157d-9225-4f56-9f20-d8c75f2c8d5b';
const msdn = 'https://msdn.microsoft.com/en-us/library/hh750210.aspx';

function add(path: string, value: NonNullable<Operation['value']>): Operation {
  return { op: 'add', path, value };
}

function replace(path: string, value: NonNullable<Operation['value']>): Operation {
  return { op: 'replace', path, value };
}

const remove = (path: string): Operation => ({ op: 'remove', path });

function removeById(path: string): Operation {
  return { op: 'remove', path, value: null };
}

/** Every example of the reference documents that edits an existing item. */
export const referenceCases: readonly EditCase[] = [
  {
    name: 'batch update 4.1, add or update a field: two scheduling fields as text',
    base: item(1, 3, { 'Microsoft.VSTS.Common.Priority': 2 }),
    edit: set({ 'Microsoft.VSTS.Common.Priority': '1', 'Microsoft.VSTS.Scheduling.StoryPoints': '4' }),
    operations: [
      add('/fields/Microsoft.VSTS.Common.Priority', '1'),
      add('/fields/Microsoft.VSTS.Scheduling.StoryPoints', '4'),
    ],
    places: ['"1"', '"4"'],
  },
  {
    name: 'batch update 4.1, add a work item link: a successor, in another spelling of its type',
    base: item(1, 1),
    edit: relate({
      rel: 'System.LinkTypes.Dependency-forward',
      url: `${fabrikam}/workItems/3`,
      attributes: { comment: 'Adding a successor link' },
    }),
    operations: [
      add('/relations/-', {
        rel: 'System.LinkTypes.Dependency-forward',
        url: `${fabrikam}/workItems/3`,
        attributes: { comment: 'Adding a successor link' },
      }),
    ],
    places: ['Adding a successor link'],
  },
  {
    name: 'batch update 4.1, add a work item link: a child',
    base: item(2, 1),
    edit: relate({
      rel: 'System.LinkTypes.Hierarchy-forward',
      url: `${fabrikam}/workItems/3`,
      attributes: { comment: 'Adding a child link.' },
    }),
    operations: [
      add('/relations/-', {
        rel: 'System.LinkTypes.Hierarchy-forward',
        url: `${fabrikam}/workItems/3`,
        attributes: { comment: 'Adding a child link.' },
      }),
    ],
    places: ['Adding a child link.'],
  },
  {
    name: 'batch update 4.1, add a hyperlink',
    base: item(1, 1),
    edit: relate({ rel: 'Hyperlink', url: msdn }),
    operations: [add('/relations/-', { rel: 'Hyperlink', url: msdn })],
    places: [msdn],
  },
  {
    name: 'batch update 4.1, add an attached file',
    base: item(1, 1),
    edit: relate({
      rel: 'AttachedFile',
      url: `${fabrikam}/attachments/${spec}?fileName=Spec.txt`,
      attributes: { comment: 'Spec for the work' },
    }),
    operations: [
      add('/relations/-', {
        rel: 'AttachedFile',
        url: `${fabrikam}/attachments/${spec}?fileName=Spec.txt`,
        attributes: { comment: 'Spec for the work' },
      }),
    ],
    places: ['Spec for the work'],
  },
  {
    name: 'batch update 4.1, add an artifact link',
    base: item(1, 1),
    edit: relate({ rel: 'ArtifactLink', url: pullRequest, attributes: { name: 'Pull Request' } }),
    operations: [add('/relations/-', { rel: 'ArtifactLink', url: pullRequest, attributes: { name: 'Pull Request' } })],
    places: ['Pull Request'],
  },
  {
    name: 'batch update 4.1, remove a work item link',
    base: item(1, 1, {}, [link('Related', 9), link('Dependency-Forward', 3)]),
    edit: unrelate(1),
    operations: [remove('/relations/1')],
    byId: [removeById('/relations/System.LinkTypes.Dependency-Forward/3')],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, remove an artifact link',
    base: item(1, 1, {}, [relation('ArtifactLink', pullRequest, { id: 4, name: 'Pull Request' })]),
    edit: unrelate(0),
    operations: [remove('/relations/0')],
    byId: [removeById('/relations/artifactLink/4')],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, remove a hyperlink',
    base: item(1, 1, {}, [relation('Hyperlink', msdn, { id: 2 })]),
    edit: unrelate(0),
    operations: [remove('/relations/0')],
    byId: [removeById('/relations/hyperlink/2')],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, remove a remote link',
    base: item(1, 1, {}, [
      relation('System.LinkTypes.Remote.Related', 'https://dev.azure.com/other/_apis/wit/workItems/3', {
        hostId: remoteHost,
      }),
    ]),
    edit: unrelate(0),
    operations: [remove('/relations/0')],
    byId: [removeById(`/relations/System.LinkTypes.Remote.Related/${remoteHost}/3`)],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, remove a remote link of a plain type',
    base: item(2, 1, {}, [link('Hierarchy-Forward', 3, { HostId: remoteHost })]),
    edit: unrelate(0),
    operations: [remove('/relations/0')],
    byId: [removeById(`/relations/System.LinkTypes.Hierarchy-Forward/${remoteHost}/3`)],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, remove an attachment',
    base: item(1, 1, {}, [relation('AttachedFile', `${fabrikam}/attachments/${spec}`, { id: 6, name: 'Spec.txt' })]),
    edit: unrelate(0),
    operations: [remove('/relations/0')],
    byId: [removeById('/relations/attachedfile/6')],
    places: ['"relations"'],
  },
  {
    name: 'batch update 4.1, the failing request: a comment and a hyperlink',
    base: item(12, 1),
    edit: steps(
      set({ 'System.History': "@Jose Rady, I've attached somnew changes 1" }),
      relate({ rel: 'Hyperlink', url: msdn }),
    ),
    operations: [
      add('/fields/System.History', "@Jose Rady, I've attached somnew changes 1"),
      add('/relations/-', { rel: 'Hyperlink', url: msdn }),
    ],
    places: ['somnew changes 1', msdn],
  },
  {
    name: 'batch update 5.0, replace tags',
    base: item(299, 7, { 'System.Tags': 'Tag1; Old' }),
    edit: set({ 'System.Tags': ['Tag1', 'Tag2'] }),
    operations: [replace('/fields/System.Tags', 'Tag1; Tag2')],
    places: ['"Tag1"'],
  },
  {
    name: 'batch operations 1.0, set a state',
    base: item(284, 1),
    edit: set({ 'System.State': 'Removed' }),
    operations: [add('/fields/System.State', 'Removed')],
    places: ['"Removed"'],
  },
  {
    name: 'work items 1.0, update a field with a comment',
    base: item(299, 1),
    edit: set({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website', 'System.History': 'Moving to the right area path' }),
    operations: [
      add('/fields/System.AreaPath', 'Fabrikam-Fiber-Git\\Website'),
      add('/fields/System.History', 'Moving to the right area path'),
    ],
    places: ['Website', '"Moving to the right area path"'],
  },
  {
    name: 'work items 1.0, move to another project',
    base: item(398, 1, { 'System.WorkItemType': 'Bug', 'System.State': 'New' }),
    edit: (document) => moveDocument(document, { project: 'Fabrikam-Scrum' }),
    operations: [
      add('/fields/System.TeamProject', 'Fabrikam-Scrum'),
      add('/fields/System.AreaPath', 'Fabrikam-Scrum'),
      add('/fields/System.IterationPath', 'Fabrikam-Scrum'),
    ],
    places: ['"Fabrikam-Scrum"', '"Fabrikam-Scrum"', '"Fabrikam-Scrum"'],
  },
  {
    name: 'work items 1.0, change the type',
    base: item(398, 2, { 'System.WorkItemType': 'Bug', 'System.State': 'New' }),
    edit: (document) => changeDocumentType(document, task),
    operations: [add('/fields/System.WorkItemType', 'Task'), add('/fields/System.State', 'To Do')],
    places: ['"Task"', '"To Do"'],
  },
  {
    name: 'work items 1.0, add the first tags',
    base: item(299, 6),
    edit: set({ 'System.Tags': ['Tag1', 'Tag2'] }),
    operations: [add('/fields/System.Tags', 'Tag1; Tag2')],
    places: ['"Tag1"'],
  },
  {
    name: 'work items 1.0, add a link',
    base: item(299, 3, {}, [
      link('Hierarchy-Reverse', 297, { comment: 'decomposition of work' }),
      link('Related', 300),
    ]),
    edit: relate({
      rel: 'System.LinkTypes.Dependency-forward',
      url: `${fabrikam}/workItems/300`,
      attributes: { comment: 'Making a new link for the dependency' },
    }),
    operations: [
      add('/relations/-', {
        rel: 'System.LinkTypes.Dependency-forward',
        url: `${fabrikam}/workItems/300`,
        attributes: { comment: 'Making a new link for the dependency' },
      }),
    ],
    places: ['Making a new link'],
  },
  {
    name: 'work items 1.0, update a link',
    base: item(299, 3, {}, [
      link('Hierarchy-Reverse', 297),
      link('Related', 300),
      link('Dependency-Forward', 300, { comment: 'Making a new link for the dependency' }),
    ]),
    edit: comment(2, 'Adding traceability to dependencies'),
    operations: [replace('/relations/2/attributes/comment', 'Adding traceability to dependencies')],
    places: ['Adding traceability'],
  },
  {
    name: 'work items 1.0, remove a link',
    base: item(299, 3, {}, [link('Hierarchy-Reverse', 297), link('Related', 300), link('Dependency-Forward', 300)]),
    edit: unrelate(2),
    operations: [remove('/relations/2')],
    byId: [removeById('/relations/System.LinkTypes.Dependency-Forward/300')],
    places: ['"relations"'],
  },
  {
    name: 'work items 1.0, add an attachment with a comment',
    base: item(299, 3, {}, [link('Hierarchy-Reverse', 297), link('Related', 300)]),
    edit: steps(
      set({ 'System.History': 'Adding the necessary spec' }),
      relate({
        rel: 'AttachedFile',
        url: `${fabrikam}/attachments/${spec}?fileName=Spec.txt`,
        attributes: { comment: 'Spec for the work' },
      }),
    ),
    operations: [
      add('/fields/System.History', 'Adding the necessary spec'),
      add('/relations/-', {
        rel: 'AttachedFile',
        url: `${fabrikam}/attachments/${spec}?fileName=Spec.txt`,
        attributes: { comment: 'Spec for the work' },
      }),
    ],
    places: ['"Adding the necessary spec"', 'Spec for the work'],
  },
  {
    name: 'work items 1.0, an assignment that only bypassed rules allow',
    base: item(335, 7, { 'System.AssignedTo': jamal }),
    edit: set({ 'System.AssignedTo': 'Invalid Value' }),
    operations: [add('/fields/System.AssignedTo', 'Invalid Value')],
    places: ['"Invalid Value"'],
  },
];
