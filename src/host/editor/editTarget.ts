import { applyEdits } from 'jsonc-parser';
import * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { replacement, type Document, type TextEdit } from '../../core/document';
import { locate } from '../../core/locate';
import { parseDocument } from '../../core/parseDocument';
import { field, textField, type WorkItem } from '../../core/workItem';
import { activeUri } from '../commands/itemTargets';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { schemes } from '../ids';
import { parseItemUri } from '../itemUri';
import { waitFor } from '../slowWork';
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

/** The document that was handed over; the one in front of the user, as text or as form, where nothing was. */
export async function editTarget(
  { sessions, documents }: EditTargetDeps,
  args: readonly unknown[],
): Promise<EditTarget> {
  const uri = args[0] === undefined ? activeUri() : args[0];
  if (!(uri instanceof vscode.Uri) || uri.scheme !== schemes.item || parseItemUri(uri) === undefined) {
    throw new Failure(vscode.l10n.t('No work item is open here. Open one from the Work Items view first.'));
  }
  const { session, id } = await sessionOf(sessions, uri);
  return waitFor(vscode.l10n.t('Reading the work item…'), async () => {
    // An editor that cannot read its document gives no reason; read here first, the failure says what to do next.
    const { base } = documents.served(uri) ?? (await documents.open(uri));
    const document = await vscode.workspace.openTextDocument(uri);
    const project = textField(base, field.teamProject) || session.project;
    return { session, id, project, base, definitions: await session.definitions(project), document };
  });
}

/** The same for a command that asks before it edits: nobody answers questions for a text that cannot be edited just now. */
export async function legibleTarget(deps: EditTargetDeps, args: readonly unknown[]): Promise<EditTarget> {
  const target = await editTarget(deps, args);
  readDocument(target.document.getText());
  return target;
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
  throw new Failure(brokenText());
}

export function brokenText(): string {
  return vscode.l10n.t('The text is not valid just now. Mend what the Problems panel shows, then try again.');
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
