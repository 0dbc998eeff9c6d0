import * as vscode from 'vscode';
import { itemLabel, oneLine } from '../../core/hint';
import { references, type Reference } from '../../core/references';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import type { ItemHeads } from './itemHeads';
import { knownContext, neededDefinitions } from './knownContext';
import type { People } from './people';
import type { Quiet } from './quiet';

export interface InlayHintsDeps {
  readonly sessions: Sessions;
  readonly people: People;
  readonly heads: ItemHeads;
  readonly quiet: Quiet;
}

/** Shows behind a url the work item that it leads to, and behind a mail address the person's name. */
export function registerInlayHints(deps: InlayHintsDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const following = [deps.heads.onDidChange, deps.people.onDidChange, deps.sessions.onDidChange].map((event) =>
    event(() => changed.fire()),
  );
  const registration = vscode.languages.registerInlayHintsProvider(
    [
      { scheme: schemes.item, language: 'json' },
      { scheme: schemes.base, language: 'json' },
    ],
    {
      onDidChangeInlayHints: changed.event,
      provideInlayHints: (document, range) => hintsOf(deps, document, range),
    },
  );
  return vscode.Disposable.from(registration, ...following, changed);
}

function hintsOf(
  deps: InlayHintsDeps,
  document: vscode.TextDocument,
  visible: vscode.Range,
): vscode.InlayHint[] | undefined {
  const context = knownContext(deps.sessions, document);
  const definitions = context === undefined ? undefined : neededDefinitions(context, deps.quiet);
  if (definitions === undefined) return undefined;
  const found = references(document.getText(), definitions);
  deps.heads.want(found.flatMap((reference) => (reference.kind === 'item' ? [reference.id] : [])));
  const limit = longestHint(document);
  return found.flatMap((reference) => {
    const end = document.positionAt(reference.range.offset + reference.range.length);
    const label = visible.contains(end) ? labelOf(deps, reference, limit) : '';
    if (label === '') return [];
    const hint = new vscode.InlayHint(end, label);
    hint.paddingLeft = true;
    return [hint];
  });
}

function labelOf({ heads, people }: InlayHintsDeps, reference: Reference, limit: number): string {
  if (reference.kind === 'person') {
    const name = people.nameOf(reference.name);
    return name === reference.name ? '' : oneLine(name, limit);
  }
  if (reference.kind !== 'item') return '';
  const head = heads.known(reference.id);
  if (head === undefined) return '';
  if (head === 'missing') return vscode.l10n.t('not on the server, or not readable for you');
  const { type, id } = head;
  return itemLabel(head, id < 0 ? vscode.l10n.t('New {0}', type) : `${type} ${id}`, limit);
}

/** What fits behind a line without hiding it, where the user has set no limit. */
const mostCharacters = 80;

/** VS Code cuts hints where its setting says; 0 stands for no limit. */
function longestHint(document: vscode.TextDocument): number {
  const limit = vscode.workspace.getConfiguration('editor', document).get<number>('inlayHints.maximumLength', 0);
  return limit > 0 ? limit : mostCharacters;
}
