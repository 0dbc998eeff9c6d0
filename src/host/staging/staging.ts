import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { emptyStage, findStaged, reduceActions, type Stage, type StageAction, type StagedItem } from '../../core/stage';
import type { Disposable } from '../disposableStore';
import { openStageStorage } from './stageStorage';

/** The stage of one connection, durable on disk and shared with other windows. */
export interface Staging extends Disposable {
  readonly stage: Stage;
  item(id: number): StagedItem | undefined;
  /** Applies an action to what stands on disk now; resolved once the result is on disk. */
  dispatch(action: StageAction): Promise<void>;
  /** Asks which actions to apply to what stands on disk now, and writes once. Nothing comes in between. */
  update(plan: (stage: Stage) => readonly StageAction[]): Promise<void>;
  /** Fires after every change, by this window or another. */
  readonly onDidChange: vscode.Event<void>;
  /** Fires after that with the ids of what another window has taken off the stage: it was committed there, or discarded. */
  readonly onDidLeave: vscode.Event<readonly number[]>;
}

/** Opens the stage in a file. `report` is told what goes wrong with it, in words or as a bug. */
export async function openStaging(file: string, report: (message: string | Error) => void): Promise<Staging> {
  await mkdir(path.dirname(file), { recursive: true });
  const storage = openStageStorage(file, report);
  const changed = new vscode.EventEmitter<void>();
  const left = new vscode.EventEmitter<readonly number[]>();
  let stage: Stage = emptyStage;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: reading, reducing and writing must not interleave. */
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const next = turn.then(run, run);
    turn = next;
    return next;
  };
  const enter = (next: Stage | undefined): void => {
    if (next === undefined || next === stage) return;
    stage = next;
    changed.fire();
  };
  const reload = async (): Promise<void> => {
    const before = stage;
    enter(await storage.readIfChanged());
    const gone = goneFrom(before, stage);
    if (gone.length > 0) left.fire(gone);
  };
  const update = (plan: (stage: Stage) => readonly StageAction[]): Promise<void> =>
    inTurn(async () => {
      await reload();
      const next = reduceActions(stage, plan(stage));
      if (next === stage) return;
      await storage.write(next);
      enter(next);
    });

  await reload();
  const watching = watchFile(file, () => {
    inTurn(reload).catch((error: unknown) => report(error instanceof Error ? error : String(error)));
  });
  return {
    get stage() {
      return stage;
    },
    item: (id) => findStaged(stage, id),
    dispatch: (action) => update(() => [action]),
    update,
    onDidChange: changed.event,
    onDidLeave: left.event,
    dispose: () => {
      for (const part of [watching, changed, left]) part.dispose();
    },
  };
}

/** Ids of what stood on the stage before and does not any more. */
function goneFrom(before: Stage, after: Stage): readonly number[] {
  const staged = new Set(after.items.map(({ id }) => id));
  return before.items.flatMap(({ id }) => (staged.has(id) ? [] : [id]));
}

function watchFile(file: string, changed: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed));
}
