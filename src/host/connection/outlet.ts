import * as vscode from 'vscode';
import * as z from 'zod';
import { createClient, type AdoClient } from '../../ado/client';
import { createDispatcher, type ProxySettings } from '../../ado/dispatcher';
import type { Log } from '../log';

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

/** A client for an address, through the proxy that VS Code is set to; the token is asked for before each request. */
export function clientFor(url: string, token: () => Promise<string>, log: Log): AdoClient {
  return createClient({
    collectionUrl: url,
    authorization: async () => `Basic ${Buffer.from(`:${await token()}`).toString('base64')}`,
    dispatcher: createDispatcher(proxySettings(log)),
    now: Date.now,
    random: Math.random,
    log,
  });
}

/** Calls back when VS Code's own settings of the network change. */
export function onDidChangeProxy(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    const names = Object.keys(httpSettings.shape).map((name) => `http.${name}`);
    if (names.some((name) => event.affectsConfiguration(name))) changed();
  });
}

function proxySettings(log: Log): ProxySettings {
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
