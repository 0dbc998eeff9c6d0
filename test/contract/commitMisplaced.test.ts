import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import type { CommitDeps } from '../../src/commit/deps';
import type { JournalRecord } from '../../src/commit/journal';
import { recoverStage } from '../../src/commit/recover';
import { linkTarget, workItemUrl } from '../../src/core/relations';
import { outcomesOf } from './commitOutcomes';
import { project, startCommitWorld, withField, type CommitWorld } from './commitWorld';

const related = 'System.LinkTypes.Related';

/**
 * The service takes positions of links only, and links make no revision: what somebody takes away between reading and sending moves
 * the others, and the removal meets another link than it meant.
 */
describe('a removal that meets another link than it meant', () => {
  let world: CommitWorld;
  /** Targets of the links of the item, in the order in which the server shows them. */
  let targets: readonly number[];
  let item: number;

  async function start(atomicity: 'whole' | 'item'): Promise<void> {
    world = await startCommitWorld({ atomicity });
    item = await createItem('The item');
    const others = [await createItem('A'), await createItem('B'), await createItem('C')];
    await change(others.map((id) => ({ op: 'add', path: '/relations/-', value: { rel: related, url: url(id) } })));
    targets = await linksOf();
    await world.put(item, (document) => ({
      ...document,
      relations: document.relations.filter((relation) => linkTarget(relation.url) !== targets[1]),
    }));
  }
  afterEach(() => world.close());

  const url = (id: number): string => workItemUrl(world.sandbox.url, id);

  async function createItem(name: string): Promise<number> {
    const body = [{ op: 'add', path: '/fields/System.Title', value: name }];
    const path = `/${project}/_apis/wit/workitems/$Task?api-version=7.1`;
    const reply = await world.api.call('POST', path, { body, type: 'application/json-patch+json' });
    return (reply.body as { readonly id: number }).id;
  }

  async function change(patch: readonly unknown[]): Promise<void> {
    const { status, text } = await world.api.call('POST', '/_sandbox/changes', { body: { id: item, patch } });
    assert.equal(status, 200, text);
  }

  async function linksOf(): Promise<readonly number[]> {
    return (await world.item(item)).relations.flatMap(({ url: address }) => linkTarget(address) ?? []);
  }

  /** Somebody takes the first link away in the moment before the batch leaves; `then` happens right after it has arrived. */
  function racing(then: () => Promise<void> = () => Promise.resolve()): CommitDeps {
    const deps = world.deps();
    const append = async (record: JournalRecord): Promise<void> => {
      if (record.kind === 'sending') await change([{ op: 'remove', path: '/relations/0' }]);
      await deps.journal.append(record);
      if (record.kind === 'reply') await then();
    };
    return { ...deps, journal: { ...deps.journal, append } };
  }

  /** The link that was meant goes, the one that went by mistake comes back, and nobody else's doing is touched. */
  async function verifyRepaired(): Promise<void> {
    const committed = outcomesOf(await commitStage(world.deps())).get(item);
    assert.equal(committed?.kind, 'committed', JSON.stringify(committed));
    assert.deepEqual(await linksOf(), [targets[2]]);
    assert.deepEqual([world.stage.items, world.records], [[], []]);
  }

  it('is said, and put right by the next commit', async () => {
    await start('whole');
    const result = await commitStage(racing());
    const outcome = outcomesOf(result).get(item);
    assert(outcome?.kind === 'conflict', JSON.stringify(outcome));
    const undoable = result.kind === 'done' ? result.record.items.map(({ id }) => id) : [];
    assert.deepEqual(undoable, [item]);
    assert.match(outcome.message, /another relation was removed than was meant/);
    assert.deepEqual(await linksOf(), [targets[1]]);
    await verifyRepaired();
  });

  it('is found although others in the batch were refused and the server calls it done', async () => {
    await start('item');
    await world.put(299, withField('System.State', 'Nonsense'));
    const outcomes = outcomesOf(await commitStage(racing()));
    assert.deepEqual([outcomes.get(item)?.kind, outcomes.get(299)?.kind], ['conflict', 'rejected']);
    await world.deps().stage.update(() => [{ kind: 'discard', id: 299 }]);
    await verifyRepaired();
  });

  for (const path of ['/workitemsbatch', '/connectiondata', '/updates']) {
    it(`stays open while ${path} cannot be asked, and is found later`, async () => {
      await start('whole');
      const order = { path, times: 8, drop: 'beforeApply' };
      const outcome = outcomesOf(await commitStage(racing(() => world.fault(order)))).get(item);
      assert.equal(outcome?.kind, 'unknown', JSON.stringify(outcome));
      assert.equal(world.staged(item)?.outcome?.kind, 'unknown');
      assert(world.records.length > 0);
      await world.api.call('DELETE', '/_sandbox/faults');
      assert.equal(outcomesOf(await recoverStage(world.deps())).get(item)?.kind, 'conflict');
      await verifyRepaired();
    });
  }
});
