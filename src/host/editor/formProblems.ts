import * as vscode from 'vscode';
import type { ProblemRef, ProblemView } from '../../protocol/form';
import { ProblemDiagnostic } from '../diagnostics/itemProblems';
import { pointerAt } from './pointerAt';

/** A problem as the form shows it, with the line of the text that it stands on, counted from 1. */
export type LinedProblem = ProblemView & { readonly line: number };

/** The form says what the Problems panel says, no more and no less. */
export function formProblems(document: vscode.TextDocument): readonly LinedProblem[] {
  return vscode.languages.getDiagnostics(document.uri).map((diagnostic) => ({
    ...refOf(document, diagnostic),
    severity: severityOf(diagnostic),
    fixable: diagnostic instanceof ProblemDiagnostic && diagnostic.problem.code !== 'committed',
    line: diagnostic.range.start.line + 1,
  }));
}

/** Offers the quick fixes that the text has at the problem, and takes the one that is chosen. */
export async function fixProblem(document: vscode.TextDocument, wanted: ProblemRef): Promise<null> {
  const found = vscode.languages.getDiagnostics(document.uri).find((diagnostic) => {
    const { pointer, message } = refOf(document, diagnostic);
    return pointer === wanted.pointer && message === wanted.message;
  });
  // Solved meanwhile: the form is about to say so.
  if (found === undefined) return null;
  const offered = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    found.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const choices = offered.map((action) => ({ label: action.title, action }));
  const chosen = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Quick Fix'),
    placeHolder: found.message,
  });
  if (chosen === undefined) return null;
  const { edit, command } = chosen.action;
  if (edit !== undefined) await vscode.workspace.applyEdit(edit);
  const args: readonly unknown[] = command?.arguments ?? [];
  if (command !== undefined) await vscode.commands.executeCommand(command.command, ...args);
  return null;
}

function refOf(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): ProblemRef {
  const pointer =
    diagnostic instanceof ProblemDiagnostic
      ? diagnostic.problem.pointer
      : pointerAt(document.getText(), document.offsetAt(diagnostic.range.start));
  return { pointer, message: diagnostic.message };
}

function severityOf({ severity }: vscode.Diagnostic): ProblemView['severity'] {
  switch (severity) {
    case vscode.DiagnosticSeverity.Error:
      return 'error';
    case vscode.DiagnosticSeverity.Warning:
      return 'warning';
    case vscode.DiagnosticSeverity.Information:
    case vscode.DiagnosticSeverity.Hint:
      return 'information';
  }
}
