import * as vscode from 'vscode';
import { textFixes, type Fix, type FixContext } from '../../core/fixes';
import type { Problem } from '../../core/problem';
import type { Sessions } from '../connection/sessions';
import { isDirty, type ItemDocuments } from '../editor/itemDocuments';
import { knownContext } from '../editor/knownContext';
import { commands, schemes } from '../ids';
import { describeFix } from './fixWords';
import { ProblemDiagnostic } from './itemProblems';
import { outcomeFixes } from './outcomeFixes';

export interface QuickFixDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
}

/** Ways out of problems. Chosen by the problem's code, never by its words. */
export function registerQuickFixes(deps: QuickFixDeps): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: schemes.item, language: 'json' },
    {
      provideCodeActions: (document, _range, { diagnostics }) => {
        const context = fixContext(deps, document);
        return oncePerTitle(diagnostics.flatMap((found) => fixesOf(deps, document, found, context)));
      },
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

function fixContext({ sessions, documents }: QuickFixDeps, document: vscode.TextDocument): FixContext | undefined {
  const context = knownContext(sessions, document);
  const base = documents.served(document.uri)?.base ?? context?.base;
  if (base === undefined || context?.definitions === undefined) return undefined;
  return { text: document.getText(), base, definitions: context.definitions };
}

function fixesOf(
  deps: QuickFixDeps,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  context: FixContext | undefined,
): readonly vscode.CodeAction[] {
  const problems = problemsOf(diagnostic, document);
  if (problems.length === 0) return [];
  const edits = context === undefined ? [] : problems.flatMap((problem) => editFixes(document, problem, context));
  const fates = problems.flatMap((problem) => outcomeFixes(document.uri, problem));
  const ways = [...edits, ...fates, ...discardFixes(deps, document, diagnostic)];
  for (const action of ways) action.diagnostics = [diagnostic];
  return ways;
}

/** The number by which VS Code's JSON names a key that stands twice (`ErrorCode.DuplicateKey` of its language service). */
const duplicateKey = 0x208;

function problemsOf(diagnostic: vscode.Diagnostic, document: vscode.TextDocument): readonly Problem[] {
  if (diagnostic instanceof ProblemDiagnostic) return [diagnostic.problem, ...diagnostic.also];
  if (diagnostic.code !== duplicateKey) return [];
  const { start, end } = diagnostic.range;
  const offset = document.offsetAt(start);
  const range = { offset, length: document.offsetAt(end) - offset };
  return [{ code: 'duplicateField', pointer: '', severity: 'error', field: document.getText(diagnostic.range), range }];
}

function editFixes(document: vscode.TextDocument, problem: Problem, context: FixContext): readonly vscode.CodeAction[] {
  return textFixes(problem, context).map((fix, index) => {
    const action = new vscode.CodeAction(describeFix(fix, context.definitions), vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const { offset, length, content } of fix.edits) {
      const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
      action.edit.replace(document.uri, range, content);
    }
    action.isPreferred = index === 0 && isPlain(problem, fix);
    return action;
  });
}

/** True for a way out that VS Code may take by itself when asked to fix all: what was meant is plain. */
function isPlain(problem: Problem, fix: Fix): boolean {
  if (problem.code === 'notAllowed') return problem.nearest.length === 1;
  if (problem.code === 'unknownField') return fix.kind === 'rename' && problem.nearest.length === 1;
  return problem.code === 'changedId' || problem.code === 'badTag' || problem.code === 'duplicateRelation';
}

/** Discards what is staged, or, where nothing is, what was typed and never saved. */
function discardFixes(
  { sessions }: QuickFixDeps,
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): readonly vscode.CodeAction[] {
  if (!(diagnostic instanceof ProblemDiagnostic) || diagnostic.problem.code === 'committed') return [];
  const context = knownContext(sessions, document);
  const staged = context?.session.staging.item(context.id) !== undefined;
  if (!staged && !isDirty(document.uri)) return [];
  const title = staged ? vscode.l10n.t('Discard this edit') : vscode.l10n.t('Revert to what was saved');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = staged
    ? { command: commands.discard, title, arguments: [document.uri] }
    : { command: 'workbench.action.files.revert', title };
  return [action];
}
