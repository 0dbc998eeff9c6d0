import assert from 'node:assert/strict';
import { checkStage } from '../../src/commit/check';
import { commitStage } from '../../src/commit/commit';
import type { CommitResult } from '../../src/commit/deps';
import type { JournalRecord } from '../../src/commit/journal';
import { asCurl, asHttp, previewCommit } from '../../src/commit/preview';
import { collateralIds } from '../../src/commit/rest';
import { stageUndo } from '../../src/commit/undo';
import { linkTarget, workItemUrl } from '../../src/core/relations';
import { outcomesOf, realId } from './commitOutcomes';
import { project, startCommitWorld, withField, type CommitWorld } from './commitWorld';

const title = 'System.Title';
const related = 'System.LinkTypes.Related';

describe('committing to a real server', () => {
  let world: CommitWorld;
  beforeEach(async () => {
    world = await startCommitWorld();
  });
  afterEach(() => world.close());

  const commit = async (): Promise<CommitResult> => {
    world.requests.length = 0;
    return commitStage(world.deps());
  };

  it('sends an update and a creation that links to it in one request, and empties stage and journal', async () => {
    await world.put(299, withField(title, 'Changed'));
    world.create(-1, { [title]: 'New one' }, [{ rel: related, url: workItemUrl(world.sandbox.url, 299) }]);
    world.stage = { ...world.stage, comment: 'Because.' };
    const result = await commit();
    assert.deepEqual(world.requests, ['POST /_apis/wit/workitemsbatch', 'PATCH /_apis/wit/$batch']);
    const created = await world.item(realId(result, -1));
    assert.equal(created.fields[title], 'New one');
    assert(created.relations.some(({ url }) => linkTarget(url) === 299));
    assert.equal((await world.item(299)).fields[title], 'Changed');
    const comments = await world.client.comments(project, 299);
    assert(comments.some(({ text }) => text.includes('Because.')));
    assert.deepEqual([world.stage.items, world.stage.comment, world.records], [[], '', []]);
  });

  it('takes over what others did, and keeps mine', async () => {
    await world.put(299, withField(title, 'Mine'));
    await world.other(299, { 'Microsoft.VSTS.Common.Priority': 4 });
    outcomesOf(await commit());
    const { fields } = await world.item(299);
    assert.deepEqual([fields[title], fields['Microsoft.VSTS.Common.Priority']], ['Mine', 4]);
  });

  it('does not send what clashes, and shows both sides', async () => {
    await world.put(299, withField(title, 'Mine'));
    await world.put(300, withField(title, 'Other item'));
    await world.other(299, { [title]: 'Theirs' });
    const outcomes = outcomesOf(await commit());
    const conflict = outcomes.get(299);
    assert(conflict?.kind === 'conflict');
    assert.deepEqual(
      conflict.clashes.map(({ pointer, mine, theirs }) => [pointer, mine, theirs]),
      [[`/fields/${title}`, 'Mine', 'Theirs']],
    );
    assert.equal(outcomes.get(300)?.kind, 'committed');
    assert.equal((await world.item(299)).fields[title], 'Theirs');
    assert.equal(world.staged(299)?.outcome?.kind, 'conflict');
  });

  it('tells culprit from collateral, and commits the rest', async () => {
    await world.put(299, withField('System.State', 'Nonsense'));
    await world.put(300, withField(title, 'Innocent'));
    const outcomes = outcomesOf(await commit());
    const culprit = outcomes.get(299);
    assert(culprit?.kind === 'rejected');
    assert.equal(culprit.pointer, '/fields/System.State');
    const innocent = outcomes.get(300);
    assert(innocent?.kind === 'collateral');
    assert.deepEqual(innocent.culprits, [299]);
    assert.deepEqual(collateralIds(world.stage), [300]);
    const rest = outcomesOf(await commitStage(world.deps(), { ids: collateralIds(world.stage) }));
    assert.equal(rest.get(300)?.kind, 'committed');
    assert.deepEqual(
      world.stage.items.map(({ id }) => id),
      [299],
    );
  });

  it('makes a conflict of a change that comes between reading and sending', async () => {
    await world.put(299, withField(title, 'Mine'));
    const deps = world.deps();
    const racing = {
      ...deps,
      journal: {
        ...deps.journal,
        append: async (record: JournalRecord) => {
          if (record.kind === 'sending') await world.other(299, { [title]: 'Faster' });
          await deps.journal.append(record);
        },
      },
    };
    const outcome = outcomesOf(await commitStage(racing)).get(299);
    assert(outcome?.kind === 'conflict', JSON.stringify(outcome));
    assert.equal(outcome.clashes[0]?.theirs, 'Faster');
    assert.equal((await world.item(299)).fields[title], 'Faster');
  });

  it('uploads attachments once, also when the batch has to be sent again', async () => {
    const url = 'file:///tmp/notes.txt';
    world.files.set(url, Buffer.from('some notes'));
    await world.put(299, (document) => ({
      ...withField('System.State', 'Nonsense')(document),
      relations: [...document.relations, { rel: 'AttachedFile', url, attributes: { name: 'notes.txt' } }],
    }));
    outcomesOf(await commit());
    const uploads = (): number => world.requests.filter((request) => request.includes('/attachments')).length;
    assert.equal(uploads(), 1);
    const staged = world.staged(299);
    assert(staged !== undefined);
    const text = staged.text.replace('"Nonsense"', JSON.stringify((await world.item(299)).fields['System.State']));
    await world.deps().stage.update(() => [{ kind: 'put', id: 299, base: staged.base, text }]);
    outcomesOf(await commit());
    assert.equal(uploads(), 0);
    const attached = (await world.item(299)).relations.find(({ attributes }) => attributes['name'] === 'notes.txt');
    assert(attached !== undefined);
    assert.equal(Buffer.from(await world.client.downloadAttachment(attached.url)).toString(), 'some notes');
  });

  it('says before sending that a file is gone or too large', async () => {
    const url = 'file:///tmp/gone.txt';
    await world.put(299, (document) => ({ ...document, relations: [{ rel: 'AttachedFile', url }] }));
    const result = await commit();
    assert(result.kind === 'blocked');
    assert.deepEqual(
      result.problems.map(({ id, problem }) => [id, problem.code, problem.pointer]),
      [[299, 'unreadableAttachment', '/relations/0/url']],
    );
    assert(!world.requests.some((request) => request.includes('$batch')));
  });

  it('sends nothing for what the server already has', async () => {
    await world.put(299, withField(title, 'Same'));
    await world.other(299, { [title]: 'Same' });
    assert.equal(outcomesOf(await commit()).get(299)?.kind, 'committed');
    assert.deepEqual(world.requests, ['POST /_apis/wit/workitemsbatch']);
    assert.deepEqual(world.stage.items, []);
  });

  it('shows what it would send, as HTTP and as curl, without a token', async () => {
    await world.put(299, withField(title, "Jamal's"));
    const preview = await previewCommit(world.deps());
    assert(preview.kind === 'preview');
    const [batch] = preview.batches;
    assert(batch !== undefined);
    const http = asHttp(batch, world.client);
    const curl = asCurl(batch, world.client);
    assert.match(http, /^PATCH http.*\/_apis\/wit\/\$batch\?api-version=7\.1\n/);
    assert.match(http, /"path": "\/rev"/);
    assert.match(curl, /Jamal'\\''s/);
    for (const text of [http, curl]) assert(!text.includes(world.sandbox.token));
    assert.equal((await world.item(299)).fields[title], preview.items[0]?.base.fields[title]);
  });

  it('checks without saving', async () => {
    await world.put(299, withField('System.State', 'Nonsense'));
    await world.put(300, withField(title, 'Fine'));
    world.create(-1, { [title]: 'New' }, [{ rel: related, url: workItemUrl(world.sandbox.url, 299) }]);
    const before = (await world.item(300)).rev;
    const checked = await checkStage(world.deps());
    assert(checked.kind === 'checked');
    assert.deepEqual([...checked.passed].sort(), [-1, 300]);
    const [failure] = checked.failed;
    assert(failure?.[0] === 299 && failure[1].kind === 'rejected');
    assert.equal(failure[1].pointer, '/fields/System.State');
    assert.equal((await world.item(300)).rev, before);
  });

  it('stages the inverse of a commit, but not of what others changed since', async () => {
    const before = await world.item(299);
    await world.put(299, (document) => ({
      ...withField('System.Tags', ['fresh'])(withField(title, 'Committed')(document)),
      relations: [...document.relations, { rel: 'Hyperlink', url: 'https://example.com/new' }],
    }));
    world.create(-1, { [title]: 'Stays' });
    const result = await commit();
    assert(result.kind === 'done');
    await world.other(299, { [title]: 'Theirs now' });
    const undone = await stageUndo(world.deps(), result.record);
    assert.deepEqual([undone.staged, undone.left.map(({ reason }) => reason)], [[299], ['created']]);
    outcomesOf(await commit());
    const after = await world.item(299);
    assert.equal(after.fields[title], 'Theirs now');
    assert.deepEqual(after.fields['System.Tags'], before.fields['System.Tags']);
    assert(!after.relations.some(({ url }) => url.includes('example.com/new')));
  });

  it('bypasses rules and suppresses notifications only when it is asked to', async () => {
    await world.put(299, withField('System.State', 'Nonsense'));
    const plain = await previewCommit(world.deps());
    assert(plain.kind === 'preview' && !/bypassRules|suppressNotifications/.test(JSON.stringify(plain.batches)));
    assert.equal(outcomesOf(await commit()).get(299)?.kind, 'rejected');
    const options = { bypassRules: true, suppressNotifications: true };
    const preview = await previewCommit(world.deps(), options);
    assert(preview.kind === 'preview');
    assert.match(preview.batches[0]?.entries[0]?.uri ?? '', /&bypassRules=true&suppressNotifications=true$/);
    assert.equal(outcomesOf(await commitStage(world.deps(), options)).get(299)?.kind, 'committed');
    assert.equal((await world.item(299)).fields['System.State'], 'Nonsense');
  });

  it('cancels without a trace before sending', async () => {
    await world.put(299, withField(title, 'Mine'));
    const { stage } = world;
    const controller = new AbortController();
    controller.abort();
    assert.deepEqual(await commitStage(world.deps(controller.signal)), { kind: 'cancelled' });
    assert.deepEqual([world.stage, world.records], [stage, []]);
  });

  it('only stops waiting when cancelled after sending, and still finds out', async () => {
    await world.put(299, withField(title, 'Mine'));
    const controller = new AbortController();
    const deps = world.deps(controller.signal);
    const result = await commitStage({
      ...deps,
      client: {
        ...deps.client,
        sendBatch: (body) => {
          const reply = deps.client.sendBatch(body);
          controller.abort();
          return reply;
        },
      },
    });
    assert(result.kind === 'waiting');
    assert.equal(outcomesOf(await result.finished).get(299)?.kind, 'committed');
    assert.equal((await world.item(299)).fields[title], 'Mine');
  });

  it('lets one window commit at a time', async () => {
    await world.put(299, withField(title, 'Mine'));
    const [one, two] = await Promise.all([commitStage(world.deps()), commitStage(world.deps())]);
    assert.deepEqual([one.kind, two.kind], ['done', 'busy']);
  });
});
