import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, CallOptions, Reply } from './api';
import { assertShows } from './shows';

const project = '/Fabrikam-Fiber-Git';

describe('classification nodes', () => {
  let api: Api;

  beforeEach(async () => {
    api = await startApi();
  });

  afterEach(async () => {
    await api.sandbox.close();
  });

  async function nodes(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    const separator = path.includes('?') ? '&' : '?';
    return api.call(method, `${project}/_apis/wit/classificationnodes${path}${separator}api-version=7.1`, options);
  }

  async function createBug(fields: Readonly<Record<string, unknown>>): Promise<number> {
    const body = Object.entries({ 'System.Title': 'Placed', ...fields }).map(([name, value]) => ({
      op: 'add',
      path: `/fields/${name}`,
      value,
    }));
    const type = 'application/json-patch+json';
    const reply = await api.call('POST', `${project}/_apis/wit/workitems/$Bug?api-version=7.1`, { body, type });
    assert.equal(reply.status, 200, reply.text);
    return Number(member(reply.body, 'id'));
  }

  it('are two roots, children only as deep as $depth says', async () => {
    const roots = await nodes('GET', '');
    assertShows(roots.body, {
      count: 2,
      value: [
        { name: 'Fabrikam-Fiber-Git', structureType: 'area', hasChildren: true, path: '\\Fabrikam-Fiber-Git\\Area' },
        { structureType: 'iteration', path: '\\Fabrikam-Fiber-Git\\Iteration' },
      ],
    });
    assert.equal(member(roots.body, 'value', 0, 'children'), undefined);
    const deep = await nodes('GET', '/areas?$depth=2');
    const website = (member(deep.body, 'children') as readonly unknown[]).find(
      (one) => member(one, 'name') === 'Website',
    );
    assertShows(website, {
      path: '\\Fabrikam-Fiber-Git\\Area\\Website',
      children: [{ name: 'Checkout' }, { name: 'Search' }],
    });
    assert.equal(member(website, '_links'), undefined, 'only the node asked for has links');
  });

  it('are found by paths with slashes, with backslashes, and with a leading one', async () => {
    for (const path of ['Website/Checkout', 'website/CHECKOUT', '%5CWebsite%5CCheckout', 'Website%5CCheckout']) {
      assertShows((await nodes('GET', `/areas/${path}`)).body, {
        name: 'Checkout',
        _links: { parent: { href: /Areas\/Website$/ } },
      });
    }
    assertShows((await nodes('GET', '/iterations/Release%201/Sprint%201')).body, {
      attributes: { startDate: /T00:00:00Z$/, finishDate: /T00:00:00Z$/ },
    });
    assertShows((await nodes('GET', '/1/Release%201')).body, { name: 'Release 1' });
    assert.equal((await nodes('GET', '/areas/Nothing')).status, 404);
    assert.equal((await nodes('GET', '/places')).status, 404);
  });

  it('are read by ids; with errorPolicy=omit an unknown one is null', async () => {
    assertShows((await nodes('GET', '?ids=3570,4486')).body, {
      count: 2,
      value: [{ id: 3570 }, { id: 4486, name: 'Website' }],
    });
    assert.equal((await nodes('GET', '?ids=3570,99999')).status, 404);
    assert.deepEqual(member((await nodes('GET', '?ids=99999&errorPolicy=omit')).body, 'value'), [null]);
    assert.equal((await nodes('GET', '?ids=4600')).status, 404, 'a node of another project');
  });

  it('are created with 201 and a location, and take work items at once', async () => {
    const created = await nodes('POST', '/areas/Website', { body: { name: 'Basket' } });
    assert.equal(created.status, 201, created.text);
    assertShows(created.body, {
      name: 'Basket',
      hasChildren: false,
      path: '\\Fabrikam-Fiber-Git\\Area\\Website\\Basket',
    });
    assert.equal(created.headers.get('location'), member(created.body, 'url'));
    const id = await createBug({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website\\Basket' });
    const item = await api.call('GET', `/_apis/wit/workitems/${id}?$expand=all&api-version=7.1`);
    assertShows(item.body, { fields: { 'System.AreaId': member(created.body, 'id'), 'System.NodeName': 'Basket' } });
  });

  it('hold dates when they are iterations', async () => {
    const attributes = { startDate: '2019-06-17T00:00:00', finishDate: '2019-06-28' };
    const created = await nodes('POST', '/iterations', { body: { name: 'Old', attributes } });
    assertShows(created.body, {
      attributes: { startDate: '2019-06-17T00:00:00Z', finishDate: '2019-06-28T00:00:00Z' },
    });
    const moved = await nodes('PATCH', '/iterations/Old', {
      body: { attributes: { startDate: '2020-01-01', finishDate: '2020-01-10' } },
    });
    assertShows(moved.body, { attributes: { startDate: '2020-01-01T00:00:00Z' } });
    assertShows((await nodes('PATCH', '/iterations/Old', { body: { attributes: {} } })).body, {
      attributes: { startDate: '2020-01-01T00:00:00Z' },
    });
    for (const bad of [
      { startDate: '2020-01-01' },
      { startDate: '2020-01-10', finishDate: '2020-01-01' },
      { startDate: 'soon', finishDate: 'later' },
    ]) {
      assert.equal((await nodes('PATCH', '/iterations/Old', { body: { attributes: bad } })).status, 400);
    }
  });

  it('keep their work items when they are renamed or moved', async () => {
    const id = await createBug({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website\\Search' });
    const path = async (): Promise<unknown> =>
      member((await api.call('GET', `/_apis/wit/workitems/${id}?api-version=7.1`)).body, 'fields', 'System.AreaPath');
    assertShows((await nodes('PATCH', '/areas/Website/Search', { body: { name: 'Finder' } })).body, { name: 'Finder' });
    assert.equal(await path(), 'Fabrikam-Fiber-Git\\Website\\Finder');
    const moved = await nodes('POST', '/areas/Mobile', { body: { id: 4491 } });
    assert.equal(moved.status, 200, moved.text);
    assertShows(moved.body, { path: '\\Fabrikam-Fiber-Git\\Area\\Mobile\\Finder' });
    assert.equal(await path(), 'Fabrikam-Fiber-Git\\Mobile\\Finder');
    assert.equal(member((await api.call('GET', `/_apis/wit/workitems/${id}?api-version=7.1`)).body, 'rev'), 1);
  });

  it('refuse names that are taken or cannot be, circles, and changes of the root', async () => {
    const duplicate = await nodes('POST', '/areas/Website', { body: { name: 'checkout' } });
    assert.equal(duplicate.status, 409);
    assertShows(duplicate.body, {
      message: /^VS402371: Classification node name checkout is already in use/,
      typeKey: 'ClassificationNodeDuplicateNameException',
    });
    for (const name of ['', 'a/b', 'a\\b', 'con', '..', 'x'.repeat(256)]) {
      assert.equal((await nodes('POST', '/areas', { body: { name } })).status, 400, name);
    }
    assert.equal((await nodes('POST', '/areas', { body: {} })).status, 400);
    assert.equal((await nodes('POST', '/areas/Nothing', { body: { name: 'x' } })).status, 404);
    assert.equal((await nodes('POST', '/areas/Website/Checkout', { body: { id: 4486 } })).status, 400);
    assert.equal((await nodes('POST', '/areas', { body: { id: 4511 } })).status, 404, 'an iteration is no area');
  });

  it('are deleted only when empty, or when their items know where to go', async () => {
    const id = await createBug({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website\\Checkout' });
    assert.equal((await nodes('DELETE', '/areas/Website')).status, 400);
    assert.equal((await nodes('DELETE', '/areas/Website?$reclassifyId=4490')).status, 404, 'a node that goes too');
    assert.equal((await nodes('DELETE', '/areas/Website?$reclassifyId=3570')).status, 204);
    assert.equal((await nodes('GET', '/areas/Website')).status, 404);
    const item = await api.call('GET', `/_apis/wit/workitems/${id}?api-version=7.1`);
    assertShows(item.body, { rev: 2, fields: { 'System.AreaPath': 'Fabrikam-Fiber-Git' } });
    const before = await api.call('GET', `/_apis/wit/workitems/${id}/revisions/1?api-version=7.1`);
    assertShows(before.body, { fields: { 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website\\Checkout' } });
    const again = await nodes('POST', '/areas', { body: { name: 'Website' } });
    assert.equal(again.status, 201, 'the name is free again');
  });
});
