import assert from 'node:assert/strict';
import { member } from './api';
import type { Api } from './api';
import type { DocumentCase } from './documentCase';
import { assertShows } from './shows';

const document = 'batch-update-4.1.md';
const org = 'https://dev.azure.com/fabrikam/_apis/wit';

export const add = (path: string, value: unknown) => ({ op: 'add', path, value });
export const field = (name: string, value: unknown) => add(`/fields/${name}`, value);
export const relation = (rel: string, url: string, attributes?: unknown) =>
  add('/relations/-', { rel, url, attributes });
const removal = (path: string) => ({ op: 'remove', path: `/relations/${path}`, value: null });

/** A batch with one request for each body, as the 4.1 page writes them: type application/json, ids 1 and 2. */
function pair(heading: string, first: unknown, second: unknown, shows: unknown): DocumentCase {
  const request = (id: number, body: unknown): unknown => ({
    method: 'PATCH',
    uri: `/_apis/wit/workitems/${id}?api-version=4.1`,
    headers: { 'Content-Type': 'application/json' },
    body: Array.isArray(body) ? (body as unknown[]) : [body],
  });
  return {
    document,
    heading,
    method: 'PATCH',
    path: '/_apis/wit/$batch?api-version=4.1',
    body: [request(1, first), request(2, second)],
    shows,
  };
}

/** The relations of an item now. */
async function relationsOf(api: Api, id: number): Promise<readonly unknown[]> {
  const reply = await api.call('GET', `/_apis/wit/workitems/${id}?$expand=relations&api-version=4.1`);
  const relations = member(reply.body, 'relations');
  return Array.isArray(relations) ? (relations as unknown[]) : [];
}

/** Asserts that items 1 and 2 have no such relation any more. */
function gone(matches: (relation: unknown) => boolean): NonNullable<DocumentCase['then']> {
  return async (api) => {
    for (const id of [1, 2])
      assert.ok(!(await relationsOf(api, id)).some(matches), `Item ${id} still has the relation`);
  };
}

const hasRel = (rel: string) => (relation: unknown) => member(relation, 'rel') === rel;
const ok = [{ code: 200 }, { code: 200 }];

export const priority = 'Microsoft.VSTS.Common.Priority';
const points = 'Microsoft.VSTS.Scheduling.StoryPoints';
const pullRequest =
  'vstfs:///Git/PullRequestId/b6051940-0b88-4b98-947a-ee9c82c0fc9a%2fc628df44-f16e-4e31-9e5f-849cd2176ec2%2f1';
const msdn = 'https://msdn.microsoft.com/en-us/library/hh750210.aspx';
const spec = `${org}/attachments/098a279a-60b9-40a8-868b-b7fd00c0a439?fileName=Spec.txt`;
const remote = 'e45e157d-9225-4f56-9f20-d8c75f2c8d5b';

