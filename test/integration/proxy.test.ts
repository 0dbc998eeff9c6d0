import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startForwardProxy, type ForwardProxy } from '../workbench/forwardProxy';
import { connect, openItem } from './documents';
import { startTroubledServer, type TroubledServer } from './troubledServer';

describe('the proxy that VS Code is set to', () => {
  let server: TroubledServer;
  let proxy: ForwardProxy;
  const set = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    server = await startTroubledServer();
    proxy = await startForwardProxy(server.url);
    await set('proxy', proxy.url);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await set('proxy', undefined);
    await connect('sandbox');
    await proxy.stop();
    await server.close();
  });

  it('leads to a host that only the proxy knows', async () => {
    await connect('http://devops.company.example/fabrikam', 'Fabrikam-Fiber-Git');
    const document = await openItem(299, 'fabrikam.devops.company.example');
    assert.match(document.getText(), /"id": 299/);
    assert.match(proxy.requests.join('\n'), /^\w+ http:\/\/devops\.company\.example\/fabrikam\//m);
  });
});
