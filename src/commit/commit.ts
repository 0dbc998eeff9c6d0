import { AdoError } from '../ado/errors';
import type { CommitDeps, CommitRequest, CommitResult } from './deps';
import { guarded } from './guarded';
import { CommitRun } from './run';

/**
 * Sends staged items: refresh, merge, upload, plan, journal, send once, verify, settle. Nothing staged is lost, nothing is sent twice,
 * and every outcome is what the server shows.
 */
export async function commitStage(deps: CommitDeps, request: CommitRequest = {}): Promise<CommitResult> {
  const release = await deps.lock.acquire();
  if (release === undefined) return { kind: 'busy' };
  const run = new CommitRun(deps, request);
  const finished = guarded(() => {
    if (deps.signal.aborted) throw new AdoError('cancelled', 'Cancelled.');
    return run.all();
  }).finally(release);
  return Promise.race([finished, stopWaiting(deps.signal, run, finished)]);
}

/** Cancelled after the batch has left: the caller gets its hands free, the run goes on to the truth. */
function stopWaiting(signal: AbortSignal, run: CommitRun, finished: Promise<CommitResult>): Promise<CommitResult> {
  return new Promise((resolve) => {
    const stop = (): void => {
      if (run.hasLeft) resolve({ kind: 'waiting', finished });
    };
    signal.addEventListener('abort', stop, { once: true });
    const forget = (): void => signal.removeEventListener('abort', stop);
    finished.then(forget, forget);
  });
}
