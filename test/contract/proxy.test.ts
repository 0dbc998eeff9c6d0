import assert from 'node:assert/strict';
import { createClient } from '../../src/ado/client';
import { createDispatcher, type ProxySettings } from '../../src/ado/dispatcher';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/index';
import { startForwardProxy, type ForwardProxy } from '../workbench/forwardProxy';

const none: ProxySettings = {
  support: 'on',
  url: undefined,
  directHosts: [],
  strictTls: true,
  authorization: undefined,
};
const company = 'http://devops.company.example/fabrikam';

describe('requests through a proxy', () => {
  let sandbox: RunningSandbox;
  let proxy: ForwardProxy;

  beforeEach(async () => {
    sandbox = await startSandbox();
    proxy = await startForwardProxy(sandbox.url);
  });
  afterEach(async () => {
    await proxy.stop();
    await sandbox.close();
  });

  async function projectsBy(collectionUrl: string, settings: Partial<ProxySettings>): Promise<number> {
    const dispatcher = createDispatcher({ ...none, ...settings });
    const client = createClient({
      collectionUrl,
      authorization: () => Promise.resolve(`Basic ${Buffer.from(`:${sandbox.token}`).toString('base64')}`),
      dispatcher,
      now: Date.now,
      random: () => 0,
      sleep: () => Promise.resolve(),
      log: { debug: () => undefined, warn: () => undefined },
    });
    try {
      return (await client.projects()).length;
    } finally {
      await dispatcher.close();
    }
  }

  it('reach a host that only the proxy knows', async () => {
    assert.ok((await projectsBy(company, { url: proxy.url })) > 0);
    assert.match(proxy.requests.join('\n'), /^GET http:\/\/devops\.company\.example\/fabrikam\/_apis\/projects/);
  });

  it('carry what the proxy wants for a sign-in', async () => {
    await projectsBy(company, { url: proxy.url, authorization: 'Basic cHJveHk=' });
    assert.deepEqual([...new Set(proxy.authorizations)], ['Basic cHJveHk=']);
  });

  it('go by the proxy that the environment names where none is set', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = proxy.url;
    try {
      assert.ok((await projectsBy(company, {})) > 0);
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });

  const direct: Readonly<Record<string, Partial<ProxySettings>>> = {
    'to this machine itself': {},
    'where proxies are switched off': { support: 'off' },
    'where every host is named': { directHosts: ['*'] },
  };
  for (const [name, settings] of Object.entries(direct)) {
    it(`do without it ${name}`, async () => {
      assert.ok((await projectsBy(sandbox.url, { url: proxy.url, ...settings })) > 0);
      assert.deepEqual(proxy.requests, []);
    });
  }

  it('do without it for hosts that are named, and so fail for one that only the proxy knows', async () => {
    await assert.rejects(projectsBy(company, { url: proxy.url, directHosts: ['company.example'] }));
    assert.deepEqual(proxy.requests, []);
  });
});
