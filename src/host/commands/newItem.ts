import * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { documentText, stringifyDocument, toDocument, type Document } from '../../core/document';
import { childDocument, duplicateDocument, newBase, newDocument } from '../../core/gestures';
import { parseDocument } from '../../core/parseDocument';
import { field, type WorkItem } from '../../core/workItem';
import { baseOf, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { editors } from '../ids';
import { itemUri, schemaUri } from '../itemUri';
import type { Settings } from '../settings';
import { waitFor } from '../slowWork';
import { typeIcon } from '../tree/typeIcon';
import type { CommandHandlers } from './commandHandlers';
import { neededIds } from './itemTargets';

type NewItemCommands = Pick<CommandHandlers, 'duplicateItem' | 'newChild' | 'newItem'>;

/** New work items: documents like any other, staged from the start, sent with the next commit. */
export function newItemCommands(sessions: Sessions, settings: Pick<Settings, 'openWith'>): NewItemCommands {
  const open = (session: Session, id: number, type: string): Thenable<unknown> =>
    vscode.commands.executeCommand(
      'vscode.openWith',
      itemUri(session.name, id, type),
      settings.openWith.value === 'form' ? editors.form : 'default',
    );
  return {
    newItem: async () => {
      const session = await sessions.current();
      const type = await pickType(session, session.project, vscode.l10n.t('New Work Item'));
      if (type === undefined) return;
      const id = await stageNew(session, { project: session.project, type, documentOf: newDocument });
      await open(session, id, type);
    },
    newChild: async (...args) => {
      const session = await sessions.current();
      for (const parentId of neededIds(args).slice(0, 1)) {
        const parent = await documentOf(session, parentId);
        const project = documentText(parent, field.teamProject) || session.project;
        const type = await pickType(session, project, vscode.l10n.t('New Child of {0}', nameOf(parent)));
        if (type === undefined) return;
        const child = (base: WorkItem, definitions: Definitions): Document =>
          childDocument(parent, base, definitions, session.client.collectionUrl);
        await open(session, await stageNew(session, { project, type, documentOf: child }), type);
      }
    },
    duplicateItem: async (...args) => {
      const session = await sessions.current();
      for (const id of neededIds(args)) {
        const original = await documentOf(session, id);
        const project = documentText(original, field.teamProject) || session.project;
        const type = documentText(original, field.type);
        const copy = (base: WorkItem, definitions: Definitions): Document =>
          duplicateDocument(original, base, definitions, session.client.collectionUrl);
        await open(session, await stageNew(session, { project, type, documentOf: copy }), type);
      }
    },
  };
}

function nameOf(document: Document): string {
  const title = documentText(document, field.title);
  return document.id < 0 ? `“${title}”` : `${documentText(document, field.type)} ${document.id}`;
}

/** What an item is going to be: the staged document, or the server's state where nothing legible is staged. */
async function documentOf(session: Session, id: number): Promise<Document> {
  const staged = session.staging.item(id);
  const parsed = staged === undefined ? undefined : parseDocument(staged.text);
  if (parsed?.ok === true) return parsed.document;
  return waitFor(vscode.l10n.t('Reading the work item…'), async () =>
    toDocument(await baseOf(session, id), await session.definitions(session.project)),
  );
}

async function pickType(session: Session, project: string, title: string): Promise<string | undefined> {
  const types = session
    .definitions(project)
    .then((definitions) =>
      definitions.types
        .filter((type) => !type.isDisabled)
        .map((type) => ({ label: type.name, detail: type.description, iconPath: typeIcon(type) })),
    );
  const placeHolder = vscode.l10n.t('Type of the new work item');
  return (await vscode.window.showQuickPick(types, { title, placeHolder, matchOnDetail: true }))?.label;
}

export interface NewItem {
  readonly project: string;
  readonly type: string;
  /** The document that a new item with these defaults begins with. */
  readonly documentOf: (base: WorkItem, definitions: Definitions) => Document;
}

/** Stages a new item with what its type begins with; gives the negative id it has until it is committed. */
export async function stageNew(session: Session, { project, type, documentOf }: NewItem): Promise<number> {
  const title = vscode.l10n.t('Reading what a new {0} begins with…', type);
  const [template, definitions] = await waitFor(title, (signal) =>
    Promise.all([session.client.typeDefaults(project, type, signal), session.definitions(project)]),
  );
  const schema = schemaUri(session.name, project, type).toString(true);
  let id = 0;
  await session.staging.update((stage) => {
    id = stage.nextNewId;
    const base = newBase(template, id, project, type);
    return [{ kind: 'put', id, base, text: stringifyDocument(documentOf(base, definitions), schema) }];
  });
  return id;
}
