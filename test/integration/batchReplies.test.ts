import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem } from './documents';
import { stagingServer, titleOf, type StagingServer } from './stagingServer';
import { clearStage, fixTitles, run, stageTitle } from './stagingSteps';

const { Error: error, Warning: warning, Information: information } = vscode.DiagnosticSeverity;

/** What stands at an item after the commit, and the way out that is offered. */
type Shown = readonly [severity: vscode.DiagnosticSeverity, words: RegExp, way?: string];

/** One thing that goes wrong with a batch of two updates. */
interface Cell {
  readonly name: string;
  readonly order: Readonly<Record<string, unknown>>;
  readonly first: Shown;
  readonly second: Shown;
  readonly saved: boolean;
}

const committed: Shown = [information, /^Committed: work item \d+/];
const again = (words: RegExp): Shown => [warning, words, 'Commit again'];

/** The same for both. */
function both(shown: Shown): Pick<Cell, 'first' | 'second' | 'saved'> {
  return { first: shown, second: shown, saved: shown === committed };
}

function replies(...parts: readonly (readonly [code: number, message: string])[]): Cell['order'] {
  const value = parts.map(([code, Message]) => ({ code, headers: {}, body: { count: 1, value: { Message } } }));
  return { status: 200, body: { count: value.length, value } };
}

const whole = 'TF401321: Whole Bulk failed.';
const stale = 'VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.';
const beside: Shown = [warning, /work item \d+ was refused/, 'Commit the rest'];

const cells: readonly Cell[] = [
  {
    name: 'lost before it is applied',
    order: { drop: 'beforeApply' },
    ...both(again(/^Not applied: .*did not apply/)),
  },
  { name: 'lost after it is applied', order: { drop: 'afterApply' }, ...both(committed) },
  { name: '401', order: { status: 401 }, ...both(again(/^Not applied: /)) },
  { name: 'a sign-in page', order: { status: 203, body: '<html>Sign in</html>' }, ...both(again(/sign-in/)) },
  {
    name: '429 with Retry-After',
    order: { status: 429, retryAfter: 1, body: { message: 'TF400733: too much' } },
    ...both(again(/^Not applied: TF400733/)),
  },
  { name: '500', order: { status: 500, body: { message: 'oops' } }, ...both(again(/^Not applied: .*did not apply/)) },
  { name: 'one reply too few', order: { shortBatchReply: true }, ...both(committed) },
  { name: 'a reply that is cut off', order: { truncate: true }, ...both(committed) },
  { name: 'no reply in the envelope', order: { emptyBatchReply: true }, ...both(committed) },
  {
    name: 'one reply for both',
    order: { criticalBatchReply: true },
    ...both([warning, /^Not applied: .*without naming a culprit/, 'Find the culprit']),
  },
  {
    name: 'one refused, the other beside it',
    order: replies([400, 'Relation already exists.'], [500, whole]),
    first: [error, /^Rejected by the server.*Relation already exists/, 'Hold back, so that the others can go'],
    second: beside,
    saved: false,
  },
  {
    name: 'a stale revision',
    order: replies([412, stale], [500, whole]),
    first: [error, /^Someone else changed this work item/, 'Resolve in the merge editor…'],
    second: beside,
    saved: false,
  },
];

describe('replies to a batch, as they are shown', () => {
  let server: StagingServer;
  let ids: readonly [number, number];

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    ids = [await server.create('Task', 'First'), await server.create('Task', 'Second')];
  });
  afterEach(async () => {
    await server.clearFaults();
    await clearStage();
  });
  after(async () => {
    await connect('sandbox');
  });

  for (const cell of cells) {
    it(`${cell.name}: words, severity and the way out of each item`, async () => {
      for (const id of ids) await stageTitle(server, id, cell.name);
      await server.order({ path: '$batch', ...cell.order });
      await run('commit');
      for (const [index, id] of ids.entries()) await verifyShown(id, index === 0 ? cell.first : cell.second);
      const titles = await Promise.all(ids.map((id) => titleOf(server, id)));
      assert.deepEqual(
        titles.map((title) => title === cell.name),
        [cell.saved, cell.saved],
      );
    });
  }

  async function verifyShown(id: number, [severity, words, way]: Shown): Promise<void> {
    const document = await openItem(id, server.connection);
    const found = await until(
      `a problem at ${id}`,
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (all) => all.some(({ message }) => words.test(message)),
      10_000,
    );
    assert.deepEqual(
      found.map((each) => each.severity),
      [severity],
    );
    if (way === undefined) return;
    const ways = await fixTitles(document);
    assert.ok(ways.includes(way), ways.join('\n'));
  }
});
