import { patchType } from './documentCase';
import type { DocumentCase } from './documentCase';
import { assertShows } from './shows';
import {
  document,
  jamal,
  spec,
  blog,
  parent,
  related,
  dependency,
  hyperlink,
  add,
  rev,
  field,
  javaScript,
} from './workItems10Facts';

/** A patch of item 299 that the document shows, on the revision that it stood at then. */
function patch299(heading: string, until: string, body: unknown, shows: unknown): DocumentCase {
  const path = '/_apis/wit/workitems/299?api-version=1.0';
  return { document, heading, until, method: 'PATCH', path, type: patchType, body, shows };
}

const afterRev3 = '2014-12-29T20:49:25Z';

/** The examples of "Work items", api-version 1.0, that write. */
export const workItems10Writes: readonly DocumentCase[] = [
  {
    document,
    heading: 'Create a work item',
    until: '2014-12-29T20:49:21Z',
    method: 'PATCH',
    path: '/Fabrikam-Fiber-Git/_apis/wit/workitems/$Task?api-version=1.0',
    type: patchType,
    body: [field('System.Title', javaScript)],
    shows: {
      id: 298,
      rev: 1,
      fields: { 'System.State': 'To Do', 'System.Reason': 'New task', 'System.CreatedBy': jamal },
    },
  },
  {
    document,
    heading: 'With a work item link',
    method: 'PATCH',
    path: '/Fabrikam-Fiber-Git/_apis/wit/workitems/$Task?api-version=1.0',
    type: patchType,
    body: [
      field('System.Title', javaScript),
      field('Microsoft.VSTS.Scheduling.RemainingWork', 4),
      field('System.Description', 'Follow the code samples from MSDN'),
      field('System.History', 'Jim has the most context around this.'),
      add('/relations/-', {
        rel: parent.rel,
        url: 'https://mytfsserver/DefaultCollection/_apis/wit/workItems/297',
        attributes: { comment: 'decomposition of work' },
      }),
    ],
    shows: { rev: 1, fields: { 'System.History': 'Jim has the most context around this.' }, relations: [parent] },
  },
  patch299(
    'Update a field',
    '2014-12-29T20:49:23Z',
    [
      rev(1),
      field('System.AreaPath', 'Fabrikam-Fiber-Git\\Website'),
      field('System.History', 'Moving to the right area path'),
    ],
    {
      rev: 2,
      fields: { 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website', 'System.History': 'Moving to the right area path' },
    },
  ),
  {
    document,
    heading: 'Move work item',
    method: 'PATCH',
    path: '/_apis/wit/workitems/398?api-version=1.0',
    type: patchType,
    body: ['System.TeamProject', 'System.AreaPath', 'System.IterationPath'].map((name) =>
      field(name, 'Fabrikam-Scrum'),
    ),
    shows: {
      rev: 2,
      fields: {
        'System.TeamProject': 'Fabrikam-Scrum',
        'System.Reason': 'New defect reported',
        'System.BoardColumn': 'New',
      },
      _links: { workItemType: { href: /b5c43ab0-20bb-44df-9690-7d3ea77c31cc\/_apis\/wit\/workItemTypes\/Bug$/ } },
    },
  },
  {
    document,
    heading: 'Change work item type',
    method: 'PATCH',
    path: '/_apis/wit/workitems/398?api-version=1.0',
    type: patchType,
    body: [field('System.WorkItemType', 'Task'), field('System.State', 'To Do')],
    shows: {
      rev: 2,
      fields: {
        'System.WorkItemType': 'Task',
        'System.State': 'To Do',
        'System.Reason': 'New defect reported',
        'System.BoardColumn': undefined,
      },
    },
  },
  patch299('Add a tag', '2014-12-29T20:49:28Z', [rev(6), field('System.Tags', 'Tag1; Tag2')], {
    rev: 7,
    fields: { 'System.Tags': 'Tag1; Tag2' },
    relations: [parent, related, hyperlink],
  }),
  patch299(
    'Add a link',
    afterRev3,
    [
      rev(3),
      add('/relations/-', {
        rel: 'System.LinkTypes.Dependency-forward',
        url: 'https://mytfsserver/DefaultCollection/_apis/wit/workItems/300',
        attributes: { comment: 'Making a new link for the dependency' },
      }),
    ],
    {
      rev: 3,
      fields: {
        'System.ChangedDate': '2014-12-29T20:49:24.67Z',
        'System.History': 'Johnnie is going to take this work over.',
      },
      relations: [parent, related, dependency('Making a new link for the dependency')],
    },
  ),
  {
    ...patch299('Update a link', afterRev3, undefined, undefined),
    body: [
      rev(3),
      add('/relations/-', { rel: 'System.LinkTypes.Dependency-forward', url: 'http://x/_apis/wit/workItems/300' }),
    ],
    then: async (api) => {
      const reply = await api.patch('/_apis/wit/workitems/299?api-version=1.0', [
        rev(3),
        { op: 'replace', path: '/relations/2/attributes/comment', value: 'Adding traceability to dependencies' },
      ]);
      assertShows(reply.body, {
        rev: 3,
        relations: [parent, related, dependency('Adding traceability to dependencies')],
      });
    },
  },
  {
    ...patch299('Remove a link', afterRev3, undefined, undefined),
    body: [
      rev(3),
      add('/relations/-', { rel: 'System.LinkTypes.Dependency-forward', url: 'http://x/_apis/wit/workItems/300' }),
    ],
    then: async (api) => {
      const removal = [rev(3), { op: 'remove', path: '/relations/2' }];
      const reply = await api.patch('/_apis/wit/workitems/299?api-version=1.0', removal);
      assertShows(reply.body, { rev: 3, relations: [parent, related] });
    },
  },
  patch299(
    'Add an attachment',
    afterRev3,
    [
      rev(3),
      field('System.History', 'Adding the necessary spec'),
      add('/relations/-', { rel: 'AttachedFile', url: spec, attributes: { comment: 'Spec for the work' } }),
    ],
    {
      rev: 4,
      relations: [
        parent,
        related,
        {
          rel: 'AttachedFile',
          url: /\/attachments\/098a279a-60b9-40a8-868b-b7fd00c0a439$/,
          attributes: { comment: 'Spec for the work', name: 'Spec.txt' },
        },
      ],
    },
  ),
  patch299('Remove an attachment', '2014-12-29T20:49:27.2Z', [rev(4), { op: 'remove', path: '/relations/2' }], {
    rev: 5,
    fields: { 'System.History': undefined },
    relations: [parent, related],
  }),
  patch299(
    'Add a hyperlink',
    '2014-12-29T20:49:27.7Z',
    [
      rev(5),
      field('System.History', 'Linking to a blog article for context'),
      add('/relations/-', { rel: 'Hyperlink', url: blog }),
    ],
    { rev: 6, relations: [parent, related, hyperlink] },
  ),
  {
    document,
    heading: 'Make an update bypassing rules',
    method: 'PATCH',
    path: '/_apis/wit/workitems/335?bypassRules=true&api-version=1.0',
    type: patchType,
    body: [field('System.AssignedTo', 'Invalid Value')],
    shows: { rev: 8, fields: { 'System.AssignedTo': 'Invalid Value', 'System.AreaPath': 'Fabrikam-Fiber-Git\\Web' } },
  },
  {
    document,
    heading: 'Delete a work item',
    method: 'DELETE',
    path: '/Fabrikam-Fiber-Git/_apis/wit/workitems/72?api-version=1.0',
    shows: { id: 72, code: 200, project: 'Fabrikam-Fiber-Git' },
    then: async (api) => {
      const gone = await api.call('GET', '/_apis/wit/workitems/72?api-version=1.0');
      assertShows(gone, { status: 404, body: { typeKey: 'WorkItemUnauthorizedAccessException' } });
    },
  },
];
