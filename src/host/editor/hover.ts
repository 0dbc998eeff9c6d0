import * as vscode from 'vscode';
import { fieldDescription, hoverSubject, valueBefore, type HoverSubject } from '../../core/hover';
import type { Definitions } from '../../core/definitions';
import { isReadOnly } from '../../core/fieldValues';
import { lastSet } from '../../core/lastSet';
import { escapeMarkdown } from '../../core/markdown';
import type { Reference } from '../../core/references';
import type { JsonValue } from '../../core/workItem';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import type { ItemHeads } from './itemHeads';
import type { ItemHistory } from './itemHistory';
import { knownContext, neededDefinitions, type KnownContext } from './knownContext';
import type { People } from './people';
import { soon, withSignal, type Quiet } from './quiet';
import { schemaWords } from './schemaWords';
import { ago, dateAndTime } from './timeWords';

export interface HoverDeps {
  readonly sessions: Sessions;
  readonly people: People;
  readonly heads: ItemHeads;
  readonly history: ItemHistory;
  readonly quiet: Quiet;
}

/** Milliseconds that a hover waits for the server before it says what is known. */
const patience = 2000;

/** Says what stands behind a name or a url; what a field is and what its value was; and below that, who set it last. */
export function registerHover(deps: HoverDeps): vscode.Disposable {
  const register = (linesAt: LinesAt): vscode.Disposable =>
    vscode.languages.registerHoverProvider(
      [
        { scheme: schemes.item, language: 'json' },
        { scheme: schemes.base, language: 'json' },
      ],
      { provideHover: (document, position, token) => hoverAt(deps, linesAt, document, position, token) },
    );
  // Of providers that fit equally well, VS Code shows the newest first. Two, because what is known need not wait for the history.
  const history = register(setByLine);
  return vscode.Disposable.from(history, register(subjectLines));
}

interface Pointed {
  readonly context: KnownContext;
  readonly subject: HoverSubject;
  readonly definitions: Definitions;
  readonly text: string;
}

/** Paragraphs of Markdown about what somebody points at. */
type LinesAt = (deps: HoverDeps, pointed: Pointed, token: vscode.CancellationToken) => Promise<readonly string[]>;

async function hoverAt(
  deps: HoverDeps,
  linesAt: LinesAt,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const context = knownContext(deps.sessions, document);
  const definitions = context === undefined ? undefined : neededDefinitions(context, deps.quiet);
  if (context === undefined || definitions === undefined) return undefined;
  const text = document.getText();
  const subject = hoverSubject(text, document.offsetAt(position), definitions);
  if (subject === undefined) return undefined;
  const lines = await linesAt(deps, { context, subject, definitions, text }, token);
  if (lines.length === 0 || token.isCancellationRequested) return undefined;
  const { offset, length } = subject.range;
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  return new vscode.Hover(new vscode.MarkdownString(lines.join('\n\n')), range);
}

async function subjectLines(
  deps: HoverDeps,
  { subject, context, definitions, text }: Pointed,
  token: vscode.CancellationToken,
): Promise<readonly string[]> {
  const { field, reference } = subject;
  const is = field === undefined ? '' : fieldDescription(text, field, definitions, schemaWords());
  const was = wasLine(text, subject, context, definitions);
  return [...plain(await referenceLines(deps, reference, token)), ...(is === '' ? [] : [is]), ...plain(was)];
}

/** Text of the server is shown as text: nothing in it becomes a link, an image or a command. */
function plain(lines: readonly string[]): readonly string[] {
  // `appendText` would glue the words of a line together, so that a long one does not wrap.
  return lines.map(escapeMarkdown);
}

async function referenceLines(
  deps: HoverDeps,
  reference: Reference | undefined,
  token: vscode.CancellationToken,
): Promise<readonly string[]> {
  if (reference?.kind === 'item') return itemLines(deps, reference.id, token);
  if (reference?.kind === 'person') return personLines(deps, reference.name, token);
  return [];
}

async function itemLines(
  { heads, quiet }: HoverDeps,
  id: number,
  token: vscode.CancellationToken,
): Promise<readonly string[]> {
  const before = heads.known(id);
  if (before === undefined || (before !== 'missing' && before.assignedTo === undefined)) {
    const asking = quiet('Looking up linked work items', () => withSignal(token, (signal) => heads.read(id, signal)));
    await soon(asking, patience);
  }
  const head = heads.known(id);
  if (head === undefined) return [vscode.l10n.t('Work item {0}. The server has not told more yet.', id)];
  if (head === 'missing') return [vscode.l10n.t('Work item {0} is not on the server, or not readable for you.', id)];
  const { type, title, state, assignedTo } = head;
  const who =
    assignedTo === undefined
      ? []
      : [assignedTo === '' ? vscode.l10n.t('assigned to nobody') : vscode.l10n.t('assigned to {0}', assignedTo)];
  return [
    id < 0 ? `${vscode.l10n.t('New {0}', type)} · ${title}` : `${type} ${id} · ${title}`,
    [state, ...who].join(' · '),
  ];
}

async function personLines(
  { people, quiet }: HoverDeps,
  name: string,
  token: vscode.CancellationToken,
): Promise<readonly string[]> {
  if (people.nameOf(name) === '') {
    const asking = quiet('Searching for people', () => withSignal(token, (signal) => people.search(name, signal)));
    await soon(asking, patience);
  }
  const found = people.nameOf(name);
  return found === '' || found === name ? [] : [`${found} · ${name}`];
}

/** The server's value where the text says another. */
function wasLine(
  text: string,
  { field }: HoverSubject,
  { base }: KnownContext,
  definitions: Definitions,
): readonly string[] {
  const before = field === undefined || base === undefined ? undefined : valueBefore(text, field, base, definitions);
  if (before === undefined) return [];
  return before.value === undefined
    ? [vscode.l10n.t('Changed here. Empty on the server.')]
    : [vscode.l10n.t('Changed here. On the server: {0}', shortText(before.value))];
}

/** What fits into a hover. */
const longest = 300;

function shortText(value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

async function setByLine(
  { history, quiet }: HoverDeps,
  { context: { base, id }, subject: { field }, definitions }: Pointed,
): Promise<readonly string[]> {
  // Of a field that the server keeps, everybody has set every value.
  if (field === undefined || base === undefined || id < 0 || isReadOnly(field, definitions)) return [];
  const asking = quiet('Reading the history of a work item', () => history.updates(id, base.rev));
  const found = lastSet((await soon(asking, patience)) ?? [], field);
  if (found === undefined || found.by === '') return [];
  const { by, rev } = found;
  const at = Date.parse(found.date);
  return plain([
    Number.isNaN(at)
      ? vscode.l10n.t('Last set by {0} in revision {1}', by, rev)
      : vscode.l10n.t('Last set by {0} {1} ({2}, revision {3})', by, ago(at), dateAndTime(at), rev),
  ]);
}
