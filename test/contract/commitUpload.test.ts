import assert from 'node:assert/strict';
import { commitStage } from '../../src/commit/commit';
import type { CommitDeps } from '../../src/commit/deps';
import { noteFiles, seenFiles } from '../../src/commit/seenFiles';
import { parseDocument } from '../../src/core/parseDocument';
import { formatStageFile, parseStageFile } from '../../src/core/stageFile';
import { outcomesOf } from './commitOutcomes';
import { startCommitWorld, type CommitWorld } from './commitWorld';

const megabyte = 1024 * 1024;
const url = 'file:///tmp/large.bin';
const file = Buffer.alloc(9 * megabyte, 'abcdefg');

describe('attachments of a commit', () => {
  let world: CommitWorld;
  beforeEach(async () => {
    world = await startCommitWorld();
  });
  afterEach(() => world.close());

  async function attach(...urls: readonly string[]): Promise<void> {
    const added = urls.map((each) => ({ rel: 'AttachedFile', url: each, attributes: { name: each.slice(12) } }));
    await world.put(299, (document) => ({ ...document, relations: [...document.relations, ...added] }));
  }

  const count = (pattern: RegExp): number => world.requests.filter((request) => pattern.test(request)).length;
  const begun = (): number => count(/^POST .*\/attachments/);
  const pieces = (): number => count(/^PUT .*\/attachments/);

  async function verifyAttached(): Promise<void> {
    const relations = (await world.item(299)).relations.filter(({ attributes }) => attributes['name'] === 'large.bin');
    assert.equal(relations.length, 1);
    const content = await world.client.downloadAttachment(relations[0]?.url ?? '');
    assert(Buffer.from(content).equals(file));
    assert.deepEqual([world.stage.items, world.records], [[], []]);
  }

  it('go in one request up to 4 MB, in pieces above, and tell how far they are', async () => {
    world.files.set('file:///tmp/small.bin', file.subarray(0, 4 * megabyte));
    world.files.set(url, file);
    await attach('file:///tmp/small.bin', url);
    const told: (readonly [string, number, number])[] = [];
    outcomesOf(await commitStage({ ...world.deps(), progress: (...step) => told.push(step) }));
    assert.deepEqual([begun(), pieces()], [2, 3]);
    assert.deepEqual(
      told.filter(([step]) => step === 'upload').map(([, done, total]) => [done / megabyte, total / megabyte]),
      [4, 8, 12, 13].map((done) => [done, 13]),
    );
    await verifyAttached();
  });

  /** Stops right after so many pieces are on the server. */
  function cancelling(after: number): CommitDeps {
    const controller = new AbortController();
    const deps = world.deps(controller.signal);
    return {
      ...deps,
      progress: (step, done) => step === 'upload' && done >= after * 4 * megabyte && controller.abort(),
    };
  }

  it('are cancelled without changing the edit, and go on where they stopped, also after a restart', async () => {
    world.files.set(url, file);
    await attach(url);
    const edit = world.staged(299);
    assert.deepEqual(await commitStage(cancelling(1)), { kind: 'cancelled' });
    const { uploads, ...rest } = world.staged(299) ?? assert.fail();
    assert.deepEqual([{ ...rest, uploads: {} }, world.records, count(/\$batch/)], [edit, [], 0]);
    assert.equal(uploads[url]?.partial?.sent, 4 * megabyte);
    // What another process would read.
    const kept = parseStageFile(formatStageFile(world.stage));
    assert(kept.ok);
    world.stage = kept.stage;
    world.requests.length = 0;
    outcomesOf(await commitStage(world.deps()));
    assert.deepEqual([begun(), pieces()], [0, 2]);
    await verifyAttached();
  });

  it('begin anew where the file is another one by now', async () => {
    world.files.set(url, Buffer.alloc(10 * megabyte));
    await attach(url);
    assert.deepEqual(await commitStage(cancelling(1)), { kind: 'cancelled' });
    world.files.set(url, file);
    world.requests.length = 0;
    outcomesOf(await commitStage(world.deps()));
    assert.deepEqual([begun(), pieces()], [1, 3]);
    await verifyAttached();
  });

  for (const drop of ['beforeApply', 'afterApply'] as const) {
    it(`arrive whole although a piece or its answer is lost (${drop})`, async () => {
      world.files.set(url, file);
      await attach(url);
      await world.fault({ method: 'PUT', path: '/attachments/', times: 1, drop });
      assert.equal(outcomesOf(await commitStage(world.deps())).get(299)?.kind, 'committed');
      await verifyAttached();
    });
  }

  it('fail without a trace while the server cannot be reached, and are begun anew where it has forgotten them', async () => {
    world.files.set(url, file);
    await attach(url);
    await world.fault({ method: 'PUT', path: '/attachments/', times: 4, drop: 'beforeApply' });
    const failed = await commitStage(world.deps());
    assert(failed.kind === 'failed' && failed.error.code === 'unreachable', JSON.stringify(failed));
    assert.deepEqual([world.stage.items.length, world.records, count(/\$batch/)], [1, [], 0]);
    await world.fault({ method: 'PUT', path: '/attachments/', times: 1, status: 404, body: { message: 'gone' } });
    outcomesOf(await commitStage(world.deps()));
    await verifyAttached();
  });

  it('that changed since they were uploaded are asked about', async () => {
    world.files.set(url, file.subarray(0, megabyte));
    await attach(url);
    await world.fault({ method: 'PATCH', path: '/$batch', times: 1, status: 429, body: { message: 'TF400733' } });
    outcomesOf(await commitStage(world.deps()));
    world.files.set(url, file);
    const asked: (readonly string[])[] = [];
    const answer = (yes: boolean): CommitDeps => ({
      ...world.deps(),
      confirmChangedFiles: (urls) => {
        asked.push(urls);
        return Promise.resolve(yes);
      },
    });
    world.requests.length = 0;
    assert.deepEqual(await commitStage(answer(false)), { kind: 'cancelled' });
    assert.deepEqual([begun(), count(/\$batch/)], [0, 0]);
    outcomesOf(await commitStage(answer(true)));
    assert.deepEqual(asked, [[url], [url]]);
    await verifyAttached();
  });

  it('that changed since they were staged are asked about, although nothing was uploaded yet', async () => {
    world.files.set(url, file.subarray(0, megabyte));
    await attach(url);
    const staged = parseDocument(world.staged(299)?.text ?? '');
    assert(staged.ok);
    const deps = world.deps();
    const seen = await seenFiles(staged.document, (each) => deps.openFile(each));
    await deps.stage.update((stage) => noteFiles(stage, 299, seen));
    const asked: (readonly string[])[] = [];
    const answer = (urls: readonly string[]): Promise<boolean> => Promise.resolve(asked.push(urls) > 1);
    world.files.set(url, file);
    world.requests.length = 0;
    assert.deepEqual(await commitStage({ ...deps, confirmChangedFiles: answer }), { kind: 'cancelled' });
    assert.deepEqual([begun(), count(/\$batch/)], [0, 0]);
    outcomesOf(await commitStage({ ...deps, confirmChangedFiles: answer }));
    assert.deepEqual(asked, [[url], [url]]);
    await verifyAttached();
  });

  it('that are too many or too large are named before anything is uploaded', async () => {
    world.files.set(url, file);
    world.files.set('file:///tmp/huge.bin', Buffer.alloc(61 * megabyte));
    const many = Array.from({ length: 101 }, (_, index) => `file:///tmp/${index}.txt`);
    for (const each of many) world.files.set(each, Buffer.from(each));
    const problems = { attachmentTooLarge: [url, 'file:///tmp/huge.bin'], tooManyRelations: many };
    for (const [code, urls] of Object.entries(problems)) {
      await attach(...urls);
      const result = await commitStage(world.deps());
      assert(result.kind === 'blocked', JSON.stringify(result));
      assert.deepEqual(
        result.problems.map(({ id, problem }) => [id, problem.code]),
        [[299, code]],
      );
      assert.equal(begun(), 0);
      await world.deps().stage.update(() => [{ kind: 'discard', id: 299 }]);
    }
  });
});
