import * as vscode from 'vscode';
import { commands, schemes } from '../ids';
import { ProblemDiagnostic } from './itemProblems';

/** Ways out of problems. Chosen by the problem's code, never by its words. */
export function registerQuickFixes(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: schemes.item },
    {
      provideCodeActions: (document, _range, context) =>
        context.diagnostics.flatMap((found) => fixesOf(document, found)),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
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
