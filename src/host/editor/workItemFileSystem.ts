import { TextDecoder, TextEncoder } from 'node:util';
import * as vscode from 'vscode';
import { openLocalFile } from '../../commit/localFile';
import { noteFiles, seenFiles } from '../../commit/seenFiles';
import { emptyDefinitions } from '../../core/definitions';
import { parseDocument } from '../../core/parseDocument';
import { diff } from '../../core/operations';
import { field, isNew, textField } from '../../core/workItem';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { describeProblem } from '../diagnostics/words';
import { schemes } from '../ids';
import { stageCarriedEdit } from '../staging/carriedEdit';
import type { CommitMemory } from '../staging/commitMemory';
import type { CommitNews } from '../staging/commitNews';
import { sessionOf, type ItemDocuments } from './itemDocuments';

export interface WorkItemFileSystemDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
  readonly news: CommitNews;
  readonly memory: (session: Session) => Pick<CommitMemory, 'realIds'>;
}

/** Serves documents under `workitem:`. Saving one stages it; a document that equals its base leaves the stage. */
export function registerWorkItemFileSystem(deps: WorkItemFileSystemDeps): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const following = deps.documents.onDidChange((uri) => changes.fire([{ type: vscode.FileChangeType.Changed, uri }]));
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions(
      vscode.l10n.t('Work items cannot be renamed, moved or deleted as files. Use the Work Items view.'),
    );
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => {
      if (uri.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      const { text, mtime } = await deps.documents.open(uri);
      return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text) };
    },
    readDirectory: () => [],
    readFile: async (uri) => new TextEncoder().encode((await deps.documents.read(uri)).text),
    writeFile: (uri, content) => stageText(deps, uri, new TextDecoder().decode(content)),
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registration = vscode.workspace.registerFileSystemProvider(schemes.item, provider, { isCaseSensitive: true });
  return vscode.Disposable.from(registration, following, changes);
}

/** Save stages. Text that cannot be understood is refused with the reason, so that the document stays unsaved. */
async function stageText(deps: WorkItemFileSystemDeps, uri: vscode.Uri, text: string): Promise<void> {
  const { session, id } = await sessionOf(deps.sessions, uri);
  const served = deps.documents.served(uri) ?? (await deps.documents.open(uri));
  const { base } = served;
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    throw new vscode.FileSystemError(problem === undefined ? '' : describeProblem(problem));
  }
  if (parsed.document.id !== id) {
    throw new vscode.FileSystemError(
      vscode.l10n.t('The id of a document cannot change: this one is work item {0}.', id),
    );
  }
  if (isNew(base) && (await stageCarriedEdit(session, id, text, served, await deps.memory(session).realIds()))) return;
  const project = textField(base, field.teamProject);
  // Saving must work offline too: without definitions values are compared as they are.
  const definitions = session.knownDefinitions(project) ?? emptyDefinitions(project);
  deps.news.forget(id);
  const unchanged = !isNew(base) && diff(base, parsed.document, definitions).changes.length === 0;
  if (!unchanged) {
    const seen = await seenFiles(parsed.document, openLocalFile);
    await session.staging.update((stage) => [{ kind: 'put', id, base, text }, ...noteFiles(stage, id, seen)]);
  } else if (session.staging.item(id) !== undefined) await session.staging.dispatch({ kind: 'discard', id });
  deps.documents.saved(uri, base, text);
}
