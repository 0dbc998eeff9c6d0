import * as vscode from 'vscode';
import { formatDocument } from '../../core/document';
import type { WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { editors } from '../ids';
import { itemUri, schemaUri } from '../itemUri';
import { typeIcon } from '../tree/typeIcon';
import type { CommandHandlers } from './commandHandlers';

/** New Work Item: a document like any other, staged from the start, sent with the next commit. */
export function newItemCommands(sessions: Sessions): Pick<CommandHandlers, 'newItem'> {
  return {
    newItem: async () => {
      const session = await sessions.current();
      const type = await pickType(session);
      if (type === undefined) return;
      const defaults = await session.client.typeDefaults(session.project, type);
      const id = await stageNew(session, defaults, type);
      await vscode.commands.executeCommand('vscode.openWith', itemUri(session.name, id, type), editors.form);
    },
  };
}

async function pickType(session: Session): Promise<string | undefined> {
  const types = session
    .definitions(session.project)
    .then((definitions) =>
      definitions.types
        .filter((type) => !type.isDisabled)
        .map((type) => ({ label: type.name, detail: type.description, iconPath: typeIcon(type) })),
    );
  const picked = await vscode.window.showQuickPick(types, {
    title: vscode.l10n.t('New Work Item'),
    placeHolder: vscode.l10n.t('Type of the new work item'),
    matchOnDetail: true,
  });
  return picked?.label;
}

/** Stages a new item with what its type begins with; gives the negative id it has until it is committed. */
export async function stageNew(session: Session, defaults: WorkItem, type: string): Promise<number> {
  const id = session.staging.stage.nextNewId;
  const base: WorkItem = { ...defaults, id, rev: 0 };
  const text = formatDocument(base, {
    definitions: await session.definitions(session.project),
    schemaUri: schemaUri(session.name, session.project, type).toString(true),
  });
  await session.staging.dispatch({ kind: 'put', id, base, text });
  return id;
}
