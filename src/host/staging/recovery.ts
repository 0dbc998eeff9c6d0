import type { Disposable } from '../disposableStore';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { createGuard } from '../guard';
import type { Log } from '../log';
import type { Committing } from './committing';

export interface RecoveryDeps {
  readonly sessions: Sessions;
  readonly log: Log;
}

/** Decides, once after connecting, what a crash, a reload or a lost reply has left open. */
export function registerRecovery({ sessions, log }: RecoveryDeps, committing: Committing): Disposable {
  const recover = createGuard(log)((session: Session) => committing.recover(session));
  return followSession(sessions, (session) => {
    if (session !== undefined) void recover(session);
    return [];
  });
}
