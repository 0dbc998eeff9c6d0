import assert from 'node:assert/strict';
import { apiOf, member, messageOf, startApi } from './api';
import type { Api } from './api';
import { assertShows } from './shows';

const queries = '/Fabrikam-Fiber-Git/_apis/wit/queries';
const version = 'api-version=7.1';
const wiql = 'SELECT [System.Id] FROM WorkItems';
let api: Api;

/** The same server, signed in as somebody else. */
async function as(person: unknown): Promise<Api> {
  const reply = await api.call('POST', '/_sandbox/tokens', { body: { person } });
  assert.equal(reply.status, 201, reply.text);
  return apiOf({ ...api.sandbox, token: String(member(reply.body, 'token')) });
}

describe('a token for somebody else', () => {
  beforeEach(async () => {
    api = await startApi();
  });

  afterEach(async () => {
    await api.sandbox.close();
  });

  it('signs that person in, by Basic and by Bearer', async () => {
    const chuck = await as('fabrikamfiber3@hotmail.com');
    const data = '/_apis/connectionData?api-version=7.1-preview.1';
    const who = { authenticatedUser: { providerDisplayName: 'Chuck Reinhart' } };
    const basic = await chuck.call('GET', data);
    assertShows(basic.body, who);
    assert.match(basic.headers.get('x-vss-userdata') ?? '', /:fabrikamfiber3@hotmail\.com$/);
    const headers = { authorization: `Bearer ${chuck.sandbox.token}` };
    assertShows((await api.call('GET', data, { headers })).body, who);
    assertShows((await api.call('GET', data)).body, { authenticatedUser: { providerDisplayName: 'Jamal Hartnett' } });
  });

  it('makes changes theirs', async () => {
    const chuck = await as({ displayName: 'Chuck Reinhart' });
    const patch = [{ op: 'add', path: '/fields/System.AssignedTo', value: 'Chuck Reinhart' }];
    const reply = await chuck.patch(`/_apis/wit/workitems/299?${version}`, patch);
    assertShows(reply.body, { fields: { 'System.ChangedBy': { displayName: 'Chuck Reinhart' } } });
    const mine = { query: `${wiql} WHERE [System.AssignedTo] = @Me AND [System.Id] = 299` };
    assertShows((await chuck.call('POST', `/_apis/wit/wiql?${version}`, { body: mine })).body, {
      workItems: [{ id: 299 }],
    });
    assertShows((await api.call('POST', `/_apis/wit/wiql?${version}`, { body: mine })).body, { workItems: [] });
  });

  it('lets who is in no team read shared queries, and not write them', async () => {
    const helena = await as('Helena Petersen');
    assert.equal((await helena.call('GET', `${queries}/Shared%20Queries/All%20Bugs?${version}`)).status, 200);
    const refused = await helena.call('POST', `${queries}/Shared%20Queries?${version}`, {
      body: { name: 'Hers', wiql },
    });
    assert.equal(refused.status, 403);
    assert.equal(messageOf(refused), 'TF401256: You do not have Write permissions for query Shared Queries');
    const own = await helena.call('POST', `${queries}/My%20Queries?${version}`, { body: { name: 'Hers', wiql } });
    assert.equal(own.status, 201, own.text);
    assert.equal((await api.call('GET', `${queries}/My%20Queries/Hers?${version}`)).status, 404);
  });

  it('is refused for nobody', async () => {
    for (const person of ['Nobody', '', 7, null, undefined, { id: '__proto__' }, []]) {
      const reply = await api.call('POST', '/_sandbox/tokens', { body: { person } });
      assert.equal(reply.status, 400, reply.text);
      assert.match(messageOf(reply), /nobody here/);
    }
    const helena = await as('Helena Petersen');
    const wrong = apiOf({ ...api.sandbox, token: helena.sandbox.token.slice(1) });
    const headers = { 'x-tfs-fedauthredirect': 'Suppress' };
    const reply = await wrong.call('GET', `/_apis/projects?${version}`, { headers });
    assert.equal(reply.status, 401);
    assert.equal(reply.headers.get('x-vss-userdata'), null);
  });
});

describe('what cannot be kept', () => {
  before(async () => {
    api = await startApi();
  });

  after(async () => {
    await api.sandbox.close();
  });

  const templates = '/Fabrikam-Fiber-Git/Web%20Team/_apis/wit/templates';
  const subscriptions = '/_apis/notification/subscriptions';
  const filter = { type: 'Artifact', artifactType: 'WorkItem' };
  const refusals: readonly (readonly [string, string, unknown, number, RegExp])[] = [
    ['POST', templates, { workItemTypeName: 'Bug' }, 400, /name of a template/],
    ['POST', templates, { name: 'x', workItemTypeName: 'Nope' }, 404, /^VS402323: /],
    ['POST', templates, { name: 'x', workItemTypeName: 'Bug', fields: { Nope: '1' } }, 400, /^TF51535: /],
    ['POST', templates, { name: 'x', workItemTypeName: 'Bug', fields: { Title: {} } }, 400, /must be a text/],
    ['POST', templates, { name: 'x', workItemTypeName: 'Bug', fields: [] }, 400, /must be a JSON object/],
    ['PUT', `${templates}/__proto__`, { name: 'x', workItemTypeName: 'Bug' }, 404, /does not exist in this team/],
    ['GET', '/Fabrikam-Fiber-Git/_apis/wit/templates', undefined, 404, /controller for path/],
    ['POST', subscriptions, {}, 400, /filter is missing/],
    ['POST', subscriptions, { filter: { type: 'Expression' } }, 400, /Artifact to a WorkItem only/],
    ['POST', subscriptions, { filter }, 400, /names no work item/],
    ['POST', subscriptions, { filter: { ...filter, artifactId: '99999' } }, 404, /^TF401232: /],
    ['POST', '/_apis/notification/subscriptionquery', { conditions: [] }, 400, /no conditions/],
    ['DELETE', `${subscriptions}/1`, undefined, 404, /does not exist/],
  ];

  for (const [method, path, body, status, message] of refusals) {
    it(`is refused: ${method} ${path} ${body === undefined ? '' : JSON.stringify(body)}`, async () => {
      const reply = await api.call(method, `${path}?${version}`, body === undefined ? {} : { body });
      assert.equal(reply.status, status, reply.text);
      assert.match(messageOf(reply), message);
    });
  }
});
