import type { Fields, ResourceLink, WorkItemLink } from '../model';
import { chuck, jamal, johnnie } from './people';
import { agileId, fiberBoard } from './projects';

/** The attachment that the reference documents add and remove; its content stands in the blob store. */
export const specId = '098a279a-60b9-40a8-868b-b7fd00c0a439';
/** The file of work items 1 and 2. */
export const notesId = '77fda52e-ee95-4750-ac77-a6229507cfc7';
/** The other organization of the documented remote links. */
const remoteHost = 'e45e157d-9225-4f56-9f20-d8c75f2c8d5b';

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
const fabrikamTimes = ['49:21.617', '49:23.933', '49:24.670', '49:26.990', '49:27.480', '49:27.980', '49:28.740'];
const laterTimes = ['34:17.777', '34:18.900', '34:19.300', '34:20.900', '34:21.700', '34:22.320', '34:22.900'];

function days(day: string, times: readonly string[]): readonly string[] {
  const hour = day === '2014-12-29' ? '20' : '21';
  return times.map((time) => `${day}T${hour}:${time}Z`);
}

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

/** One revision: when it was saved, its watermark, its fields, and by whom if not by Jamal Hartnett. */
export type Step = readonly [date: string, watermark: number, fields: Fields, by?: string];

/** What happens to 299 and to 335 in the documents: the same seven steps at different times. */
function sevenSteps(area: number, dates: readonly string[], watermark: number): readonly Step[] {
  const moved = { ...javaScript, 'System.AreaId': area };
  const taken = { ...moved, 'System.AssignedTo': { person: johnnie.id } };
  const fields: readonly Fields[] = [
    { ...javaScript, 'System.History': 'Jim has the most context around this.' },
    { ...moved, 'System.History': 'Moving to the right area path' },
    { ...taken, 'System.History': 'Johnnie is going to take this work over.' },
    { ...taken, 'System.History': 'Adding the necessary spec' },
    taken,
    { ...taken, 'System.History': 'Linking to a blog article for context' },
    { ...taken, 'System.Tags': 'Tag1; Tag2' },
  ];
  return fields.map((one, index) => [dates[index] ?? '', index === 0 ? watermark : watermark + index + 1, one]);
}

/** The documented items, each with its history. */
export const histories: readonly (readonly [id: number, ...Step[]])[] = [
  [72, ['2014-03-18T17:17:05.760Z', 80, { ...backlogItem, 'System.Title': 'Technician can check on parts orders' }]],
  [297, ['2014-12-29T20:49:20.770Z', 607, backlogItem]],
  [299, ...sevenSteps(4486, days('2014-12-29', fabrikamTimes), 609)],
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
  [333, ['2015-03-06T21:34:16.930Z', 780, backlogItem]],
  [335, ...sevenSteps(4487, days('2015-03-06', laterTimes), 782)],
  [336, ['2015-03-06T21:34:18.147Z', 783, { ...task, 'System.Title': 'Unit Testing for MSA login' }]],
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

export const links: readonly Omit<WorkItemLink, 'id'>[] = [
  { rel: child, source: 297, target: 299, comment: 'decomposition of work', ...added('2014-12-29T20:49:21.617Z') },
  { rel: child, source: 297, target: 300, ...added('2014-12-29T20:49:22.103Z') },
  {
    rel: 'System.LinkTypes.Related',
    source: 300,
    target: 299,
    comment: 'adding another task',
    ...added('2014-12-29T20:49:22.103Z'),
  },
  { rel: child, source: 333, target: 335, comment: 'decomposition of work', ...added('2015-03-06T21:34:17.777Z') },
  {
    rel: 'System.LinkTypes.Related',
    source: 336,
    target: 335,
    comment: 'adding another task',
    ...added('2015-03-06T21:34:18.147Z'),
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

export const resources: readonly ResourceLink[] = [
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
  { id: 135231, itemId: 335, rel: 'Hyperlink', url: blog, ...on(6, '2015-03-06T21:34:22.320Z') },
  { id: 2, itemId: 1, rel: 'Hyperlink', url: 'https://docs.microsoft.com/azure/devops/boards', ...on(1, first) },
  { id: 4, itemId: 1, rel: 'ArtifactLink', url: pullRequest(7), name: 'Pull Request', ...on(1, first) },
  { id: 6, itemId: 1, ...file, url: notesId, name: 'Plan.txt', comment: 'Notes of the meeting', ...on(1, first) },
  { id: 2, itemId: 2, rel: 'Hyperlink', url: 'https://docs.microsoft.com/azure/devops/boards', ...on(1, second) },
  { id: 5, itemId: 2, rel: 'ArtifactLink', url: pullRequest(8), name: 'Pull Request', ...on(1, second) },
  { id: 7, itemId: 2, ...file, url: notesId, name: 'Estimates.txt', comment: 'Notes of the meeting', ...on(1, second) },
];
