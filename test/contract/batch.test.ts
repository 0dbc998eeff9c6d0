import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api } from './api';
import { assertShows } from './shows';

const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const title = (value: string) => add('/fields/System.Title', value);
const update = (id: number, ...body: readonly unknown[]) => ({
  method: 'PATCH',
  uri: `/_apis/wit/workitems/${id}?api-version=7.1`,
  body,
});
const create = (type: string, id: unknown, ...body: readonly unknown[]) => ({
  method: 'PATCH',
  uri: `/Fabrikam-Fiber-Git/_apis/wit/workitems/$${type}?api-version=7.1`,
  body: [...(id === undefined ? [] : [add('/id', id)]), title('New'), ...body],
});
const link = (rel: string, id: number) =>
  add('/relations/-', { rel: `System.LinkTypes.${rel}`, url: `https://any/p/_apis/wit/workItems/${id}` });
const wholeBulk = { code: 500, body: { count: 1, value: { Message: 'TF401321: Whole Bulk failed.' } } };
const stale = {
  code: 412,
  body: {
    count: 1,
    value: { Message: 'VS403351: Test Operation for path /rev failed, value 7 was not equal to test value 3.' },
  },
};
const old = { op: 'test', path: '/rev', value: 3 };

describe('A batch', () => {
  let api: Api;
  const start = async (options = {}): Promise<void> => void (api = await startApi(options));
  afterEach(() => api.sandbox.close());

  it('fails as a whole when one save fails', async () => {
    await start();
    assert.deepEqual(await api.batch([update(300, title('A')), update(299, old, title('B')), create('Task', -1)]), [
      wholeBulk,
      stale,
      wholeBulk,
    ]);
    assertShows((await api.call('GET', '/_apis/wit/workitems/300?api-version=7.1')).body, { rev: 1 });
  });

  it('takes bodies that are texts, and names in any letter case', async () => {
    await start();
    const text = { ...update(300), body: JSON.stringify([title('A')]) };
    const capitals = {
      Method: 'Patch',
      Uri: '/_apis/wit/workitems/299?api-version=7.1',
      Headers: { 'Content-Type': 'application/json-patch+json' },
      Body: [{ Op: 'Add', Path: '/fields/System.Title', Value: 'B' }],
    };
    const added = { rel: 'Hyperlink', url: 'https://example.com' };
    const relation = { Op: 'Add', Path: '/relations/-', Value: { Rel: added.rel, Url: added.url } };
    assertShows(await api.batch([text, capitals, update(297, relation)]), [
      { code: 200, body: { fields: { 'System.Title': 'A' } } },
      { code: 200, body: { fields: { 'System.Title': 'B' } } },
      { code: 200, body: { rev: 2 } },
    ]);
    const refused = { code: 400, body: { value: { Message: /^You must pass a valid patch document/ } } };
    for (const body of ['[{', '', '{}', '"x"']) assertShows(await api.batch([{ ...update(300), body }]), [refused]);
  });

  it('names every culprit', async () => {
    await start();
    const bad = {
      code: 400,
      body: {
        value: { Message: "The field 'State' contains the value 'X' that is not in the list of supported values" },
      },
    };
    assertShows(
      await api.batch([update(299, old), update(300, add('/fields/System.State', 'X')), update(309, title('C'))]),
      [stale, bad, wholeBulk],
    );
  });

  it('saves what it can when every request stands for itself', async () => {
    await start({ atomicity: 'item' });
    const answers = await api.batch([
      update(300, title('A')),
      update(299, old, title('B')),
      create('Task', -1, link('Related', 299)),
    ]);
    assertShows(answers, [
      { code: 200, body: { rev: 2 } },
      stale,
      { code: 200, body: { relations: [{ rel: 'System.LinkTypes.Related' }] } },
    ]);
  });

  it('with requests for themselves, fails those that need a creation that failed', async () => {
    await start({ atomicity: 'item' });
    const answers = await api.batch([
      create('Task', -1, add('/fields/System.State', 'X')),
      create('Task', -2, link('Related', -1)),
      create('Task', -3),
    ]);
    assertShows(answers, [
      { code: 400 },
      { code: 404, body: { value: { Message: /TF401232: Work item -1 / } } },
      { code: 200, body: { rev: 1 } },
    ]);
  });

  it('links new items to each other and to old ones, in any order, and shows it in every answer', async () => {
    await start();
    const answers = await api.batch([
      create('Task', '-2', link('Hierarchy-Reverse', -1)),
      create('Product%20Backlog%20Item', -1, link('Related', 299)),
      update(300, link('Related', -2)),
    ]);
    const [task, parent] = answers.map(({ body }) => Number(member(body, 'id')));
    assertShows(answers, [
      {
        code: 200,
        body: {
          rev: 1,
          fields: { 'System.Parent': parent },
          relations: [{ url: new RegExp(`/${parent ?? ''}$`) }, { url: /\/300$/ }],
        },
      },
      { code: 200, body: { rev: 1, relations: [{ url: /\/299$/ }, { url: new RegExp(`/${task ?? ''}$`) }] } },
      { code: 200, body: { rev: 1 } },
    ]);
  });

  it('needs a negative id of its own for every creation but the first', async () => {
    await start();
    const answers = await api.batch([
      create('Task', undefined),
      create('Task', undefined),
      create('Task', 5),
      create('Task', -1),
      create('Task', -1),
    ]);
    assertShows(answers, [{ code: 200 }, { code: 400 }, { code: 400 }, { code: 200 }, { code: 400 }]);
  });

  it('takes absolute addresses, of here and of the documents', async () => {
    await start();
    const uris = [
      `${api.sandbox.url}/_apis/wit/workitems/300?api-version=7.1`,
      'https://dev.azure.com/fabrikam/_apis/wit/workItems/299',
    ];
    const answers = await api.batch(uris.map((uri) => ({ method: 'patch', uri, body: [title('X')] })));
    assertShows(answers, [
      { code: 200, body: { id: 300 } },
      { code: 200, body: { id: 299 } },
    ]);
  });

  it('answers each request in the version that it asks for', async () => {
    await start();
    const answers = await api.batch([
      { ...update(300, title('X')), uri: '/_apis/wit/workitems/300?api-version=4.1' },
      update(299, title('X')),
    ]);
    assertShows(answers, [
      { body: { fields: { 'System.CreatedBy': /^Jamal Hartnett </ } } },
      { body: { fields: { 'System.CreatedBy': { displayName: 'Jamal Hartnett' } } } },
    ]);
  });
});
