import { createClient, type AdoClient } from '../../ado/client';
import { createDispatcher } from '../../ado/dispatcher';
import type { Log } from '../log';
import { proxySettings } from '../settings';

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
