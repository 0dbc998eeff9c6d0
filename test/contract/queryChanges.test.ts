import assert from 'node:assert/strict';
import { member } from './api';
import { namesOf, wiql, withQueries } from './queryCalls';
import { assertShows } from './shows';

describe('saving queries', () => {
  const { call, queries, create } = withQueries();

  it('creates folders and queries, and runs what was saved', async () => {
    const folder = await create('Shared%20Queries', { name: 'Website team', isFolder: true });
    const id = await create('Shared%20Queries/Website%20team', { name: 'Mine', wiql });
    const read = await queries('GET', `/${id}?$expand=all`);
    assertShows(read.body, {
      path: 'Shared Queries/Website team/Mine',
      queryType: 'flat',
      wiql,
      isPublic: true,
      createdBy: { displayName: 'Jamal Hartnett' },
      columns: [{ referenceName: 'System.Id' }, { referenceName: 'System.Title' }],
      sortColumns: [{ field: { referenceName: 'System.Id' }, descending: true }],
      _links: {
        parent: { href: new RegExp(`/_apis/wit/queries/${folder}$`) },
        wiql: { href: new RegExp(`/_apis/wit/wiql/${id}$`) },
      },
    });
    assert.equal((await call('GET', `/Fabrikam-Fiber-Git/_apis/wit/wiql/${id}?api-version=7.1`)).status, 200);
  });

  const refusals: readonly (readonly [title: string, body: unknown, status: number, error: unknown])[] = [
    [
      'a name that is taken',
      { name: 'all bugs', wiql },
      400,
      {
        typeKey: 'LegacyQueryItemException',
        message: 'TF237018: A query or a query folder on the server has the same name.',
      },
    ],
    ['no name', { wiql }, 400, {}],
    ['a name with a slash', { name: 'a/b', wiql }, 400, {}],
    ['no query', { name: 'Empty' }, 400, {}],
    [
      'a query that cannot be read',
      { name: 'Broken', wiql: 'SELECT' },
      400,
      { message: /^Expecting field name or expression\./ },
    ],
    [
      'a query of unknown fields',
      { name: 'Broken', wiql: 'SELECT [Nope] FROM WorkItems' },
      400,
      { message: /^TF51005: .*«\[Nope\]»/ },
    ],
    ['a body that is no object', [], 400, {}],
  ];
  for (const [title, body, status, error] of refusals) {
    it(`refuses ${title}`, async () => {
      const reply = await queries('POST', '/Shared%20Queries', { body });
      assert.equal(reply.status, status, reply.text);
      assertShows(reply.body, error);
    });
  }

  it('changes name and text, keeping the id', async () => {
    const id = await create('My%20Queries', { name: 'First', wiql });
    const renamed = await queries('PATCH', '/My%20Queries/First', { body: { name: 'Second' } });
    assertShows(renamed.body, { id, name: 'Second', path: 'My Queries/Second', isPublic: false });
    const changed = await queries('PATCH', `/${id}`, {
      body: { wiql: 'SELECT [System.Id] FROM WorkItemLinks MODE (MayContain)' },
    });
    assertShows(changed.body, { name: 'Second', queryType: 'oneHop' });
    assert.equal((await queries('PATCH', `/${id}`, { body: { name: 'Assigned to me' } })).status, 400);
  });

  it('takes a merge document, not a patch document', async () => {
    const body = [{ op: 'replace', path: '/name', value: 'x' }];
    const reply = await queries('PATCH', '/Shared%20Queries/All%20Bugs', { body, type: 'application/json-patch+json' });
    assert.equal(reply.status, 415);
    assertShows(reply.body, { typeKey: 'VssRequestContentTypeNotSupportedException' });
  });

  it('moves by the id in a POST, making what was private public', async () => {
    const folder = await create('My%20Queries', { name: 'Box', isFolder: true });
    await create('My%20Queries/Box', { name: 'In it', wiql });
    const moved = await queries('POST', '/Shared%20Queries', { body: { id: folder } });
    assert.equal(moved.status, 200, moved.text);
    assertShows(moved.body, { id: folder, path: 'Shared Queries/Box', isPublic: true });
    assertShows((await queries('GET', '/Shared%20Queries/Box/In%20it')).body, { isPublic: true });
    assert.equal((await queries('GET', '/My%20Queries/Box')).status, 404);
  });

  it('does not move a folder into itself, nor a root', async () => {
    const outer = await create('My%20Queries', { name: 'Outer', isFolder: true });
    await create('My%20Queries/Outer', { name: 'Inner', isFolder: true });
    assert.equal((await queries('POST', '/My%20Queries/Outer/Inner', { body: { id: outer } })).status, 400);
    const root = String(member((await queries('GET', '/My%20Queries')).body, 'id'));
    assert.equal((await queries('POST', '/Shared%20Queries', { body: { id: root } })).status, 400);
    assert.equal((await queries('PATCH', `/${root}`, { body: { name: 'Yours' } })).status, 400);
  });
});

