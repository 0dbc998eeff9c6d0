import { isNew } from '../../core/workItem';
import type { Disposable } from '../disposableStore';
import { followSession } from '../connection/followSession';
import type { Sessions } from '../connection/sessions';
import { createGuard } from '../guard';
import type { Log } from '../log';
import { readAgain } from './commitTelling';

export interface LeftItemsDeps {
  readonly sessions: Sessions;
  readonly log: Log;
}

/**
 * Reads anew what another window has taken off the stage. Where that was a commit, documents here would otherwise go on showing what the
 * server had before, as if the edit were lost.
 */
export function registerLeftItems({ sessions, log }: LeftItemsDeps): Disposable {
  const guard = createGuard(log);
  return followSession(sessions, (session) => {
    if (session === undefined) return [];
    const renew = guard(async (ids: readonly number[]) => {
      const real = ids.filter((id) => !isNew({ id }));
      await readAgain(log, session, real);
    });
    return [session.staging.onDidLeave(renew)];
  });
}
