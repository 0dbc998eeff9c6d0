import * as assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, CallOptions, Reply } from './api';
import { assertShows } from './shows';

const wiql =
  "SELECT [System.Id], [System.Title] FROM WorkItems WHERE [System.WorkItemType] = 'Bug' ORDER BY [System.Id] DESC";
let api: Api;

/** Each test has a server of its own. */
function withServer(): void {
  beforeEach(async () => {
    api = await startApi();
  });

  afterEach(async () => {
    await api.sandbox.close();
  });
}

async function queries(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
  const separator = path.includes('?') ? '&' : '?';
  return api.call(method, `/Fabrikam-Fiber-Git/_apis/wit/queries${path}${separator}api-version=7.1`, options);
}

async function create(folder: string, body: unknown): Promise<string> {
  const reply = await queries('POST', `/${folder}`, { body });
  assert.equal(reply.status, 201, reply.text);
  return String(member(reply.body, 'id'));
}

function names(value: unknown): readonly string[] {
  assert.ok(Array.isArray(value), JSON.stringify(value));
  return value.map((one: unknown) => String(member(one, 'name')));
}

describe('GET queries', () => {
  withServer();

  it('lists the two roots, with children as deep as $depth says', async () => {
    const flat = await queries('GET', '');
    assertShows(flat.body, {
      count: 2,
      value: [
        { name: 'My Queries', isFolder: true },
        { name: 'Shared Queries', isPublic: true },
      ],
    });
    assert.equal(member(flat.body, 'value', 1, 'children'), undefined);
    assert.equal(member(flat.body, 'value', 1, 'hasChildren'), true);
    const one = await queries('GET', '?$depth=1');
    const sprint = member(one.body, 'value', 1, 'children', 0);
    assertShows(sprint, { name: 'Current Sprint', path: 'Shared Queries/Current Sprint', hasChildren: true });
    assert.equal(member(sprint, 'children'), undefined);
    const two = await queries('GET', '?$depth=2');
    assert.ok(names(member(two.body, 'value', 1, 'children', 0, 'children')).includes('Open Tasks'));
    assert.equal((await queries('GET', '?$depth=3')).status, 400);
  });

  const keySets: readonly (readonly [expand: string, keys: readonly string[]])[] = [
    [
      'none',
      [
        '_links',
        'createdBy',
        'createdDate',
        'id',
        'isPublic',
        'lastModifiedBy',
        'lastModifiedDate',
        'name',
        'path',
        'queryType',
        'url',
      ],
    ],
    ['minimal', ['id', 'isPublic', 'name', 'path', 'queryType', 'wiql']],
  ];
  const base = keySets[0]?.[1] ?? [];
  const withText = [...base, 'columns', 'sortColumns', 'wiql'];
  for (const [expand, keys] of [
    ...keySets,
    ['wiql', withText],
    ['all', [...withText, 'clauses']],
    ['clauses', [...withText, 'clauses']],
  ] as const) {
    it(`shows these keys with $expand=${expand}: ${keys.join(', ')}`, async () => {
      const reply = await queries('GET', `/Shared%20Queries/All%20Bugs?$expand=${expand}`);
      assert.equal(reply.status, 200, reply.text);
      assert.deepEqual(Object.keys(reply.body as object).sort(), [...keys].sort());
    });
  }

  it('shows the clauses of a query, as the 7.1 examples do', async () => {
    const path = '/Shared%20Queries';
    await create('Shared%20Queries', { name: 'One', wiql });
    await create('Shared%20Queries', {
      name: 'Two',
      wiql: wiql.replace(' ORDER', " AND ([System.State] <> 'Done' OR [System.Id] = [System.Rev]) ORDER"),
    });
    assertShows(member((await queries('GET', `${path}/One?$expand=clauses`)).body, 'clauses'), {
      field: { referenceName: 'System.WorkItemType', name: 'Work Item Type' },
      operator: { referenceName: 'SupportedOperations.Equals', name: '=' },
      value: 'Bug',
    });
    assertShows(member((await queries('GET', `${path}/Two?$expand=clauses`)).body, 'clauses'), {
      logicalOperator: 'and',
      clauses: [
        { value: 'Bug' },
        {
          logicalOperator: 'or',
          clauses: [
            { operator: { referenceName: 'SupportedOperations.NotEquals', name: '<>' }, value: 'Done' },
            { isFieldValue: true, fieldValue: { referenceName: 'System.Rev' }, operator: { name: '= [Field]' } },
          ],
        },
      ],
    });
    assertShows((await queries('GET', `${path}/Feature%20Tree?$expand=clauses`)).body, {
      queryType: 'tree',
      filterOptions: 'linksRecursiveMayContain',
      linkClauses: { logicalOperator: 'and', clauses: [{ value: 'System.LinkTypes.Hierarchy-Forward' }] },
      sourceClauses: { logicalOperator: 'and', clauses: [{ value: '@project' }, {}] },
    });
  });

  it('finds by path in any letter case, by id, and at the collection by id only', async () => {
    const found = await queries('GET', '/shared%20queries/all%20BUGS');
    const id = String(member(found.body, 'id'));
    assert.equal(member((await queries('GET', `/${id.toUpperCase()}`)).body, 'path'), 'Shared Queries/All Bugs');
    assert.equal((await api.call('GET', `/_apis/wit/queries/${id}?api-version=7.1`)).status, 200);
    assert.equal((await api.call('GET', '/_apis/wit/queries/Shared%20Queries?api-version=7.1')).status, 404);
    assert.equal(
      (await queries('GET', '/Shared%20Queries%2FAll%20Bugs')).status,
      404,
      'an encoded slash is no separator',
    );
    assertShows((await queries('GET', '/Shared%20Queries/Nothing')).body, {
      typeKey: 'QueryItemNotFoundException',
      message: /^TF401243: /,
    });
  });

  it('searches names with $filter', async () => {
    const reply = await queries('GET', '?$filter=bug');
    assert.deepEqual(names(member(reply.body, 'value')), ['All Bugs']);
    assert.equal(member(reply.body, 'hasMore'), false);
  });
});

