import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import type { CommitDeps, CommitResult } from '../../src/commit/deps';
import type { JournalRecord } from '../../src/commit/journal';
import { decideOpen, recoverStage } from '../../src/commit/recover';
import type { Outcome } from '../../src/core/outcome';
import { project, startCommitWorld, withField, type CommitWorld } from './commitWorld';

const title = 'System.Title';
const batchPath = '/_apis/wit/$batch';

/** What is where, once the dust has settled. */
interface Expected {
  /** Outcome of the update, then of the creation. */
  readonly shown: readonly [Outcome['kind'], Outcome['kind']];
  /** Whether the server has the update, and how many items of the new title it has. */
  readonly server: readonly [boolean, number];
  /** Ids that are still staged. */
  readonly staged: readonly number[];
  /** Whether the journal still asks for a look. */
  readonly open: boolean;
}

const allGone: Expected = { shown: ['committed', 'committed'], server: [true, 1], staged: [], open: false };
const nothingDone: Expected = {
  shown: ['collateral', 'collateral'],
  server: [false, 0],
  staged: [299, -1],
  open: false,
};
/** Updates can be decided by their revisions; a creation that has not appeared may still appear. */
const halfKnown: Expected = { shown: ['collateral', 'unknown'], server: [false, 0], staged: [299, -1], open: true };

type Order = Readonly<Record<string, unknown>>;

const wire: readonly (readonly [name: string, order: Order, expected: Expected])[] = [
  ['lost before it is applied', { drop: 'beforeApply' }, halfKnown],
  ['lost after it is applied', { drop: 'afterApply' }, allGone],
  ['reply cut off in the middle', { truncate: true }, allGone],
  ['a page with status 200', { html: true }, halfKnown],
  ['one reply for two, nothing applied', { criticalBatchReply: true }, nothingDone],
  ['one reply too few, all applied', { shortBatchReply: true }, allGone],
  ['no reply in the envelope, all applied', { emptyBatchReply: true }, allGone],
  ['400', { status: 400, body: { message: 'You must pass a valid patch document.' } }, nothingDone],
  ['401', { status: 401 }, nothingDone],
  ['403', { status: 403, body: { message: 'TF401289: no' } }, nothingDone],
  ['404', { status: 404, body: { message: 'no controller' } }, nothingDone],
  ['409', { status: 409, body: { message: 'busy' } }, nothingDone],
  ['429 with Retry-After', { status: 429, retryAfter: 1, body: { message: 'TF400733' } }, nothingDone],
  ['203', { status: 203 }, halfKnown],
  ['302', { status: 302 }, halfKnown],
  ['500', { status: 500, body: { message: 'oops' } }, halfKnown],
  ['502', { status: 502 }, halfKnown],
  ['503', { status: 503 }, halfKnown],
  ['504', { status: 504 }, halfKnown],
  ['Retry-After on a success', { retryAfter: 1 }, allGone],
];

/** Where a process can die: before and after each of the steps that leave a trace. */
const deaths: readonly (readonly [place: string, expected: Expected])[] = [
  ['before the journal', { ...nothingDone, shown: ['unknown', 'unknown'] }],
  ['after the journal', halfKnown],
  ['before the reply is written', allGone],
  ['after the reply is written', allGone],
  ['before the stage is settled', allGone],
  ['after the stage is settled', allGone],
];

class Died extends Error {}

