import type { DocumentCase } from './documentCase';
import { assertShows } from './shows';
import { document, jamal, johnnie, item, parent, related, hyperlink, signIn } from './workItems10Facts';

const columns = 'System.Id,System.Title,System.WorkItemType,Microsoft.VSTS.Scheduling.RemainingWork';
const list = '/_apis/wit/workitems?ids=297,299,300';

function threeTitles(rev299: number): unknown {
  return {
    count: 3,
    value: [
      {
        id: 297,
        rev: 1,
        fields: { 'System.Id': 297, 'System.WorkItemType': 'Product Backlog Item', 'System.Title': signIn },
      },
      { id: 299, rev: rev299, fields: { 'System.Id': 299, 'Microsoft.VSTS.Scheduling.RemainingWork': 4 } },
      { id: 300, rev: 1, fields: { 'System.Title': 'Unit Testing for MSA login' }, url: item(300) },
    ],
  };
}

/** The examples of "Work items", api-version 1.0, that read. */
export const workItems10Reads: readonly DocumentCase[] = [
  {
    document,
    heading: 'By IDs',
    method: 'GET',
    path: `${list}&api-version=1.0`,
    shows: {
      count: 3,
      value: [
        { id: 297, rev: 1, fields: { 'System.State': 'New', 'Microsoft.VSTS.Scheduling.Effort': 8 } },
        { id: 299, rev: 7, fields: { 'System.AssignedTo': johnnie, 'System.Tags': 'Tag1; Tag2' } },
        { id: 300, rev: 1, fields: { 'System.CreatedBy': jamal, 'System.CreatedDate': '2014-12-29T20:49:22.103Z' } },
      ],
    },
  },
  {
    document,
    heading: 'With specific fields',
    method: 'GET',
    path: `${list}&fields=${columns}&api-version=1.0`,
    shows: threeTitles(7),
  },
  {
    document,
    heading: 'As of a date',
    method: 'GET',
    path: `${list}&fields=${columns}&asOf=2014-12-29T20:49:22.103Z&api-version=1.0`,
    shows: threeTitles(1),
  },
  {
    document,
    heading: 'With links and attachments',
    method: 'GET',
    path: `${list}&$expand=all&api-version=1.0`,
    shows: {
      value: [
        {
          fields: { 'System.AreaId': 3570, 'System.Watermark': 607, 'System.RevisedDate': '9999-01-01T00:00:00Z' },
          relations: [
            { url: item(299) },
            { url: item(300) },
            { rel: 'AttachedFile', attributes: { id: 65273, name: 'Spec.txt' } },
          ],
        },
        {
          fields: { 'System.NodeName': 'Website', 'System.AreaLevel2': 'Website' },
          relations: [parent, related, hyperlink],
        },
        { fields: { 'System.Rev': 1, 'System.PersonId': 77331 }, relations: [parentOf300(), { url: item(299) }] },
      ],
    },
  },
  {
    document,
    heading: 'Get a work item',
    method: 'GET',
    path: '/_apis/wit/workitems/309?api-version=1.0',
    shows: { id: 309, fields: { 'System.Title': signIn }, _links: { self: { href: item(309) } }, url: item(309) },
    then: (_api, reply) => {
      assertShows(reply.body, { relations: undefined });
      return Promise.resolve();
    },
  },
  {
    document,
    heading: '### With links and attachments',
    method: 'GET',
    path: '/_apis/wit/workitems/309?$expand=relations&api-version=1.0',
    shows: { relations: [{ url: item(311), attributes: { comment: 'decomposition of work' } }, { url: item(312) }] },
  },
  {
    document,
    heading: 'Fully expanded',
    method: 'GET',
    path: '/_apis/wit/workitems/309?$expand=all&api-version=1.0',
    shows: { fields: { 'System.Id': 309, 'System.Watermark': 649, 'System.AuthorizedAs': jamal }, relations: [{}, {}] },
  },
  {
    document,
    heading: 'Get default values',
    method: 'GET',
    path: '/Fabrikam-Fiber-Git/_apis/wit/workitems/$Task?api-version=1.0',
    shows: {
      fields: {
        'System.WorkItemType': 'Task',
        'System.State': 'To Do',
        'System.Reason': 'New task',
        'System.CreatedBy': jamal,
      },
      url: /\/_apis\/wit\/workItems$/,
    },
  },
];

function parentOf300(): unknown {
  return { rel: 'System.LinkTypes.Hierarchy-Reverse', url: item(297), attributes: { isLocked: false } };
}
