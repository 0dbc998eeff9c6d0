import assert from 'node:assert/strict';
import { createClient, type AdoClient } from '../../../src/ado/client';
import type { BatchReply } from '../../../src/core/outcome';
import { Script, drop, reply, type Handler } from './script';

describe('sending a batch', () => {
  let script: Script;
  beforeEach(() => {
    script = new Script();
  });
  afterEach(() => script.stop());

  async function connect(...handlers: Handler[]): Promise<AdoClient> {
    return createClient({
      collectionUrl: await script.start(...handlers),
      authorization: () => Promise.resolve('Basic c2VjcmV0'),
      now: Date.now,
      random: () => 0,
      sleep: () => Promise.resolve(),
      log: { debug: () => undefined, warn: () => undefined },
    });
  }

  async function send(handler: Handler): Promise<BatchReply> {
    return (await connect(handler)).sendBatch([]);
  }

  it('goes to the collection by PATCH, once, whatever happens', async () => {
    assert.deepEqual((await send(drop)).kind, 'lost');
    assert.deepEqual(
      script.seen.map(({ method, url }) => [method, url]),
      [['PATCH', '/fabrikam/_apis/wit/$batch?api-version=7.1']],
    );
  });

  const replies: readonly (readonly [string, Handler, Partial<BatchReply>])[] = [
    ['a success', reply(200, '{"count":0,"value":[]}'), { kind: 'reply', status: 200, body: '{"count":0,"value":[]}' }],
    ['a 429', reply(429, '{}', { 'retry-after': '7' }), { kind: 'reply', status: 429, retryAfter: 7 }],
    ['a 401', reply(401, '{"message":"TF400813"}'), { kind: 'reply', status: 401 }],
    ['an empty 401', reply(401, ''), { kind: 'lost', sent: 'no' }],
    ['a sign-in page', reply(203, '<html>', { 'content-type': 'text/html' }), { kind: 'lost', sent: 'no' }],
    [
      'the way to a sign-in page',
      reply(302, '', { location: 'https://x.example/_signin' }),
      { kind: 'lost', sent: 'no' },
    ],
    [
      'a page in place of a reply',
      reply(200, '<html>', { 'content-type': 'text/html' }),
      { kind: 'reply', status: 200 },
    ],
    ['203 with content', reply(203, '{"count":0,"value":[]}'), { kind: 'reply', status: 203 }],
    ['a gateway that gave up', reply(504, ''), { kind: 'reply', status: 504 }],
  ];
  for (const [name, handler, expected] of replies) {
    it(`gives ${name} as ${expected.kind ?? ''}`, async () => {
      const actual = await send(handler);
      assert.deepEqual({ ...actual, ...expected }, actual);
    });
  }
});
