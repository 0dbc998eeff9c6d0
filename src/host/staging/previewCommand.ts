import * as vscode from 'vscode';
import { asCurl, asHttp, previewCommit, type Target } from '../../commit/preview';
import type { Batch } from '../../core/commitPlan';
import type { CommandHandlers } from '../commands/commandHandlers';
import { activeUri, chosenIds } from '../commands/itemTargets';
import type { Disposable } from '../disposableStore';
import { Failure } from '../failure';
import { schemes } from '../ids';
import type { CommitNews } from './commitNews';
import { tellBlocked, tellNothing } from './commitTelling';
import type { Committing } from './committing';

export interface PreviewFeature extends Disposable {
  readonly commands: Pick<CommandHandlers, 'copyAsCurl' | 'copyAsHttp' | 'previewCommit'>;
}

interface Shown {
  readonly batches: readonly Batch[];
  readonly target: Target;
}

/** What stands between two requests; the REST clients of VS Code read it so. */
const separator = '\n###\n\n';

/** Preview: the exact requests that a commit would send now, as a read-only document. */
export function registerPreview(committing: Committing, news: CommitNews): PreviewFeature {
  const shown = new Map<string, Shown>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const find = (uri: vscode.Uri | undefined): Shown => {
    const found = shown.get(uri?.toString() ?? '');
    if (found !== undefined) return found;
    throw new Failure(vscode.l10n.t('This preview is gone. Preview the request again from Source Control.'));
  };
  const copy = async (args: readonly unknown[], write: (batch: Batch, target: Target) => string): Promise<void> => {
    const { batches, target } = find(args[0] instanceof vscode.Uri ? args[0] : activeUri());
    await vscode.env.clipboard.writeText(batches.map((batch) => write(batch, target)).join('\n'));
    vscode.window.setStatusBarMessage(vscode.l10n.t('$(copy) Copied, without the token'), 5000);
  };
  const registration = vscode.workspace.registerTextDocumentContentProvider(schemes.preview, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => {
      const { batches, target } = find(uri);
      return batches.map((batch) => asHttp(batch, target)).join(separator);
    },
  });
  const preview = async (args: readonly unknown[]): Promise<void> => {
    const title = vscode.l10n.t('Previewing the request');
    const [found, target, name] = await committing.ask(title, async (deps, session) => {
      return [await previewCommit(deps, chosenIds(args)), deps.client, session.name] as const;
    });
    if (found.kind === 'nothing') return tellNothing();
    if (found.kind === 'blocked') return tellBlocked(news, found.problems);
    const uri = vscode.Uri.from({ scheme: schemes.preview, authority: name, path: '/Request.http' });
    shown.set(uri.toString(), { batches: found.batches, target });
    changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
    if (found.left.length === 0) return;
    const ids = found.left.map(([id]) => `#${id}`).join(', ');
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Not in the request, because they conflict or are gone: {0}.', ids),
    );
  };
  return {
    commands: {
      copyAsCurl: (...args) => copy(args, asCurl),
      copyAsHttp: (...args) => copy(args, asHttp),
      previewCommit: (...args) => preview(args),
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}
