import * as vscode from 'vscode';
import { findType, sameName, type Definitions, type WorkItemType } from '../../core/definitions';
import { documentText, replacement, withValue, type Document } from '../../core/document';
import { changeDocumentType, moveDocument } from '../../core/gestures';
import { field } from '../../core/workItem';
import type { CommandHandlers } from '../commands/commandHandlers';
import { Failure } from '../failure';
import { schemaUri } from '../itemUri';
import { waitFor } from '../slowWork';
import { typeIcon } from '../tree/typeIcon';
import { applyTextEdits, legibleTarget, readDocument, type EditTarget, type EditTargetDeps } from './editTarget';

/** Edits of several fields that only make sense together. */
export function gestureCommands(deps: EditTargetDeps): Pick<CommandHandlers, 'changeType' | 'moveToProject'> {
  return {
    changeType: async (...args) => changeType(await legibleTarget(deps, args)),
    moveToProject: async (...args) => moveToProject(await legibleTarget(deps, args)),
  };
}

async function changeType(target: EditTarget): Promise<void> {
  const document = readDocument(target.document.getText());
  const now = documentText(document, field.type);
  const type = await pickType(target.definitions, now, vscode.l10n.t('Change Type'));
  if (type !== undefined) await become(target, document, changeDocumentType(document, type), target.project);
}

async function pickType(definitions: Definitions, except: string, title: string): Promise<WorkItemType | undefined> {
  const picks = definitions.types
    .filter((type) => !type.isDisabled && !sameName(type.name, except))
    .map((type) => ({ label: type.name, detail: type.description, iconPath: typeIcon(type), type }));
  const placeHolder = vscode.l10n.t('The new type');
  return (await vscode.window.showQuickPick(picks, { title, placeHolder, matchOnDetail: true }))?.type;
}

async function moveToProject(target: EditTarget): Promise<void> {
  const { session } = target;
  const title = vscode.l10n.t('Move to Project');
  const placeHolder = vscode.l10n.t('Area and iteration become those of the project’s root');
  const destination = await vscode.window.showQuickPick(otherProjects(target), { title, placeHolder });
  if (destination === undefined) return;
  const document = readDocument(target.document.getText());
  const moved = moveDocument(document, { project: destination });
  const definitions = await waitFor(vscode.l10n.t('Reading the project {0}…', destination), () =>
    session.definitions(destination),
  );
  if (findType(definitions, documentText(document, field.type)) !== undefined) {
    await become(target, document, moved, destination);
    return;
  }
  // The other project follows another process; without a type that it knows the server would refuse the move.
  const type = await pickType(definitions, '', vscode.l10n.t('Move to Project: the type is unknown there'));
  if (type !== undefined) await become(target, document, changeDocumentType(moved, type), destination);
}

async function otherProjects({ session, project }: EditTarget): Promise<string[]> {
  const all = await session.client.projects();
  const others = all.map(({ name }) => name).filter((name) => !sameName(name, project));
  if (others.length > 0) return others.sort((a, b) => a.localeCompare(b));
  throw new Failure(vscode.l10n.t('There is no other project that the sign-in may read.'));
}

/** Writes what is different, and names the schema that the document follows from now on. */
async function become(target: EditTarget, before: Document, after: Document, project: string): Promise<void> {
  const type = documentText(after, field.type);
  const schema = schemaUri(target.session.name, project, type).toString(true);
  const text = target.document.getText();
  const changed = Object.entries(after.fields).filter(([name, value]) => before.fields[name] !== value);
  const written = changed.reduce((now, [name, value]) => withValue(now, ['fields', name], value), text);
  await applyTextEdits(target.document, replacement(text, withValue(written, ['$schema'], schema)));
}
