import * as vscode from 'vscode';
import { lastChange, placedOperations } from '../../core/lens';
import { longFields } from '../../core/longFields';
import { isNew } from '../../core/workItem';
import type { Sessions } from '../connection/sessions';
import { commands, schemes } from '../ids';
import type { Settings } from '../settings';
import { followSession } from '../connection/followSession';
import type { ItemDocuments } from './itemDocuments';
import { knownContext, neededDefinitions, type KnownContext } from './knownContext';
import type { Quiet } from './quiet';
import { ago } from './timeWords';

export interface CodeLensDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
  readonly settings: Pick<Settings, 'removeRelationsBy'>;
  readonly quiet: Quiet;
}

/** Milliseconds after which "a minute ago" is no longer true. */
const minute = 60_000;

/** Above a document: its revision, its operations, and the ways on. Above a long text: the way into an editor of its own. */
export function registerCodeLenses(deps: CodeLensDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const fire = (): void => changed.fire();
  const following = followSession(deps.sessions, (session) => {
    fire();
    return session === undefined
      ? []
      : [session.bases.onDidChange(fire), session.staging.onDidChange(fire), session.onDidReadDefinitions(fire)];
  });
  const clock = setInterval(fire, minute);
  const registration = vscode.languages.registerCodeLensProvider(
    { scheme: schemes.item, language: 'json' },
    { onDidChangeCodeLenses: changed.event, provideCodeLenses: (document) => lensesOf(deps, document) },
  );
  return vscode.Disposable.from(registration, following, changed, { dispose: () => clearInterval(clock) });
}

function lensesOf(deps: CodeLensDeps, document: vscode.TextDocument): vscode.CodeLens[] | undefined {
  const context = knownContext(deps.sessions, document);
  if (context === undefined) return undefined;
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(top, { title, command, arguments: [document.uri] });
  const onServer =
    context.id < 0
      ? []
      : [
          lens(vscode.l10n.t('Open in Browser'), commands.openInBrowser),
          lens(vscode.l10n.t('History'), commands.showHistory),
          lens(vscode.l10n.t('Refresh'), commands.refreshItem),
        ];
  const revision = revisionTitle(deps, context, document);
  const operations = operationsTitle(deps, context, document);
  return [
    ...(revision === undefined ? [] : [lens(revision, commands.showHistory)]),
    ...(operations === undefined ? [] : [lens(operations, commands.showOperations)]),
    ...onServer,
    ...longFieldLenses(deps, context, document),
  ];
}

/** `rev 7 · changed by Norman Paulk 2 days ago`. An unsaved text stands on the revision that it was made from. */
function revisionTitle(
  { documents }: CodeLensDeps,
  context: KnownContext,
  document: vscode.TextDocument,
): string | undefined {
  const base = documents.served(document.uri)?.base ?? context.base;
  if (base === undefined || isNew(base)) return undefined;
  const { rev, by, at } = lastChange(base);
  const newest = context.session.bases.known(base.id)?.rev ?? rev;
  const parts = [
    vscode.l10n.t('rev {0}', rev),
    ...(newest > rev ? [vscode.l10n.t('rev {0} on the server', newest)] : []),
    ...(by === '' || at === undefined ? [] : [vscode.l10n.t('changed by {0} {1}', by, ago(at))]),
  ];
  return parts.join(' · ');
}

function operationsTitle(deps: CodeLensDeps, context: KnownContext, document: vscode.TextDocument): string | undefined {
  const base = deps.documents.served(document.uri)?.base ?? context.base;
  const definitions = neededDefinitions(context, deps.quiet);
  if (base === undefined || definitions === undefined) return undefined;
  const removeBy = deps.settings.removeRelationsBy.value;
  const count = placedOperations(document.getText(), base, definitions, removeBy)?.length ?? 0;
  const staged = context.session.staging.item(context.id);
  if (count === 0 && staged === undefined) return undefined;
  if (document.isDirty || staged === undefined) {
    return count === 1
      ? vscode.l10n.t('1 operation, not staged yet')
      : vscode.l10n.t('{0} operations, not staged yet', count);
  }
  if (staged.held) {
    return count === 1 ? vscode.l10n.t('1 operation held back') : vscode.l10n.t('{0} operations held back', count);
  }
  return count === 1 ? vscode.l10n.t('1 staged operation') : vscode.l10n.t('{0} staged operations', count);
}

function longFieldLenses(
  deps: CodeLensDeps,
  context: KnownContext,
  document: vscode.TextDocument,
): readonly vscode.CodeLens[] {
  const definitions = neededDefinitions(context, deps.quiet);
  if (definitions === undefined) return [];
  return longFields(document.getText(), definitions).map(({ field, key }) => {
    const at = document.positionAt(key.offset);
    const title = vscode.l10n.t('Edit in Its Own Editor');
    return new vscode.CodeLens(new vscode.Range(at, at), {
      title,
      command: commands.editField,
      arguments: [document.uri, field],
    });
  });
}
