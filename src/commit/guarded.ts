import { AdoError } from '../ado/errors';
import type { CommitResult } from './deps';

/** Expected failures before anything has left are a result; bugs stay exceptions. */
export async function guarded(run: () => Promise<CommitResult>): Promise<CommitResult> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AdoError)) throw error;
    return error.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', error };
  }
}