describe('what goes wrong with a batch', () => {
  let world: CommitWorld;
  beforeEach(async () => {
    world = await startCommitWorld();
    await world.put(299, withField(title, 'The update'));
    world.create(-1, { [title]: 'The creation' });
  });
  afterEach(() => world.close());

  async function found(text: string): Promise<readonly number[]> {
    const { rows } = await world.client.runWiql(
      project,
      `SELECT [System.Id] FROM WorkItems WHERE [System.Title] = '${text}'`,
    );
    return rows.map(({ id }) => id);
  }

  async function verify(result: CommitResult, expected: Expected): Promise<void> {
    assert(result.kind === 'done', JSON.stringify(result));
    const outcomes = new Map(result.outcomes);
    assert.deepEqual(
      [outcomes.get(299)?.kind, outcomes.get(-1)?.kind],
      expected.shown,
      JSON.stringify(result.outcomes),
    );
    await verifyTraces(expected);
  }

  async function verifyTraces(expected: Expected): Promise<void> {
    assert.equal((await world.item(299)).fields[title] === 'The update', expected.server[0]);
    assert.equal((await found('The creation')).length, expected.server[1]);
    assert.deepEqual(
      world.stage.items.map(({ id }) => id),
      expected.staged,
    );
    assert.equal(world.records.length > 0, expected.open);
  }

  /** Whatever happened, in the end both are on the server once, nothing is staged and nothing is open. */
  async function verifyEnd(): Promise<void> {
    const open = world.staged(-1)?.outcome?.kind === 'unknown';
    if (open) await decideOpen(world.deps(), -1, 'notCommitted');
    if (world.stage.items.length > 0) await commitStage(world.deps());
    await verifyTraces(allGone);
  }

  for (const [name, order, expected] of wire) {
    it(`${name}: shows ${expected.shown.join(' and ')}`, async () => {
      await world.fault({ method: 'PATCH', path: batchPath, times: 1, ...order });
      await verify(await commitStage(world.deps()), expected);
      await verifyEnd();
    });
  }

  it('server gone while verifying: unknown, found out by the next commit', async () => {
    await world.fault({ method: 'PATCH', path: batchPath, times: 1, drop: 'afterApply' });
    const deps = world.deps();
    const cut = {
      ...deps,
      client: {
        ...deps.client,
        sendBatch: async (body: Parameters<typeof deps.client.sendBatch>[0]) => {
          const reply = await deps.client.sendBatch(body);
          await world.fault({ path: '/_apis/wit/wiql', times: 12, drop: 'beforeApply' });
          await world.fault({ path: '/_apis/wit/workitemsbatch', times: 12, drop: 'beforeApply' });
          return reply;
        },
      },
    };
    const result = await commitStage(cut);
    assert(result.kind === 'done');
    assert.deepEqual(
      result.outcomes.map(([, { kind }]) => kind),
      ['unknown', 'unknown'],
    );
    assert.deepEqual([world.stage.items.length, world.records.length > 0], [2, true]);
    await world.api.call('DELETE', '/_sandbox/faults');
    await verify(await commitStage(world.deps()), allGone);
  });

  it('an item that appeared is taken at a person’s word', async () => {
    await world.fault({ method: 'PATCH', path: batchPath, times: 1, drop: 'beforeApply' });
    await verify(await commitStage(world.deps()), halfKnown);
    const refused = await decideOpen(world.deps(), -1, { committedAs: 999_999 });
    assert(refused.kind === 'failed' && refused.error.code === 'notFound');
    await decideOpen(world.deps(), -1, { committedAs: 300 });
    assert.deepEqual(
      world.stage.items.map(({ id }) => id),
      [299],
    );
    assert.equal((await found('The creation')).length, 0);
  });

  it('an undecided creation is never sent by itself', async () => {
    await world.fault({ method: 'PATCH', path: batchPath, times: 1, drop: 'beforeApply' });
    await commitStage(world.deps());
    const again = await commitStage(world.deps());
    assert(again.kind === 'done');
    const outcomes = new Map(again.outcomes);
    assert.deepEqual([outcomes.get(299)?.kind, outcomes.get(-1)?.kind], ['committed', 'unknown']);
    assert.equal((await found('The creation')).length, 0);
  });

  for (const [place, expected] of deaths) {
    it(`dies ${place}: the next start finds out`, async () => {
      await assert.rejects(commitStage(dying(world.deps(), place)), Died);
      const result = await recoverStage(world.deps());
      if (place === 'before the journal') assert.deepEqual(result, { kind: 'nothing' });
      else if (place !== 'after the stage is settled') await verify(result, expected);
      await verifyTraces(expected);
      await verifyEnd();
    });
  }
});

/** The same machine, but it dies at a place. */
function dying(deps: CommitDeps, place: string): CommitDeps {
  const die = (here: string): void => {
    if (here === place) throw new Died(place);
  };
  const words: Readonly<Record<JournalRecord['kind'], string>> = {
    sending: 'the journal',
    reply: 'the reply is written',
    found: 'the find is written',
    decided: 'the decision is written',
  };
  const state = { replied: false };
  return {
    ...deps,
    journal: {
      ...deps.journal,
      append: async (record) => {
        die(`before ${words[record.kind]}`);
        await deps.journal.append(record);
        if (record.kind === 'reply') state.replied = true;
        die(`after ${words[record.kind]}`);
      },
    },
    stage: {
      ...deps.stage,
      update: async (plan) => {
        if (state.replied) die('before the stage is settled');
        await deps.stage.update(plan);
        if (state.replied) die('after the stage is settled');
      },
    },
  };
}
