import * as vscode from 'vscode';
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
  const context = knownContext(deps.sessions, document.uri);
  const definitions = context === undefined ? undefined : neededDefinitions(context, deps.quiet);
  if (definitions === undefined) return undefined;
  const found = references(document.getText(), definitions);
  deps.heads.want(found.flatMap((reference) => (reference.kind === 'item' ? [reference.id] : [])));
  return found.flatMap((reference) => {
    const end = document.positionAt(reference.range.offset + reference.range.length);
    const label = visible.contains(end) ? labelOf(deps, reference) : '';
    if (label === '') return [];
    const hint = new vscode.InlayHint(end, shorten(label));
    hint.paddingLeft = true;
    return [hint];
  });
}

function labelOf({ heads, people }: InlayHintsDeps, reference: Reference): string {
  if (reference.kind === 'person') {
    const name = people.nameOf(reference.name);
    return name === reference.name ? '' : name;
  }
  if (reference.kind !== 'item') return '';
  const head = heads.known(reference.id);
  if (head === undefined) return '';
  if (head === 'missing') return vscode.l10n.t('not on the server, or not readable for you');
  const { type, id, title, state } = head;
  return [id < 0 ? vscode.l10n.t('New {0}', type) : `${type} ${id}`, title, state].join(' · ');
}

/** What fits behind a line without hiding it. */
const longest = 80;

/** Hints stand in one line; text of the server might not. */
function shorten(label: string): string {
  const line = label.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
