import type * as vscode from 'vscode';
import { DisposableStore, type Disposable } from '../disposableStore';
import type { Log } from '../log';
import { createSettings, type Settings } from '../settings';
import { createSandboxHost, type SandboxHost } from './embeddedSandbox';
import { createTokens, type Tokens } from './secrets';
import { createSessions, type Sessions } from './sessions';

/** How this window is connected, and everything that decides it. */
export interface Connection extends Disposable {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly sandbox: SandboxHost;
  readonly sessions: Sessions;
}

export function createConnection(context: vscode.ExtensionContext, log: Log): Connection {
  const owned = new DisposableStore();
  const { secrets, globalStorageUri: storage } = context;
  const settings = owned.add(createSettings(log));
  const tokens = createTokens(secrets);
  const sandbox = owned.add(createSandboxHost(storage, secrets));
  const sessions = owned.add(createSessions({ settings, tokens, sandbox, storage, log }));
  return { settings, tokens, sandbox, sessions, dispose: () => owned.dispose() };
}
