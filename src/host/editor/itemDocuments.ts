import * as vscode from 'vscode';
import { emptyDefinitions } from '../../core/definitions';
import { formatDocument } from '../../core/document';
import { field, isNew, textField, type WorkItem } from '../../core/workItem';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { itemUri, parseItemUri, schemaUri } from '../itemUri';
import type { Disposable } from '../disposableStore';

/** The text of a document as the file system serves it, and the base that this text was made from. */
export interface ServedDocument {
  readonly id: number;
  readonly base: WorkItem;
  readonly text: string;
  /** Milliseconds; raised with every new text, so that VS Code reads again. */
  readonly mtime: number;
}

/**
 * Documents that somebody has open. A text keeps the base that it was made from, however new the server's state is:
 * comparing it with any other base would take back what others did meanwhile. So what the file system would serve now
 * and what the editor holds are two things, from the server's news until VS Code has read again.
 */
export interface ItemDocuments extends Disposable {
  /** What the file system serves now; an unsaved document keeps what it was made from. */
  open(uri: vscode.Uri): Promise<ServedDocument>;
  /** The same, for the reader that fills the editor with it. */
  read(uri: vscode.Uri): Promise<ServedDocument>;
  /** What the editor's text was made from. */
  served(uri: vscode.Uri): ServedDocument | undefined;
  /** Serves from now on what was just saved; VS Code asks for it while the document still counts as unsaved. */
  saved(uri: vscode.Uri, base: WorkItem, text: string): void;
  /** Fires when a document would now read differently, and again when the editor has read it. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
}

/** What is served of each document, and what its editor holds of it; keys are uris as text. */
class ServedTexts {
  readonly newest = new Map<string, ServedDocument>();
  readonly held = new Map<string, ServedDocument>();

  serve(key: string, { base, text }: Read): ServedDocument {
    const before = this.newest.get(key);
    if (before?.text === text && before.base === base) return before;
    const mtime = before?.text === text ? before.mtime : Math.max(Date.now(), (before?.mtime ?? 0) + 1);
    const next = { id: base.id, base, text, mtime };
    this.newest.set(key, next);
    // The editor need not read the same text again to be on the new base.
    if (this.held.get(key)?.text === text) this.held.set(key, next);
    return next;
  }

  /** True where the editor held something else before. */
  hold(key: string, document: ServedDocument): boolean {
    const before = this.held.get(key);
    this.held.set(key, document);
    return before !== undefined && before !== document;
  }
}

export function createItemDocuments(sessions: Sessions): ItemDocuments {
  const texts = new ServedTexts();
  const changed = new vscode.EventEmitter<vscode.Uri>();

  const open = async (uri: vscode.Uri): Promise<ServedDocument> => {
    const { session, id } = await sessionOf(sessions, uri);
    const before = texts.held.get(uri.toString());
    return before !== undefined && isDirty(uri) ? before : texts.serve(uri.toString(), await readText(session, id));
  };
  const hold = (uri: vscode.Uri, document: ServedDocument): void => {
    if (texts.hold(uri.toString(), document)) changed.fire(uri);
  };
  /** Serves what is known again, and tells VS Code where the text is another. */
  const renew = (session: Session, ids?: readonly number[]): void => {
    for (const [key, before] of texts.newest) {
      if (ids !== undefined && !ids.includes(before.id)) continue;
      const uri = vscode.Uri.parse(key);
      const now = isDirty(uri) ? undefined : currentText(session, before.id);
      if (now !== undefined && texts.serve(key, now) !== before) changed.fire(uri);
    }
  };
  const following = followSession(sessions, (session) => {
    if (session === undefined) return [];
    renew(session);
    return [
      session.bases.onDidChange((ids) => renew(session, ids)),
      session.staging.onDidChange(() => renew(session)),
      session.onDidReadDefinitions(() => renew(session)),
    ];
  });
  return {
    open,
    read: async (uri) => {
      const document = await open(uri);
      hold(uri, document);
      return document;
    },
    served: (uri) => texts.held.get(uri.toString()) ?? texts.newest.get(uri.toString()),
    saved: (uri, base, text) => hold(uri, texts.serve(uri.toString(), { base, text })),
    onDidChange: changed.event,
    dispose: () => {
      following.dispose();
      changed.dispose();
    },
  };
}

/** The session that a document belongs to; a document of another connection is not found. */
export async function sessionOf(
  sessions: Sessions,
  uri: vscode.Uri,
): Promise<{ readonly session: Session; readonly id: number }> {
  const address = parseItemUri(uri);
  const session = await sessions.current();
  if (address?.connection !== session.name) {
    throw vscode.FileSystemError.FileNotFound(
      vscode.l10n.t('This document belongs to the connection {0}, which is not open in this window.', uri.authority),
    );
  }
  return { session, id: address.id };
}

export function isDirty(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === key);
}

/** The uri under which an item is edited. */
export function uriOf(session: Session, item: WorkItem): vscode.Uri {
  return itemUri(session.name, item.id, isNew(item) ? textField(item, field.type) : '');
}

interface Read {
  readonly base: WorkItem;
  readonly text: string;
}

async function readText(session: Session, id: number): Promise<Read> {
  const staged = session.staging.item(id);
  if (staged !== undefined) return staged;
  if (id < 0) throw vscode.FileSystemError.FileNotFound(vscode.l10n.t('This new work item is no longer staged.'));
  const base = await session.bases.get(id);
  await session.definitions(textField(base, field.teamProject));
  return { base, text: baseText(session, base) };
}

function currentText(session: Session, id: number): Read | undefined {
  const staged = session.staging.item(id);
  if (staged !== undefined) return staged;
  const base = session.bases.known(id);
  return base === undefined ? undefined : { base, text: baseText(session, base) };
}

/** The text of a base; without definitions yet, the fields stand in it all the same. */
export function baseText(session: Session, base: WorkItem): string {
  const project = textField(base, field.teamProject);
  const definitions = session.knownDefinitions(project) ?? emptyDefinitions(project);
  return formatDocument(base, {
    definitions,
    schemaUri: schemaUri(session.name, project, textField(base, field.type)).toString(true),
  });
}
