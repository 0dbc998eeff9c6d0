import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { apiOf, member, startApi } from './api';
import type { Api } from './api';

type Child = ChildProcessByStdio<null, Readable, null>;

const root = path.resolve(__dirname, '../..');

/** Starts the sandbox as a process of its own, as `npm run sandbox` does, and waits for its line. */
async function startProcess(dataFile: string): Promise<{ readonly api: Api; readonly child: Child }> {
  const args = ['--import', 'tsx', 'src/sandbox/main.ts', '--port', '0', '--data', dataFile];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code ?? 'a signal'} before it listened.`)));
  });
  const { url, token } = JSON.parse(line) as { url: string; token: string };
  return { api: apiOf({ url, token, close: () => Promise.resolve() }), child };
}

/** Batches that change 297, 299 and 300 together, until the server is killed; the number of the last one answered. */
async function hammer(api: Api, child: Child, first: number): Promise<number> {
  let answered = first - 1;
  setTimeout(() => child.kill('SIGKILL'), randomInt(100, 600));
  for (let round = first; ; round++) {
    const entries = [297, 299, 300].map((id) => ({
      method: 'PATCH',
      uri: `/_apis/wit/workitems/${id}?api-version=5.0`,
      body: [{ op: 'add', path: '/fields/System.Title', value: `Round ${round}` }],
    }));
    try {
      const answers = await api.batch(entries);
      assert.deepEqual(
        answers.map(({ code }) => code),
        [200, 200, 200],
      );
      answered = round;
    } catch {
      // The connection broke: this round was not answered.
      return answered;
    }
  }
}

describe('A sandbox with a data file', () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('killed at any moment, keeps every answered write and no half of one', async function () {
    this.timeout(120_000);
    const file = path.join(folder, 'data');
    let answered = 0;
    for (let start = 0; start < 4; start++) {
      const { api, child } = await startProcess(file);
      const rounds = await roundsOf(api);
      assert.equal(new Set(rounds).size, 1, `Items of one batch stand at different rounds: ${rounds.join()}`);
      const found = rounds[0] ?? 0;
      assert.ok(found >= answered, `Round ${answered} was answered, but ${found} was found`);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      answered = await hammer(api, child, found + 1);
      await gone;
    }
    assert.ok(answered > 0, 'No write was ever answered; the test showed nothing');
  });

  it('keeps work items, links and the contents of attachments over a restart', async () => {
    const file = path.join(folder, 'data');
    const first = await startApi({ dataFile: file });
    const content = Buffer.from([0, 1, 2, 250, 251, 252]);
    const upload = await first.call('POST', '/_apis/wit/attachments?fileName=bytes.bin&api-version=7.1', {
      body: content,
      type: 'application/octet-stream',
    });
    const url = String(member(upload.body, 'url'));
    const patched = await first.patch('/_apis/wit/workitems/300?api-version=7.1', [
      { op: 'add', path: '/relations/-', value: { rel: 'AttachedFile', url } },
      { op: 'add', path: '/relations/-', value: { rel: 'Hyperlink', url: 'https://example.com/' } },
    ]);
    await first.sandbox.close();
    const second = await startApi({ dataFile: file, token: first.sandbox.token });
    const item = await second.call('GET', '/_apis/wit/workitems/300?$expand=relations&api-version=7.1');
    assert.deepEqual(withoutOrigin(member(item.body, 'relations')), withoutOrigin(member(patched.body, 'relations')));
    const attachment = `/_apis/wit/attachments/${String(member(upload.body, 'id'))}?api-version=7.1`;
    const response = await fetch(second.sandbox.url + attachment, {
      headers: { authorization: `Bearer ${second.sandbox.token}` },
    });
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), content);
    await second.sandbox.close();
  });

  it('drops a last line that a crash cut off', async () => {
    const file = path.join(folder, 'data');
    const first = await startApi({ dataFile: file });
    await first.sandbox.close();
    const whole = fs.readFileSync(file);
    fs.appendFileSync(file, '[["revisions","299:8",{"id":299,"rev":8');
    const second = await startApi({ dataFile: file });
    const item = await second.call('GET', '/_apis/wit/workitems/299?api-version=7.1');
    assert.equal(member(item.body, 'rev'), 7);
    await second.sandbox.close();
    assert.deepEqual(fs.readFileSync(file), whole);
  });

  it('refuses a file that is no data file, and leaves it as it is', async () => {
    const file = path.join(folder, 'letter.txt');
    fs.writeFileSync(file, 'Dear Jamal,\nthis is no data file.\n');
    await assert.rejects(startApi({ dataFile: file }), /letter\.txt is not a data file/);
    assert.equal(fs.readFileSync(file, 'utf8'), 'Dear Jamal,\nthis is no data file.\n');
  });

  it('ends on SIGTERM', async () => {
    const { child } = await startProcess(path.join(folder, 'data'));
    const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
});

/** The rounds in the titles of the three items that are always written together; 0 before the first. */
async function roundsOf(api: Api): Promise<readonly number[]> {
  const reply = await api.call('GET', '/_apis/wit/workitems?ids=297,299,300&api-version=5.0');
  const value = member(reply.body, 'value');
  assert.ok(Array.isArray(value));
  return value.map((item: unknown) => {
    return Number(/^Round (\d+)$/.exec(String(member(item, 'fields', 'System.Title')))?.[1] ?? 0);
  });
}

/** The port differs from start to start. */
function withoutOrigin(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/http:\/\/127\.0\.0\.1:\d+/g, '')) as unknown;
}
