import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from '../workbench/connect';
import { until } from '../workbench/until';
import { GatedWorld, project } from './gatedWorld';
import { waitUntilHeld, waitUntilIdle } from './steps';
import { useWorkbench } from './useWorkbench';

const name = 'With a large file';
const piece = { request: /^PUT .*\/attachments\//, on: 'request' } as const;

describe('what a commit asks of the server, in the window', () => {
  const window = useWorkbench();
  let world: GatedWorld;
  let file: string;

  before(async () => {
    world = await GatedWorld.start(window().profile);
    file = path.join(window().profile.workspace, 'large.bin');
    fs.writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, 1));
    await connect(window(), { url: world.gate.url, token: world.sandbox.token }, project);
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().problems.open();
    await window().openView('Source Control');
    await world.stage(name, [pathToFileURL(file).href]);
    await window().sourceControl.waitForRow(`299 ${name}`);
  });
  after(() => world.stop());

  const asked = (pattern: RegExp): number => world.gate.requests.filter((request) => pattern.test(request)).length;

  it('tells how far it is, and is cancelled without a trace', async () => {
    const [first, second] = [world.gate.hold(piece), world.gate.hold(piece)];
    await window().runCommand('Work Items: Commit Staged Edits');
    await waitUntilHeld(first);
    first.release();
    await waitUntilHeld(second);
    await window().notifications.waitFor(/uploading attachments: 4\.0 of 9\.0 MB/);
    await window().notifications.choose('uploading attachments', 'Cancel');
    // The command is not offered while a commit is under way.
    await waitUntilIdle(window());
    assert.equal(asked(/\$batch/), 0);
    assert.equal(world.staged().length, 2);
    assert.deepEqual(world.journal(), []);
  });

  it('goes on where it stopped', async () => {
    const pieces = asked(piece.request);
    const last = world.gate.hold({ request: /\$batch/, on: 'request' });
    await window().runCommand('Work Items: Commit Staged Edits');
    await waitUntilHeld(last);
    assert.equal(asked(/^POST .*\/attachments\?/), 1, 'one upload was begun');
    assert.equal(asked(piece.request) - pieces, 2, 'the first piece was not sent again');
    last.release();
    await until(
      'an empty stage',
      () => Promise.resolve(world.staged()),
      (ids) => ids.length === 0,
    );
    assert.deepEqual(await world.onServer(name), [1, 1]);
    assert.deepEqual(await world.attachments(), ['large.bin']);
  });

  it('a commit without files asks for the items, sends the batch, and reads what the rules made of them', async () => {
    await world.stage('Without files');
    await window().sourceControl.waitForRow('299 Without files');
    const before = world.gate.requests.length;
    await window().runCommand('Work Items: Commit Staged Edits');
    const asked = await until(
      'three requests',
      () => Promise.resolve(world.gate.requests.slice(before)),
      ({ length }) => length >= 3,
    );
    const read = 'POST /fabrikam/_apis/wit/workitemsbatch?api-version=7.1';
    assert.deepEqual(asked, [read, 'PATCH /fabrikam/_apis/wit/$batch?api-version=7.1', read]);
    assert.deepEqual(await world.onServer('Without files'), [1, 1]);
  });

  it('bypasses rules only after a yes', async () => {
    const command = 'Work Items: Commit and Bypass Rules…';
    await world.stage('Without rules');
    await window().sourceControl.waitForRow('299 Without rules');
    await window().runCommand(command);
    await window().notifications.chooseInDialog('without the rules', 'Cancel');
    assert.deepEqual(await world.onServer('Without rules'), [0, 0]);
    await window().runCommand(command);
    await window().notifications.chooseInDialog('without the rules', 'Bypass Rules');
    await until(
      'an empty stage',
      () => Promise.resolve(world.staged()),
      (ids) => ids.length === 0,
    );
    assert.deepEqual(await world.onServer('Without rules'), [1, 1]);
  });
});
