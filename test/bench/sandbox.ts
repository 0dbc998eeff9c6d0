import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { member, startApi, type Api } from '../contract/api';
import { measureAsync, type Bench, type Measurement } from './measure';

/** Work items of the sandbox under load: the number that large organizations keep in one project. */
const count = 100_000;
const seed = `load:${count}`;
/** Ids of the load begin here. */
const first = 1001;
/** Updates of one `$batch`: as many as the service takes. */
const batchSize = 200;

/** What is promised of an idle machine, in milliseconds; the client's part of a call counts too. */
const startLimit = 5000;
const queryLimit = 100;

/** `[what it shows, condition and order, rows asked for]`; all of them read every item. */
const queries: readonly (readonly [name: string, clause: string, top?: number])[] = [
  ['two simple clauses', '[System.AssignedTo] = @Me AND [Microsoft.VSTS.Common.Priority] = 1'],
  ['a type and a state', "[System.WorkItemType] = 'Product Backlog Item' AND [System.State] = 'New'"],
  ['a date', '[System.ChangedDate] >= @Today - 7'],
  ['a tag', "[System.Tags] NOT CONTAINS 'Web' AND [System.Id] < 5000"],
  [
    'UNDER an area, and a priority',
    "[System.AreaPath] UNDER 'Fabrikam-Fiber-Git\\Website' AND [Microsoft.VSTS.Common.Priority] = 1",
  ],
  ['CONTAINS in the title', "[System.Title] CONTAINS 'help page'"],
  ['WAS EVER', "EVER [System.State] = 'To Do' AND [System.AssignedTo] = @Me"],
  ['a date, ORDER BY the same', '[System.ChangedDate] >= @Today - 7 ORDER BY [System.ChangedDate] DESC'],
  ['ORDER BY one date, the first 200', '[System.Id] > 0 ORDER BY [System.ChangedDate] DESC', 200],
  [
    'ORDER BY priority, person and title, the first 200',
    '[System.Id] > 0 ORDER BY [Microsoft.VSTS.Common.Priority], [System.AssignedTo], [System.Title]',
    200,
  ],
  ['ORDER BY title, the first 20,000', '[System.Id] > 0 ORDER BY [System.Title]', 20_000],
];

/** Queries of links: `[what it shows, condition, mode]`. */
const linkQueries: readonly (readonly [name: string, clause: string, mode: string])[] = [
  [
    'a tree of 17,000 rows',
    "[Source].[System.WorkItemType] = 'Product Backlog Item' AND [Source].[System.AssignedTo] = @Me",
    'Recursive',
  ],
  [
    'one hop with 10,000 rows',
    '[Source].[Microsoft.VSTS.Common.Priority] = 1 AND [Target].[System.AssignedTo] = @Me',
    'MustContain',
  ],
];

async function startAndStop(): Promise<void> {
  await (await startApi({ seed })).sandbox.close();
}

/** A query over HTTP, the reply read to its end. An unexpected number of rows is a benchmark of something else. */
async function runQuery(api: Api, query: string, top?: number): Promise<void> {
  const address = `/_apis/wit/wiql?api-version=7.1${top === undefined ? '' : `&$top=${top}`}`;
  const reply = await api.call('POST', address, { body: { query } });
  const rows = member(reply.body, 'workItems') ?? member(reply.body, 'workItemRelations');
  if (!Array.isArray(rows) || rows.length === 0 || (top !== undefined && rows.length !== top)) {
    throw new Error(`The benchmark's query was not answered as expected: ${reply.text.slice(0, 300)}`);
  }
}

/** Sends batches that change three fields of each item; every round writes other values, so that every item is saved. */
function updates(api: Api): () => Promise<void> {
  let round = 0;
  const set = (name: string, value: unknown) => ({ op: 'add', path: `/fields/${name}`, value });
  return async () => {
    round += 1;
    const entries = Array.from({ length: batchSize }, (_entry, index) => ({
      method: 'PATCH',
      uri: `/_apis/wit/workitems/${first + index}?api-version=7.1`,
      headers: { 'Content-Type': 'application/json-patch+json' },
      body: [
        set('System.Title', `Title ${index} of round ${round}`),
        set('Microsoft.VSTS.Common.Priority', 1 + (round % 4)),
        set('System.Description', `<div>Round ${round}</div>`),
      ],
    }));
    const answers = await api.batch(entries, '7.1');
    if (answers.some(({ code }) => code !== 200)) throw new Error('The benchmark sends batches that can be saved.');
  };
}

const flat = (clause: string): string => `SELECT [System.Id] FROM WorkItems WHERE ${clause}`;
const linked = (clause: string, mode: string): string =>
  `SELECT [System.Id] FROM WorkItemLinks WHERE ${clause} AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward' MODE (${mode})`;

async function underLoad(): Promise<readonly Measurement[]> {
  const api = await startApi({ seed });
  const measured: Measurement[] = [];
  for (const [name, clause, top] of queries) {
    measured.push(
      await measureAsync(`query: ${name}`, () => runQuery(api, flat(clause), top), { samples: 7, limit: queryLimit }),
    );
  }
  for (const [name, clause, mode] of linkQueries) {
    measured.push(
      await measureAsync(`query: ${name}`, () => runQuery(api, linked(clause, mode)), {
        samples: 7,
        limit: queryLimit,
      }),
    );
  }
  measured.push(await measureAsync(batchName, updates(api), { samples: 15 }));
  await api.sandbox.close();
  return measured;
}

const batchName = `$batch of ${batchSize} updates of three fields`;

/** The same with a data file: every batch is on disk before it is answered. */
async function durable(): Promise<readonly Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-bench-'));
  try {
    const api = await startApi({ seed, dataFile: path.join(folder, 'data.jsonl') });
    const measured = await measureAsync(`${batchName}, on disk`, updates(api), { samples: 15 });
    await api.sandbox.close();
    return [measured];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The embedded server with 100,000 work items in memory, asked over HTTP from the same process. */
export const sandboxBench: Bench = {
  name: 'sandbox',
  run: async () => [
    await measureAsync('start and stop with 100,000 work items', startAndStop, {
      samples: 5,
      warm: 1,
      limit: startLimit,
    }),
    ...(await underLoad()),
    ...(await durable()),
  ],
};
