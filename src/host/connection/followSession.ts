import * as vscode from 'vscode';
import type { Session } from './session';
import type { Sessions } from './sessions';

/** Attaches to the session of the moment, and anew to every one that follows; undefined while there is none. */
export function followSession(
  sessions: Sessions,
  attach: (session: Session | undefined) => readonly vscode.Disposable[],
): vscode.Disposable {
  let attached: readonly vscode.Disposable[] = [];
  const detach = (): void => {
    for (const part of attached) part.dispose();
    attached = [];
  };
  const follow = (): void => {
    detach();
    attached = attach(sessions.state.kind === 'connected' ? sessions.state.session : undefined);
  };
  const following = sessions.onDidChange(follow);
  follow();
  return vscode.Disposable.from(following, { dispose: detach });
}
