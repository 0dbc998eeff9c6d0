import assert from 'node:assert/strict';
import { member } from './api';
import { namesOf, wiql, withQueries } from './queryCalls';
import { assertShows } from './shows';

describe('GET queries', () => {
  const { call, queries, create } = withQueries();

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
    assert.ok(namesOf(member(two.body, 'value', 1, 'children', 0, 'children')).includes('Open Tasks'));
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
    assert.equal((await call('GET', `/_apis/wit/queries/${id}?api-version=7.1`)).status, 200);
    assert.equal((await call('GET', '/_apis/wit/queries/Shared%20Queries?api-version=7.1')).status, 404);
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
    assert.deepEqual(namesOf(member(reply.body, 'value')), ['All Bugs']);
    assert.equal(member(reply.body, 'hasMore'), false);
  });
});

describe('queriesBatch and tempQueries', () => {
  const { call, queries } = withQueries();

  it('read many by their ids', async () => {
    const known = '00000001-beef-4000-8000-000000000001';
    const unknown = '00000000-0000-0000-0000-00000000000f';
    const path = '/Fabrikam-Fiber-Git/_apis/wit/queriesbatch?api-version=7.1';
    assertShows((await call('POST', path, { body: { ids: [known], $expand: 'minimal' } })).body, {
      count: 1,
      value: [{ id: known, wiql: /^SELECT/ }],
    });
    assert.equal((await call('POST', path, { body: { ids: [known, unknown] } })).status, 404);
    assertShows((await call('POST', path, { body: { ids: [known, unknown], errorPolicy: 'omit' } })).body, {
      count: 1,
    });
    assert.equal((await call('POST', path, { body: {} })).status, 400);
  });

  it('keep a query for a moment: it can be run, and stands in no folder', async () => {
    const reply = await call('POST', '/Fabrikam-Fiber-Git/_apis/wit/tempQueries?api-version=7.1', {
      body: { wiql },
    });
    const id = String(member(reply.body, 'id'));
    assert.equal((await call('GET', `/_apis/wit/wiql/${id}?api-version=7.1`)).status, 200);
    assert.equal((await queries('GET', `/${id}`)).status, 404);
  });
});
