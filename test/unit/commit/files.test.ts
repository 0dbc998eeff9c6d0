import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JournalRecord } from '../../../src/commit/journal';
import { createJournalFile } from '../../../src/commit/journalFile';
import { openLocalFile } from '../../../src/commit/localFile';
import { createLock } from '../../../src/commit/lockFile';

describe('what a commit keeps on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wib-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const record = (commit: string): JournalRecord => ({
    kind: 'decided',
    commit,
    entries: [{ id: -1, committed: { kind: 'committed', id: 7, rev: 1 } }],
  });

  describe('journal', () => {
    it('is empty before anything happened, and after it was cleared', async () => {
      const journal = createJournalFile(path.join(folder, 'deep', 'journal.jsonl'));
      assert.deepEqual(await journal.read(), []);
      await journal.append(record('a'));
      await journal.clear();
      assert.deepEqual(await journal.read(), []);
      await journal.clear();
    });

    it('reads what was appended, in order', async () => {
      const file = path.join(folder, 'journal.jsonl');
      await createJournalFile(file).append(record('a'));
      await createJournalFile(file).append(record('b'));
      assert.deepEqual(await createJournalFile(file).read(), [record('a'), record('b')]);
    });

    it('leaves out a line that a crash cut short, and keeps what comes after', async () => {
      const file = path.join(folder, 'journal.jsonl');
      const journal = createJournalFile(file);
      await journal.append(record('a'));
      await appendFile(file, JSON.stringify(record('torn')).slice(0, 20));
      assert.deepEqual(await journal.read(), [record('a')]);
      await journal.append(record('b'));
      assert.deepEqual(await journal.read(), [record('a'), record('b')]);
      assert.match(await readFile(file, 'utf8'), /\n$/);
    });
  });

  describe('lock', () => {
    /** Another process that takes the lock and says so. */
    async function holder(file: string): Promise<ChildProcess> {
      const script = path.join(folder, 'holder.ts');
      const source = pathToFileURL(path.resolve('src/commit/lockFile.ts')).href;
      await writeFile(
        script,
        `import { createLock } from ${JSON.stringify(source)};
        void createLock(${JSON.stringify(file)}).acquire().then((release) => {
          process.stdout.write(release === undefined ? 'busy' : 'held');
          setInterval(() => undefined, 1000);
        });`,
      );
      const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const said = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
      assert.equal(said, 'held');
      return child;
    }

    it('is held by one at a time and free after release', async () => {
      const file = path.join(folder, 'lock');
      const [one, two] = [createLock(file), createLock(file)];
      const release = await one.acquire();
      assert(release !== undefined);
      assert.equal(await two.acquire(), undefined);
      await release();
      const again = await two.acquire();
      assert(again !== undefined);
      await again();
    });

    it('is held against other processes, and free when the holder is killed', async () => {
      const file = path.join(folder, 'lock');
      const child = await holder(file);
      assert.equal(await createLock(file).acquire(), undefined);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      const release = await createLock(file).acquire();
      assert(release !== undefined);
      await release();
    });

    it('locks one thing, not all', async () => {
      const release = await createLock(path.join(folder, 'a')).acquire();
      const other = await createLock(path.join(folder, 'b')).acquire();
      assert(release !== undefined && other !== undefined);
      await Promise.all([release(), other()]);
    });
  });

  describe('local file', () => {
    it('is read piece by piece', async () => {
      const file = path.join(folder, 'ein Bild.png');
      await writeFile(file, 'abcdef');
      const opened = await openLocalFile(pathToFileURL(file).href);
      assert(opened !== undefined);
      assert.deepEqual([opened.name, opened.size], ['ein Bild.png', 6]);
      assert.equal(Buffer.from(await opened.read(2, 3)).toString(), 'cde');
      assert.equal((await opened.read(6, 3)).length, 0);
      await opened.close();
    });

    for (const url of ['file:///no/such/file', 'https://example.com/x', 'file://host/share/x', 'no url', 'file:///']) {
      it(`there is none at ${url}`, async () => assert.equal(await openLocalFile(url), undefined));
    }
  });
});
