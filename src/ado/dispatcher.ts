import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';

/** How requests leave the machine, as VS Code's own settings `http.*` say it. */
export interface ProxySettings {
  /** `off` never uses a proxy, whatever else is set. */
  readonly support: 'on' | 'off';
  /** Address of the proxy; undefined where the environment (`HTTPS_PROXY`, `HTTP_PROXY`) decides. */
  readonly url: string | undefined;
  /** Hosts that are asked directly; empty where the environment (`NO_PROXY`) decides. */
  readonly directHosts: readonly string[];
  /** Whether certificates must be known to this machine. */
  readonly strictTls: boolean;
  /** Value of the `Proxy-Authorization` header. */
  readonly authorization: string | undefined;
}

const connections = {
  keepAliveTimeout: 30_000,
  connect: { timeout: 15_000 },
  maxResponseSize: 512 * 1024 * 1024,
};

/** A proxy cannot reach the server that runs on this machine. */
const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** Connections are kept alive: a refresh and the batch after it share one. A proxy's address must be a valid one of http or https. */
export function createDispatcher(proxy?: ProxySettings): Dispatcher {
  if (proxy === undefined || proxy.support === 'off') return new Agent(connections);
  const tls = { rejectUnauthorized: proxy.strictTls };
  return new EnvHttpProxyAgent({
    ...connections,
    proxyTls: tls,
    requestTls: tls,
    // Plain http is forwarded: many proxies open tunnels to the port of https only.
    proxyTunnel: false,
    noProxy: directHosts(proxy.directHosts),
    ...(proxy.url === undefined ? {} : { httpProxy: proxy.url, httpsProxy: proxy.url }),
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
  });
}

function directHosts(configured: readonly string[]): string {
  const environment = process.env['no_proxy'] ?? process.env['NO_PROXY'] ?? '';
  const hosts = configured.length > 0 ? configured : environment.split(/[,\s]+/);
  return hosts.includes('*') ? '*' : [...hosts, ...loopback].filter((host) => host !== '').join(',');
}
