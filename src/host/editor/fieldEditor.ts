import { TextDecoder, TextEncoder } from 'node:util';
import * as vscode from 'vscode';
import { sameName } from '../../core/definitions';
import { documentField } from '../../core/document';
import { longFields } from '../../core/longFields';
import { parseDocument } from '../../core/parseDocument';
import type { CommandHandlers } from '../commands/commandHandlers';
import { Failure } from '../failure';
import { schemes } from '../ids';
import { brokenText, changeDocument, editTarget, legibleTarget, type EditTargetDeps } from './editTarget';
import { fieldUri, parseFieldUri, type FieldAddress } from './fieldUri';

interface Served {
  readonly text: string;
  /** Milliseconds; raised with every other text, so that VS Code reads again. */
  readonly mtime: number;
}

/**
 * A long text field as a document of its own, bound both ways: saving it changes the field in the work item's document, and a
 * change there shows here. An unsaved text here is not overwritten; VS Code then offers to compare.
 */
export function registerFieldEditor(deps: EditTargetDeps): vscode.Disposable {
  const served = new Map<string, Served>();
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const serve: Serve = (uri, text) => {
    const before = served.get(uri.toString());
    if (text === undefined || before?.text === text) return before;
    const next = { text, mtime: Math.max(Date.now(), (before?.mtime ?? 0) + 1) };
    served.set(uri.toString(), next);
    return next;
  };
  const follow = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.uri.scheme !== schemes.item || contentChanges.length === 0) return;
    for (const key of served.keys()) {
      const uri = vscode.Uri.parse(key);
      const address = parseFieldUri(uri);
      if (address?.item.toString() !== document.uri.toString()) continue;
      const before = served.get(key);
      if (before !== serve(uri, textIn(document, address.field)))
        changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  });
  const forget = vscode.workspace.onDidCloseTextDocument(({ uri }) => served.delete(uri.toString()));
  const provider = fieldFiles(deps, serve, changed.event);
  const registration = vscode.workspace.registerFileSystemProvider(schemes.field, provider, { isCaseSensitive: true });
  return vscode.Disposable.from(registration, follow, forget, changed);
}

/** Serves a text from now on; where the field is unknown, because its document is broken, what was served before. */
type Serve = (uri: vscode.Uri, text: string | undefined) => Served | undefined;

function fieldFiles(
  deps: EditTargetDeps,
  serve: Serve,
  onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>,
): vscode.FileSystemProvider {
  const read = async (uri: vscode.Uri): Promise<Served> => {
    const { item, field } = addressOf(uri);
    const found = serve(uri, textIn(await vscode.workspace.openTextDocument(item), field));
    if (found !== undefined) return found;
    throw vscode.FileSystemError.Unavailable(brokenText());
  };
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('A field cannot be renamed, moved or deleted as a file.'));
  };
  return {
    onDidChangeFile,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => {
      const { text, mtime } = await read(uri);
      return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text) };
    },
    readFile: async (uri) => new TextEncoder().encode((await read(uri)).text),
    writeFile: async (uri, content) => {
      const text = new TextDecoder().decode(content);
      await writeField(deps, addressOf(uri), text);
      serve(uri, text);
    },
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}

function addressOf(uri: vscode.Uri): FieldAddress {
  const address = parseFieldUri(uri);
  if (address === undefined) throw vscode.FileSystemError.FileNotFound(uri);
  return address;
}

/** The field's text as the document says it now; undefined where the document is broken. */
function textIn(document: vscode.TextDocument, field: string): string | undefined {
  const parsed = parseDocument(document.getText());
  if (!parsed.ok) return undefined;
  const value = documentField(parsed.document, field);
  return typeof value === 'string' ? value : '';
}

/** Saving here saves the document too, unless it holds other unsaved edits: those are for their author to save. */
async function writeField(deps: EditTargetDeps, { item, field }: FieldAddress, text: string): Promise<void> {
  const target = await editTarget(deps, [item]);
  const { document } = target;
  if (sameLines(textIn(document, field) ?? '', text)) return;
  const wasClean = !document.isDirty;
  try {
    await changeDocument(target, [{ kind: 'setField', field, value: text }]);
  } catch (error) {
    // A refused save keeps the text unsaved and tells the reason only for errors of the file system.
    throw error instanceof Failure ? new vscode.FileSystemError(error.message) : error;
  }
  if (wasClean) await document.save();
}

/** VS Code writes all line ends of a text alike, whatever the field had. */
function sameLines(a: string, b: string): boolean {
  return a.replaceAll(/\r\n?/g, '\n') === b.replaceAll(/\r\n?/g, '\n');
}

/** Opens a long text field in an editor of its own, with the preview at its side. */
export function fieldCommands(deps: EditTargetDeps): Pick<CommandHandlers, 'editField'> {
  return {
    editField: async (...args) => {
      const target = await legibleTarget(deps, args);
      const fields = longFields(target.document.getText(), target.definitions);
      const chosen =
        typeof args[1] === 'string'
          ? fields.find(({ field }) => sameName(field, String(args[1])))
          : await pickField(fields.map(({ field }) => field)).then((name) =>
              fields.find(({ field }) => field === name),
            );
      if (chosen === undefined) return;
      const uri = fieldUri(target.document.uri, chosen.field, chosen.format);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
      await showPreview(uri);
    },
  };
}

async function pickField(fields: readonly string[]): Promise<string | undefined> {
  if (fields.length === 0) throw new Failure(vscode.l10n.t('This work item has no long text to edit.'));
  return vscode.window.showQuickPick(fields, { title: vscode.l10n.t('Edit in Its Own Editor') });
}

/**
 * VS Code's Markdown preview shows HTML too, since Markdown may hold it, and it runs no scripts of what it shows. Somebody may have turned
 * its extension off; then there is the text alone.
 */
async function showPreview(uri: vscode.Uri): Promise<void> {
  if (vscode.extensions.getExtension('vscode.markdown-language-features') === undefined) return;
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
}
