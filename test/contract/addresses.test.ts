import assert from 'node:assert/strict';
import { startApi } from './api';
import type { Api } from './api';
import { assertShows } from './shows';

const item = '/_apis/wit/workitems/299';

describe('Addresses, versions and sign-in', () => {
  let api: Api;
  let origin: string;
  before(async () => {
    api = await startApi();
    origin = new URL(api.sandbox.url).origin;
  });
  after(() => api.sandbox.close());

  for (const collection of [
    '/fabrikam',
    '/Fabrikam',
    '/fabrikam/DefaultCollection',
    '/tfs/DefaultCollection',
    '/tfs/Other',
    '/DefaultCollection',
    '',
  ]) {
    it(`find the collection at "${collection}" and use it in their answers`, async () => {
      const reply = await api.call('GET', `${origin}${collection}${item}?api-version=4.1`);
      assertShows(reply, { status: 200, body: { url: `${origin}${collection}/_apis/wit/workItems/299` } });
    });
  }

  for (const project of ['Fabrikam-Fiber-Git', 'fabrikam-fiber-git', '6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c']) {
    it(`find the project as ${project}`, async () => {
      assert.equal((await api.call('GET', `/${project}${item}?api-version=7.1`)).status, 200);
    });
  }

  it('take the version from the query or from Accept, and echo it in good answers only', async () => {
    const byHeader = await api.call('GET', item, { headers: { accept: 'application/json;api-version=5.0' } });
    assert.match(byHeader.headers.get('content-type') ?? '', /api-version=5\.0$/);
    const refused = await api.call('GET', '/_apis/wit/workitems/99999?api-version=5.0');
    assert.equal(refused.headers.get('content-type'), 'application/json; charset=utf-8');
  });

  it('speak up to the version they were started with', async () => {
    const older = await startApi({ apiVersion: '5.0' });
    const refused = await older.call('GET', `${item}?api-version=7.1`);
    assertShows(refused, {
      status: 400,
      body: {
        typeKey: 'VssVersionOutOfRangeException',
        message: /latest REST API version this server supports is 5\.0\.$/,
      },
    });
    assert.equal((await older.call('GET', `${item}?api-version=5.0`)).status, 200);
    await older.sandbox.close();
  });

  const authorizations: readonly (readonly [string, string | undefined, number])[] = [
    ['none', undefined, 203],
    ['a wrong token', `Basic ${Buffer.from(':wrong').toString('base64')}`, 203],
    ['nonsense', 'Basic %%%', 203],
    ['a wrong bearer token', 'Bearer wrong', 401],
  ];
  for (const [name, authorization, status] of authorizations) {
    it(`refuse ${name}, with a sign-in page unless that is suppressed`, async () => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const page = await fetch(api.sandbox.url + item, { headers });
      assert.equal(page.status, status);
      const suppressed = await fetch(api.sandbox.url + item, {
        headers: { ...headers, 'X-TFS-FedAuthRedirect': 'Suppress' },
      });
      assert.equal(suppressed.status, 401);
      assert.match(suppressed.headers.get('www-authenticate') ?? '', /^Bearer authorization_uri=/);
      const text = await suppressed.text();
      assert.equal(text.includes(api.sandbox.token), false);
      const message = /^TF400813: The user '[0-9a-f-]{36}' is not authorized to access this resource\.$/;
      assertShows(JSON.parse(text), { typeKey: 'UnauthorizedRequestException', errorCode: 0, eventId: 3000, message });
    });
  }

  it('accept the token as Basic with any name and as Bearer', async () => {
    const { url, token } = api.sandbox;
    for (const authorization of [`Basic ${Buffer.from(`anybody:${token}`).toString('base64')}`, `Bearer ${token}`]) {
      assert.equal((await fetch(url + item, { headers: { authorization } })).status, 200);
    }
  });

  it('say in plain text that a route is not there', async () => {
    // OPTIONS answers for every area: that does not make one.
    assert.equal((await api.call('GET', '/_apis/nothing?api-version=7.1')).status, 404);
    const reply = await api.call('GET', '/_apis/wit/nothing?api-version=7.1');
    assert.equal(reply.status, 404);
    assert.match(reply.text, /^The controller for path '\/fabrikam\/_apis\/wit\/nothing' was not found/);
    assert.match(reply.headers.get('x-tfs-serviceerror') ?? '', /^The%20controller/);
  });
});
