import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect } from '../workbench/connect';
import type { Stop } from '../workbench/gate';
import { toolPath } from '../workbench/paths';
import { sandboxRequest } from '../workbench/sandbox';
import { until } from '../workbench/until';
import { GatedWorld, project } from './gatedWorld';
import { commitStaged } from './steps';
import { useWorkbench } from './useWorkbench';

/** Where the host stands when it is killed: at a line of its own work, or with a request at the gate. */
type Place = { readonly freeze: string } | { readonly gate: Stop };

interface Step {
  readonly name: string;
  readonly at: Place;
  /** A fault that the server plays first. */
  readonly fault?: Readonly<Record<string, unknown>>;
  /** The journal that the dead leave behind. */
  readonly journal: readonly string[];
  /** What the server has then, and what the next window shows. */
  readonly then: 'nothing sent' | 'unknown' | 'committed';
}

const batch = /^PATCH .*\/\$batch/;
const steps: readonly Step[] = [
  {
    name: 'while the items are read anew',
    at: gate(/^POST .*\/workitemsbatch/, 'request'),
    journal: [],
    then: 'nothing sent',
  },
  { name: 'before the journal entry', at: { freeze: 'before sending' }, journal: [], then: 'nothing sent' },
  {
    name: 'after the entry is flushed and before the request',
    at: { freeze: 'after sending' },
    journal: ['sending'],
    then: 'unknown',
  },
  { name: 'request sent, and never arrived', at: gate(batch, 'request'), journal: ['sending'], then: 'unknown' },
  {
    name: 'request sent and carried out, not answered',
    at: gate(batch, 'reply'),
    journal: ['sending'],
    then: 'committed',
  },
  { name: 'answered and reply not recorded', at: { freeze: 'before reply' }, journal: ['sending'], then: 'committed' },
  {
    name: 'reply recorded and stage not settled',
    at: { freeze: 'after reply' },
    journal: ['sending', 'reply'],
    then: 'committed',
  },
  {
    name: 'empty reply recorded, while asking what became of it',
    at: gate(/\/wiql\?/, 'request'),
    fault: { path: '/_apis/wit/$batch', emptyBatchReply: true },
    journal: ['sending', 'reply'],
    then: 'committed',
  },
  {
    name: 'settled and journal not closed',
    at: { freeze: 'before decided' },
    journal: ['sending', 'reply'],
    then: 'committed',
  },
  {
    name: 'journal closed and not cleared',
    at: { freeze: 'before clear' },
    journal: ['sending', 'reply', 'decided'],
    then: 'committed',
  },
];

function gate(request: RegExp, on: Stop['on']): Place {
  return { gate: { request, on } };
}

