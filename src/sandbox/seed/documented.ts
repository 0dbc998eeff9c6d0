import type { Fields, FieldValue, ResourceLink, Revision, WorkItemLink } from '../model';
import type { Store } from '../store';
import { chuck, jamal, johnnie } from './people';
import { agileId, fiberBoard } from './projects';

/** The attachment that the reference documents add and remove; its content stands in the blob store. */
export const specId = '098a279a-60b9-40a8-868b-b7fd00c0a439';
/** The other organization of the documented remote links. */
const remoteHost = 'e45e157d-9225-4f56-9f20-d8c75f2c8d5b';

const me: FieldValue = { person: jamal.id };
const kanban = `${fiberBoard}_Kanban.Column`;
const signIn = 'Customer can sign in using their Microsoft Account';
const signInText =
  'Our authorization logic needs to allow for users with Microsoft accounts (formerly Live Ids) - https://msdn.microsoft.com/library/live/hh826547.aspx';

const place = { 'System.AreaId': 3570, 'System.IterationId': 3571 };
const backlogItem: Fields = {
  ...place,
  'System.WorkItemType': 'Product Backlog Item',
  'System.State': 'New',
  'System.Reason': 'New backlog item',
  'System.Title': signIn,
  'Microsoft.VSTS.Scheduling.Effort': 8,
  [kanban]: 'New',
  'System.Description': signInText,
};
const task: Fields = { ...place, 'System.WorkItemType': 'Task', 'System.State': 'To Do', 'System.Reason': 'New task' };
const javaScript: Fields = {
  ...task,
  'System.Title': 'JavaScript implementation for Microsoft Account',
  'Microsoft.VSTS.Scheduling.RemainingWork': 4,
  'System.Description': 'Follow the code samples from MSDN',
};
const website = { 'System.AreaId': 4486 };
const assigned = { 'System.AssignedTo': { person: johnnie.id } };
const tags = { 'System.Tags': 'Tag1; Tag2' };

const story: Fields = {
  'System.AreaId': 4700,
  'System.IterationId': 4702,
  'System.WorkItemType': 'User Story',
  'System.State': 'New',
  'System.Reason': 'New',
  'Microsoft.VSTS.Common.StateChangeDate': '2018-06-14T09:00:00.000Z',
  'Microsoft.VSTS.Common.Priority': 2,
  'Microsoft.VSTS.Common.ValueArea': 'Business',
};

type Step = readonly [date: string, watermark: number, fields: Fields, by?: string];

