import * as vscode from 'vscode';
import { commands, schemes } from '../ids';
import { ProblemDiagnostic } from './itemProblems';

/** Ways out of problems. Chosen by the problem's code, never by its words. */
export function registerQuickFixes(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: schemes.item },
    {
      provideCodeActions: (document, _range, context) =>
        oncePerTitle(context.diagnostics.flatMap((found) => fixesOf(document, found))),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

/** Two problems of one place may have the same way out; it is offered once, and is then the way out of both. */
function oncePerTitle(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = new Map<string, vscode.CodeAction>();
  for (const action of actions) {
    const before = byTitle.get(action.title);
    if (before === undefined) byTitle.set(action.title, action);
    else before.diagnostics = [...(before.diagnostics ?? []), ...(action.diagnostics ?? [])];
  }
  return [...byTitle.values()];
}

function fixesOf(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): readonly vscode.CodeAction[] {
  return diagnostic instanceof ProblemDiagnostic ? [discardFix(document, diagnostic)] : [];
}

function discardFix(document: vscode.TextDocument, diagnostic: ProblemDiagnostic): vscode.CodeAction {
  const title = vscode.l10n.t('Discard this edit');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: commands.discard, title, arguments: [document.uri] };
  action.diagnostics = [diagnostic];
  return action;
}
