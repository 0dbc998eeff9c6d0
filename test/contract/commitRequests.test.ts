import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import { linkTarget, workItemUrl } from '../../src/core/relations';
import { outcomesOf, realIdOf } from './commitOutcomes';
import { project, startCommitWorld } from './commitWorld';

const title = 'System.Title';
const related = 'System.LinkTypes.Related';

describe('how many requests a commit makes', () => {
  it('2 for 200 items, 10 for 1,000 with links among new ones', async () => {
    const world = await startCommitWorld({ seed: 'load:1200' });
    try {
      const { rows } = await world.client.runWiql(project, 'SELECT [System.Id] FROM WorkItems', { top: 1000 });
      const stageAll = async (count: number, mark: string): Promise<void> => {
        const ids = rows.map(({ id }) => id).slice(0, count);
        const { items } = await world.client.workItems(ids, { relations: true });
        for (const base of items) {
          const text = JSON.stringify({
            id: base.id,
            fields: { ...textFields(base.fields), [title]: `${mark} ${base.id}` },
            relations: base.relations.map(({ rel, url, attributes }) => ({ rel, url, attributes: named(attributes) })),
          });
          world.stage = {
            ...world.stage,
            items: [...world.stage.items, { id: base.id, base, text, held: false, outcome: undefined, uploads: {} }],
          };
        }
      };
      await stageAll(200, 'First');
      world.requests.length = 0;
      const first = outcomesOf(await commitStage(world.deps()));
      assert(
        [...first.values()].every(({ kind }) => kind === 'committed'),
        JSON.stringify([...first].slice(0, 3)),
      );
      assert.deepEqual(world.requests, ['POST /_apis/wit/workitemsbatch', 'PATCH /_apis/wit/$batch']);

      await stageAll(900, 'Second');
      for (let id = -1; id >= -100; id -= 1) {
        const target = id === -100 ? -1 : id - 1;
        world.create(id, { [title]: `New ${id}` }, [{ rel: related, url: workItemUrl(world.sandbox.url, target) }]);
      }
      world.requests.length = 0;
      const second = outcomesOf(await commitStage(world.deps()));
      assert.equal([...second.values()].filter(({ kind }) => kind === 'committed').length, 1000);
      assert.equal(world.requests.length, 10, world.requests.join('\n'));
      const ring = await world.item(realIdOf(second, -50));
      const neighbours = ring.relations.map(({ url }) => linkTarget(url)).sort();
      assert.deepEqual(neighbours, [realIdOf(second, -51), realIdOf(second, -49)].sort());
    } finally {
      await world.close();
    }
  }).timeout(120_000);
});

function textFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'System.Tags'));
}

function named(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name === 'comment'));
}
