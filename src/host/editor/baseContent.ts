import * as vscode from 'vscode';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { itemUri, parseItemUri } from '../itemUri';
import { baseText, sessionOf, type ItemDocuments } from './itemDocuments';

/** The base of a document as read-only text: left side of diffs and source of the change bars. */
export function registerBaseContent(deps: {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
}): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const following = deps.documents.onDidChange((uri) => changed.fire(uri.with({ scheme: schemes.base })));
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      const { session, id } = await sessionOf(deps.sessions, uri);
      const document = uri.with({ scheme: schemes.item });
      const { base } = deps.documents.served(document) ?? (await deps.documents.open(document));
      return id < 0 ? '' : baseText(session, base);
    },
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(schemes.base, provider),
    following,
    changed,
  );
}

/** The left side for a document; undefined for anything that is not one. */
export function baseUriOf(uri: vscode.Uri): vscode.Uri | undefined {
  return uri.scheme === schemes.item && parseItemUri(uri) !== undefined
    ? uri.with({ scheme: schemes.base })
    : undefined;
}

/** The document that a base belongs to, where the uri is one of ours. */
export function documentUri(uri: vscode.Uri): vscode.Uri | undefined {
  const address = parseItemUri(uri);
  return address === undefined
    ? undefined
    : address.id < 0
      ? uri.with({ scheme: schemes.item })
      : itemUri(address.connection, address.id);
}
