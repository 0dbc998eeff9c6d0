import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { assertShows } from './shows';

const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const field = (name: string, value: unknown) => add(`/fields/${name}`, value);
const link = (rel: string, id: number, attributes?: unknown) =>
  add('/relations/-', { rel, url: `http://x/fabrikam/_apis/wit/workItems/${id}`, attributes });
const v = 'api-version=7.1';

describe('Work items', () => {
  let api: Api;
  beforeEach(async () => (api = await startApi()));
  afterEach(() => api.sandbox.close());

  const patch = (id: number, ...operations: readonly unknown[]): Promise<Reply> =>
    api.patch(`/_apis/wit/workitems/${id}?${v}`, operations);
  const read = (id: number, query = '$expand=all'): Promise<Reply> =>
    api.call('GET', `/_apis/wit/workitems/${id}?${query}&${v}`);
  const create = (type: string, ...operations: readonly unknown[]): Promise<Reply> =>
    api.call('POST', `/Fabrikam-Fiber-Git/_apis/wit/workitems/$${type}?${v}`, {
      body: [field('System.Title', 'New'), ...operations],
      type: 'application/json-patch+json',
    });
  const idOf = (reply: Reply): number => Number(member(reply.body, 'id'));

  it('are named with the project in single answers from 5.0 on, without it in lists and before', async () => {
    assertShows((await read(300)).body, { url: /\/fabrikam\/6ce954b1-[0-9a-f-]+\/_apis\/wit\/workItems\/300$/ });
    const old = await api.call('GET', '/_apis/wit/workitems/300?api-version=4.1');
    assertShows(old.body, {
      url: /\/fabrikam\/_apis\/wit\/workItems\/300$/,
      fields: { 'System.CreatedBy': 'Jamal Hartnett <fabrikamfiber4@hotmail.com>' },
    });
    const list = await api.call('GET', `/Fabrikam-Fiber-Git/_apis/wit/workitems?ids=300&${v}`);
    assertShows(list.body, { value: [{ url: /\/fabrikam\/_apis\/wit\/workItems\/300$/, _links: undefined }] });
  });

  it('have null in the place of what cannot be read, when asked to omit it', async () => {
    const body = { ids: [299, 99999, 300], errorPolicy: 'Omit' };
    const reply = await api.call('POST', `/_apis/wit/workitemsbatch?${v}`, { body });
    assertShows(reply, { status: 200, body: { count: 3, value: [{ id: 299 }, null, { id: 300 }] } });
  });

  it('merge tags with add, replace them with replace, keep them in alphabetical order, and lose them with nothing', async () => {
    assertShows((await patch(299, field('System.Tags', 'beta; Alpha; TAG1'))).body, {
      rev: 8,
      fields: { 'System.Tags': 'Alpha; beta; Tag1; Tag2' },
    });
    assertShows((await patch(299, { op: 'replace', path: '/fields/System.Tags', value: 'zeta; eta' })).body, {
      rev: 9,
      fields: { 'System.Tags': 'eta; zeta' },
    });
    assertShows((await patch(299, { op: 'replace', path: '/fields/System.Tags', value: '' })).body, {
      rev: 10,
      fields: { 'System.Tags': undefined },
    });
    const many = Array.from({ length: 101 }, (_, index) => `t${index}`).join(';');
    assertShows(await patch(299, field('System.Tags', many)), {
      status: 400,
      body: { message: /^TF401243: Failed to save work item because too many new tags/ },
    });
  });

  it('keep their revision when work item links come and go, at both ends, and show the parent at once', async () => {
    const child = idOf(await create('Task'));
    assertShows((await patch(309, link('System.LinkTypes.Hierarchy-Forward', child))).body, { rev: 1 });
    assertShows((await read(child)).body, {
      rev: 1,
      fields: { 'System.Parent': 309 },
      relations: [{ rel: 'System.LinkTypes.Hierarchy-Reverse', attributes: { name: 'Parent' } }],
    });
    assertShows((await patch(child, { op: 'remove', path: '/relations/0' })).body, {
      rev: 1,
      fields: { 'System.Parent': undefined },
      relations: undefined,
    });
    assertShows((await read(309)).body, { rev: 1, relations: [{}, {}] });
  });

  it('grow by a revision when hyperlinks, attachments and artifact links come and go', async () => {
    assertShows((await patch(300, add('/relations/-', { rel: 'Hyperlink', url: 'https://example.com/' }))).body, {
      rev: 2,
    });
    const url = 'vstfs:///Git/Commit/a%2Fb%2Fc';
    assertShows(
      (await patch(300, add('/relations/-', { rel: 'ArtifactLink', url, attributes: { name: 'Fixed in Commit' } })))
        .body,
      { rev: 3 },
    );
    const removed = await patch(300, { op: 'remove', path: '/relations/3' }, { op: 'remove', path: '/relations/2' });
    assertShows(removed.body, { rev: 4, relations: [{}, {}] });
  });

  it('list relations in an order that is not the one they were added in', async () => {
    const parent = idOf(await create('Feature'));
    const ids: number[] = [];
    for (let made = 0; made < 4; made++) ids.push(idOf(await create('Product%20Backlog%20Item')));
    await patch(parent, ...ids.map((id) => link('System.LinkTypes.Hierarchy-Forward', id)));
    const relations = member((await read(parent)).body, 'relations');
    assert.ok(Array.isArray(relations));
    const order = relations.map((one: unknown) => Number(/\d+$/.exec(String(member(one, 'url')))?.[0]));
    assert.deepEqual([...order].sort(), [...ids].sort());
    assert.notDeepEqual(order, ids);
  });

  it('refuse the 1,001st link', async () => {
    const url = (number: number) => ({ rel: 'Hyperlink', url: `https://example.com/${number}` });
    const links = Array.from({ length: 1000 }, (_, index) => add('/relations/-', url(index)));
    assert.equal((await patch(300, ...links)).status, 200);
    assertShows(await patch(300, add('/relations/-', url(1000))), {
      status: 400,
      body: { message: /1000 .* which is the limit/ },
    });
  });

  it('follow the rules of their type: reason, dates, people', async () => {
    const id = idOf(await create('Bug'));
    assertShows((await read(id)).body, {
      fields: {
        'System.State': 'New',
        'System.Reason': 'New defect reported',
        'Microsoft.VSTS.Common.Severity': '3 - Medium',
        'System.BoardColumn': 'New',
      },
    });
    await patch(id, field('System.State', 'approved'));
    await patch(id, field('System.State', 'Committed'));
    const done = await patch(id, field('System.State', 'Done'));
    assertShows(done.body, {
      rev: 4,
      fields: {
        'System.State': 'Done',
        'System.Reason': 'Work finished',
        'System.BoardColumn': 'Done',
        'Microsoft.VSTS.Common.ClosedDate': /Z$/,
        'Microsoft.VSTS.Common.ClosedBy': { displayName: 'Jamal Hartnett' },
      },
    });
    const reopened = await patch(id, field('System.State', 'Committed'));
    assertShows(reopened.body, {
      fields: { 'System.Reason': 'Additional work found', 'Microsoft.VSTS.Common.ClosedDate': undefined },
    });
  });

  it('move with their board column, and refuse one that is none', async () => {
    const column = 'WEF_6CB513B6E70E43499D9FC94E5BBFB784_Kanban.Column';
    assertShows((await patch(309, field(column, 'Approved'))).body, {
      fields: { 'System.State': 'Approved', 'System.BoardColumn': 'Approved' },
    });
    assertShows(await patch(309, field(column, 'Nowhere')), {
      status: 400,
      body: { customProperties: { RuleValidationErrors: [{ fieldReferenceName: 'System.State' }] } },
    });
  });

  it('ignore in silence what the server computes', async () => {
    const reply = await patch(
      300,
      field('System.Parent', 309),
      field('System.CreatedBy', 'Chuck Reinhart'),
      field('System.Id', 7),
      field('System.Title', 'T'),
    );
    assertShows(reply, {
      status: 200,
      body: { id: 300, fields: { 'System.Parent': 297, 'System.CreatedBy': { displayName: 'Jamal Hartnett' } } },
    });
  });

  it('take people in every form, and give them back as objects', async () => {
    const forms = [
      'Chuck Reinhart',
      'fabrikamfiber3@hotmail.com',
      'Chuck Reinhart <fabrikamfiber3@hotmail.com>',
      { uniqueName: 'fabrikamfiber3@hotmail.com' },
    ];
    for (const form of forms) {
      await patch(300, { op: 'remove', path: '/fields/System.AssignedTo' });
      assertShows((await patch(300, field('System.AssignedTo', form))).body, {
        fields: { 'System.AssignedTo': { displayName: 'Chuck Reinhart', uniqueName: 'fabrikamfiber3@hotmail.com' } },
      });
    }
    assertShows((await patch(300, field('System.AssignedTo', ''))).body, {
      fields: { 'System.AssignedTo': undefined },
    });
  });

  it('are not saved when they are only validated', async () => {
    const reply = await api.patch(`/_apis/wit/workitems/300?validateOnly=true&${v}`, [
      field('System.Title', 'Only looking'),
    ]);
    assertShows(reply, { status: 200, body: { rev: 1 } });
    assertShows((await read(300)).body, { rev: 1, fields: { 'System.Title': 'Unit Testing for MSA login' } });
  });

  it('are left alone by all operations of a patch when one fails, new ones are not made', async () => {
    const good = add('/relations/-', { rel: 'Hyperlink', url: 'https://example.com/' });
    const bad = link('Nope', 309);
    assert.equal((await patch(300, field('System.Tags', 'fresh'), good, bad)).status, 400);
    assertShows((await read(300)).body, { rev: 1, fields: { 'System.Tags': undefined }, relations: [{}, {}] });
    assert.equal((await create('Task', good, bad)).status, 400);
    const next = idOf(await create('Task'));
    assert.equal((await read(next - 1)).status, 200, 'The refused creation used an id up');
    const tag = await api.call('GET', `/Fabrikam-Fiber-Git/_apis/wit/tags/fresh?${v}`);
    assert.equal(tag.status, 404);
  });

  it('do not grow when nothing changes', async () => {
    assertShows((await patch(300, field('System.Title', 'Unit Testing for MSA login'))).body, { rev: 1 });
  });

  it('carry a comment in the revision that it was written with, and count it', async () => {
    assertShows((await patch(300, field('System.History', 'Why?'))).body, {
      rev: 2,
      fields: { 'System.History': 'Why?', 'System.CommentCount': 1 },
    });
    assertShows((await patch(300, field('System.Title', 'T'))).body, {
      rev: 3,
      fields: { 'System.History': undefined, 'System.CommentCount': 1 },
    });
  });

  it('tell which texts are Markdown', async () => {
    const reply = await patch(
      300,
      field('System.Description', '# Hi'),
      add('/multilineFieldsFormat/System.Description', 'Markdown'),
    );
    assertShows(reply.body, { multilineFieldsFormat: { 'System.Description': 'markdown' } });
    assertShows((await patch(300, field('System.Description', '## Hi'))).body, {
      multilineFieldsFormat: { 'System.Description': 'markdown' },
    });
  });

  it('keep dates in order when a migration writes them', async () => {
    const path = `/_apis/wit/workitems/300?bypassRules=true&${v}`;
    const past = await api.patch(path, [
      field('System.ChangedDate', '2010-01-01T00:00:00Z'),
      field('System.Title', 'T'),
    ]);
    assertShows(past, { status: 400, body: { message: 'VS402625: Dates must be increasing with each revision.' } });
    const then = await api.patch(path, [
      field('System.ChangedDate', '2015-01-01T00:00:00Z'),
      field('System.ChangedBy', 'Chuck Reinhart'),
      field('System.Title', 'T'),
    ]);
    assertShows(then.body, {
      rev: 2,
      fields: { 'System.ChangedDate': '2015-01-01T00:00:00Z', 'System.ChangedBy': { displayName: 'Chuck Reinhart' } },
    });
  });

  it('accept display names of fields, other cases of operations, and numbers for them', async () => {
    const reply = await patch(
      300,
      { op: 'Add', path: '/fields/Title', value: 'T' },
      { op: 0, path: '/fields/Remaining Work', value: '2.5', from: null },
    );
    assertShows(reply.body, { fields: { 'System.Title': 'T', 'Microsoft.VSTS.Scheduling.RemainingWork': 2.5 } });
  });

  it('in chunks: attachments arrive piece by piece, in order', async () => {
    const start = await api.call('POST', `/_apis/wit/attachments?uploadType=chunked&fileName=a.bin&${v}`, { body: '' });
    const path = `/_apis/wit/attachments/${String(member(start.body, 'id'))}?fileName=a.bin&${v}`;
    const send = (body: string, range: string): Promise<Reply> =>
      api.call('PUT', path, { body, type: 'application/octet-stream', headers: { 'content-range': range } });
    assert.equal((await send('abc', 'bytes 0-2/6')).status, 201);
    assert.equal((await api.call('GET', path)).status, 404);
    assertShows(await send('x', 'bytes 5-5/6'), { status: 400, body: { message: /must begin at 3/ } });
    assertShows(await send('def', 'bytes 3-5/7'), { status: 400, body: { message: /first chunk announced 6/ } });
    assertShows(await send('de', 'bytes 3-5/6'), { status: 400, body: { message: /has 2 bytes/ } });
    assert.equal((await send('def', 'bytes 3-5/6')).status, 201);
    assert.equal((await api.call('GET', path)).text, 'abcdef');
  });
});
