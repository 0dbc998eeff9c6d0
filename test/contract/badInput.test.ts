import assert from 'node:assert/strict';
import { messageOf, startApi } from './api';
import type { Api } from './api';
import { badRequests } from './badRequests';
import { assertShows } from './shows';

const title = (value: unknown) => ({ op: 'add', path: '/fields/System.Title', value });

describe('Bad input', () => {
  let api: Api;
  let before299: unknown;
  before(async () => {
    api = await startApi();
    before299 = await stateOf299();
  });
  after(() => api.sandbox.close());

  async function stateOf299(): Promise<unknown> {
    return (await api.call('GET', '/_apis/wit/workitems/299?$expand=all&api-version=7.1')).body;
  }

  for (const one of badRequests) {
    it(`is refused with a message: ${one.name}`, async () => {
      const reply = await api.call(one.method, one.path, {
        ...(one.body === undefined ? {} : { body: one.body }),
        ...(one.type === undefined ? {} : { type: one.type }),
      });
      assert.equal(reply.status, one.status, reply.text.slice(0, 500));
      assert.match(messageOf(reply), one.message);
      assert.deepEqual(await stateOf299(), before299, 'Something was written');
    });
  }

  it('pollutes no prototype', () => {
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('of one request in a batch leaves the others alone when it cannot even be read', async () => {
    const answers = await api.batch([
      { method: 'PATCH', uri: '/Fabrikam-Fiber-Git/_apis/wit/workitems/300?api-version=5.0', body: [title('x')] },
      { method: 'GET', uri: '/_apis/wit/workitems/300?api-version=5.0' },
      { method: 'PATCH', uri: '/_apis/wit/workitems/300?api-version=5.0', body: 'x' },
      null,
      { method: 'PATCH', uri: '/_apis/wit/workitems/309?api-version=5.0', body: [title('Saved')] },
    ]);
    assertShows(answers, [{ code: 404 }, { code: 400 }, { code: 400 }, { code: 400 }, { code: 200, body: { rev: 2 } }]);
  });

  it('of a repeated id in a batch writes nothing', async () => {
    const request = { method: 'PATCH', uri: '/_apis/wit/workitems/299?api-version=5.0', body: [title('x')] };
    const answers = await api.batch([
      request,
      request,
      { ...request, uri: '/_apis/wit/workitems/300?api-version=5.0' },
    ]);
    assertShows(answers, [
      { code: 400 },
      { code: 400 },
      { code: 500, body: { value: { Message: 'TF401321: Whole Bulk failed.' } } },
    ]);
    assert.deepEqual(await stateOf299(), before299);
  });
});