/** Writes an extension that freezes the host it runs in where `order` says. */
function freezer(folder: string, order: string): string {
  const manifest = {
    ...{ publisher: 'test', name: 'freezer', version: '1.0.0', engines: { vscode: '^1.100.0' } },
    ...{ main: './main.js', activationEvents: ['*'] },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  const start = `require(${JSON.stringify(toolPath('freeze'))}).install(${JSON.stringify(order)});`;
  fs.writeFileSync(path.join(folder, 'main.js'), `exports.activate = () => { ${start} };\n`);
  return folder;
}

describe('kill -9 of the extension host, in the window', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'work-item-batch-kill-'));
  const order = path.join(folder, 'freeze');
  const window = useWorkbench({ beside: [freezer(folder, order)] });
  let world: GatedWorld;

  before(async () => {
    world = await GatedWorld.start(window().profile);
    await connect(window(), { url: world.gate.url, token: world.sandbox.token }, project);
    await window().tree('Work Items').waitForRow('Shared Queries');
    await window().problems.open();
    await window().openView('Source Control');
  });
  after(async () => {
    await world.stop();
    fs.rmSync(folder, { recursive: true });
  });

  interface Shown {
    readonly staged: readonly string[];
    /** `severity code`, in order. */
    readonly problems: readonly string[];
  }

  async function seen(): Promise<Shown> {
    const staged = await window().sourceControl.rows();
    const problems = await window().problems.rows();
    return {
      staged: staged.map((row) => row.replace(/ *\/$/, '')),
      problems: problems.map(({ severity, code }) => `${severity} ${code}`).sort(),
    };
  }

  async function waitForShown(expected: Shown): Promise<void> {
    const last = await until(
      'the window',
      seen,
      (now) => JSON.stringify(now) === JSON.stringify(expected),
      30_000,
    ).catch(seen);
    assert.deepEqual(last, expected);
  }

  /** Commits, and waits until the host stands at the place. */
  async function commitUpTo(at: Place): Promise<void> {
    fs.rmSync(`${order}.reached`, { force: true });
    if ('freeze' in at) fs.writeFileSync(order, at.freeze);
    const held = 'gate' in at ? world.gate.hold(at.gate) : undefined;
    await commitStaged(window());
    const isThere = (): boolean => held?.reached() ?? fs.existsSync(`${order}.reached`);
    await until(
      'the host at the place',
      () => Promise.resolve(isThere()),
      (there) => there,
      30_000,
    );
  }

  async function die(): Promise<void> {
    await window().killExtensionHost();
    fs.rmSync(order, { force: true });
  }

  async function restart(): Promise<void> {
    await window().reload();
    // The window does not always remember that it was open.
    await window().problems.open();
  }

  async function waitForStaged(rows: readonly string[]): Promise<void> {
    await until(
      'the staged edits',
      async () => (await seen()).staged,
      (now) => now.length === 3 && rows.every((row) => now.includes(row)),
      30_000,
    );
  }

  for (const [index, step] of steps.entries()) {
    it(step.name, async () => {
      const title = `Kill ${index}`;
      await world.stage(title);
      const [, added = 0] = world.staged();
      const rows = [`  299 ${title}`, `  New Task ${-added}: ${title}`] as const;
      await waitForStaged(rows);
      if (step.fault !== undefined) await sandboxRequest(world.sandbox, 'POST', '/_sandbox/faults', step.fault);
      await commitUpTo(step.at);
      await die();
      assert.deepEqual(world.journal(), step.journal);
      await restart();
      await waitForShown(shownAfter(step, rows));
      const done = step.then === 'committed';
      assert.deepEqual(await world.onServer(title), done ? [1, 1] : [0, 0]);
      assert.deepEqual(world.staged(), done ? [] : [299, added]);
      assert.deepEqual(world.journal(), step.then === 'unknown' ? [...step.journal] : []);

      if (step.then === 'unknown') {
        await window().sourceControl.chooseFromContextMenu(`New Task ${-added}`, 'Say What Became of It…');
        await window().quickInput.pick('The reply was lost', 'It was not committed');
      }
      if (!done) {
        await commitStaged(window());
        await waitForShown({ staged: ['Staged Edits 0'], problems: ['info committed', 'info committed'] });
      }
      assert.deepEqual(await world.onServer(title), [1, 1]);
      assert.deepEqual([world.staged(), world.journal()], [[], []]);
    });
  }

  const uploads: readonly { readonly name: string; readonly at: Place; readonly registered: number }[] = [
    { name: 'while an attachment is uploaded in pieces', at: gate(/^PUT .*\/attachments\//, 'reply'), registered: 2 },
    { name: 'after an attachment was uploaded', at: { freeze: 'before sending' }, registered: 1 },
  ];
  for (const { name, at, registered } of uploads) {
    it(name, async () => {
      const file = path.join(folder, `${registered}.bin`);
      fs.writeFileSync(file, Buffer.alloc(9 * 1024 * 1024, registered));
      await world.stage(name, [pathToFileURL(file).href]);
      const [, added = 0] = world.staged();
      const rows = [`  299 ${name}`, `  New Task ${-added}: ${name}`];
      await waitForStaged(rows);
      const before = world.gate.requests.length;
      await commitUpTo(at);
      await die();
      assert.deepEqual([world.journal(), world.staged()], [[], [299, added]]);
      await restart();
      await waitForShown({ staged: ['Staged Edits 2', ...rows], problems: [] });
      await commitStaged(window());
      await waitForShown({ staged: ['Staged Edits 0'], problems: ['info committed', 'info committed'] });
      assert.deepEqual(await world.onServer(name), [1, 1]);
      assert.equal((await world.attachments()).filter((each) => each === `${registered}.bin`).length, 1);
      const begun = world.gate.requests.slice(before).filter((request) => /^POST .*\/attachments\?/.test(request));
      assert.equal(begun.length, registered);
    });
  }

  function shownAfter({ then }: Step, [update, creation]: readonly [string, string]): Shown {
    switch (then) {
      case 'nothing sent':
        return { staged: ['Staged Edits 2', update, creation], problems: [] };
      case 'unknown':
        return {
          staged: ['Failed 1', creation, 'Staged Edits 1', update],
          problems: ['warning collateral', 'warning unknownOutcome'],
        };
      case 'committed':
        return { staged: ['Staged Edits 0'], problems: ['info committed', 'info committed'] };
    }
  }
});
