import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { locate } from '../../core/locate';
import { parseDocument } from '../../core/parseDocument';
import { workItemUrl, type DocumentRelation, withAttributes } from '../../core/relations';
import type { Edited, FormMethod, FormParams, FormReply } from '../../protocol/form';
import { commands } from '../ids';
import type { FormEditorDeps, FormItem } from './formDeps';
import { fixProblem } from './formProblems';
import { planEdit, type FormEdit, type PlannedEdit } from './formEdits';
import { itemRow } from './formRelations';
import { iconOf, type FormStateSource } from './formState';

/** An expected end of a request, in words for the person. */
export class FormRefusal extends Error {
  constructor(
    readonly code: 'refused' | 'outdated',
    message: string,
  ) {
    super(message);
    this.name = 'FormRefusal';
  }
}

/** One handler for each request of the protocol: a missing one and a superfluous one do not compile. */
export type FormHandlers = {
  readonly [M in FormMethod]: (params: FormParams<M>, signal: AbortSignal) => Promise<FormReply<M>>;
};

export interface FormHandlerDeps {
  readonly document: vscode.TextDocument;
  readonly panel: vscode.WebviewPanel;
  readonly source: FormStateSource;
  readonly deps: FormEditorDeps;
}

export function createFormHandlers(form: FormHandlerDeps): FormHandlers {
  const { document, source, deps } = form;
  const { uri } = document;
  const edit = createEditQueue(form);
  const add = async (relations: readonly Promise<DocumentRelation>[]): Promise<Edited> =>
    edit({ kind: 'addRelations', relations: await Promise.all(relations) });
  return {
    ready: () => {
      source.renew();
      return Promise.resolve(null);
    },
    setField: ({ field, value }) => edit({ kind: 'setField', field, value }),
    setFormat: ({ field, format }) => edit({ kind: 'setFormat', field, format }),
    revertField: ({ field }) => edit({ kind: 'revertField', field }),
    addLink: ({ rel, id, comment }) => {
      const url = workItemUrl(itemOf(source).collectionUrl, id);
      return edit({ kind: 'addRelations', relations: [withAttributes(rel, url, comment, undefined)] });
    },
    addHyperlink: ({ url, comment }) =>
      edit({ kind: 'addRelations', relations: [withAttributes('Hyperlink', url, comment, undefined)] }),
    removeRelation: (relation) => edit({ kind: 'removeRelation', relation }),
    revertRelation: (relation) => edit({ kind: 'revertRelation', relation }),
    commentRelation: ({ comment, ...relation }) => edit({ kind: 'commentRelation', relation, comment }),
    pickAttachments: async () => add(((await pickFiles()) ?? []).map(attachmentOf)),
    attachFiles: ({ uris }) => add(uris.map(droppedRelation)),
    attachContent: async ({ name, content }) => add([attachmentOf(await keepFile(deps.storageUri, name, content))]),
    searchItems: async ({ text }, signal) => {
      const { definitions } = itemOf(source);
      return (await deps.searchItems(uri, text, signal)).map((found) => itemRow(found, definitions, iconOf));
    },
    searchPeople: async ({ text }, signal) => {
      const people = await deps.searchPeople(uri, text, signal);
      source.learnPeople(people);
      return people;
    },
    renderMarkdown: ({ text }) => renderMarkdown(text),
    fixProblem: (problem) => fixProblem(document, problem),
    openItem: async ({ id }) => {
      await deps.openItem(uri, id);
      return null;
    },
    openJson: ({ pointer }) => openJson(form, pointer),
    run: async ({ command }) => {
      if (command === 'save') await document.save();
      else await vscode.commands.executeCommand(command);
      return null;
    },
  };
}

function itemOf(source: FormStateSource): FormItem {
  if (source.item === undefined) {
    throw new FormRefusal('refused', vscode.l10n.t('The work item has not been read yet. Try again in a moment.'));
  }
  return source.item;
}

