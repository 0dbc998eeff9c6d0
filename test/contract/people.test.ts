import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { assertShows } from './shows';

const project = '/Fabrikam-Fiber-Git';
const release2 = 'c0de0000-0000-4000-8000-000000004502';
let api: Api;

function withServer(): void {
  beforeEach(async () => {
    api = await startApi();
  });

  afterEach(async () => {
    await api.sandbox.close();
  });
}

async function send(method: string, path: string, body?: unknown, version = '7.1'): Promise<Reply> {
  const separator = path.includes('?') ? '&' : '?';
  return api.call(method, `${path}${separator}api-version=${version}`, body === undefined ? {} : { body });
}

describe('teams', () => {
  withServer();

  it('are listed with their project, and found by name or GUID', async () => {
    const teams = await send('GET', '/_apis/projects/Fabrikam-Fiber-Git/teams');
    assertShows(teams.body, {
      count: 3,
      value: [{ name: 'Fabrikam-Fiber-Git Team', projectName: 'Fabrikam-Fiber-Git' }, {}, {}],
    });
    const id = String(member(teams.body, 'value', 2, 'id'));
    assertShows((await send('GET', `/_apis/projects/Fabrikam-Fiber-Git/teams/${id}`)).body, { name: 'Web Team' });
    assertShows((await send('GET', '/_apis/projects/Fabrikam-Fiber-Git/teams/web%20team/members')).body, {
      value: [{ identity: { displayName: 'Jamal Hartnett', uniqueName: /@/ } }, {}, {}, {}, {}, {}],
    });
    assert.equal((await send('GET', '/_apis/projects/Fabrikam-Fiber-Git/teams/Nobody')).status, 404);
  });

  it('begin without areas and sprints, and take sprints once they have a backlog', async () => {
    const created = await send('POST', '/_apis/projects/Fabrikam-Fiber-Git/teams', { name: 'Data Team' });
    assert.equal(created.status, 201, created.text);
    const team = `${project}/Data%20Team/_apis/work/teamsettings`;
    assertShows((await send('GET', `${team}/teamfieldvalues`)).body, {
      field: { referenceName: 'System.AreaPath' },
      defaultValue: null,
      values: [],
    });
    assertShows((await send('GET', `${team}/iterations`)).body, { count: 0 });
    assertShows((await send('GET', team)).body, {
      backlogIteration: { id: '00000000-0000-0000-0000-000000000000' },
      defaultIterationMacro: '@currentIteration',
    });
    const early = await send('POST', `${team}/iterations`, { id: release2 });
    assert.equal(early.status, 400);
    assertShows(early.body, {
      message: 'TF400497: The backlog iteration path that you specified is no longer valid.',
      typeKey: 'InvalidTeamSettingsException',
    });
    assertShows((await send('PATCH', team, { backlogIteration: release2 })).body, {
      backlogIteration: { id: release2, name: 'Release 2', path: '\\Release 2' },
    });
    const added = await send('POST', `${team}/iterations`, { id: release2 });
    assert.equal(added.status, 201, added.text);
    assertShows(added.body, {
      id: release2,
      path: 'Fabrikam-Fiber-Git\\Release 2',
      attributes: { startDate: null, finishDate: null, timeFrame: 'current' },
    });
    assert.equal((await send('DELETE', `${team}/iterations/${release2}`)).status, 204);
    assertShows((await send('GET', `${team}/iterations`)).body, { count: 0 });
    assert.equal((await send('DELETE', '/_apis/projects/Fabrikam-Fiber-Git/teams/Data%20Team')).status, 204);
  });

  it('have their areas, the default one first', async () => {
    const path = `${project}/Web%20Team/_apis/work/teamsettings/teamfieldvalues`;
    const values = [
      { value: 'Fabrikam-Fiber-Git\\Web', includeChildren: false },
      { value: 'Fabrikam-Fiber-Git\\Website', includeChildren: true },
    ];
    const changed = await send('PATCH', path, { defaultValue: 'Fabrikam-Fiber-Git\\Website', values });
    assertShows(changed.body, { defaultValue: 'Fabrikam-Fiber-Git\\Website', values: [values[1], values[0]] });
    const refused = await send('PATCH', path, { values });
    assert.equal(refused.status, 400);
    assertShows(refused.body, { message: 'DefaultValue', typeKey: 'TeamFieldArgumentNullException', eventId: 0 });
    assert.equal((await send('PATCH', path, { defaultValue: 'Fabrikam-Fiber-Git\\Mobile', values })).status, 400);
    assert.equal((await send('PATCH', path, { defaultValue: 'Fabrikam-Scrum', values })).status, 404);
  });

  it('have one current sprint, and the project’s default team answers where none is named', async () => {
    const current = await send('GET', `${project}/_apis/work/teamsettings/iterations?$timeframe=current`);
    assertShows(current.body, {
      count: 1,
      value: [{ path: /^Fabrikam-Fiber-Git\\/, attributes: { timeFrame: 'current', startDate: /T00:00:00Z$/ } }],
    });
    const all = await send('GET', `${project}/Web%20Team/_apis/work/teamsettings/iterations`);
    const frames = (member(all.body, 'value') as readonly unknown[]).map((one) =>
      member(one, 'attributes', 'timeFrame'),
    );
    assert.deepEqual(frames, ['past', 'past', 'past', 'current', 'future', 'future']);
    const id = String(member(current.body, 'value', 0, 'id'));
    const items = await send('GET', `${project}/_apis/work/teamsettings/iterations/${id}/workitems`);
    assert.ok(Array.isArray(member(items.body, 'workItemRelations')));
    assert.equal((await send('GET', `${project}/_apis/work/teamsettings/iterations?$timeframe=soon`)).status, 400);
    assertShows((await send('GET', `${project}/Nobody/_apis/work/teamsettings`)).body, {
      typeKey: 'TeamNotFoundException',
    });
  });
});

