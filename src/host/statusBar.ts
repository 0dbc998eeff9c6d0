import * as vscode from 'vscode';
import { commands } from './ids';
import { followSession } from './connection/followSession';
import type { Sessions } from './connection/sessions';

/** Status bar: the connection, and how much is staged. */
export function registerStatusBar(sessions: Sessions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('workItemBatch.connection', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Work Item Batch');
  const render = (): void => {
    const { state } = sessions;
    item.backgroundColor = undefined;
    item.command = commands.connect;
    switch (state.kind) {
      case 'none':
        item.hide();
        return;
      case 'connecting':
        item.text = vscode.l10n.t('$(sync~spin) Work items');
        item.tooltip = vscode.l10n.t('Connecting…');
        break;
      case 'failed':
        item.text = vscode.l10n.t('$(warning) Work items');
        item.tooltip = vscode.l10n.t('Not connected. Select to connect again.');
        item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
        break;
      case 'connected': {
        const { session } = state;
        const count = session.staging.stage.items.length;
        item.text = count === 0 ? `$(checklist) ${session.project}` : `$(checklist) ${session.project} · ${count}`;
        item.tooltip = vscode.l10n.t('{0} staged. Connected to {1}.', count, session.url);
        if (count > 0) item.command = 'workbench.view.scm';
      }
    }
    item.show();
  };
  const following = followSession(sessions, (session) => {
    render();
    return session === undefined ? [] : [session.staging.onDidChange(render)];
  });
  return vscode.Disposable.from(item, following);
}