const relationExamples: readonly DocumentCase[] = [
  {
    ...pair(
      'Add a work item link',
      relation('System.LinkTypes.Dependency-forward', `${org}/workItems/3`, { comment: 'Adding a successor link' }),
      relation('System.LinkTypes.Hierarchy-forward', `${org}/workItems/3`, { comment: 'Adding a child link.' }),
      ok,
    ),
    then: async (api) => {
      const relations = await relationsOf(api, 3);
      assertShows(relations, [
        { rel: 'System.LinkTypes.Hierarchy-Reverse' },
        { rel: 'System.LinkTypes.Dependency-Reverse' },
      ]);
    },
  },
  pair('Add a hyperlink.', relation('Hyperlink', msdn), relation('Hyperlink', msdn), [
    { code: 200, body: { rev: 4 } },
    { code: 200, body: { rev: 2 } },
  ]),
  pair(
    'Add an attached file',
    relation('AttachedFile', spec, { comment: 'Spec for the work' }),
    relation('AttachedFile', spec, { comment: 'Spec for the work' }),
    ok,
  ),
  pair(
    'Add an Artifact Link',
    relation('ArtifactLink', pullRequest, { name: 'Pull Request' }),
    relation('ArtifactLink', pullRequest, { name: 'Pull Request' }),
    ok,
  ),
  {
    ...pair(
      'Remove a work item link',
      [relation('System.LinkTypes.Dependency-Forward', `${org}/workItems/3`)],
      [relation('System.LinkTypes.Hierarchy-Forward', `${org}/workItems/3`)],
      ok,
    ),
    then: async (api, reply) => {
      const request = (id: number, rel: string) => ({
        method: 'PATCH',
        uri: `/_apis/wit/workitems/${id}?api-version=4.1`,
        headers: { 'Content-Type': 'application/json' },
        body: [removal(`${rel}/3`)],
      });
      assert.equal(reply.status, 200);
      const answers = await api.batch([
        request(1, 'System.LinkTypes.Dependency-Forward'),
        request(2, 'System.LinkTypes.Hierarchy-Forward'),
      ]);
      assertShows(answers, [
        { code: 200, body: { rev: 3 } },
        { code: 200, body: { rev: 1 } },
      ]);
      assert.deepEqual(await relationsOf(api, 3), []);
    },
  },
  {
    ...pair('Remove an artifact link', removal('artifactLink/4'), removal('artifactLink/5'), ok),
    then: gone(hasRel('ArtifactLink')),
  },
  {
    ...pair('Remove a hyperlink', removal('hyperlink/2'), removal('hyperlink/2'), ok),
    then: gone(hasRel('Hyperlink')),
  },
  {
    ...pair('Remove an attachment', removal('attachedfile/6'), removal('attachedfile/7'), ok),
    then: gone(hasRel('AttachedFile')),
  },
  {
    ...pair(
      'Remove a remote link',
      removal(`System.LinkTypes.Remote.Related/${remote}/3`),
      removal(`System.LinkTypes.Hierarchy-Forward/${remote}/3`),
      ok,
    ),
    then: gone((relation) => member(relation, 'attributes', 'hostId') === remote),
  },
];

export const createBugs = ['Sample 1', 'Sample 2'].map((title, index) => ({
  method: 'PATCH',
  uri: '/mytestprojectname/_apis/wit/workitems/$Bug?api-version=4.1',
  headers: { 'Content-Type': 'application/json-patch+json' },
  body: [add('/id', String(-1 - index)), { ...field('System.Title', title), from: null }],
}));

export const newBug = {
  code: 200,
  body: {
    rev: 1,
    fields: {
      'System.State': 'New',
      'System.Reason': 'New',
      'Microsoft.VSTS.Common.Severity': '3 - Medium',
      [priority]: 2,
    },
  },
};

const wholeBulk = { code: 500, body: { count: 1, value: { Message: 'TF401321: Whole Bulk failed.' } } };

/** Adds the hyperlink that makes the first request of the failing example fail. */
const failing: DocumentCase = {
  document,
  heading: 'Case where single request in batch api fails',
  method: 'PATCH',
  path: '/_apis/wit/workitems/12?api-version=4.1',
  type: 'application/json-patch+json',
  body: [relation('Hyperlink', msdn)],
  then: async (api) => {
    const answers = await api.batch(
      [12, 13, 14].map((id) => ({
        method: 'PATCH',
        uri: `/_apis/wit/workitems/${id}?api-version=4.1`,
        headers: { 'Content-Type': 'application/json-patch+json' },
        body: [field('System.History', `I've attached some new changes ${id}`), relation('Hyperlink', msdn)],
      })),
      '4.1',
    );
    const culprit = { code: 400, body: { count: 1, value: { Message: 'Relation already exists.' } } };
    assert.deepEqual(answers, [culprit, wholeBulk, wholeBulk]);
    const untouched = await api.call('GET', '/_apis/wit/workitems/13?api-version=4.1');
    assertShows(untouched.body, { rev: 1 });
  },
};

/** Every example of "Work Item Batch Update", api-version 4.1. */
export const batch41: readonly DocumentCase[] = [
  pair(
    'Add/Update a Field',
    [{ op: 'test', path: '/rev', value: 3 }, field(priority, '1'), field(points, '4')],
    [field(priority, '3'), field(points, '1')],
    [
      { code: 200, body: { id: 1, rev: 4, fields: { [priority]: 1, [points]: 4 } } },
      { code: 200, body: { id: 2, rev: 2, fields: { [priority]: 3, [points]: 1 } } },
    ],
  ),
  ...relationExamples,
  failing,
  {
    document,
    heading: 'Create multiple work items',
    method: 'PATCH',
    path: '/_apis/wit/$batch?api-version=4.1',
    body: createBugs,
    shows: [newBug, newBug],
  },
];
