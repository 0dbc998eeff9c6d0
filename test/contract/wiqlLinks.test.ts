import assert from 'node:assert/strict';
import { member } from './api';
import { assertShows } from './shows';
import { withWiql } from './wiqlCalls';

const project = '/Fabrikam-Fiber-Git';

describe('queries of links over HTTP', () => {
  const { ask, create, change, url } = withWiql();

  let top: number;
  let middle: number;
  let leaf: number;

  before(async () => {
    top = await create('Epic', { 'System.Title': 'Tree: top' });
    middle = await create('Feature', { 'System.Title': 'Tree: middle' });
    leaf = await create('Product Backlog Item', { 'System.Title': 'Tree: leaf' });
    const link = (parent: number, child: number): Promise<unknown> => {
      const value = { rel: 'System.LinkTypes.Hierarchy-Forward', url: `${url()}/_apis/wit/workItems/${child}` };
      return change(parent, [{ op: 'add', path: '/relations/-', value }]);
    };
    await link(top, middle);
    await link(middle, leaf);
  });

  const condition =
    "[Source].[System.Title] CONTAINS 'Tree:' AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward'";

  async function rows(mode: string): Promise<string> {
    const reply = await ask(`SELECT [System.Id] FROM WorkItemLinks WHERE ${condition} MODE (${mode})`);
    assert.equal(reply.status, 200, reply.text);
    assert.equal(member(reply.body, 'queryResultType'), 'workItemLink');
    assert.equal(member(reply.body, 'workItems'), undefined);
    const relations = member(reply.body, 'workItemRelations');
    assert.ok(Array.isArray(relations));
    return relations
      .map((row: unknown) => {
        const source = member(row, 'source', 'id');
        return (source === undefined ? '' : `${Number(source)}>`) + String(member(row, 'target', 'id'));
      })
      .join(' ');
  }

  it('show a tree with each item once', async () => {
    assert.equal(await rows('Recursive'), `${top} ${top}>${middle} ${middle}>${leaf}`);
  });

  it('show the past with ASOF', async () => {
    const moved = await change(middle, [{ op: 'replace', path: '/fields/System.Title', value: 'Tree: renamed' }]);
    const moment = Date.parse(String(member(moved.body, 'fields', 'System.ChangedDate')));
    const asked = async (at: number): Promise<unknown> => {
      const target = `[Target].[System.Title] = 'Tree: middle'`;
      const query = `SELECT [System.Id] FROM WorkItemLinks WHERE ${condition} AND ${target} ASOF '${new Date(at).toISOString()}'`;
      return member((await ask(query)).body, 'workItemRelations', 1, 'target', 'id');
    };
    assert.equal(await asked(moment - 1), middle);
    assert.equal(await asked(moment), undefined);
  });

  it('show one hop with roots and their links', async () => {
    assert.equal(await rows('MustContain'), `${top} ${top}>${middle} ${middle} ${middle}>${leaf}`);
    assert.equal(await rows('MayContain'), `${top} ${top}>${middle} ${middle} ${middle}>${leaf} ${leaf}`);
    assert.equal(await rows('DoesNotContain'), `${leaf}`);
  });
});

describe('saved queries by their id', () => {
  const { call } = withWiql();

  const bugs = '00000001-beef-4000-8000-000000000001';
  const folder = '00000001-beef-4000-8000-000000000005';

  it('are run by GET, and counted by HEAD', async () => {
    const reply = await call('GET', `${project}/_apis/wit/wiql/${bugs}?api-version=7.1`);
    assert.equal(reply.status, 200, reply.text);
    const items = member(reply.body, 'workItems');
    assert.ok(Array.isArray(items) && items.length > 0);
    assert.equal(reply.headers.get('x-total-count'), String(items.length));
    const head = await call('HEAD', `${project}/_apis/wit/wiql/${bugs}?api-version=7.1`);
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('x-total-count'), String(items.length));
    assert.equal(head.text, '');
  });

  it('remember who ran them last; counting is no running', async () => {
    const query = `${project}/_apis/wit/wiql/00000001-beef-4000-8000-000000000002?api-version=7.1`;
    const last = async (): Promise<unknown> => {
      const path = `${project}/_apis/wit/queries/00000001-beef-4000-8000-000000000002?api-version=7.1`;
      return member((await call('GET', path)).body, 'lastExecutedBy', 'displayName');
    };
    await call('HEAD', query);
    assert.equal(await last(), undefined);
    await call('GET', query);
    assert.equal(await last(), 'Jamal Hartnett');
  });

  it('are 404 when unknown, and 400 when a folder', async () => {
    const unknown = '00000000-0000-0000-0000-000000000001';
    const missing = await call('GET', `${project}/_apis/wit/wiql/${unknown}?api-version=7.1`);
    assert.equal(missing.status, 404);
    assertShows(missing.body, {
      message: `TF401243: The query ${unknown} does not exist, or you do not have permission to read it.`,
      typeKey: 'QueryItemNotFoundException',
    });
    assert.equal((await call('GET', `${project}/_apis/wit/wiql/${folder}?api-version=7.1`)).status, 400);
  });
});