describe('deleting queries', () => {
  const { call, queries, create } = withQueries();

  it('answers 204, and hides the query everywhere but from its id', async () => {
    const id = await create('Shared%20Queries', { name: 'Short-lived', wiql });
    const deleted = await queries('DELETE', '/Shared%20Queries/Short-lived');
    assert.equal(deleted.status, 204);
    assert.equal(deleted.text, '');
    assert.equal((await queries('GET', '/Shared%20Queries/Short-lived')).status, 404);
    assert.equal((await queries('GET', `/${id}`)).status, 404);
    assert.equal((await call('GET', `/_apis/wit/wiql/${id}?api-version=7.1`)).status, 404);
    assertShows((await queries('GET', `/${id}?$includeDeleted=true`)).body, { id, isDeleted: true });
    assert.ok(
      !namesOf(member((await queries('GET', '/Shared%20Queries?$depth=1')).body, 'children')).includes('Short-lived'),
    );
    const withDeleted = await queries('GET', '/Shared%20Queries?$depth=1&$includeDeleted=true');
    assert.ok(namesOf(member(withDeleted.body, 'children')).includes('Short-lived'));
  });

  it('frees the name, and restores only while the name is free', async () => {
    const id = await create('Shared%20Queries', { name: 'Twice', wiql });
    await queries('DELETE', `/${id}`);
    const second = await create('Shared%20Queries', { name: 'Twice', wiql });
    assert.equal((await queries('PATCH', `/${id}`, { body: { isDeleted: false } })).status, 400);
    await queries('PATCH', `/${second}`, { body: { name: 'Other' } });
    const restored = await queries('PATCH', `/${id}`, { body: { isDeleted: false } });
    assert.equal(restored.status, 200, restored.text);
    assert.equal(member((await queries('GET', '/Shared%20Queries/Twice')).body, 'id'), id);
  });

  it('takes a folder with what is in it, and brings it back with $undeleteDescendants', async () => {
    const folder = await create('Shared%20Queries', { name: 'Box', isFolder: true });
    await create('Shared%20Queries/Box', { name: 'In it', wiql });
    assert.equal((await queries('DELETE', `/${folder}`)).status, 204);
    assert.equal((await queries('GET', '/Shared%20Queries/Box/In%20it')).status, 404);
    await queries('PATCH', `/${folder}`, { body: { isDeleted: false } });
    assert.equal((await queries('GET', '/Shared%20Queries/Box')).status, 200);
    assert.equal((await queries('GET', '/Shared%20Queries/Box/In%20it')).status, 404);
    await queries('DELETE', `/${folder}`);
    const both = await queries('PATCH', `/${folder}?$undeleteDescendants=true`, { body: { isDeleted: false } });
    assertShows(both.body, { hasChildren: true, children: [{ name: 'In it' }] });
  });

  it('refuses a root', async () => {
    assertShows((await queries('DELETE', '/Shared%20Queries')).body, {
      message: 'TF237023: You cannot delete root folders.',
    });
  });
});