describe('tags', () => {
  withServer();

  async function tagged(tags: string): Promise<number> {
    const body = [
      { op: 'add', path: '/fields/System.Title', value: 'Tagged' },
      { op: 'add', path: '/fields/System.Tags', value: tags },
    ];
    const type = 'application/json-patch+json';
    const reply = await api.call('POST', `${project}/_apis/wit/workitems/$Bug?api-version=7.1`, { body, type });
    return Number(member(reply.body, 'id'));
  }

  async function tagsOf(id: number): Promise<readonly unknown[]> {
    const { body } = await send('GET', `/_apis/wit/workitems/${id}`);
    return [member(body, 'fields', 'System.Tags'), member(body, 'rev')];
  }

  it('come into being with the work items that bear them', async () => {
    await tagged('brand-new');
    const tag = await send('GET', `${project}/_apis/wit/tags/BRAND-NEW`);
    assertShows(tag.body, { name: 'brand-new', id: /^[0-9a-f-]{36}$/, url: /\/_apis\/wit\/tags\// });
    assertShows((await send('GET', `${project}/_apis/wit/tags/${String(member(tag.body, 'id'))}`)).body, {
      name: 'brand-new',
    });
    assert.equal(
      (await send('GET', '/Fabrikam-Scrum/_apis/wit/tags/brand-new')).status,
      404,
      'each project has its own',
    );
  });

  it('are renamed and removed everywhere, without a new revision', async () => {
    const id = await tagged('aaa; mmm');
    assertShows((await send('PATCH', `${project}/_apis/wit/tags/aaa`, { name: 'zzz' })).body, { name: 'zzz' });
    assert.deepEqual(await tagsOf(id), ['mmm; zzz', 1]);
    assert.equal((await send('PATCH', `${project}/_apis/wit/tags/zzz`, { name: 'MMM' })).status, 400);
    assert.equal((await send('PATCH', `${project}/_apis/wit/tags/zzz`, { name: 'a;b' })).status, 400);
    assert.equal((await send('DELETE', `${project}/_apis/wit/tags/zzz`)).status, 204);
    assert.deepEqual(await tagsOf(id), ['mmm', 1]);
    await send('DELETE', `${project}/_apis/wit/tags/mmm`);
    assert.deepEqual(await tagsOf(id), [undefined, 1]);
  });
});

describe('people', () => {
  withServer();

  it('are picked by the beginning of their name or mail', async () => {
    const pick = (query: string, identityTypes = ['user', 'group']): Promise<Reply> =>
      send(
        'POST',
        '/_apis/IdentityPicker/Identities',
        { query, identityTypes, operationScopes: ['ims', 'source'] },
        '7.1-preview.1',
      );
    assertShows((await pick('nor')).body, {
      results: [
        {
          queryToken: 'nor',
          identities: [
            {
              displayName: 'Norman Paulk',
              mail: 'fabrikamfiber16@hotmail.com',
              entityType: 'User',
              localId: /-/,
              subjectDescriptor: /^aad\./,
              active: true,
            },
          ],
        },
      ],
    });
    assertShows((await pick('paulk;fabrikamfiber3')).body, {
      results: [{ identities: [{ displayName: 'Norman Paulk' }] }, { identities: [{ displayName: 'Chuck Reinhart' }] }],
    });
    assertShows((await pick('nobody')).body, { results: [{ identities: [] }] });
    assertShows((await pick('nor', ['group'])).body, { results: [{ identities: [] }] });
    assert.equal((await send('POST', '/_apis/IdentityPicker/Identities', [], '7.1-preview.1')).status, 400);
    assertShows((await send('POST', '/_apis/IdentityPicker/Identities', { query: 'a' })).body, {
      typeKey: 'VssInvalidPreviewVersionException',
    });
  });

  it('are searched by text, ids and descriptors', async () => {
    const found = await send('GET', '/_apis/identities?searchFilter=General&filterValue=Chuck');
    assertShows(found.body, {
      count: 1,
      value: [
        { providerDisplayName: 'Chuck Reinhart', properties: { Account: { $value: 'fabrikamfiber3@hotmail.com' } } },
      ],
    });
    const id = String(member(found.body, 'value', 0, 'id'));
    assertShows((await send('GET', `/_apis/identities?identityIds=${id}`)).body, { count: 1, value: [{ id }] });
    assert.equal((await send('GET', '/_apis/identities')).status, 400);
  });
});
