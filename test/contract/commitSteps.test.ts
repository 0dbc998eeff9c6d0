import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import type { CommitDeps } from '../../src/commit/deps';
import { recoverStage } from '../../src/commit/recover';
import { stageUndo } from '../../src/commit/undo';
import { withValue } from '../../src/core/document';
import { linkTarget, workItemUrl } from '../../src/core/relations';
import { reduceStage } from '../../src/core/stage';
import type { JsonValue } from '../../src/core/workItem';
import { outcomesOf } from './commitOutcomes';
import { project, startCommitWorld, withField, type CommitWorld } from './commitWorld';

const title = 'System.Title';
const description = 'System.Description';
const related = 'System.LinkTypes.Related';

describe('an edit that takes more than one step', () => {
  let world: CommitWorld;
  afterEach(() => world.close());

  /** The batch arrives; nobody hears of it, and nobody can be asked. */
  function deaf(): CommitDeps {
    const deps = world.deps();
    const { sendBatch } = deps.client;
    const send: typeof sendBatch = async (body) => {
      await sendBatch(body);
      await world.fault({ path: '/_apis/wit/workitemsbatch', times: 12, drop: 'beforeApply' });
      return { kind: 'lost', message: 'The connection broke.', sent: 'maybe' };
    };
    return { ...deps, client: { ...deps.client, sendBatch: send } };
  }

  it('is undone as a whole, where an older text was found to be committed before the newer one was', async () => {
    world = await startCommitWorld();
    const before = await world.item(299);
    await world.put(299, withField(title, 'First step'));
    assert.equal(outcomesOf(await commitStage(deaf())).get(299)?.kind, 'unknown');
    await world.api.call('DELETE', '/_sandbox/faults');
    const staged = world.staged(299);
    assert(staged !== undefined);
    const text = withValue(staged.text, ['fields', description], 'Second step');
    world.stage = reduceStage(world.stage, { kind: 'put', id: 299, base: staged.base, text });
    const result = await commitStage(world.deps());
    assert(result.kind === 'done');
    const committed = await world.item(299);
    assert.deepEqual([committed.fields[title], committed.fields[description]], ['First step', 'Second step']);
    const { staged: undone } = await stageUndo(world.deps(), result.record);
    assert.deepEqual(undone, [299]);
    outcomesOf(await commitStage(world.deps()));
    const after = await world.item(299);
    assert.deepEqual(
      [after.fields[title], after.fields[description]],
      [before.fields[title], before.fields[description]],
    );
  });

  const comments: readonly (readonly [kind: string, comment: JsonValue])[] = [
    ['plain', 'Mind the gap'],
    ['Markdown', { format: 'Markdown', text: '**Mind** the [gap](https://example.com)' }],
  ];
  for (const [kind, comment] of comments) {
    for (const isNewer of [false, true]) {
      it(`adds a ${kind} comment once, though nobody heard of it${isNewer ? ' and the edit went on' : ''}`, async () => {
        world = await startCommitWorld();
        await world.put(299, withField('System.History', comment));
        assert.equal(outcomesOf(await commitStage(deaf())).get(299)?.kind, 'unknown');
        await world.api.call('DELETE', '/_sandbox/faults');
        const staged = world.staged(299);
        assert(staged !== undefined);
        const text = withValue(staged.text, ['fields', description], 'Second step');
        if (isNewer) world.stage = reduceStage(world.stage, { kind: 'put', id: 299, base: staged.base, text });
        assert.equal(outcomesOf(await commitStage(world.deps())).get(299)?.kind, 'committed');
        assert.deepEqual(world.stage.items, []);
        const added = (await world.client.comments(project, 299)).filter((one) => one.text.includes('Mind'));
        assert.equal(added.length, 1);
        assert.equal((await world.item(299)).fields[description] === 'Second step', isNewer);
      });
    }
  }

  async function createItem(name: string): Promise<number> {
    const body = [{ op: 'add', path: '/fields/System.Title', value: name }];
    const path = `/${project}/_apis/wit/workitems/$Task?api-version=7.1`;
    const reply = await world.api.call('POST', path, { body, type: 'application/json-patch+json' });
    return (reply.body as { readonly id: number }).id;
  }

  const targets = async (id: number): Promise<readonly number[]> =>
    (await world.item(id)).relations.flatMap(({ url }) => linkTarget(url) ?? []);

  it('keeps a link staged that was to go with another item, where that item is refused', async () => {
    world = await startCommitWorld({ atomicity: 'item' });
    const [one, other, third] = [await createItem('One'), await createItem('Other'), await createItem('Third')];
    for (const target of [one, third]) {
      const patch = [
        { op: 'add', path: '/relations/-', value: { rel: related, url: workItemUrl(world.sandbox.url, target) } },
      ];
      await world.api.call('POST', '/_sandbox/changes', { body: { id: other, patch } });
    }
    // The one gives its link up; the other removes a link by its position, and so is to remove both, but is refused.
    await world.put(one, (document) => ({ ...withField(title, 'Renamed')(document), relations: [] }));
    await world.put(other, (document) => ({
      ...withField('System.State', 'Nonsense')(document),
      relations: document.relations.filter(({ url }) => linkTarget(url) !== third),
    }));
    const outcomes = outcomesOf(await commitStage(world.deps()));
    assert.deepEqual([outcomes.get(one)?.kind, outcomes.get(other)?.kind], ['committed', 'rejected']);
    assert.equal((await world.item(one)).fields[title], 'Renamed');
    const left = world.staged(one)?.outcome;
    assert(left?.kind === 'collateral', JSON.stringify(left));
    assert.deepEqual(left.culprits, [other]);
    assert.match(left.message, new RegExp(`link to #${other} was to change together with that item`));
    assert.deepEqual(await targets(one), [other]);
    assert.equal((await recoverStage(world.deps())).kind, 'nothing');
    // Without the culprit the link goes from its own end.
    const rest = outcomesOf(await commitStage(world.deps(), { ids: [one] }));
    assert.equal(rest.get(one)?.kind, 'committed');
    assert.deepEqual([await targets(one), await targets(other)], [[], [third]]);
    assert.equal(world.staged(one), undefined);
  });

  describe('a link that both ends add, the later of two batches with a comment', () => {
    let one: number;
    let other: number;

    beforeEach(async () => {
      world = await startCommitWorld();
      [one, other] = [await createItem('One'), await createItem('Other')];
      const link = (target: number) => ({ rel: related, url: workItemUrl(world.sandbox.url, target) });
      await world.put(one, (document) => ({ ...withField(title, 'Renamed')(document), relations: [link(other)] }));
      await world.put(other, (document) => ({
        ...document,
        relations: [{ ...link(one), attributes: { comment: 'because' } }],
      }));
      world.requests.length = 0;
    });

    it('is there once, and nothing of it is left', async () => {
      const outcomes = outcomesOf(await commitStage({ ...world.deps(), batchLimit: 1 }));
      assert.deepEqual([outcomes.get(one)?.kind, outcomes.get(other)?.kind], ['committed', 'committed']);
      assert.deepEqual([world.stage.items, world.records], [[], []]);
      const read = 'POST /_apis/wit/workitemsbatch';
      const batch = 'PATCH /_apis/wit/$batch';
      assert.deepEqual(world.requests, [read, batch, batch, read]);
      const { relations } = await world.item(one);
      assert.deepEqual(
        relations.map(({ url, attributes }) => [linkTarget(url), attributes['comment']]),
        [[other, 'because']],
      );
    });

    it('stays staged at the first where the second is refused', async () => {
      const staged = world.staged(other);
      assert(staged !== undefined);
      const text = withValue(staged.text, ['fields', 'System.State'], 'Nonsense');
      world.stage = reduceStage(world.stage, { kind: 'put', id: other, base: staged.base, text });
      const outcomes = outcomesOf(await commitStage({ ...world.deps(), batchLimit: 1 }));
      assert.deepEqual([outcomes.get(one)?.kind, outcomes.get(other)?.kind], ['committed', 'rejected']);
      assert.equal(world.staged(one)?.outcome?.kind, 'collateral');
      world.stage = reduceStage(world.stage, { kind: 'discard', id: other });
      outcomesOf(await commitStage(world.deps()));
      assert.deepEqual([world.stage.items, await targets(one)], [[], [other]]);
    });
  });
});
