import * as vscode from 'vscode';
import { markOf, type Mark } from '../../core/fate';
import { followSession } from '../connection/followSession';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { parseItemUri } from '../itemUri';

/** Badges of staged items on tabs, in the tree and in Source Control, in the colours that git uses. */
export function registerDecorations(sessions: Sessions): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const looks: Readonly<Record<Mark, vscode.FileDecoration>> = {
    staged: look('S', vscode.l10n.t('Staged'), 'gitDecoration.stageModifiedResourceForeground'),
    held: look('H', vscode.l10n.t('Staged, held back'), 'gitDecoration.ignoredResourceForeground'),
    conflict: look(
      'C',
      vscode.l10n.t('Conflict: someone else changed it too'),
      'gitDecoration.conflictingResourceForeground',
    ),
    failed: look('!', vscode.l10n.t('Failed: the server refused it'), 'list.errorForeground'),
  };
  const following = followSession(sessions, (session) => {
    const fire = (): void => changed.fire(undefined);
    fire();
    return session === undefined ? [] : [session.staging.onDidChange(fire)];
  });
  const provider = vscode.window.registerFileDecorationProvider({
    onDidChangeFileDecorations: changed.event,
    provideFileDecoration: (uri) => {
      const { state } = sessions;
      const id = uri.scheme === schemes.item ? parseItemUri(uri)?.id : undefined;
      if (state.kind !== 'connected' || id === undefined || uri.authority !== state.session.name) return undefined;
      const item = state.session.staging.item(id);
      return item === undefined ? undefined : looks[markOf(item)];
    },
  });
  return vscode.Disposable.from(provider, following, changed);
}

function look(badge: string, tooltip: string, color: string): vscode.FileDecoration {
  const decoration = new vscode.FileDecoration(badge, tooltip, new vscode.ThemeColor(color));
  decoration.propagate = false;
  return decoration;
}