describe('saving queries', () => {
  withServer();

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
    assert.equal((await api.call('GET', `/Fabrikam-Fiber-Git/_apis/wit/wiql/${id}?api-version=7.1`)).status, 200);
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
  withServer();

  it('answers 204, and hides the query everywhere but from its id', async () => {
    const id = await create('Shared%20Queries', { name: 'Short-lived', wiql });
    const deleted = await queries('DELETE', '/Shared%20Queries/Short-lived');
    assert.equal(deleted.status, 204);
    assert.equal(deleted.text, '');
    assert.equal((await queries('GET', '/Shared%20Queries/Short-lived')).status, 404);
    assert.equal((await queries('GET', `/${id}`)).status, 404);
    assert.equal((await api.call('GET', `/_apis/wit/wiql/${id}?api-version=7.1`)).status, 404);
    assertShows((await queries('GET', `/${id}?$includeDeleted=true`)).body, { id, isDeleted: true });
    assert.ok(
      !names(member((await queries('GET', '/Shared%20Queries?$depth=1')).body, 'children')).includes('Short-lived'),
    );
    const withDeleted = await queries('GET', '/Shared%20Queries?$depth=1&$includeDeleted=true');
    assert.ok(names(member(withDeleted.body, 'children')).includes('Short-lived'));
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

describe('queriesBatch and tempQueries', () => {
  withServer();

  it('read many by their ids', async () => {
    const known = '00000001-beef-4000-8000-000000000001';
    const unknown = '00000000-0000-0000-0000-00000000000f';
    const path = '/Fabrikam-Fiber-Git/_apis/wit/queriesbatch?api-version=7.1';
    assertShows((await api.call('POST', path, { body: { ids: [known], $expand: 'minimal' } })).body, {
      count: 1,
      value: [{ id: known, wiql: /^SELECT/ }],
    });
    assert.equal((await api.call('POST', path, { body: { ids: [known, unknown] } })).status, 404);
    assertShows((await api.call('POST', path, { body: { ids: [known, unknown], errorPolicy: 'omit' } })).body, {
      count: 1,
    });
    assert.equal((await api.call('POST', path, { body: {} })).status, 400);
  });

  it('keep a query for a moment: it can be run, and stands in no folder', async () => {
    const reply = await api.call('POST', '/Fabrikam-Fiber-Git/_apis/wit/tempQueries?api-version=7.1', {
      body: { wiql },
    });
    const id = String(member(reply.body, 'id'));
    assert.equal((await api.call('GET', `/_apis/wit/wiql/${id}?api-version=7.1`)).status, 200);
    assert.equal((await queries('GET', `/${id}`)).status, 404);
  });
});
