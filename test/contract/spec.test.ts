import assert from 'node:assert/strict';
import { startApi } from './api';
import type { Api, Reply } from './api';
import { factsFolder, listFacts, readFact } from './facts';
import { shapeDifferences } from './shape';
import { disagreements, leftOut, setups } from './specSetups';
import type { Setup } from './specSetups';

const below = 'spec-7.1/httpExamples';

interface Example {
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly accept: string | undefined;
  readonly version: string | undefined;
  readonly body: unknown;
  readonly status: number;
  readonly reply: unknown;
}

interface Row {
  readonly name: string;
  readonly differences: readonly string[];
  readonly reason: string | undefined;
}

describe('The examples of the 7.1 description', () => {
  it('agree in status, keys and types, or it is known why not', async function () {
    this.timeout(300_000);
    const folder = factsFolder();
    if (folder === undefined) {
      console.log('      The examples are not here: not played. Name their folder in WIT_FACTS.');
      return;
    }
    const rows: Row[] = [];
    for (const file of listFacts(folder, below, '.json')) rows.push(await playFile(folder, file));
    print(rows);
    const unexplained = rows.filter(({ differences, reason }) => differences.length > 0 && reason === undefined);
    assert.deepEqual(unexplained, []);
    const stale = rows.filter(({ differences, reason }) => differences.length === 0 && reason !== undefined);
    assert.deepEqual(stale, [], 'These agree now: take their reasons away');
  });
});

async function playFile(folder: string, file: string): Promise<Row> {
  const name = file.replace(/\.json$/, '');
  const reason = [...leftOut, ...disagreements].find(([pattern]) => pattern.test(name))?.[1];
  if (leftOut.some(([pattern]) => pattern.test(name))) return { name, reason, differences: ['not served'] };
  const setup = setups.find(({ matches }) => matches.test(name.replace(/^.*\//, '')));
  const api = await startApi({ seed: setup?.until === undefined ? 'fabrikam' : `documented:${setup.until}` });
  try {
    return {
      name,
      reason,
      differences: await play(api, readExample(name, readFact(folder, `${below}/${file}`)), setup),
    };
  } finally {
    await api.sandbox.close();
  }
}

function readExample(name: string, text: string): Example {
  const raw = JSON.parse(text) as Record<string, unknown>;
  const parameters = raw['parameters'] as Record<string, unknown>;
  const [status = '', response = {}] = Object.entries(raw['responses'] as Record<string, { body?: unknown }>)[0] ?? [];
  const example = raw['x-ms-vss-example-request'] as { url?: string } | undefined;
  const url = raw['x-ms-vss-request-url'] ?? example?.url;
  const file = name.replace(/^.*\//, '');
  const recorded = raw['x-ms-vss-request-method'] as string | undefined;
  const method = recorded ?? /^(GET|POST|PUT|PATCH|DELETE)/.exec(file)?.[1] ?? 'GET';
  return {
    name,
    method: file === 'GET__wit_get_id_workitems' ? 'POST' : method,
    url: typeof url === 'string' ? url : 'https://dev.azure.com/fabrikam/_apis/wit/tempQueries',
    accept: parameters['accept'] as string | undefined,
    version: parameters['api-version'] as string | undefined,
    body: parameters['body'],
    status: Number(status),
    reply: response.body,
  };
}

async function play(api: Api, example: Example, setup: Setup | undefined): Promise<readonly string[]> {
  const pairs = Object.entries((await setup?.prepare?.(api)) ?? {});
  const swap = (text: string): string => pairs.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  const url = swap(example.url.trim().replaceAll(' ', '%20')).replace(/^(https?:\/\/[^/]+\/)?[^/]+/, api.sandbox.url);
  const patch = Array.isArray(example.body);
  const versioned = (url + (example.accept ?? '')).includes('api-version');
  const query = versioned ? '' : `${url.includes('?') ? '&' : '?'}api-version=${example.version ?? '7.1'}`;
  const body = example.body === null ? undefined : example.body;
  const reply = await api.call(example.method, url + query, {
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : swap(JSON.stringify(body)) }),
    type: patch ? 'application/json-patch+json' : 'application/json',
    headers: { ...(example.accept === undefined ? {} : { accept: example.accept }), ...setup?.headers },
  });
  return compare(example, reply);
}

function compare(example: Example, reply: Reply): readonly string[] {
  if (reply.status !== example.status)
    return [`status ${reply.status}, recorded ${example.status}: ${reply.text.slice(0, 200)}`];
  const isText = typeof example.reply === 'string';
  return isText ? [] : shapeDifferences(example.reply, reply.body).slice(0, 6);
}

function print(rows: readonly Row[]): void {
  const agreeing = rows.filter(({ differences }) => differences.length === 0).length;
  console.log(`      ${agreeing} of ${rows.length} examples agree in status, keys and types.`);
  for (const { name, differences, reason } of rows) {
    const verdict = differences.length === 0 ? 'agrees' : `${reason ?? 'UNEXPLAINED'} (${differences.join('; ')})`;
    console.log(`      ${name}: ${verdict}`);
  }
}