/** Edits one after the other: each is planned on the text that the one before has left. */
function createEditQueue({ document, source }: FormHandlerDeps): (edit: FormEdit) => Promise<Edited> {
  let last: Promise<unknown> = Promise.resolve();
  const apply = async (edit: FormEdit): Promise<Edited> => {
    const text = document.getText();
    const parsed = parseDocument(text);
    if (!parsed.ok) {
      throw new FormRefusal(
        'outdated',
        vscode.l10n.t('The text is broken just now; mend it in the JSON editor first.'),
      );
    }
    const { base, definitions } = itemOf(source);
    const planned = planEdit(edit, { text, document: parsed.document, base, definitions });
    if (!planned.ok) throw refusal(planned);
    if (planned.edits.length > 0) await applyEdits(document, planned.edits);
    return { version: document.version };
  };
  return (edit) => {
    const turn = last.then(
      () => apply(edit),
      () => apply(edit),
    );
    last = turn;
    return turn;
  };
}

function refusal({ code, relation }: Extract<PlannedEdit, { ok: false }>): FormRefusal {
  return code === 'outdated'
    ? new FormRefusal('outdated', vscode.l10n.t('This relation has changed meanwhile: {0}. Look again.', relation.url))
    : new FormRefusal('refused', vscode.l10n.t('This is linked already: {0}.', relation.name || relation.url));
}

async function applyEdits(
  document: vscode.TextDocument,
  edits: Extract<PlannedEdit, { ok: true }>['edits'],
): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, content } of edits) {
    change.replace(
      document.uri,
      new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
      content,
    );
  }
  if (await vscode.workspace.applyEdit(change)) return;
  throw new FormRefusal('refused', vscode.l10n.t('VS Code did not take the change. Try again.'));
}

function pickFiles(): Thenable<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Attach'),
    title: vscode.l10n.t('Files to attach to the work item'),
  });
}

/** A page that is dropped from a browser becomes a hyperlink, a file is attached. */
async function droppedRelation(address: string): Promise<DocumentRelation> {
  return /^https?:/i.test(address) ? { rel: 'Hyperlink', url: address } : attachmentOf(vscode.Uri.parse(address, true));
}

/** VS Code's views name files of a remote computer by its address; there, the extension runs beside them. */
async function attachmentOf(uri: vscode.Uri): Promise<DocumentRelation> {
  const file = uri.scheme === 'vscode-remote' ? vscode.Uri.file(uri.path) : uri;
  if (file.scheme !== 'file') {
    throw new FormRefusal(
      'refused',
      vscode.l10n.t('Only files of this computer can be attached, not {0}.', uri.toString()),
    );
  }
  if (!(await isFile(file))) {
    throw new FormRefusal('refused', vscode.l10n.t('{0} is no file that can be read.', file.fsPath));
  }
  return withAttributes('AttachedFile', file.toString(), undefined, file.path.split('/').at(-1));
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}

/** Keeps what was dropped from outside in a file of our own: the upload happens at commit, perhaps after a restart. */
async function keepFile(storage: vscode.Uri, name: string, content: Uint8Array): Promise<vscode.Uri> {
  const plain = name.split(/[\\/]/).at(-1) ?? name;
  const file = vscode.Uri.joinPath(
    storage,
    'attachments',
    randomUUID(),
    plain === '..' || plain === '.' ? 'file' : plain,
  );
  await vscode.workspace.fs.writeFile(file, content);
  return file;
}

/** VS Code's own Markdown, as its preview shows it. */
async function renderMarkdown(text: string): Promise<string> {
  const html: unknown = await vscode.commands.executeCommand('markdown.api.render', text);
  if (typeof html === 'string') return html;
  throw new FormRefusal(
    'refused',
    vscode.l10n.t('VS Code’s Markdown extension is turned off, so there is no preview.'),
  );
}

/** The same document as text, with the pointer's value selected. Where it stands beside the form already, it is shown there. */
async function openJson({ document, panel }: FormHandlerDeps, pointer: string): Promise<null> {
  const beside = columnOfText(document.uri);
  if (pointer === '' && beside === undefined) {
    await vscode.commands.executeCommand(commands.openAsJson, document.uri);
    return null;
  }
  const { offset, length } = locate(document.getText(), pointer);
  const selection = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const viewColumn = beside ?? panel.viewColumn ?? vscode.ViewColumn.Active;
  await vscode.commands.executeCommand('vscode.openWith', document.uri, 'default', {
    viewColumn,
    ...(pointer === '' ? {} : { selection }),
  });
  return null;
}

/** The column in which the document can be seen as text just now. */
function columnOfText(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ activeTab }) => {
    const input: unknown = activeTab?.input;
    return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  });
  return group?.viewColumn;
}
