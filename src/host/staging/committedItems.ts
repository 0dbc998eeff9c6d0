import * as vscode from 'vscode';
import type { Outcome } from '../../core/outcome';

/** Items of the last commit that went through: they have left the stage, and are shown until they are edited again. */
export interface CommittedItems extends vscode.Disposable {
  get(id: number): Outcome | undefined;
  /** Replaces what the last commit left. */
  set(outcomes: readonly (readonly [number, Outcome])[]): void;
  forget(id: number): void;
  readonly onDidChange: vscode.Event<void>;
}

export function createCommittedItems(): CommittedItems {
  let outcomes: ReadonlyMap<number, Outcome> = new Map();
  const changed = new vscode.EventEmitter<void>();
  return {
    get: (id) => outcomes.get(id),
    set: (entries) => {
      // A new item is known by its real id from now on.
      outcomes = new Map(
        entries.flatMap(([, outcome]) => (outcome.kind === 'committed' ? [[outcome.id, outcome] as const] : [])),
      );
      changed.fire();
    },
    forget: (id) => {
      if (!outcomes.has(id)) return;
      outcomes = new Map([...outcomes].filter(([key]) => key !== id));
      changed.fire();
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
