import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import { commitByHalves } from '../../src/commit/halving';
import { unnamedIds } from '../../src/commit/rest';
import { restOf } from '../../src/core/fate';
import { outcomesOf } from './commitOutcomes';
import { startCommitWorld, withField, type CommitWorld } from './commitWorld';

const title = 'System.Title';
const path = '/_apis/wit/$batch';
const innocent = [309, 311, 333];
const culprit = 312;
const all = [309, 311, 312, 333];

describe('a batch that is refused because of somebody', () => {
  let world: CommitWorld;
  beforeEach(async () => {
    world = await startCommitWorld();
    for (const id of innocent) await world.put(id, withField(title, `Fine ${id}`));
    await world.put(culprit, withField('System.State', 'Nonsense'));
  });
  afterEach(() => world.close());

  async function kinds(run: ReturnType<typeof commitStage>): Promise<readonly (string | undefined)[]> {
    const outcomes = outcomesOf(await run);
    return all.map((id) => outcomes.get(id)?.kind);
  }
  const nameless = ['collateral', 'collateral', 'collateral', 'collateral'];

  it('is halved until the culprit is found, where the server names nobody', async () => {
    await world.fault({ path, times: 2, criticalBatchReply: true });
    assert.deepEqual(await kinds(commitStage(world.deps())), nameless);
    assert.equal(restOf(world.stage), 'culprit');
    const found = await kinds(commitByHalves(world.deps(), unnamedIds(world.stage)));
    assert.deepEqual(found, ['committed', 'committed', 'rejected', 'committed']);
  });

  const silent = [
    ['the server is busy', { status: 429, body: { message: 'TF400733' } }],
    ['nobody is signed in', { status: 401 }],
    ['the request is lost', { drop: 'beforeApply' }],
  ] as const;
  for (const [what, order] of silent) {
    it(`is not halved where ${what}: that says nothing about anybody`, async () => {
      await world.fault({ path, times: 1, ...order });
      assert.deepEqual(await kinds(commitStage(world.deps())), nameless);
      assert.deepEqual([restOf(world.stage), unnamedIds(world.stage)], ['none', []]);
    });

    it(`is not halved on, and nobody blamed, once ${what}`, async () => {
      await world.fault({ path, times: 1, criticalBatchReply: true });
      await commitStage(world.deps());
      await world.fault({ path, times: 9, ...order });
      world.requests.length = 0;
      await commitByHalves(world.deps(), unnamedIds(world.stage));
      assert.equal(world.requests.filter((request) => request.includes('$batch')).length, 1);
      assert(world.stage.items.every(({ outcome }) => outcome?.kind === 'collateral'));
      await world.api.call('DELETE', '/_sandbox/faults');
      assert.deepEqual((await kinds(commitStage(world.deps())))[all.indexOf(culprit)], 'rejected');
    });
  }
});
