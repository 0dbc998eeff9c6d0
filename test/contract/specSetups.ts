import { member } from './api';
import type { Api } from './api';

/** What must be there before an example can be played, and what stands here for the ids that the example names. */
export interface Setup {
  /** Names of the examples, without folders and endings. */
  readonly matches: RegExp;
  /** The documented items as they were then. */
  readonly until?: string;
  readonly prepare?: (api: Api) => Promise<Readonly<Record<string, string>>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const fiber = '/Fabrikam-Fiber-Git/_apis/wit';
const version = 'api-version=7.1';
const bugs =
  "SELECT [System.Id], [System.Title] FROM WorkItems WHERE [System.WorkItemType] = 'Bug' AND [System.State] <> 'Removed' ORDER BY [System.Id]";
const oneClause = bugs.replace(" AND [System.State] <> 'Removed'", '');
const tree =
  "SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.WorkItemType] = 'Feature' AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward' AND [Target].[System.WorkItemType] <> '' MODE (Recursive)";

async function post(api: Api, path: string, body: unknown): Promise<string> {
  const reply = await api.call('POST', `${path}?${version}`, { body });
  if (reply.status >= 300) throw new Error(`The example cannot be prepared: ${reply.text}`);
  return String(member(reply.body, 'id'));
}

async function prepareQueries(api: Api): Promise<Readonly<Record<string, string>>> {
  await post(api, `${fiber}/queries/My%20Queries`, { name: 'Website', isFolder: true });
  const folder = await post(api, `${fiber}/queries/Shared%20Queries`, { name: 'Website team', isFolder: true });
  const all = await post(api, `${fiber}/queries/Shared%20Queries/Website%20team`, { name: 'All Bugs', wiql: bugs });
  const active = await post(api, `${fiber}/queries/Shared%20Queries/Website%20team`, {
    name: 'Active Bugs',
    wiql: bugs,
  });
  // The examples show queries that have been run.
  for (const id of [all, active]) await api.call('GET', `/_apis/wit/wiql/${id}?${version}`);
  const short = await post(api, `${fiber}/queries/Shared%20Queries/Website%20team`, { name: 'Short', wiql: oneClause });
  const links = await post(api, `${fiber}/queries/Shared%20Queries/Website%20team`, { name: 'Parents', wiql: tree });
  return {
    '8a8c8212-15ca-41ed-97aa-1d6fbfbcd581': folder,
    '342f0f44-4069-46b1-a940-3d0468979ceb': all,
    'df60fdf6-3b5f-4928-aae8-29ee63df6e31': short,
    '1e4e5b17-f212-4ba2-9c2f-a95600ef50a5': links,
    'f0ade206-32f8-4360-9254-ad33f906cd2e': links,
    'c6725763-d9ae-487e-bb42-00222e2f4d9f': all,
    'c19eec2d-07a0-4c20-be57-3f7903792ca6': folder,
    '298f94fd-30ea-40f3-8d25-3202c9effa3a': '00000001-beef-4000-8000-000000000003',
  };
}

async function prepareNodes(api: Api): Promise<Readonly<Record<string, string>>> {
  const node = (group: string, name: string) => post(api, `${fiber}/classificationnodes/${group}`, { name });
  await node('areas', 'Parent Area');
  await node('iterations', 'Parent Iteration');
  return {
    '126391': await node('areas', 'Child'),
    '126392': await node('iterations', 'Child'),
    '3568': '3570',
    '3569': '3571',
  };
}

async function recycle(api: Api, ...ids: readonly number[]): Promise<Readonly<Record<string, string>>> {
  for (const id of ids) await api.call('DELETE', `/_apis/wit/workitems/${id}?${version}`);
  return {};
}

async function prepareComments(api: Api): Promise<Readonly<Record<string, string>>> {
  const first = await api.call('GET', `${fiber}/workItems/299/comments?$top=2&api-version=7.1-preview`);
  return {
    'comments/50': 'comments/2996',
    'comments/42': 'comments/2992',
    'ids=42,43': 'ids=2992,2993',
    DFkODYtNTYxYS03ZDdiLWJj: String(member(first.body, 'continuationToken')),
  };
}

async function prepareChunk(api: Api): Promise<Readonly<Record<string, string>>> {
  const path = `/_apis/wit/attachments?uploadType=chunked&fileName=large.zip&${version}`;
  const reply = await api.call('POST', path, { body: '', type: 'application/octet-stream' });
  return { 'de471719-27b2-40ab-ac40-4890f3eb1443': String(member(reply.body, 'id')) };
}

async function prepareTag(api: Api): Promise<Readonly<Record<string, string>>> {
  const reply = await api.call('GET', `${fiber}/tags/ux?${version}`);
  return { '18090594-b371-4140-99d2-fc93bcbcddec': String(member(reply.body, 'id')) };
}

async function prepareTemplate(api: Api): Promise<Readonly<Record<string, string>>> {
  const team = '/Fabrikam-Fiber-Git/Web%20Team';
  const template = { name: 'Test Template', workItemTypeName: 'Feature', fields: { 'System.State': 'New' } };
  const id = await post(api, `${team}/_apis/wit/templates`, template);
  return {
    'Test%20Project/Test%20Project%20Team': 'Fabrikam-Fiber-Git/Web%20Team',
    '05132b3a-41d6-430f-8738-42b20b34a601': id,
  };
}

async function prepareDependency(api: Api): Promise<Readonly<Record<string, string>>> {
  const value = { rel: 'System.LinkTypes.Dependency-Forward', url: 'http://x/_apis/wit/workItems/300' };
  await api.patch(`/_apis/wit/workitems/299?${version}`, [{ op: 'add', path: '/relations/-', value }]);
  return {};
}

const commit =
  'vstfs:///Git/Commit/3065bb47-8344-4370-982a-5183abf197fa%2F649107bd-ab35-4192-8584-601f64172f80%2F4800cfa0be564b1e606d6811e99e0380f765a9c4';
const substitute = (pairs: Readonly<Record<string, string>>) => () => Promise.resolve(pairs);

/** The first row that matches counts. */
export const setups: readonly Setup[] = [
  { matches: /PATCH__wit_workitems__taskId_$|validate_only/, until: '2014-12-29T20:49:23Z' },
  { matches: /workitems__taskId_(3|6)$/, until: '2014-12-29T20:49:25Z' },
  { matches: /workitems__taskId_(4|5)$/, until: '2014-12-29T20:49:25Z', prepare: prepareDependency },
  { matches: /workitems__taskId_7$/, until: '2014-12-29T20:49:27.2Z' },
  { matches: /workitems__taskId_8$/, until: '2014-12-29T20:49:27.7Z' },
  { matches: /workitems__taskId_(9|10|11|12|13|14)$/, until: '2014-12-29T20:49:28Z' },
  { matches: /WorkItems_id _asOf/, prepare: substitute({ 'workItems/564': 'workItems/299' }) },
  { matches: /asOf-_asof_2$/, prepare: substitute({ '300,299,298,17,16,15,14,9,8': '300,299,297' }) },
  {
    matches: /asOf-_asof_4$/,
    prepare: substitute({
      '4,5,6,7,8,9,11,12,20,1,2,3,10,13,14,15,16,17,18,19,21,33,34,46,47,58,59,297,299,300,298': '297,299,300',
    }),
  },
  { matches: /workitems_delete$/, prepare: substitute({ '28,29': '12,13' }) },
  {
    matches: /work_item_template|GET_template$/,
    prepare: substitute({ 'Test%20Project': 'mytestprojectname' }),
  },
  {
    matches: /workitems_create$/,
    prepare: substitute({ 'aaee31d9-14cf-48b9-a92b-3f1446c13f80': 'Fabrikam-Fiber-Git' }),
  },
  { matches: /POST__wit_queries_Shared Queries$/ },
  {
    matches: /POST__wit_queries_Shared Queries__folderName_$/,
    prepare: async (api) => {
      await post(api, `${fiber}/queries/Shared%20Queries`, { name: 'Website team', isFolder: true });
      return {};
    },
  },
  {
    matches: /undeleteDescendants/,
    prepare: async (api) => {
      const ids = await prepareQueries(api);
      const folder = ids['8a8c8212-15ca-41ed-97aa-1d6fbfbcd581'] ?? '';
      await api.call('DELETE', `${fiber}/queries/${folder}?${version}`);
      return ids;
    },
  },
  { matches: /queries__depth-1/ },
  {
    matches: /depth-2__includeDeleted/,
    prepare: async (api) => {
      const folder = await post(api, `${fiber}/queries/My%20Queries`, { name: 'A website', isFolder: true });
      await post(api, `${fiber}/queries/My%20Queries/A%20website`, { name: 'All Bugs', wiql: bugs });
      await api.call('DELETE', `${fiber}/queries/${folder}?${version}`);
      return {};
    },
  },
  {
    matches: /queryId___includeDeleted/,
    prepare: async (api) => {
      const ids = await prepareQueries(api);
      await api.call('DELETE', `${fiber}/queries/${ids['342f0f44-4069-46b1-a940-3d0468979ceb'] ?? ''}?${version}`);
      return ids;
    },
  },
  {
    matches: /workItemType_|workitem_type_states/,
    prepare: substitute({ 'aaee31d9-14cf-48b9-a92b-3f1446c13f80': 'Fabrikam-Fiber-Git' }),
  },
  { matches: /wit_queries|queriesbatch|wiql__queryId_/, prepare: prepareQueries },
  {
    matches:
      /PATCH__wit_classificationNodes_iterations__iterationPath(New)?_$|GET__wit_classificationNodes_iterations__iterationPath_$/,
    prepare: async (api) => {
      await post(api, `${fiber}/classificationnodes/iterations`, {
        name: 'Final Iteration',
        attributes: { startDate: '2014-10-27T00:00:00Z', finishDate: '2014-10-31T00:00:00Z' },
      });
      await post(api, `${fiber}/classificationnodes/iterations`, {
        name: 'Ultimate iteration X',
        attributes: { startDate: '2014-10-27T00:00:00Z', finishDate: '2014-10-31T00:00:00Z' },
      });
      return { 'Ultimate%20iteration': 'Ultimate%20iteration%20X' };
    },
  },
  { matches: /From_Ids$/, prepare: substitute({ 'ids=1,3': 'ids=3570,3571' }) },
  { matches: /From_Ids_ErrorPolicy$/, prepare: substitute({ 'ids=1,2': 'ids=3570,99999&errorPolicy=omit' }) },
  { matches: /POST__wit_classificationNodes_areas$/, prepare: substitute({ '"Web"': '"Web shop"' }) },
  { matches: /classificationNodes/, prepare: prepareNodes },
  { matches: /chunked_content/, prepare: prepareChunk, headers: { 'content-range': 'bytes 0-14/15' } },
  { matches: /issueId__comments|comments_1$|comments_create/, prepare: prepareComments },
  {
    matches: /recyclebin__ids_/,
    prepare: async (api) => ({ ...(await recycle(api, 12, 13, 14)), '92,93,102': '12,13,14' }),
  },
  {
    matches: /recyclebin/,
    prepare: async (api) => ({ ...(await recycle(api, 72, 398)), 'recyclebin/403': 'recyclebin/398' }),
  },
  { matches: /wit_tag$/, prepare: prepareTag },
  { matches: /Create_template|GET_templates|PUT_template/, prepare: prepareTemplate },
  {
    matches: /UPDATE_wit_fields/,
    prepare: async (api) => {
      await api.call('POST', `/_apis/wit/fields?${version}`, {
        body: { name: 'Test Field', referenceName: 'Custom.TestField', type: 'string', description: 'Tests' },
      });
      return {};
    },
  },
  {
    matches: /artifacturiquery/,
    prepare: async (api) => {
      const value = { rel: 'ArtifactLink', url: commit, attributes: { name: 'Fixed in Commit' } };
      await api.patch(`/_apis/wit/workitems/300?${version}`, [{ op: 'add', path: '/relations/-', value }]);
      return {};
    },
  },
  { matches: /workItemTransitions/, prepare: substitute({ '1,6,7': '1,2,3' }) },
  { matches: /POST__wit_reporting/, prepare: substitute({ '813;350;1': '0' }) },
  { matches: /watermark-794/, prepare: substitute({ 'watermark=794': 'watermark=1' }) },
];

/** Examples of resources that the sandbox does not have, and why. */
export const leftOut: readonly (readonly [RegExp, string])[] = [
  [/githubConnections/i, 'connections to GitHub are not part of a work item editor'],
];

/** Examples that we answer in another way on purpose, and why. */
export const disagreements: readonly (readonly [RegExp, string])[] = [
  [/DELETE__wit_workitems_id_/, 'recorded traffic answers 200 with a body, the example 204'],
  [
    /GET__wit_recyclebin/,
    'the examples are of a preview; recorded traffic of 2019 has numbers as ids and small letters',
  ],
  [
    /DELETE__wit_tag$|list_of_wit_tags/,
    'an example of a preview; a list of tags is {count, value} and a deletion 204, as for all resources',
  ],
  [
    /GET__wit_WorkItems_id$/,
    'the example of 2017 has workItemHistory where recorded traffic since 2019 has workItemComments',
  ],
  [/includeIdentityRef/, 'the example of 2.0 has identities of two keys; ours have those of 5.0 and more'],
  [/workitems_delete$/, 'the description has a body with one result for each id, the example 204'],
];