/** The documented items, each with its history. */
const histories: readonly (readonly [id: number, ...Step[]])[] = [
  [297, ['2014-12-29T20:49:20.770Z', 607, backlogItem]],
  [
    299,
    ['2014-12-29T20:49:21.617Z', 609, { ...javaScript, 'System.History': 'Jim has the most context around this.' }],
    ['2014-12-29T20:49:23.933Z', 611, { ...javaScript, ...website, 'System.History': 'Moving to the right area path' }],
    [
      '2014-12-29T20:49:24.670Z',
      612,
      { ...javaScript, ...website, ...assigned, 'System.History': 'Johnnie is going to take this work over.' },
    ],
    [
      '2014-12-29T20:49:26.990Z',
      613,
      { ...javaScript, ...website, ...assigned, 'System.History': 'Adding the necessary spec' },
    ],
    ['2014-12-29T20:49:27.480Z', 614, { ...javaScript, ...website, ...assigned }],
    [
      '2014-12-29T20:49:27.980Z',
      615,
      { ...javaScript, ...website, ...assigned, 'System.History': 'Linking to a blog article for context' },
    ],
    ['2014-12-29T20:49:28.740Z', 616, { ...javaScript, ...website, ...assigned, ...tags }],
  ],
  [
    300,
    [
      '2014-12-29T20:49:22.103Z',
      610,
      {
        ...task,
        'System.Title': 'Unit Testing for MSA login',
        'Microsoft.VSTS.Scheduling.RemainingWork': 3,
        'System.Description': 'We need to ensure we have coverage to prevent regressions',
      },
    ],
  ],
  [309, ['2015-01-07T18:13:01.807Z', 649, backlogItem]],
  [311, ['2015-01-07T18:13:02.363Z', 651, { ...task, 'System.Title': 'Map Microsoft accounts to customer records' }]],
  [312, ['2015-01-07T18:13:02.843Z', 652, { ...task, 'System.Title': 'Show the linked account on the profile page' }]],
  [
    398,
    [
      '2016-04-07T16:42:06.550Z',
      880,
      {
        ...place,
        'System.WorkItemType': 'Bug',
        'System.State': 'New',
        'System.Reason': 'New defect reported',
        'System.Title': 'First bug',
        'Microsoft.VSTS.Common.StateChangeDate': '2016-04-07T16:42:06.550Z',
        'Microsoft.VSTS.Common.Priority': 2,
        'Microsoft.VSTS.Common.Severity': '3 - Medium',
        'Microsoft.VSTS.Common.ValueArea': 'Business',
        [kanban]: 'New',
        [`${kanban}.Done`]: false,
      },
      chuck.id,
    ],
  ],
  [
    1,
    ['2018-06-14T09:00:00.000Z', 901, { ...story, 'System.Title': 'Plan the sprint' }],
    ['2018-06-14T09:10:00.000Z', 905, { ...story, 'System.Title': 'Plan the next sprint' }],
    [
      '2018-06-14T09:20:00.000Z',
      906,
      { ...story, 'System.Title': 'Plan the next sprint', 'Microsoft.VSTS.Scheduling.StoryPoints': 2 },
    ],
  ],
  [2, ['2018-06-14T09:01:00.000Z', 902, { ...story, 'System.Title': 'Collect estimates from the team' }]],
  [3, ['2018-06-14T09:02:00.000Z', 903, { ...story, 'System.Title': 'Publish the sprint goal' }]],
  [12, ['2018-06-15T06:00:00.000Z', 907, { ...story, 'System.Title': 'Link the build to the release notes' }]],
  [13, ['2018-06-15T06:01:00.000Z', 908, { ...story, 'System.Title': 'Link the release notes to the wiki' }]],
  [14, ['2018-06-15T06:02:00.000Z', 909, { ...story, 'System.Title': 'Link the wiki to the portal' }]],
];

const added = (date: string) => ({ addedDate: date, addedBy: jamal.id });
const child = 'System.LinkTypes.Hierarchy-Forward';

const links: readonly Omit<WorkItemLink, 'id'>[] = [
  { rel: child, source: 297, target: 299, comment: 'decomposition of work', ...added('2014-12-29T20:49:21.617Z') },
  { rel: child, source: 297, target: 300, ...added('2014-12-29T20:49:22.103Z') },
  {
    rel: 'System.LinkTypes.Related',
    source: 300,
    target: 299,
    comment: 'adding another task',
    ...added('2014-12-29T20:49:22.103Z'),
  },
  { rel: child, source: 309, target: 311, comment: 'decomposition of work', ...added('2015-01-07T18:13:02.363Z') },
  { rel: child, source: 309, target: 312, ...added('2015-01-07T18:13:02.843Z') },
  {
    rel: 'System.LinkTypes.Remote.Related',
    source: 1,
    target: 3,
    remoteHostId: remoteHost,
    remoteUrl: 'https://dev.azure.com/fabrikam-partner/_apis/wit/workItems/3',
    ...added('2018-06-14T09:30:00.000Z'),
  },
  {
    rel: child,
    source: 2,
    target: 3,
    remoteHostId: remoteHost,
    remoteUrl: 'https://dev.azure.com/fabrikam-partner/_apis/wit/workItems/3',
    ...added('2018-06-14T09:30:00.000Z'),
  },
];

const blog = 'https://blogs.msdn.com/b/bharry/archive/2014/05/12/a-new-api-for-visual-studio-online.aspx';
const pullRequest = (number: number): string =>
  `vstfs:///Git/PullRequestId/${agileId}%2fc628df44-f16e-4e31-9e5f-849cd2176ec2%2f${number}`;
