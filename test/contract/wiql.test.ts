import assert from 'node:assert/strict';
import { member } from './api';
import { assertShows } from './shows';
import { withWiql } from './wiqlCalls';

const project = '/Fabrikam-Fiber-Git';

describe('POST wiql', () => {
  const { call, url, ask, ids, create, change } = withWiql();

  it('answers a flat query with ids, columns and order, and no field values', async () => {
    const reply = await ask(
      'SELECT [System.Id], [System.Title] FROM WorkItems WHERE [System.Id] IN (299, 300) ORDER BY [System.Id] DESC',
    );
    const items = `${url()}/6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c/_apis/wit/workItems`;
    assert.equal(reply.status, 200);
    assertShows(reply.body, {
      queryType: 'flat',
      queryResultType: 'workItem',
      asOf: /^20\d\d-\d\d-\d\dT[\d:.]+Z$/,
      columns: [
        { referenceName: 'System.Id', name: 'ID', url: `${url()}/_apis/wit/fields/System.Id` },
        { referenceName: 'System.Title', name: 'Title', url: `${url()}/_apis/wit/fields/System.Title` },
      ],
      sortColumns: [{ field: { referenceName: 'System.Id' }, descending: true }],
      workItems: [
        { id: 300, url: `${items}/300` },
        { id: 299, url: `${items}/299` },
      ],
    });
    assert.equal(member(reply.body, 'workItemRelations'), undefined);
  });

  it('gives urls without a project where the address has none', async () => {
    const reply = await ask('SELECT [System.Id] FROM WorkItems WHERE [System.Id] = 299', { scope: '' });
    assert.equal(member(reply.body, 'workItems', 0, 'url'), `${url()}/_apis/wit/workItems/299`);
  });

  it('does not filter by the project in the address, only by a clause', async () => {
    const all = await ids('SELECT [System.Id] FROM WorkItems');
    assert.deepEqual(all, await ids('SELECT [System.Id] FROM WorkItems', { scope: '' }));
    const here = await ids('SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project');
    assert.ok(here.length > 0 && here.length < all.length);
  });

  it('returns no rows for a state that no type has', async () => {
    assert.deepEqual(await ids("SELECT [System.Id] FROM WorkItems WHERE [System.State] = 'No such state'"), []);
  });

  it('sees a save at once, in fields stored and computed', async () => {
    const id = await create('Bug', {
      'System.Title': 'Query me',
      'System.Tags': 'wiql-test',
      'System.AreaPath': 'Fabrikam-Fiber-Git\\Website\\Search',
    });
    const conditions = [
      "[System.Title] = 'query me'",
      "[System.Tags] CONTAINS 'WIQL-test'",
      "[System.AreaPath] UNDER 'Fabrikam-Fiber-Git\\Website' AND [System.Tags] CONTAINS 'wiql-test'",
      "[System.NodeName] = 'Search' AND [System.Tags] CONTAINS 'wiql-test'",
      '[System.CreatedBy] = @Me AND [System.CreatedDate] >= @Today AND [System.Rev] = 1',
      "[System.WorkItemType] IN GROUP 'Microsoft.BugCategory' AND [System.Tags] CONTAINS 'wiql-test'",
      "[System.CreatedBy] IN GROUP '[Fabrikam-Fiber-Git]\\Web Team <id:0b1>' AND [System.Tags] CONTAINS 'wiql-test'",
      "[Priority] = 2 AND [System.Tags] CONTAINS 'wiql-test'",
    ];
    for (const condition of conditions) {
      assert.deepEqual(await ids(`SELECT [System.Id] FROM WorkItems WHERE ${condition}`), [id], condition);
    }
  });

  it('does not see what is in the recycle bin', async () => {
    const id = await create('Task', { 'System.Title': 'Soon gone' });
    assert.deepEqual(await ids("SELECT [System.Id] FROM WorkItems WHERE [System.Title] = 'Soon gone'"), [id]);
    const gone = await call('DELETE', `${project}/_apis/wit/workitems/${id}?api-version=7.1`);
    assert.equal(gone.status, 200);
    assert.deepEqual(await ids("SELECT [System.Id] FROM WorkItems WHERE [System.Title] = 'Soon gone'"), []);
  });

  it('remembers who it was assigned to, with EVER and with ASOF', async () => {
    const id = await create('Task', { 'System.Title': 'Was somebody’s', 'System.AssignedTo': 'Norman Paulk' });
    const created = await call('GET', `/_apis/wit/workitems/${id}?api-version=7.1`);
    const moment = String(member(created.body, 'fields', 'System.ChangedDate'));
    await change(id, [{ op: 'replace', path: '/fields/System.AssignedTo', value: 'Chuck Reinhart' }]);
    const found = (condition: string): Promise<readonly number[]> =>
      ids(`SELECT [System.Id] FROM WorkItems WHERE [System.Id] = ${id} AND ${condition}`);
    assert.deepEqual(await found("[System.AssignedTo] = 'Norman Paulk'"), []);
    assert.deepEqual(await found("EVER [System.AssignedTo] = 'Norman Paulk'"), [id]);
    assert.deepEqual(await found(`[System.AssignedTo] = 'Norman Paulk' ASOF '${moment}'`), [id]);
  });

  it('returns as many rows as $top says', async () => {
    assert.equal((await ids('SELECT [System.Id] FROM WorkItems', { parameters: '&$top=7' })).length, 7);
  });

  it('takes times where timePrecision is in the address, and refuses them elsewhere', async () => {
    const query = "SELECT [System.Id] FROM WorkItems WHERE [System.ChangedDate] > '2014-12-29T20:49:23Z'";
    const refused = await ask(query);
    assert.equal(refused.status, 400);
    assertShows(refused.body, {
      message:
        /^You cannot supply a time with the date when running a query using date precision\. The error is caused by «/,
    });
    assert.equal((await ask(query, { parameters: '&timePrecision=true' })).status, 200);
  });

  it('resolves @CurrentIteration against the team of the address, or the default team', async () => {
    const query = 'SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration';
    const team = await ids(query, { scope: `${project}/Web Team` });
    assert.ok(team.length > 0);
    assert.deepEqual(await ids(query), team);
    const before = await ids(query.replace('@CurrentIteration', '@CurrentIteration - 1'));
    assert.ok(before.length > 0 && before.every((id) => !team.includes(id)));
    assert.deepEqual(await ids(query.replace('@CurrentIteration', '@CurrentIteration - 9')), []);
    const named = query.replace(
      '@CurrentIteration',
      "@CurrentIteration('[Fabrikam-Fiber-Git]\\Web Team <id:8e4f5a1c>')",
    );
    assert.deepEqual(await ids(named, { scope: '' }), team);
  });

  const refusals: readonly (readonly [query: string, status: number, message: RegExp, scope?: string])[] = [
    [
      'SELECT [System.Id] FROM WorkItems WHERE [Custom.Nope] = 1',
      400,
      /^TF51005: The query references a field that does not exist\. The error is caused by «\[Custom\.Nope\]»\.$/,
    ],
    [
      "SELECT [System.Id] FROM WorkItems WHERE [System.AreaPath] = 'MyProject\\my-repo'",
      400,
      /^TF51011: .*«'MyProject\\my-repo'»\.$/,
    ],
    [
      'SELECT [System.Id] FROM WorkItems WHERE )',
      400,
      /^Expecting field name or expression\. The error is caused by «\)»\.$/,
    ],
    ['SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration', 500, /^VS402612: /, ''],
    [
      "SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration('Web Team')",
      500,
      /^'Web Team' is not of the form '\[project\]\\team'$/,
    ],
    [
      "SELECT [System.Id] FROM WorkItems WHERE [System.IterationPath] = @CurrentIteration('[Fabrikam-Fiber-Git]\\Nobody')",
      500,
      /^VS402612: /,
    ],
  ];
  for (const [query, status, message, scope] of refusals) {
    it(`refuses ${query}`, async () => {
      const reply = await ask(query, scope === undefined ? {} : { scope });
      assert.equal(reply.status, status);
      assertShows(reply.body, {
        message,
        typeKey: status === 400 ? 'VssPropertyValidationException' : 'VssServiceException',
        errorCode: 0,
        eventId: 3000,
      });
    });
  }

  it('refuses an unknown team in the address, a body without a query, and a $top that is no number', async () => {
    assertShows((await ask('SELECT [System.Id] FROM WorkItems', { scope: `${project}/Nobody` })).body, {
      typeKey: 'TeamNotFoundException',
    });
    for (const body of [{}, { query: '' }, { query: 7 }, [], 'no json']) {
      assert.equal((await call('POST', '/_apis/wit/wiql?api-version=7.1', { body })).status, 400);
    }
    assert.equal((await ask('SELECT [System.Id] FROM WorkItems', { parameters: '&$top=many' })).status, 400);
  });
});
