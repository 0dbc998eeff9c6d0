import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { DisposableStore, type Disposable } from '../disposableStore';
import { Failure } from '../failure';
import { commands, contextKeys } from '../ids';
import type { Log } from '../log';
import { onDidChangeProxy, type Settings } from '../settings';
import { openStaging } from '../staging/staging';
import { createBases } from './bases';
import type { SandboxHost } from './embeddedSandbox';
import { clientFor } from './clientFor';
import { connectionName } from './connectionName';
import type { Tokens } from './secrets';
import type { Session } from './session';

/** The value of the url setting that stands for the embedded server. */
export const sandboxUrl = 'sandbox';

export type ConnectionState =
  | { readonly kind: 'none' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'connected'; readonly session: Session };

/** The one connection of this window, made anew whenever the settings that name it change. */
export interface Sessions extends Disposable {
  readonly state: ConnectionState;
  readonly onDidChange: vscode.Event<void>;
  /** The session, once it is there; rejects with a `Failure` that says how to connect. */
  current(): Promise<Session>;
  /** Ends the session and opens it again, with a new token or new data. */
  reconnect(): void;
}

export interface SessionDeps {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly sandbox: SandboxHost;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

export function createSessions(deps: SessionDeps): Sessions {
  const changed = new vscode.EventEmitter<void>();
  let state: ConnectionState = { kind: 'none' };
  let opening: Promise<Session> = Promise.reject(notConnected());
  opening.catch(() => undefined);
  let generation = 0;

  const enter = (next: ConnectionState): void => {
    if (state.kind === 'connected') state.session.dispose();
    state = next;
    void vscode.commands.executeCommand('setContext', contextKeys.connection, next.kind);
    const isSandbox = next.kind === 'connected' && next.session.isSandbox;
    void vscode.commands.executeCommand('setContext', contextKeys.sandbox, isSandbox);
    changed.fire();
  };
  const reconnect = (): void => {
    const mine = ++generation;
    const configured = deps.settings.url.value !== '';
    opening = configured ? openSession(deps) : Promise.reject(notConnected());
    enter({ kind: configured ? 'connecting' : 'none' });
    opening.then(
      (session) => (mine === generation ? enter({ kind: 'connected', session }) : session.dispose()),
      (error: unknown) => {
        if (mine === generation && configured) enter({ kind: 'failed', error });
      },
    );
  };
  const subscriptions = [
    deps.settings.url.onDidChange(reconnect),
    deps.settings.project.onDidChange(reconnect),
    onDidChangeProxy(reconnect),
  ];
  reconnect();
  return {
    get state() {
      return state;
    },
    onDidChange: changed.event,
    current: () => opening,
    reconnect,
    dispose: () => {
      generation++;
      if (state.kind === 'connected') state.session.dispose();
      for (const subscription of [...subscriptions, changed]) subscription.dispose();
    },
  };
}

/** What a command says that needs a connection where none is set up. */
export function notConnected(): Failure {
  return new Failure(vscode.l10n.t('No Azure DevOps organisation is connected yet.'), {
    title: vscode.l10n.t('Connect…'),
    command: commands.connect,
  });
}

async function openSession(deps: SessionDeps): Promise<Session> {
  const configured = deps.settings.url.value;
  const isSandbox = configured === sandboxUrl;
  const server = isSandbox ? await deps.sandbox.start() : undefined;
  const url = server?.url ?? configured;
  const name = isSandbox ? sandboxUrl : connectionName(url);
  const token = async (): Promise<string> => server?.token ?? (await deps.tokens.get(url)) ?? '';
  const owned = new DisposableStore();
  const client = clientFor(url, token, deps.log);
  const report = (message: string | Error): void => {
    deps.log.error(message);
    void vscode.window.showWarningMessage(message instanceof Error ? message.message : message);
  };
  const file = path.join(deps.storage.fsPath, name, 'stage.json');
  const staging = owned.add(await openStaging(file, report));
  return {
    name,
    url,
    project: deps.settings.project.value || (isSandbox ? 'Fabrikam-Fiber-Git' : ''),
    isSandbox,
    client,
    bases: owned.add(createBases(client)),
    staging,
    ...definitionsOf(client, owned),
    dispose: () => {
      owned.dispose();
    },
  };
}

/** One read per project; a failed read is forgotten, so that the next one asks again. */
function definitionsOf(
  client: { definitions(project: string): Promise<Definitions> },
  owned: DisposableStore,
): Pick<Session, 'definitions' | 'knownDefinitions' | 'onDidReadDefinitions'> {
  const asked = new Map<string, Promise<Definitions>>();
  const known = new Map<string, Definitions>();
  const read = owned.add(new vscode.EventEmitter<string>());
  const ask = async (project: string): Promise<Definitions> => {
    try {
      const definitions = await client.definitions(project);
      known.set(project, definitions);
      read.fire(project);
      return definitions;
    } catch (error) {
      asked.delete(project);
      throw error;
    }
  };
  return {
    definitions: (project) => {
      const before = asked.get(project);
      if (before !== undefined) return before;
      const asking = ask(project);
      asked.set(project, asking);
      return asking;
    },
    knownDefinitions: (project) => known.get(project),
    onDidReadDefinitions: read.event,
  };
}
