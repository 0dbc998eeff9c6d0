import * as vscode from 'vscode';
import type { DisposableStore } from '../disposableStore';
import { editors } from '../ids';
import type { FormEditorDeps } from './formDeps';
import { formHtml, formResources } from './formHtml';
import { startFormSession } from './formSession';

/** The form: a second look at the same document. Undo, save, dirty marks and hot exit are the document's own. */
export function registerFormEditor(deps: FormEditorDeps): vscode.Disposable {
  const open = new Set<DisposableStore>();
  const provider = vscode.window.registerCustomEditorProvider(
    editors.form,
    {
      resolveCustomTextEditor(document, panel) {
        panel.webview.options = { enableScripts: true, localResourceRoots: [...formResources(deps.extensionUri)] };
        const session = startFormSession(document, panel, deps);
        open.add(session);
        session.add({ dispose: () => open.delete(session) });
        panel.webview.html = formHtml(panel.webview, deps.extensionUri);
      },
    },
    { supportsMultipleEditorsPerDocument: true },
  );
  return vscode.Disposable.from(provider, { dispose: () => open.forEach((session) => session.dispose()) });
}
