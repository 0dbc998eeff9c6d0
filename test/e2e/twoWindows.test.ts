import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from '../workbench/connect';
import type { Held, Stop } from '../workbench/gate';
import { until } from '../workbench/until';
import type { Workbench } from '../workbench/workbench';
import { GatedWorld, project } from './gatedWorld';
import { commitStaged, openJson, stagedRows, waitUntilHeld, waitUntilIdle } from './steps';
import { useWorkbench } from './useWorkbench';

const script = { id: 299, title: 'JavaScript implementation for Microsoft Account' } as const;
const tests = { id: 300, title: 'Unit Testing for MSA login' } as const;
const busy = 'Another window is committing these edits at this moment. Wait until it is done.';
const batch = /^PATCH .*\/\$batch/;

describe('two windows on the same stage', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.openWith': 'json' } });
  let world: GatedWorld;
  let other: Workbench;
  let own: readonly number[];
  let file: string;

  before(async () => {
    world = await GatedWorld.start(window().profile);
    await connect(window(), { url: world.gate.url, token: world.sandbox.token }, project);
    await window().tree('Work Items').waitForRow('Shared Queries');
    file = path.join(window().profile.workspace, 'README.md');
    own = await window().extensionHosts();
    other = await openOther();
  });
  after(() => world.stop());

  const batches = (): number => world.gate.requests.filter((request) => batch.test(request)).length;

  /** Settings say where it connects to; nobody has to be asked. */
  async function openOther(): Promise<Workbench> {
    const opened = await window().openAnother();
    await opened.openView('Work Items');
    await opened.tree('Work Items').waitForRow('Shared Queries');
    return opened;
  }

  async function stageTitle(workbench: Workbench, item: typeof script | typeof tests, title: string): Promise<void> {
    await openJson(workbench, item.id, item.title);
    await workbench.editors.edit((text) => text.replace(item.title, title));
    await workbench.editors.save();
    await workbench.editors.waitForSaved();
  }

  async function bothShow(rows: readonly string[]): Promise<void> {
    for (const workbench of [window(), other]) await shows(workbench, rows);
  }

  async function shows(workbench: Workbench, rows: readonly string[]): Promise<void> {
    await until(
      'the staged edits',
      () => stagedRows(workbench),
      (seen) => JSON.stringify(seen) === JSON.stringify(rows),
      30_000,
    );
  }

  /** The other window commits and gets as far as the gate; this one tries, and is told to wait. */
  async function commitAtOnce(stop: Stop): Promise<Held> {
    await waitUntilIdle(window());
    const held = world.gate.hold(stop);
    await commitStaged(other);
    await waitUntilHeld(held);
    const before = [batches(), world.journal()];
    await commitStaged(window());
    await window().notifications.close(busy);
    assert.deepEqual([batches(), world.journal()], before);
    return held;
  }

  /** A window whose host dies starts another: it is closed before, and the host is stopped, so that it takes no notice. */
  async function killOther(): Promise<void> {
    const hosts = await otherHosts();
    assert.equal(hosts.length, 1);
    for (const host of hosts) process.kill(host, 'SIGSTOP');
    await other.page.close();
    for (const host of hosts) process.kill(host, 'SIGKILL');
    await until('the end of the host', otherHosts, ({ length }) => length === 0);
  }

  async function otherHosts(): Promise<readonly number[]> {
    return (await window().extensionHosts()).filter((host) => !own.includes(host));
  }

  it('each shows what the other stages', async () => {
    await stageTitle(other, script, 'Staged there');
    await bothShow(['Staged Edits 1', '  299 Staged there']);
    await stageTitle(window(), tests, 'Staged here');
    await bothShow(['Staged Edits 2', '  299 Staged there', '  300 Staged here']);
  });

  it('one commits at a time, and both show the result', async () => {
    const held = await commitAtOnce({ request: batch, on: 'reply' });
    assert.deepEqual(world.staged(), [299, 300]);
    held.release();
    await bothShow(['Staged Edits 0']);
    assert.deepEqual(await world.onServer('Staged there'), [1, 0]);
    const shown = [
      { workbench: other, title: 'Staged there' },
      { workbench: window(), title: 'Staged here' },
    ];
    for (const { workbench, title } of shown) {
      await until(
        'the committed text',
        () => workbench.editors.readText(),
        (text) => text.includes(`"System.Title": "${title}"`),
        30_000,
      );
    }
  });

  const deaths: readonly { readonly name: string; readonly at: Stop; readonly sentBefore: number }[] = [
    { name: 'before it sent the batch', at: { request: /^POST .*\/attachments\?/, on: 'request' }, sentBefore: 0 },
    { name: 'before it was answered', at: { request: batch, on: 'reply' }, sentBefore: 1 },
  ];
  for (const { name, at, sentBefore } of deaths) {
    it(`a window that dies in its commit ${name} leaves it to the other`, async () => {
      await world.stage(name, [pathToFileURL(file).href]);
      const [, added = 0] = world.staged();
      await bothShow(['Staged Edits 2', `  299 ${name}`, `  New Task ${-added}: ${name}`]);
      const before = batches();
      const held = await commitAtOnce(at);
      assert.equal(batches() - before, sentBefore);
      await killOther();
      held.release();
      await commitStaged(window());
      await shows(window(), ['Staged Edits 0']);
      assert.deepEqual(await world.onServer(name), [1, 1]);
      assert.equal(batches() - before, 1);
      other = await openOther();
      await bothShow(['Staged Edits 0']);
    });
  }
});
