import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { assertShows } from './shows';

const title = (value: string) => [{ op: 'add', path: '/fields/System.Title', value }];
const entry = (id: number, value: string) => ({
  method: 'PATCH',
  uri: `/_apis/wit/workitems/${id}?api-version=5.0`,
  body: title(value),
});
const two = [entry(299, 'A'), entry(300, 'B')];
const batchPath = '/_apis/wit/$batch?api-version=5.0';

describe('Faults on order', () => {
  let api: Api;
  beforeEach(async () => (api = await startApi()));
  afterEach(() => api.sandbox.close());

  const order = (fault: unknown): Promise<Reply> => api.call('POST', '/_sandbox/faults', { body: fault });
  const send = (): Promise<Reply> => api.call('PATCH', batchPath, { body: two });
  const titleOf = async (id: number): Promise<unknown> => {
    const reply = await api.call('GET', `/_apis/wit/workitems/${id}?api-version=5.0`);
    return member(reply.body, 'fields', 'System.Title');
  };

  it('answer with a status, as often as ordered, with Retry-After', async () => {
    await order([{ method: 'PATCH', path: '/_apis/wit/$batch', times: 2, status: 429, retryAfter: 7 }]);
    for (let time = 0; time < 2; time++) {
      const reply = await send();
      assert.equal(reply.status, 429);
      assert.equal(reply.headers.get('retry-after'), '7');
      assertShows(reply.body, { message: /^TF400733/ });
    }
    assert.equal(await titleOf(300), 'Unit Testing for MSA login');
    assert.equal((await send()).status, 200);
  });

  it('slow down with Retry-After on a good answer', async () => {
    for (const form of [{ retryAfter: 3 }, { status: 200, retryAfter: 3 }]) {
      await order({ path: 'workitems/299', ...form });
      const reply = await api.call('GET', '/_apis/wit/workitems/299?api-version=5.0');
      assertShows(reply, { status: 200, body: { id: 299 } });
      assert.equal(reply.headers.get('retry-after'), '3');
    }
  });

  it('answer with a body of one’s own', async () => {
    await order({ path: '/_apis/projects', status: 503, body: 'TF24668: stopped' });
    const reply = await api.call('GET', '/_apis/projects?api-version=5.0');
    assert.deepEqual([reply.status, reply.text], [503, 'TF24668: stopped']);
  });

  it('break the connection before or after the request is carried out', async () => {
    await order([{ path: '$batch', drop: 'beforeApply' }]);
    await assert.rejects(send());
    assert.equal(await titleOf(300), 'Unit Testing for MSA login');
    await order([{ path: '$batch', drop: 'afterApply' }]);
    await assert.rejects(send());
    assert.equal(await titleOf(300), 'B');
  });

  it('break the reply off in the middle', async () => {
    await order({ path: '$batch', truncate: true });
    await assert.rejects(send());
    assert.equal(await titleOf(300), 'B');
  });

  it('answer with a page of HTML', async () => {
    await order({ html: true });
    const reply = await send();
    assert.match(reply.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(await titleOf(300), 'Unit Testing for MSA login');
  });

  it('shorten the reply of a batch that was carried out', async () => {
    await order({ path: '$batch', shortBatchReply: true });
    assertShows((await send()).body, { count: 1, value: [{ code: 200 }] });
    assert.equal(await titleOf(300), 'B');
  });

  it('empty the reply of a batch that was carried out', async () => {
    await order({ path: '$batch', emptyBatchReply: true });
    assert.deepEqual((await send()).body, { count: 0, value: [] });
    assert.equal(await titleOf(300), 'B');
  });

  it('give one critical answer for all requests of a batch', async () => {
    await order({ path: '$batch', criticalBatchReply: true });
    assertShows((await send()).body, { count: 1, value: [{ code: 400, body: /TF401349/ }] });
    assert.equal(await titleOf(300), 'Unit Testing for MSA login');
  });

  it('can be seen and cleared', async () => {
    await order({ path: '$batch', status: 500, times: 3 });
    assertShows((await api.call('GET', '/_sandbox/faults')).body, { count: 1, value: [{ status: 500, times: 3 }] });
    assert.equal((await api.call('DELETE', '/_sandbox/faults')).status, 204);
    assert.equal((await send()).status, 200);
  });

  it('are refused with an example when the order makes no sense', async () => {
    const nonsense = [
      {},
      7,
      [null],
      { status: 99 },
      { drop: 'now' },
      { status: 500, html: true },
      { times: 0, html: true },
    ];
    for (const fault of nonsense) {
      const reply = await order(fault);
      assertShows(reply, { status: 400, body: { message: /^The fault cannot be ordered: .* Example: / } });
    }
    assertShows((await api.call('GET', '/_sandbox/faults')).body, { count: 0 });
  });

  it('are none without the token', async () => {
    const response = await fetch(`${api.sandbox.url}/_sandbox/faults`, { method: 'POST', body: '{"html":true}' });
    assert.equal(response.status, 203);
    assertShows((await api.call('GET', '/_sandbox/faults')).body, { count: 0 });
  });
});

describe('Changes by another person', () => {
  let api: Api;
  before(async () => (api = await startApi()));
  after(() => api.sandbox.close());

  it('are saved by that person, by the rules', async () => {
    const body = { id: 300, fields: { 'System.State': 'In Progress' }, by: 'Chuck Reinhart' };
    const reply = await api.call('POST', '/_sandbox/changes?api-version=4.1', { body });
    assertShows(reply, {
      status: 200,
      body: { value: [{ rev: 2, fields: { 'System.ChangedBy': 'Chuck Reinhart <fabrikamfiber3@hotmail.com>' } }] },
    });
    const refused = await api.call('POST', '/_sandbox/changes', {
      body: { id: 300, fields: { 'System.State': 'No' } },
    });
    assertShows(refused, { status: 400, body: { typeKey: 'RuleValidationException' } });
  });

  it('can add links', async () => {
    const value = { rel: 'System.LinkTypes.Related', url: `${api.sandbox.url}/_apis/wit/workItems/309` };
    const body = [{ id: 298 + 1, patch: [{ op: 'add', path: '/relations/-', value }] }];
    const reply = await api.call('POST', '/_sandbox/changes', { body });
    assertShows(reply, { status: 200, body: { count: 1, value: [{ id: 299, rev: 7 }] } });
  });
});
