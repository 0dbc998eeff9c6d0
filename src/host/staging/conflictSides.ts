import * as vscode from 'vscode';
import type { Session } from '../connection/session';
import type { Disposable } from '../disposableStore';
import { Failure } from '../failure';
import { schemes } from '../ids';

/** A side of a conflict, as a read-only document. */
export type Side = 'base' | 'mine' | 'theirs';

/** The texts of conflicts that are being looked at. */
export interface ConflictSides extends Disposable {
  /** Takes the text of a side and gives its address. */
  show(session: Session, id: number, side: Side, text: string): vscode.Uri;
}

/** `workitem-side://fabrikam/theirs/299.json`, held for as long as this window lives. */
export function registerConflictSides(): ConflictSides {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.workspace.registerTextDocumentContentProvider(schemes.side, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => {
      const text = texts.get(uri.toString());
      if (text !== undefined) return text;
      throw new Failure(vscode.l10n.t('This side of a conflict is gone. Resolve the conflict again.'));
    },
  });
  return {
    show: (session, id, side, text) => {
      const uri = vscode.Uri.from({ scheme: schemes.side, authority: session.name, path: `/${side}/${id}.json` });
      texts.set(uri.toString(), text);
      changed.fire(uri);
      return uri;
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
