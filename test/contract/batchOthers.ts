import { add, createBugs, field, newBug, priority, relation } from './batch41';
import type { DocumentCase } from './documentCase';

const batch50 = 'batch-update-5.0.md';
const batch10 = 'batch-operations-1.0.md';

/** The examples of the 5.0 and the 1.0 page about `$batch`. */
export const olderBatches: readonly DocumentCase[] = [
  {
    document: batch50,
    heading: 'Example',
    method: 'PATCH',
    path: '/_apis/wit/$batch?api-version=5.0',
    body: [
      {
        method: 'PATCH',
        uri: '/_apis/wit/workitems/1?api-version=5.0',
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: [{ op: 'test', path: '/rev', value: 3 }, field(priority, '1')],
      },
      {
        method: 'PATCH',
        uri: '/_apis/wit/workitems/299?api-version=5.0',
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: [{ op: 'replace', path: '/fields/System.Tags', value: 'Tag1; Tag2' }],
      },
      createBugs[0],
    ],
    shows: [
      { code: 200, body: { rev: 4 } },
      { code: 200, body: { id: 299, fields: { 'System.Tags': 'Tag1; Tag2' } } },
      newBug,
    ],
  },
  {
    document: batch10,
    heading: 'Create two work items and link them together',
    method: 'POST',
    path: '/_apis/wit/$batch?api-version=1.0',
    body: [
      {
        method: 'PATCH',
        uri: '/Fabrikam-Fiber-Git/_apis/wit/workItems/$Product Backlog Item?api-version=1.0',
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: [field('System.Title', 'Sign in'), add('/id', '-1')],
      },
      {
        method: 'PATCH',
        uri: '/Fabrikam-Fiber-Git/_apis/wit/workItems/$Task?api-version=1.0',
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: [
          field('System.Title', 'JavaScript'),
          add('/id', '-2'),
          relation('System.LinkTypes.Hierarchy-Reverse', 'https://any/Fabrikam-Fiber-Git/_apis/wit/workItems/-1'),
        ],
      },
    ],
    shows: [
      {
        code: 200,
        body: { rev: 1, relations: [{ rel: 'System.LinkTypes.Hierarchy-Forward', attributes: { isLocked: false } }] },
      },
      { code: 200, body: { rev: 1, relations: [{ rel: 'System.LinkTypes.Hierarchy-Reverse' }] } },
    ],
  },
  project10(
    'Edit multiple work items',
    [field('System.State', 'Removed')],
    [
      {
        code: 200,
        body: { id: 300, rev: 2, fields: { 'System.State': 'Removed', 'System.Reason': 'Removed from the backlog' } },
      },
      {
        code: 200,
        body: { id: 297, rev: 2, fields: { 'System.State': 'Removed', 'System.Reason': 'Removed from the backlog' } },
      },
    ],
  ),
  project10(
    'Moving multiple work items',
    ['System.TeamProject', 'System.AreaPath', 'System.IterationPath'].map((name) => field(name, 'Fabrikam-Scrum')),
    [300, 297].map((id) => ({ code: 200, body: { id, rev: 2, fields: { 'System.TeamProject': 'Fabrikam-Scrum' } } })),
  ),
  project10(
    'Change work item type for multiple work items',
    [field('System.WorkItemType', 'Task'), field('System.State', 'To Do')],
    [
      { code: 200, body: { id: 300, rev: 1, fields: { 'System.WorkItemType': 'Task' } } },
      { code: 200, body: { id: 297, rev: 2, fields: { 'System.WorkItemType': 'Task', 'System.State': 'To Do' } } },
    ],
  ),
];

function project10(heading: string, body: unknown, shows: unknown): DocumentCase {
  const request = (id: number) => ({
    method: 'PATCH',
    uri: `/_apis/wit/workItems/${id}?api-version=1.0`,
    headers: { 'Content-Type': 'application/json-patch+json' },
    body,
  });
  const path = '/_apis/wit/$batch?api-version=1.0';
  return { document: batch10, heading, method: 'POST', path, body: [request(300), request(297)], shows };
}

/** The 6.1 page about reading many work items. */
export const readDocuments: readonly DocumentCase[] = [
  {
    document: 'get-work-items-batch-6.1.md',
    heading: 'Get list of work items for specific fields',
    method: 'POST',
    path: '/_apis/wit/workitemsbatch?api-version=6.1-preview.1',
    body: {
      ids: [297, 299, 300],
      fields: ['System.Id', 'System.Title', 'System.WorkItemType', 'Microsoft.VSTS.Scheduling.RemainingWork'],
    },
    shows: {
      count: 3,
      value: [
        { id: 297, rev: 1, fields: { 'System.Id': 297, 'Microsoft.VSTS.Scheduling.RemainingWork': undefined } },
        {
          id: 299,
          rev: 7,
          fields: { 'Microsoft.VSTS.Scheduling.RemainingWork': 4 },
          url: /\/fabrikam\/_apis\/wit\/workItems\/299$/,
        },
        { id: 300, rev: 1, fields: { 'Microsoft.VSTS.Scheduling.RemainingWork': 3 } },
      ],
    },
  },
];
