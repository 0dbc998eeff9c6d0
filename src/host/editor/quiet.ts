import type * as vscode from 'vscode';
import { tell } from '../guard';
import type { Log } from '../log';

/**
 * Runs what a language feature asks of the server. A failure must not interrupt somebody who types: it is logged once, until it works
 * again, and the feature goes on with what it knows.
 */
export type Quiet = <T>(feature: string, run: () => PromiseLike<T>) => Promise<T | undefined>;

export function createQuiet(log: Log): Quiet {
  const failing = new Set<string>();
  return async (feature, run) => {
    try {
      const result = await run();
      failing.delete(feature);
      return result;
    } catch (error) {
      const { kind, message } = tell(error);
      if (kind === 'bug') log.error(error instanceof Error ? error : message);
      else if (kind === 'expected' && !failing.has(feature)) log.warn(`${feature}: ${message}`);
      if (kind === 'expected') failing.add(feature);
      return undefined;
    }
  };
}

/** Runs with a signal that aborts when VS Code loses interest. */
export async function withSignal<T>(
  token: vscode.CancellationToken,
  run: (signal: AbortSignal) => PromiseLike<T>,
): Promise<T> {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  try {
    return await run(controller.signal);
  } finally {
    listening.dispose();
  }
}

/** The result if it is there soon; otherwise undefined, while the work goes on. */
export async function soon<T>(work: PromiseLike<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, patience]);
  } finally {
    clearTimeout(timer);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
