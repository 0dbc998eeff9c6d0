import * as vscode from 'vscode';
import type { Problem } from '../../core/problem';
import type { Disposable } from '../disposableStore';

/**
 * What the last commit said of items beyond what the stage keeps: that they were committed (they have left the stage),
 * or why they were not even sent. Shown until the item is edited again.
 */
export interface CommitNews extends Disposable {
  of(id: number): readonly Problem[];
  ids(): readonly number[];
  /** Replaces what the last commit said. */
  set(news: ReadonlyMap<number, readonly Problem[]>): void;
  forget(id: number): void;
  readonly onDidChange: vscode.Event<void>;
}

export function createCommitNews(): CommitNews {
  let news: ReadonlyMap<number, readonly Problem[]> = new Map();
  const changed = new vscode.EventEmitter<void>();
  const set = (next: ReadonlyMap<number, readonly Problem[]>): void => {
    news = next;
    changed.fire();
  };
  return {
    of: (id) => news.get(id) ?? [],
    ids: () => [...news.keys()],
    set,
    forget: (id) => {
      if (news.has(id)) set(new Map([...news].filter(([key]) => key !== id)));
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
