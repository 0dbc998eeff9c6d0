import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the VS Code that runs the tests', () => {
  it('is the version that was asked for', () => {
    const expected = process.env['TEST_VSCODE'] ?? '';
    assert.ok(expected === '' || vscode.version === expected, `${vscode.version} runs, ${expected} was asked for`);
  });

  it('has the extension under development installed', () => {
    assert.ok(vscode.extensions.getExtension('work-item-batch.work-item-batch'));
  });

  it('runs the scripts of a webview and delivers its messages', async () => {
    const panel = vscode.window.createWebviewPanel('probe', 'Probe', vscode.ViewColumn.One, { enableScripts: true });
    try {
      const message = await new Promise((resolve) => {
        panel.webview.onDidReceiveMessage(resolve);
        panel.webview.html = '<script>acquireVsCodeApi().postMessage({ sum: 1 + 2 })</script>';
      });
      assert.deepEqual(message, { sum: 3 });
    } finally {
      panel.dispose();
    }
  });
});
