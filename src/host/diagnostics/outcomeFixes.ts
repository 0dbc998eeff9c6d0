import * as vscode from 'vscode';
import type { Problem, ProblemOf } from '../../core/problem';
import { commands } from '../ids';
import { itemName } from './words';

/** Ways out of what became of an edit: they change the stage, not the text. */
export function outcomeFixes(uri: vscode.Uri, problem: Problem): readonly vscode.CodeAction[] {
  switch (problem.code) {
    case 'conflict':
      return conflictFixes(uri, problem);
    case 'collateral':
      return [
        ...problem.culprits.map((id) => way(vscode.l10n.t('Open {0}', itemName(id)), commands.openItem, [id])),
        wayOn(problem),
      ];
    case 'unknownOutcome':
      return [way(vscode.l10n.t('Say what became of it…'), commands.decideOutcome, [uri])];
    case 'rejected':
      return rejectedFixes(uri, problem);
    default:
      return [];
  }
}

/** Where nobody is at fault, as after a reply that was lost or a server that was busy, there is nobody to look for. */
function wayOn({ culprits, unnamed }: ProblemOf<'collateral'>): vscode.CodeAction {
  if (culprits.length > 0) return way(vscode.l10n.t('Commit the rest'), commands.commitRest, []);
  if (unnamed) return way(vscode.l10n.t('Find the culprit'), commands.findCulprit, []);
  return way(vscode.l10n.t('Commit again'), commands.commit, []);
}

function way(title: string, command: string, args: readonly unknown[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command, title, arguments: [...args] };
  return action;
}

function conflictFixes(uri: vscode.Uri, { clash }: ProblemOf<'conflict'>): readonly vscode.CodeAction[] {
  const merge = way(vscode.l10n.t('Resolve in the merge editor…'), commands.resolveConflict, [uri]);
  // Without a place it is only known that the revision is an old one.
  if (clash === undefined) return [merge];
  return [
    way(vscode.l10n.t('Take theirs'), commands.takeTheirs, [uri, clash]),
    way(vscode.l10n.t('Take mine'), commands.takeMine, [uri, clash]),
    merge,
    way(vscode.l10n.t('Take all theirs'), commands.takeTheirs, [uri]),
    way(vscode.l10n.t('Take all mine'), commands.takeMine, [uri]),
  ];
}

function rejectedFixes(uri: vscode.Uri, { status }: ProblemOf<'rejected'>): readonly vscode.CodeAction[] {
  if (status === 404) return [way(vscode.l10n.t('Duplicate as new'), commands.duplicateItem, [uri])];
  return [way(vscode.l10n.t('Hold back, so that the others can go'), commands.hold, [uri])];
}
