import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import type { CommitDeps, CommitResult } from '../../src/commit/deps';
import type { JournalRecord } from '../../src/commit/journal';
import { decideOpen, recoverStage } from '../../src/commit/recover';
import { stageUndo } from '../../src/commit/undo';
import { withValue } from '../../src/core/document';
import { markOf, outcomeProblems, type Mark } from '../../src/core/fate';
import { locate } from '../../src/core/locate';
import type { Outcome } from '../../src/core/outcome';
import { allGone, cells, halfKnown, nothingDone, type Cell, type Expected } from './commitFaultCases';
import { project, startCommitWorld, withField, type CommitWorld } from './commitWorld';

const title = 'System.Title';
const batchPath = '/_apis/wit/$batch';

/** Where a process can die: before and after each of the steps that leave a trace. */
const deaths: readonly (readonly [place: string, expected: Expected])[] = [
  ['before the journal', { ...nothingDone, shown: ['unknown', 'unknown'] }],
  ['after the journal', halfKnown],
  ['before the reply is written', allGone],
  ['after the reply is written', allGone],
  ['before the stage is settled', allGone],
  ['after the stage is settled', allGone],
  ['after the decision is written', allGone],
  ['before it is remembered', allGone],
  ['after it is remembered', allGone],
];

/** How each outcome looks: code and severity of its problem, and the group that it stands in. */
const looks: Readonly<Record<Outcome['kind'], readonly [string, string, Mark]>> = {
  committed: ['committed', 'information', 'staged'],
  conflict: ['conflict', 'error', 'conflict'],
  rejected: ['rejected', 'error', 'failed'],
  collateral: ['collateral', 'warning', 'staged'],
  unknown: ['unknownOutcome', 'warning', 'failed'],
};

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

  for (const cell of cells) {
    it(`${cell.name}: shows ${cell.expected.shown.join(' and ')}`, async () => {
      if (cell.order !== undefined) await world.fault({ method: 'PATCH', path: batchPath, times: 1, ...cell.order });
      const result = await commitStage(rewriting(world.deps(), cell.rewrite));
      await verify(result, cell.expected);
      verifyScreen(cell);
      await verifyEnd();
    });
  }

  /** Source Control's group, and the line, code and words of the Problems panel, of what is still staged. */
  function verifyScreen({ expected, says }: Cell): void {
    for (const [index, id] of [299, -1].entries()) {
      const item = world.staged(id);
      if (item?.outcome === undefined) continue;
      const kind = expected.shown[index] ?? 'unknown';
      const [problem, more] = outcomeProblems(item.outcome);
      assert(problem !== undefined && more === undefined);
      const [code, severity, mark] = looks[kind];
      assert.deepEqual([problem.code, problem.severity, markOf(item)], [code, severity, mark]);
      assert(locate(item.text, problem.pointer).length > 0, problem.pointer);
      const words = 'message' in problem ? problem.message : '';
      assert.match(words, (index === 0 ? says : undefined) ?? /\w+/);
    }
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

  it('a batch that never left is not taken for the one after it, which was committed', async () => {
    const text = 'System.Description';
    await world.deps().stage.update(() => [{ kind: 'discard', id: -1 }]);
    await world.put(299, withField(text, '<p>one</p>'));
    await assert.rejects(commitStage(dying(world.deps(), 'after the journal')), Died);
    await world.put(299, withField(text, '<p>one</p><p>two</p>'));
    const deps = world.deps();
    const append = async (record: JournalRecord): Promise<void> => {
      await deps.journal.append(record);
      if (record.kind === 'reply') await saveOnTop('<p>one</p><p>two</p><p>three</p>');
    };
    await commitStage({ ...deps, journal: { ...deps.journal, append } });
    assert.equal(world.staged(299)?.base.fields[text], '<p>one</p><p>two</p>');
    const found = await recoverStage(world.deps());
    assert(found.kind === 'done');
    assert.deepEqual(
      found.outcomes.map(([, { kind }]) => kind),
      ['collateral'],
    );
    assert.equal(world.staged(299)?.base.fields[text], '<p>one</p><p>two</p>');
  });

  /** The person goes on editing what is on its way. */
  async function saveOnTop(description: string): Promise<void> {
    const item = world.staged(299);
    assert(item !== undefined);
    const words = withValue(item.text, ['fields', 'System.Description'], description);
    await world.deps().stage.update(() => [{ kind: 'put', id: 299, base: item.base, text: words }]);
  }

  for (const place of ['before the reply is written', 'after the stage is settled', 'before it is remembered']) {
    it(`what is found out after a crash ${place} can be undone`, async () => {
      const before = (await world.item(299)).fields[title];
      await assert.rejects(commitStage(dying(world.deps(), place)), Died);
      await recoverStage(world.deps());
      const { staged, left } = await stageUndo(world.deps(), world.lastCommit);
      assert.deepEqual([staged, left.map(({ reason }) => reason)], [[299], ['created']]);
      await commitStage(world.deps());
      assert.equal((await world.item(299)).fields[title], before);
    });
  }

  it('a batch that is told once is not told again while another stays open', async () => {
    await world.fault({ method: 'PATCH', path: batchPath, times: 1, drop: 'beforeApply' });
    await commitStage(world.deps());
    await commitStage(world.deps());
    const again = await recoverStage(world.deps());
    assert(again.kind === 'done');
    assert.deepEqual(
      again.outcomes.map(([id, { kind }]) => [id, kind]),
      [[-1, 'unknown']],
    );
  });

  it('a relation that was taken away, and nothing else, is seen to be gone', async () => {
    const link = { rel: 'Hyperlink', url: 'https://example.com/gone' };
    await commitStage(world.deps());
    await world.put(299, (document) => ({ ...document, relations: [...document.relations, link] }));
    await commitStage(world.deps());
    await world.put(299, (document) => ({
      ...document,
      relations: document.relations.filter(({ url }) => url !== link.url),
    }));
    await world.fault({ method: 'PATCH', path: batchPath, times: 1, emptyBatchReply: true });
    const result = await commitStage(world.deps());
    assert(result.kind === 'done');
    assert.deepEqual(
      result.outcomes.map(([id, { kind }]) => [id, kind]),
      [[299, 'committed']],
    );
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
      else await verify(result, expected);
      await verifyTraces(expected);
      await verifyEnd();
    });
  }
});

/** The same machine, but something happens to the reply of its batch. */
function rewriting(deps: CommitDeps, rewrite: Cell['rewrite']): CommitDeps {
  if (rewrite === undefined) return deps;
  const sendBatch: CommitDeps['client']['sendBatch'] = async (...args) => rewrite(await deps.client.sendBatch(...args));
  return { ...deps, client: { ...deps.client, sendBatch } };
}

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
    told: 'the telling is written',
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
    remember: async (...what) => {
      die('before it is remembered');
      await deps.remember(...what);
      die('after it is remembered');
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
