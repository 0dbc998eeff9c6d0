import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messageOf, startApi } from './api';
import type { Api, Reply } from './api';

const patchType = 'application/json-patch+json';
const batch = '/_apis/wit/$batch?api-version=7.1';

describe('Input', () => {
  let api: Api;
  before(async () => (api = await startApi()));
  after(() => api.sandbox.close());

  it('of any shape is answered, and the sandbox lives on', async function () {
    this.timeout(60_000);
    const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
    console.log(`      fuzz seed ${seed} (set FUZZ_SEED to play it again)`);
    await fc.assert(
      fc.asyncProperty(requests, async ({ method, path, body, type }) => {
        const reply = await api.call(method, path, {
          type,
          ...(method === 'GET' ? {} : { body }),
        });
        assertAnswered(reply);
      }),
      { seed, numRuns: 400 },
    );
    assert.equal((await api.call('GET', '/_apis/projects?api-version=7.1')).status, 200);
  });
});

/** Never a server error: either it was understood, or a 4xx says in words why not. Some routes have documented 500s. */
function assertAnswered(reply: Reply): void {
  const words = messageOf(reply);
  assert.ok(
    reply.status < 500 || /^(VS402612|The team with id)/.test(words),
    `${reply.status}: ${reply.text.slice(0, 300)}`,
  );
  if (reply.status >= 400) assert.ok(words.length > 5, `A ${reply.status} without words`);
}

const word = fc.oneof(
  fc.constantFrom(
    'System.Title',
    'System.State',
    '__proto__',
    'constructor',
    '-',
    '0',
    '-1',
    '299',
    'relations',
    '',
    '..',
    '%',
    '%zz',
    'a b',
    '$Bug',
    'System.LinkTypes.Related',
  ),
  fc.string({ maxLength: 12 }),
);
const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('add', 'replace', 'remove', 'test', 'Add', 0, 1, 2, 3, 5), fc.anything()),
    path: fc.oneof(
      fc
        .tuple(fc.constantFrom('fields', 'relations', 'rev', 'id', 'multilineFieldsFormat'), word, word)
        .map((parts) => `/${parts.join('/').replace(/\/+$/, '')}`),
      fc.jsonValue(),
    ),
    value: fc.oneof(
      fc.jsonValue(),
      fc.record({
        rel: word,
        url: fc.constantFrom('http://x/_apis/wit/workItems/300', 'x', ''),
        attributes: fc.jsonValue(),
      }),
    ),
  },
  { requiredKeys: [] },
);
const patchBody = fc.oneof(fc.array(operation, { maxLength: 5 }), fc.jsonValue(), fc.string());
const entry = fc.oneof(
  fc.record(
    {
      method: fc.constantFrom('PATCH', 'GET', ''),
      uri: fc.oneof(
        fc.constantFrom(
          '/_apis/wit/workitems/300?api-version=5.0',
          '/Fabrikam-Fiber-Git/_apis/wit/workitems/$Bug?api-version=5.0',
          '//',
          'http://',
          '/_apis/wit/workitems/%zz',
        ),
        fc.string(),
      ),
      headers: fc.jsonValue(),
      body: patchBody,
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);
const requests = fc.oneof(
  fc.record({
    method: fc.constant('PATCH'),
    path: fc.constant('/_apis/wit/workitems/300?api-version=7.1'),
    body: patchBody,
    type: fc.constant(patchType),
  }),
  fc.record({
    method: fc.constant('POST'),
    path: fc.constant('/Fabrikam-Fiber-Git/_apis/wit/workitems/$Task?api-version=7.1'),
    body: patchBody,
    type: fc.constant(patchType),
  }),
  fc.record({
    method: fc.constantFrom('POST', 'PATCH'),
    path: fc.constant(batch),
    body: fc.array(entry, { maxLength: 4 }),
    type: fc.constant('application/json'),
  }),
  fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    path: fc
      .tuple(
        fc.constantFrom('', '/Fabrikam-Scrum', '/x/y'),
        fc.constantFrom(
          'workitems',
          'workitemsbatch',
          'attachments',
          'queries',
          'wiql',
          'fields',
          'tags',
          'classificationnodes/areas',
          'recyclebin',
          'workitemtypes/Bug',
          'workItemsDelete',
          'queriesbatch',
          'tempqueries',
          'reporting/workItemRevisions',
          'artifactUriQuery',
          'workitemicons',
        ),
        word,
        word,
      )
      .map(
        ([scope, resource, first, second]) =>
          `${scope}/_apis/wit/${resource}/${encodeURI(first)}?${encodeURI(second)}=1&ids=1&$top=x&api-version=7.1-preview`,
      ),
    body: fc.oneof(fc.jsonValue(), fc.string(), fc.constant({ query: 'SELECT [System.Id] FROM WorkItems WHERE (' })),
    type: fc.constantFrom('application/json', patchType),
  }),
);
