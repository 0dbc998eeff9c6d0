import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { factsFolder, listFacts, readFact } from './facts';
import { shapeDifferences } from './shape';

/** One request of recorded traffic, with the answer it got. */
interface Exchange {
  readonly name: string;
  readonly method: string;
  /** Below the organization. */
  readonly path: string;
  readonly accept: string | undefined;
  readonly body: string | undefined;
  readonly type: string | undefined;
  readonly status: number;
  readonly reply: unknown;
}

describe('Recorded traffic', () => {
  const folder = factsFolder();

  it('is answered alike in status, keys and types', async function () {
    this.timeout(300_000);
    if (folder === undefined) {
      console.log('      The recordings are not here: not played. Name their folder in WIT_FACTS.');
      return;
    }
    const differing: string[] = [];
    for (const file of listFacts(folder, 'recordings', '.yaml')) {
      const api = await startApi();
      try {
        differing.push(...(await playAll(api, file, readCassette(file, readFact(folder, `recordings/${file}`)))));
      } finally {
        await api.sandbox.close();
      }
    }
    assert.deepEqual(differing, []);
  });

  for (const name of ['POST__wit__batch', 'POST__wit__batch2']) {
    it(`of $batch is answered alike: ${name}`, async () => {
      if (folder === undefined) {
        console.log('      The recordings are not here: not played. Name their folder in WIT_FACTS.');
        return;
      }
      const recorded = JSON.parse(readFact(folder, `batch/${name}.json`)) as Record<string, unknown>;
      const api = await startApi();
      // The second exchange changes items that the first one made; here 300 and 297 stand for them.
      const body = JSON.stringify(recorded['requestBody'])
        .replace('workItems/284', 'workItems/300')
        .replace('workItems/283', 'workItems/297');
      const reply = await api.call('POST', '/_apis/wit/$batch?api-version=1.0', { body });
      await api.sandbox.close();
      assert.equal(reply.status, recorded['statusCode']);
      assert.deepEqual(shapeDifferences(expand(recorded['responseBody']), expand(reply.body)), []);
    });
  }
});

/** The answers of a batch with their bodies parsed. */
function expand(body: unknown): unknown {
  const value = member(body, 'value');
  assert.ok(Array.isArray(value));
  return value.map((one: unknown) => ({
    code: member(one, 'code'),
    body: JSON.parse(String(member(one, 'body'))) as unknown,
  }));
}

function readCassette(file: string, text: string): readonly Exchange[] {
  const cassette = parseYaml(text) as { interactions: readonly Record<string, Record<string, unknown>>[] };
  return cassette.interactions.map(({ request = {}, response = {} }) => {
    const url = new URL(request['uri'] as string);
    const path = url.pathname.replace(/^\/[^/]+/, '') + url.search;
    const headers = request['headers'] as Record<string, readonly string[]>;
    const body = member(response['body'], 'string');
    return {
      name: `${file}: ${request['method'] as string} ${decodeURIComponent(path)}`,
      method: request['method'] as string,
      path,
      accept: headers['Accept']?.[0],
      type: headers['Content-Type']?.[0],
      body: (request['body'] as string | null) ?? undefined,
      status: Number(member(response['status'], 'code')),
      reply: typeof body === 'string' && body.startsWith('{') ? (JSON.parse(body) as unknown) : undefined,
    };
  });
}

/** Plays one recording from its beginning to its end; ids are learned on the way. */
async function playAll(api: Api, file: string, exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const learned = new Map<string, string>(await prepare(api, file));
  const differing: string[] = [];
  for (const exchange of exchanges) {
    const differences = await playOne(api, exchange, learned);
    if (differences.length > 0) differing.push(`${exchange.name}: ${differences.join('; ')}`);
  }
  const agreeing = exchanges.length - differing.length;
  console.log(`      ${file}: ${agreeing} of ${exchanges.length} exchanges agree in status, keys and types.`);
  return differing;
}

/** What the recorded account had before the recording began. */
async function prepare(api: Api, file: string): Promise<readonly (readonly [string, string])[]> {
  if (file.startsWith('workItemCreateShowUpdateDelete_2019')) {
    return [['WorkItemCreateShowUpdateDeleteTests', 'mytestprojectname']];
  }
  if (!file.startsWith('test_queryShow')) return [];
  const wiql = 'SELECT [System.Id], [System.Title] FROM WorkItems WHERE [System.Id] IN (297, 299) ORDER BY [System.Id]';
  const reply = await api.call('POST', '/Fabrikam-Fiber-Git/_apis/wit/queries/Shared%20Queries?api-version=7.1', {
    body: { name: 'Recorded', wiql },
  });
  return [
    ['253d8eb4-0bd1-4c92-adc9-d305c8b99b92', String(member(reply.body, 'id'))],
    ['WorkItemCreateShowUpdateDeleteTests', 'Fabrikam-Fiber-Git'],
    ['40,41', '297,299'],
    ['ids=41', 'ids=299'],
  ];
}

async function playOne(api: Api, exchange: Exchange, learned: Map<string, string>): Promise<readonly string[]> {
  const path = swap(decodeURI(exchange.path).replaceAll('%2C', ','), learned).replace(
    /asOf=[^&]*/,
    'asOf=2100-01-01T00:00:00Z',
  );
  const reply = await api.call(exchange.method, path, {
    ...(exchange.body === undefined ? {} : { body: swap(exchange.body, learned) }),
    ...(exchange.type === undefined ? {} : { type: exchange.type }),
    headers: exchange.accept === undefined ? {} : { accept: exchange.accept },
  });
  learn(exchange.reply, reply.body, learned);
  return compare(exchange, reply);
}

function compare(exchange: Exchange, reply: Reply): readonly string[] {
  if (reply.status !== exchange.status)
    return [`status ${reply.status}, recorded ${exchange.status}: ${reply.text.slice(0, 160)}`];
  return exchange.reply === undefined ? [] : shapeDifferences(exchange.reply, reply.body).slice(0, 6);
}

/** Ids at the same place of the two bodies belong together. */
function learn(recorded: unknown, ours: unknown, learned: Map<string, string>): void {
  if (typeof recorded !== 'object' || recorded === null || typeof ours !== 'object' || ours === null) return;
  // Lists stand in another order where the sample has elements of its own: only what bears the same name is the same.
  const recordedName = member(recorded, 'name');
  const sameName = typeof recordedName !== 'string' || swap(recordedName, learned) === member(ours, 'name');
  for (const [name, value] of Object.entries(recorded)) {
    const other: unknown = Reflect.get(ours, name);
    const isId = name === 'id' || name === 'identifier';
    if (isId && !sameName) continue;
    const ids = [value, other].filter((id) => typeof id === 'string' || typeof id === 'number');
    if (isId && ids.length === 2) {
      learned.set(String(ids[0]), String(ids[1]));
    } else learn(value, other, learned);
  }
}

/** Puts our names and ids in the place of the recorded ones; numbers only where a number stands alone. */
function swap(text: string, learned: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [from, to] of [...learned].sort(([a], [b]) => b.length - a.length)) {
    result = /^\d+$/.test(from)
      ? result.replace(new RegExp(`(?<![\\w.-])${from}(?![\\w.-])`, 'g'), to)
      : result.replaceAll(from, to);
  }
  return result;
}
