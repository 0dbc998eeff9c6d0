import * as vscode from 'vscode';
import { tell } from '../guard';
import { views } from '../ids';
import type { Log } from '../log';
import type { Disposable } from '../disposableStore';

/** What is known of something that is read from the server, at this moment. */
export type Reading<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: T }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * What the server said, by key, for rows that must be told at once: VS Code drops the children of a row when the tree is refreshed
 * while they are being fetched, and shows none from then on.
 */
export interface Readings<T> extends Disposable {
  /** What is known now; begins to read what is not known or outdated. Outdated values are shown until newer ones are there. */
  get(key: string, read: (signal: AbortSignal) => Promise<T>): Reading<T>;
  /** Lets a key, or all, be read again when asked for the next time. */
  outdate(key?: string): void;
}

interface Entry<T> {
  shown: Reading<T>;
  outdated: boolean;
  running: boolean;
}

/** `changed` is called after each reading, for the rows to be drawn again. */
export function createReadings<T>(log: Log, changed: () => void): Readings<T> {
  const entries = new Map<string, Entry<T>>();
  const ending = new AbortController();

  const run = async (entry: Entry<T>, read: (signal: AbortSignal) => Promise<T>): Promise<void> => {
    try {
      entry.shown = { kind: 'loaded', value: await read(ending.signal) };
    } catch (error) {
      if (ending.signal.aborted) return;
      const { message } = tell(error);
      log.warn(message);
      entry.shown = { kind: 'failed', message };
    }
    entry.running = false;
    changed();
  };
  return {
    get: (key, read) => {
      const entry = entries.get(key) ?? { shown: { kind: 'loading' }, outdated: true, running: false };
      entries.set(key, entry);
      if (entry.outdated && !entry.running) {
        entry.outdated = false;
        entry.running = true;
        if (entry.shown.kind === 'failed') entry.shown = { kind: 'loading' };
        const running = run(entry, read);
        void vscode.window.withProgress({ location: { viewId: views.workItems } }, () => running);
      }
      return entry.shown;
    },
    outdate: (key) => {
      for (const [each, entry] of entries) if (key === undefined || key === each) entry.outdated = true;
    },
    dispose: () => ending.abort(),
  };
}
