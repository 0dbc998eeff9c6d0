import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { artifactPage, parseArtifactUrl } from '../../core/artifacts';
import { fileName } from '../../core/attachmentName';
import { references, type Reference } from '../../core/references';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import type { Guard } from '../guard';
import { schemes } from '../ids';
import { itemUri } from '../itemUri';
import { uriOf } from './itemDocuments';
import { knownContext, neededDefinitions, type KnownContext } from './knownContext';
import { withSignal, type Quiet } from './quiet';

export interface DocumentLinksDeps {
  readonly sessions: Sessions;
  /** Where downloaded attachments are kept. */
  readonly storage: vscode.Uri;
  readonly guard: Guard;
  readonly quiet: Quiet;
}

/** A link whose target has to be fetched first: an attachment. */
class AttachmentLink extends vscode.DocumentLink {
  constructor(
    range: vscode.Range,
    readonly attachment: { readonly url: string; readonly name: string },
  ) {
    super(range);
    this.tooltip = vscode.l10n.t('Open attachment');
  }
}

/** Ctrl+click opens what a url leads to: a document, a page, an attachment, a commit. */
export function registerDocumentLinks(deps: DocumentLinksDeps): vscode.Disposable {
  const fetch = deps.guard((attachment: AttachmentLink['attachment'], token: vscode.CancellationToken) =>
    download(deps, attachment, token),
  );
  return vscode.languages.registerDocumentLinkProvider(
    [
      { scheme: schemes.item, language: 'json' },
      { scheme: schemes.base, language: 'json' },
    ],
    {
      provideDocumentLinks: (document) => linksOf(deps, document),
      resolveDocumentLink: async (link, token) => {
        if (!(link instanceof AttachmentLink)) return link;
        const target = await fetch(link.attachment, token);
        if (target !== undefined) link.target = target;
        return link;
      },
    },
  );
}

function linksOf(deps: DocumentLinksDeps, document: vscode.TextDocument): vscode.DocumentLink[] | undefined {
  const context = knownContext(deps.sessions, document);
  const definitions = context === undefined ? undefined : neededDefinitions(context, deps.quiet);
  if (context === undefined || definitions === undefined) return undefined;
  return references(document.getText(), definitions).flatMap((reference) => {
    const { offset, length } = reference.range;
    // Without the quotes, as VS Code marks addresses.
    const range = new vscode.Range(document.positionAt(offset + 1), document.positionAt(offset + length - 1));
    if (reference.kind === 'attachment' && !isLocal(reference.url)) return [new AttachmentLink(range, reference)];
    const target = targetOf(reference, context);
    return target === undefined ? [] : [new vscode.DocumentLink(range, target)];
  });
}

function targetOf(reference: Reference, { session, project }: KnownContext): vscode.Uri | undefined {
  switch (reference.kind) {
    case 'item':
      return documentOf(session, reference.id);
    case 'hyperlink':
    case 'attachment':
      return vscode.Uri.parse(reference.url);
    case 'artifact': {
      const artifact = parseArtifactUrl(reference.url);
      return artifact === undefined ? undefined : vscode.Uri.parse(artifactPage(artifact, session.url, project));
    }
    case 'person':
      return undefined;
  }
}

function documentOf(session: Session, id: number): vscode.Uri | undefined {
  if (id > 0) return itemUri(session.name, id);
  const staged = session.staging.item(id);
  return staged === undefined ? undefined : uriOf(session, staged.base);
}

function isLocal(url: string): boolean {
  return /^file:/i.test(url);
}

/** The attachment as a file of this computer; one folder per url keeps files of the same name apart. */
async function download(
  deps: DocumentLinksDeps,
  { url, name }: AttachmentLink['attachment'],
  token: vscode.CancellationToken,
): Promise<vscode.Uri> {
  const { client } = await deps.sessions.current();
  const content = await withSignal(token, (signal) => client.downloadAttachment(url, signal));
  const folder = path.join(
    deps.storage.fsPath,
    'attachments',
    createHash('sha256').update(url).digest('hex').slice(0, 16),
  );
  const file = path.join(folder, fileName(url, name));
  await mkdir(folder, { recursive: true });
  await writeFile(file, content);
  return vscode.Uri.file(file);
}
