import * as vscode from 'vscode';
import type { AdoClient, Project } from '../../ado/client';
import { parsePlace, type ParsedPlace, type Place } from '../../ado/urls';
import type { CommandHandlers } from '../commands/commandHandlers';
import { tell } from '../guard';
import { commands, views } from '../ids';
import type { Log } from '../log';
import type { Settings } from '../settings';
import type { SandboxHost } from './embeddedSandbox';
import { clientFor } from './clientFor';
import type { Tokens } from './secrets';
import { notConnected, sandboxUrl, type Sessions } from './sessions';

export interface ConnectCommandDeps {
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly sandbox: SandboxHost;
  readonly log: Log;
}

type ConnectCommands = Pick<CommandHandlers, 'connect' | 'disconnect' | 'resetSandbox' | 'trySandbox'>;

export function connectCommands(deps: ConnectCommandDeps): ConnectCommands {
  return {
    connect: () => connect(deps),
    trySandbox: () => trySandbox(deps),
    disconnect: () => disconnect(deps),
    resetSandbox: () => resetSandbox(deps),
  };
}

async function connect(deps: ConnectCommandDeps): Promise<void> {
  const choice = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('$(cloud) Azure DevOps organization or server…'),
        detail: vscode.l10n.t('Sign in with a personal access token that may read and write work items'),
        run: () => connectToServer(deps),
      },
      {
        label: vscode.l10n.t('$(beaker) Sample project'),
        detail: vscode.l10n.t('A server on this computer with some work items to try everything on; no account needed'),
        run: () => trySandbox(deps),
      },
    ],
    { title: vscode.l10n.t('Connect'), placeHolder: vscode.l10n.t('Where are your work items?') },
  );
  await choice?.run();
}

async function trySandbox(deps: ConnectCommandDeps): Promise<void> {
  await settle(deps, sandboxUrl, '');
}

async function connectToServer(deps: ConnectCommandDeps): Promise<void> {
  const place = await askAddress(deps.settings.url.value);
  if (place === undefined) return;
  const url = place.collectionUrl;
  const token = await askToken(deps, url);
  if (token === undefined) return;
  const client = clientFor(url, () => Promise.resolve(token), deps.log);
  const project = place.project ?? (await askProject(client));
  if (project === undefined) return;
  await deps.tokens.set(url, token);
  await settle(deps, url, project);
}

/** Writes the settings; the session follows them. The same settings with a new token need a reconnect of their own. */
async function settle(deps: ConnectCommandDeps, url: string, project: string): Promise<void> {
  const same = deps.settings.url.value === url && deps.settings.project.value === project;
  if (deps.settings.project.value !== project) await deps.settings.project.update(project);
  if (deps.settings.url.value !== url) await deps.settings.url.update(url);
  if (same) deps.sessions.reconnect();
  await vscode.commands.executeCommand(`${views.workItems}.focus`);
}

async function askAddress(before: string): Promise<Place | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Connect (1/3): Address'),
    prompt: vscode.l10n.t('Name of the organization, or any address of it: of a project, a board, a work item'),
    placeHolder: 'https://dev.azure.com/fabrikam',
    value: before === sandboxUrl ? '' : before,
    ignoreFocusOut: true,
    validateInput: (value) => addressComplaint(parsePlace(value)),
  });
  if (text === undefined) return undefined;
  const parsed = parsePlace(text);
  return parsed.ok ? parsed.place : undefined;
}

function addressComplaint(parsed: ParsedPlace): string | undefined {
  if (parsed.ok) return undefined;
  switch (parsed.code) {
    case 'notAnAddress':
      return vscode.l10n.t('This is no address. Paste one from the browser, or type the name of the organization.');
    case 'insecure':
      return vscode.l10n.t('A token must not travel over plain http. Use https.');
    case 'noCollection':
      return vscode.l10n.t('The address must name the organization or collection, as in https://server/Collection.');
  }
}

/** Asks until the server accepts the token; the message under the box says why it did not. */
async function askToken(deps: ConnectCommandDeps, url: string): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Connect (2/3): Personal Access Token');
  box.prompt = vscode.l10n.t('It needs the scope “Work Items: Read & write” and is kept in VS Code’s secret storage.');
  box.password = true;
  box.ignoreFocusOut = true;
  const asking = new AbortController();
  try {
    return await new Promise<string | undefined>((resolve) => {
      const tryToken = async (): Promise<void> => {
        box.busy = true;
        box.enabled = false;
        try {
          await clientFor(url, () => Promise.resolve(box.value), deps.log).connectionData(asking.signal);
          resolve(box.value);
        } catch (error) {
          box.validationMessage = tell(error).message;
          box.enabled = true;
          box.busy = false;
        }
      };
      box.onDidChangeValue(() => (box.validationMessage = ''));
      box.onDidAccept(tryToken);
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    asking.abort();
    box.dispose();
  }
}

async function askProject(client: AdoClient): Promise<string | undefined> {
  const asking = new vscode.CancellationTokenSource();
  const picks = client.projects().then((projects: readonly Project[]) => projects.map(({ name }) => name).sort());
  const project = await vscode.window.showQuickPick(
    picks,
    { title: vscode.l10n.t('Connect (3/3): Project'), ignoreFocusOut: true },
    asking.token,
  );
  asking.dispose();
  return project;
}

async function disconnect(deps: ConnectCommandDeps): Promise<void> {
  const url = deps.settings.url.value;
  if (url === '') throw notConnected();
  if (url !== sandboxUrl) await deps.tokens.forget(url);
  await deps.settings.url.update('');
}

async function resetSandbox(deps: ConnectCommandDeps): Promise<void> {
  const reset = vscode.l10n.t('Reset');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Put the sample project back as it was? What was committed to it is lost; staged edits stay.'),
    { modal: true },
    reset,
  );
  if (answer !== reset) return;
  await deps.sandbox.reset();
  deps.sessions.reconnect();
  await vscode.commands.executeCommand(commands.refresh);
}
