import * as vscode from 'vscode';
import * as z from 'zod';
import type { ProxySettings } from '../ado/dispatcher';
import { settings as ids } from './ids';
import type { Log } from './log';
import { DisposableStore, type Disposable } from './disposableStore';

/** A setting as an object: its value now, and when it changes. */
export interface Setting<T> {
  readonly value: T;
  readonly onDidChange: vscode.Event<unknown>;
  /** Writes where the user would find it: the workspace if it already says something there, else the user's own. */
  update(value: T): Promise<void>;
}

export interface Settings extends Disposable {
  /** Address of an organisation or collection, `sandbox` for the embedded server, `''` for none. */
  readonly url: Setting<string>;
  readonly project: Setting<string>;
  readonly openWith: Setting<'form' | 'json'>;
  readonly removeRelationsBy: Setting<'index' | 'id'>;
}

/** Settings are read through zod; a bad value falls back to the default and logs one warning. */
export function createSettings(log: Log): Settings {
  const owned = new DisposableStore();
  const setting = <T>(id: string, schema: z.ZodType<T>, fallback: T): Setting<T> => {
    const changed = new vscode.EventEmitter<unknown>();
    owned.add(changed);
    owned.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(id)) changed.fire(undefined);
      }),
    );
    return {
      get value() {
        return readSetting(id, schema, fallback, log);
      },
      onDidChange: changed.event,
      update: (value) => writeSetting(id, value),
    };
  };
  return {
    url: setting(ids.url, z.string(), ''),
    project: setting(ids.project, z.string(), ''),
    openWith: setting(ids.openWith, z.enum(['form', 'json']), 'form'),
    removeRelationsBy: setting(ids.removeRelationsBy, z.enum(['index', 'id']), 'index'),
    dispose: () => owned.dispose(),
  };
}

function readSetting<T>(id: string, schema: z.ZodType<T>, fallback: T, log: Log): T {
  const raw: unknown = vscode.workspace.getConfiguration().get(id);
  const parsed = schema.safeParse(raw ?? fallback);
  if (parsed.success) return parsed.data;
  log.warn(`Setting ${id} has a value that it cannot have; the default is used.`);
  return fallback;
}

async function writeSetting(id: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const inWorkspace = configuration.inspect(id)?.workspaceValue !== undefined;
  await configuration.update(
    id,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

/** VS Code's settings of the network; what cannot be meant counts as not set. */
const httpSettings = z.object({
  proxy: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  noProxy: z.array(z.string()).catch([]),
  proxySupport: z.string().catch('override'),
  proxyStrictSSL: z.boolean().catch(true),
  proxyAuthorization: z.string().min(1).optional().catch(undefined),
});

/** Calls back when VS Code's own settings of the network change. */
export function onDidChangeProxy(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const names = Object.keys(httpSettings.shape).map((name) => `http.${name}`);
    if (names.some((name) => event.affectsConfiguration(name))) changed();
  });
}

/** How requests leave the machine, as VS Code's own settings say it. */
export function proxySettings(log: Log): ProxySettings {
  const configuration = vscode.workspace.getConfiguration('http');
  const raw = Object.fromEntries(Object.keys(httpSettings.shape).map((name) => [name, configuration.get(name)]));
  const http = httpSettings.parse(raw);
  const named = configuration.get<unknown>('proxy');
  if (http.proxy === undefined && named !== undefined && named !== '')
    log.warn('The setting http.proxy is no http or https address; requests go the way that the environment says.');
  return {
    support: http.proxySupport === 'off' ? 'off' : 'on',
    url: http.proxy,
    directHosts: http.noProxy,
    strictTls: http.proxyStrictSSL,
    authorization: http.proxyAuthorization,
  };
}
