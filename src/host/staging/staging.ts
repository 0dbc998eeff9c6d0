import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { emptyStage, reduceStage, type Stage, type StageAction, type StagedItem } from '../../core/stage';
import { formatStageFile, parseStageFile } from '../../core/stageFile';

/** The stage of one connection, durable on disk and shared with other windows. */
export interface Staging extends vscode.Disposable {
  readonly stage: Stage;
  item(id: number): StagedItem | undefined;
  /** Applies an action to what stands on disk now; resolved once the result is on disk. */
  dispatch(action: StageAction): Promise<void>;
  /** Fires after every change, by this window or another. */
  readonly onDidChange: vscode.Event<void>;
}

/**
 * Opens the stage in a file. A file that cannot be understood is kept aside under another name and reported with the
 * sentence that says where; it is never overwritten.
 */
export async function openStaging(file: string, report: (message: string | Error) => void): Promise<Staging> {
  await mkdir(path.dirname(file), { recursive: true });
  const changed = new vscode.EventEmitter<void>();
  let stage: Stage = emptyStage;
  let seen = '';
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: reading, reducing and writing must not interleave. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = turn.then(run, run);
    turn = next;
    return next;
  };
  const load = async (): Promise<void> => {
    const text = await readIfThere(file);
    const hash = digest(text);
    if (hash === seen) return;
    const parsed = text === '' ? { ok: true as const, stage: emptyStage } : parseStageFile(text);
    if (!parsed.ok) report(await keepAside(file));
    seen = parsed.ok ? hash : digest('');
    stage = parsed.ok ? parsed.stage : emptyStage;
    changed.fire();
  };
  const save = async (next: Stage): Promise<void> => {
    const text = formatStageFile(next);
    await writeDurably(file, text);
    seen = digest(text);
    stage = next;
    changed.fire();
  };

  await load();
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file)),
  );
  const reload = (): void => {
    inTurn(load).catch((error: unknown) => report(error instanceof Error ? error : String(error)));
  };
  const watching = [watcher, watcher.onDidChange(reload), watcher.onDidCreate(reload)];
  return {
    get stage() {
      return stage;
    },
    item: (id) => stage.items.find((candidate) => candidate.id === id),
    dispatch: (action) =>
      inTurn(async () => {
        await load();
        const next = reduceStage(stage, action);
        if (next !== stage) await save(next);
      }),
    onDidChange: changed.event,
    dispose: () => {
      for (const disposable of [...watching, changed]) disposable.dispose();
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/** Flushed, then renamed into place: after a crash the file is the old stage or the new one, never half of one. */
async function writeDurably(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

async function keepAside(file: string): Promise<string> {
  const aside = `${file}.${new Date().toISOString().replaceAll(':', '-')}.kept`;
  await rename(file, aside);
  return vscode.l10n.t(
    'The stage file could not be read. It is kept as {0}; a new, empty stage is used from now on.',
    aside,
  );
}
