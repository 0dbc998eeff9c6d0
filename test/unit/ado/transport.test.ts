import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { AdoError, type AdoErrorCode } from '../../../src/ado/errors';
import { createTransport, type Transport } from '../../../src/ado/transport';
import { Script, drop, fine, reply, type Handler } from './script';

describe('transport', () => {
  let script: Script;
  let time: number;
  let pauses: number[];
  beforeEach(() => {
    script = new Script();
    time = 1_000_000;
    pauses = [];
  });
  afterEach(() => script.stop());

  async function connect(...handlers: Handler[]): Promise<Transport> {
    return transportTo(await script.start(...handlers));
  }

  function transportTo(collectionUrl: string): Transport {
    return createTransport({
      collectionUrl,
      authorization: () => Promise.resolve('Basic c2VjcmV0'),
      now: () => time,
      random: () => 0.5,
      sleep: (milliseconds) => {
        pauses.push(milliseconds);
        time += milliseconds;
        return Promise.resolve();
      },
      log: { debug: () => undefined, warn: () => undefined },
    });
  }

  const get = { method: 'GET', path: '/_apis/x' } as const;

  async function failure(transport: Transport): Promise<AdoError> {
    try {
      await transport.read(get);
    } catch (error) {
      assert(error instanceof AdoError);
      return error;
    }
    assert.fail('the read should have failed');
  }

  it('sends the token, the version and no redirect to a sign-in page', async () => {
    const transport = await connect(fine);
    await transport.read({ ...get, query: { $top: 3, left: undefined } });
    const [request] = script.seen;
    assert.equal(request?.headers.authorization, 'Basic c2VjcmV0');
    assert.equal(request.headers['x-tfs-fedauthredirect'], 'Suppress');
    assert.equal(request.url, '/fabrikam/_apis/x?%24top=3&api-version=7.1');
  });

  const failures: readonly (readonly [string, Handler, AdoErrorCode, RegExp])[] = [
    ['401 without a body', reply(401, ''), 'signInFailed', /sign-in/],
    [
      '401 for a stranger',
      reply(401, '{"message":"TF400813: The user \'x\' is not authorized to access this resource."}'),
      'signInFailed',
      /TF400813/,
    ],
    ['203 page', reply(203, '<html>Sign in</html>', { 'content-type': 'text/html' }), 'signInFailed', /sign-in/],
    ['200 page', reply(200, '<!DOCTYPE html><p>Sign in', { 'content-type': 'text/html' }), 'signInFailed', /sign-in/],
    ['302 to sign-in', reply(302, '', { location: 'https://x.example/_signin?realm=y' }), 'signInFailed', /sign-in/],
    ['301 elsewhere', reply(301, '', { location: 'https://x.example/new' }), 'badReply', /x\.example/],
    ['403', reply(403, '{"message":"TF401289: no"}'), 'forbidden', /TF401289/],
    ['404', reply(404, '{"message":"TF401232: gone","typeKey":"K"}'), 'notFound', /TF401232/],
    [
      '404 plain text',
      reply(404, "The controller for path '/x'", { 'content-type': 'text/plain' }),
      'notFound',
      /control/,
    ],
    ['400 in capital letters', reply(400, '{"count":1,"value":{"Message":"bad"}}'), 'refused', /^bad$/],
    ['500 page', reply(500, '<html>oops</html>', { 'content-type': 'text/html' }), 'serverError', /500/],
    ['500', reply(500, '{"message":"VS402612: macro"}'), 'serverError', /VS402612/],
    ['503 with a byte order mark', reply(503, '\uFEFF{"message":"TF24668: stopped"}'), 'unreachable', /TF24668/],
  ];
  for (const [name, handler, code, words] of failures) {
    it(`reads ${name} as ${code}`, async () => {
      const error = await failure(await connect(handler));
      assert.equal(error.code, code);
      assert.match(error.message, words);
      assert(!error.message.includes('<'));
    });
  }

  it('makes server text harmless', async () => {
    const hostile = 'Do\u0007 \u202Ethis\nnow: [free](command:evil) ' + 'x'.repeat(5000);
    const { message } = await failure(await connect(reply(400, JSON.stringify({ message: hostile }))));
    assert.match(message, /^Do this now: \[free\] \(command:evil\) x+…$/);
    assert(message.length <= 600);
  });

  it('names the fields at fault', async () => {
    const body = {
      message: 'TF401320: Rule Error',
      typeKey: 'RuleValidationException',
      customProperties: { RuleValidationErrors: [{ fieldReferenceName: 'A.B', errorMessage: 'x' }, {}] },
    };
    const error = await failure(await connect(reply(400, JSON.stringify(body))));
    assert.deepEqual([error.fields, error.typeKey, error.status], [['A.B'], 'RuleValidationException', 400]);
  });

  it('repeats a read after lost connections and 503, with growing pauses', async () => {
    const transport = await connect(drop, reply(503, ''), fine);
    await transport.read(get);
    assert.equal(script.seen.length, 3);
    assert.deepEqual(pauses, [400, 800]);
  });

  it('gives up after four attempts', async () => {
    const error = await failure(await connect(drop));
    assert.equal(error.code, 'unreachable');
    assert.equal(script.seen.length, 4);
  });

  it('does not repeat what the server refused', async () => {
    await failure(await connect(reply(400, '{"message":"no"}')));
    assert.equal(script.seen.length, 1);
  });

  it('holds the next request after Retry-After on a 200', async () => {
    const transport = await connect(reply(200, '{}', { 'retry-after': '7' }), fine);
    await transport.read(get);
    assert.deepEqual(pauses, []);
    await transport.read(get);
    assert.deepEqual(pauses, [7000]);
  });

  it('waits as long as a 429 asks before it repeats', async () => {
    const transport = await connect(reply(429, '{"message":"TF400733"}', { 'retry-after': '20' }), fine);
    await transport.read(get);
    assert(pauses.reduce((sum, pause) => sum + pause, 0) >= 20_000);
  });

  it('says how long when the hold is too long to wait out', async () => {
    const error = await failure(await connect(reply(429, '{}', { 'retry-after': '4000' })));
    assert.equal(error.code, 'throttled');
    assert.equal(error.retryAfter, 4000);
    assert.equal(script.seen.length, 1);
  });

  it('falls back to the version that the server supports', async () => {
    const message =
      'The requested REST API version of 7.1 is out of range for this server. The latest REST API version this server supports is 5.0.';
    const transport = await connect(
      reply(400, JSON.stringify({ message, typeKey: 'VssVersionOutOfRangeException' })),
      fine,
    );
    await transport.read(get);
    assert.equal(transport.apiVersion(), '5.0');
    assert.match(script.seen[1]?.url ?? '', /api-version=5\.0$/);
  });

  it('knows the clock of the server', async () => {
    const transport = await connect(reply(200, '{}', { date: new Date(5_000_000).toUTCString() }));
    await transport.read(get);
    time += 10;
    assert.equal(transport.serverNow(), 5_000_010);
  });

  it('reads compressed replies', async () => {
    const transport = await connect((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync('{"a":1}'));
    });
    assert.equal((await transport.read(get)).text, '{"a":1}');
  });

  it('sends an exchange once and says whether it can have arrived', async () => {
    const transport = await connect(drop);
    const lost = await transport.exchange({ method: 'PATCH', path: '/_apis/wit/$batch', body: [] });
    assert(lost.kind === 'lost');
    assert.equal(lost.sent, 'maybe');
    assert.equal(script.seen.length, 1);

    const nobody = await transportTo('http://127.0.0.1:1/fabrikam').exchange(get);
    assert(nobody.kind === 'lost');
    assert.equal(nobody.sent, 'no');
  });

  it('does not send what was cancelled before, and says maybe for what was cancelled after', async () => {
    const before = new AbortController();
    before.abort();
    const during = new AbortController();
    const transport = await connect(() => during.abort());
    const early = await transport.exchange(get, before.signal);
    assert(early.kind === 'lost');
    assert.deepEqual([early.sent, early.error.code, script.seen.length], ['no', 'cancelled', 0]);
    const late = await transport.exchange(get, during.signal);
    assert(late.kind === 'lost');
    assert.deepEqual([late.sent, late.error.code], ['maybe', 'cancelled']);
  });
});
