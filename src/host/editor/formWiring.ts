import * as vscode from 'vscode';
import { field, textField } from '../../core/workItem';
import type { Person } from '../../protocol/form';
import type { Sessions } from '../connection/sessions';
import { followSession } from '../connection/followSession';
import { commands } from '../ids';
import { itemUri } from '../itemUri';
import { foundItem, listFields, searchItems } from '../items';
import type { Log } from '../log';
import type { FormEditorDeps } from './formDeps';
import { registerFormEditor } from './formEditor';
import { sessionOf, type ItemDocuments } from './itemDocuments';
import { createPeople, type People } from './people';

export interface FormWiringDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
  readonly extensionUri: vscode.Uri;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

/** The form with everything it asks of the connection. */
export function registerForm(deps: FormWiringDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  const following = followSession(deps.sessions, (session) => {
    changed.fire(undefined);
    return session === undefined ? [] : [session.onDidReadDefinitions(() => changed.fire(undefined))];
  });
  const renewing = deps.documents.onDidChange((uri) => changed.fire(uri));
  const people = createPeople(deps.sessions);
  const form = registerFormEditor(formEditorDeps(deps, people, changed.event));
  return vscode.Disposable.from(form, following, renewing, people, changed);
}

function formEditorDeps(
  { sessions, documents, extensionUri, storage, log }: FormWiringDeps,
  people: People,
  onDidChangeModel: vscode.Event<vscode.Uri | undefined>,
): FormEditorDeps {
  return {
    extensionUri,
    storageUri: storage,
    onDidChangeModel,
    log,
    model: async (uri) => {
      const { session } = await sessionOf(sessions, uri);
      const { base } = documents.served(uri) ?? (await documents.open(uri));
      const definitions = await session.definitions(textField(base, field.teamProject));
      return { base, definitions, collectionUrl: session.client.collectionUrl };
    },
    items: async (uri, ids, signal) => {
      const { session } = await sessionOf(sessions, uri);
      const { items } = await session.client.workItems(ids, { fields: listFields }, signal);
      return items.map(foundItem);
    },
    searchItems: async (uri, text, signal) => searchItems((await sessionOf(sessions, uri)).session, text, signal),
    searchPeople: async (uri, text, signal) => {
      // The server finds nobody for an empty text; whoever was seen in the project's items is likely to be meant.
      if (text.trim() === '') return byName(people.known());
      return (await sessionOf(sessions, uri)).session.client.searchIdentities(text, signal);
    },
    openItem: async (uri, id) => {
      await vscode.commands.executeCommand(commands.openItem, itemUri(uri.authority, id));
    },
  };
}

function byName(people: readonly Person[]): readonly Person[] {
  return [...people].sort((a, b) => a.displayName.localeCompare(b.displayName));
}