const on = (addedRev: number, date: string) => ({ addedRev, addedDate: date, createdDate: date, modifiedDate: date });
const file = { rel: 'AttachedFile', url: specId, name: 'Spec.txt', size: 0, comment: 'Spec for the work' } as const;
const first = '2018-06-14T09:00:00.000Z';
const second = '2018-06-14T09:01:00.000Z';

const resources: readonly ResourceLink[] = [
  { id: 65273, itemId: 297, ...file, ...on(1, '2014-12-29T20:49:20.770Z') },
  {
    id: 65274,
    itemId: 299,
    ...file,
    ...on(4, '2014-12-29T20:49:26.990Z'),
    removedRev: 5,
    removedDate: '2014-12-29T20:49:27.480Z',
  },
  { id: 65275, itemId: 299, rel: 'Hyperlink', url: blog, ...on(6, '2014-12-29T20:49:27.980Z') },
  { id: 2, itemId: 1, rel: 'Hyperlink', url: 'https://docs.microsoft.com/azure/devops/boards', ...on(1, first) },
  { id: 4, itemId: 1, rel: 'ArtifactLink', url: pullRequest(7), name: 'Pull Request', ...on(1, first) },
  { id: 6, itemId: 1, ...file, name: 'Plan.txt', comment: 'Notes of the meeting', ...on(1, first) },
  { id: 2, itemId: 2, rel: 'Hyperlink', url: 'https://docs.microsoft.com/azure/devops/boards', ...on(1, second) },
  { id: 5, itemId: 2, rel: 'ArtifactLink', url: pullRequest(8), name: 'Pull Request', ...on(1, second) },
  { id: 7, itemId: 2, ...file, name: 'Estimates.txt', comment: 'Notes of the meeting', ...on(1, second) },
];

/**
 * Writes the work items of the reference documents, with their histories and relations.
 * @param until ISO date: nothing later than this is written, so that a documented request finds the item as it was.
 */
export function seedDocumented(store: Store, until: string | undefined, specSize: number): void {
  const before = (date: string): boolean => until === undefined || date <= until;
  for (const [id, ...steps] of histories) {
    steps.filter(([date]) => before(date)).forEach((step, index) => putRevision(store, id, index + 1, step, steps[0]));
  }
  links.forEach((link, index) => {
    if (before(link.addedDate)) store.apply(['links', String(index + 1), { id: index + 1, ...link }]);
  });
  for (const resource of resources) {
    if (before(resource.addedDate))
      store.apply(['resources', `${resource.itemId}:${resource.id}`, cut(resource, before, specSize)]);
  }
}

function cut(resource: ResourceLink, before: (date: string) => boolean, specSize: number): ResourceLink {
  const { removedDate, removedRev, ...standing } = resource;
  const sized = resource.rel === 'AttachedFile' ? { ...standing, size: specSize } : standing;
  if (removedDate === undefined || removedRev === undefined || !before(removedDate)) return sized;
  return { ...sized, removedDate, removedRev };
}

function putRevision(store: Store, id: number, rev: number, step: Step, first: Step | undefined): void {
  const [date, watermark, fields, by = jamal.id] = step;
  const created = first?.[0] ?? date;
  const author: FieldValue = by === jamal.id ? me : { person: by };
  const revision: Revision = {
    id,
    rev,
    fields: {
      ...fields,
      'System.CreatedDate': created,
      'System.CreatedBy': author,
      'System.ChangedDate': date,
      'System.ChangedBy': author,
    },
    date,
    by,
    watermark,
  };
  store.apply(['revisions', `${id}:${rev}`, revision]);
  const text = fields['System.History'];
  if (typeof text !== 'string') return;
  const comment = Number(`${id}${rev}`);
  store.apply([
    'comments',
    `${id}:${comment}`,
    {
      id: comment,
      itemId: id,
      text,
      format: 'html',
      version: 1,
      createdBy: by,
      createdDate: date,
      modifiedBy: by,
      modifiedDate: date,
      createdInRev: rev,
    },
  ]);
}
