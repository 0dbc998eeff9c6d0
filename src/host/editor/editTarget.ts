import { applyEdits } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { replacement, type Document, type TextEdit } from '../../core/document';
import { locate } from '../../core/locate';
import { parseDocument } from '../../core/parseDocument';
import { field, textField, type WorkItem } from '../../core/workItem';
import { activeUri } from '../commands/itemTargets';
import { baseOf, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { parseItemUri } from '../itemUri';
import { planEdit, type FormEdit } from './formEdits';
import { sessionOf, type ItemDocuments } from './itemDocuments';

export interface EditTargetDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
}

/** The document that a command works on, with what its text was made from. */
export interface EditTarget {
  readonly session: Session;
  readonly id: number;
  readonly project: string;
  readonly base: WorkItem;
  readonly definitions: Definitions;
  readonly document: vscode.TextDocument;
}

/** The document that was handed over, else the one in front of the user, as text or as form. */
export async function editTarget(
  { sessions, documents }: EditTargetDeps,
  args: readonly unknown[],
): Promise<EditTarget> {
  const uri = args[0] instanceof vscode.Uri ? args[0] : activeUri();
  if (uri === undefined || parseItemUri(uri) === undefined) {
    throw new Failure(vscode.l10n.t('No work item is open here. Open one from the Work Items view first.'));
  }
  const { session, id } = await sessionOf(sessions, uri);
  const document = await vscode.workspace.openTextDocument(uri);
  const base = documents.served(uri)?.base ?? (await baseOf(session, id));
  const project = textField(base, field.teamProject) || session.project;
  return { session, id, project, base, definitions: await session.definitions(project), document };
}

/** Changes the document as the form would, in one step of undo and with the smallest edit of the text; saving is the user's. */
export async function changeDocument(target: EditTarget, edits: readonly FormEdit[]): Promise<void> {
  const before = target.document.getText();
  const after = edits.reduce((text, edit) => {
    const planned = planEdit(edit, { ...target, text, document: readDocument(text) });
    if (planned.ok) return applyEdits(text, [...planned.edits]);
    throw new Failure(vscode.l10n.t('This is linked already: {0}.', planned.relation.name || planned.relation.url));
  }, before);
  await applyTextEdits(target.document, replacement(before, after));
}

/** The document that a text stands for. @throws Failure where it is broken. */
export function readDocument(text: string): Document {
  const parsed = parseDocument(text);
  if (parsed.ok) return parsed.document;
  throw new Failure(
    vscode.l10n.t('The text is not valid just now. Mend what the Problems panel shows, then try again.'),
  );
}

export async function applyTextEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  if (edits.length === 0) return;
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, content);
  }
  if (!(await vscode.workspace.applyEdit(change))) {
    throw new Failure(vscode.l10n.t('VS Code did not take the change. Try again.'));
  }
}

/** Shows the document as text with the place of a pointer selected. */
export async function reveal(document: vscode.TextDocument, pointer: string): Promise<void> {
  const { offset, length } = locate(document.getText(), pointer);
  const selection = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default', { selection });
}
