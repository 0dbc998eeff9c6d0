import * as vscode from 'vscode';
import {
  completionPlace,
  linkTypeSuggestions,
  matchingItems,
  pathSuggestions,
  personSuggestions,
  relationSuggestions,
  searchText,
  tagSuggestions,
  targetSuggestions,
  type CompletionPlace,
  type Suggestion,
  type Wanted,
} from '../../core/completions';
import type { Definitions } from '../../core/definitions';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { searchItems } from '../items';
import type { ItemHeads } from './itemHeads';
import { knownContext, neededDefinitions, type KnownContext } from './knownContext';
import type { KnownTags } from './knownTags';
import type { People } from './people';
import { pause, soon, withSignal, type Quiet } from './quiet';

export interface CompletionDeps {
  readonly sessions: Sessions;
  readonly people: People;
  readonly heads: ItemHeads;
  readonly tags: KnownTags;
  readonly quiet: Quiet;
}

/** Milliseconds that a list of suggestions waits for the server; the rest comes when it comes. */
const patience = 300;
/** Milliseconds without a keystroke before the server is asked: a word is one question, not one for each of its letters. */
const typing = 100;
/** Milliseconds for which an answer holds. */
const freshFor = 30_000;
/** Answers that are remembered at a time. */
const mostAnswers = 500;
/** Work items that one search suggests. */
const mostTargets = 30;

/** Completes what no schema can know: people, paths, tags, kinds of links by plain name, work items by number or words. */
export function registerCompletion(deps: CompletionDeps): vscode.Disposable {
  const answered: Answered = new Map();
  const forgetting = deps.sessions.onDidChange(() => answered.clear());
  const registration = vscode.languages.registerCompletionItemProvider(
    { scheme: schemes.item, language: 'json' },
    { provideCompletionItems: (document, position, token) => complete(deps, answered, document, position, token) },
    '"',
    '#',
    '\\',
  );
  return vscode.Disposable.from(registration, forgetting);
}

/** When a question was answered, in milliseconds since 1970: it is not asked again for a while, least of all by its own answer. */
type Answered = Map<string, number>;

async function complete(
  deps: CompletionDeps,
  answered: Answered,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionList | undefined> {
  const context = knownContext(deps.sessions, document);
  const definitions = context === undefined ? undefined : neededDefinitions(context, deps.quiet);
  if (context === undefined || definitions === undefined) return undefined;
  const place = completionPlace(document.getText(), document.offsetAt(position), definitions);
  if (place === undefined) return undefined;
  const asking = askServer(deps, answered, context, place, token);
  if (asking !== undefined) {
    const inTime = await soon(
      asking.then(() => true),
      patience,
    );
    if (inTime === undefined) void suggestAgain(document, position, asking, token);
  }
  if (token.isCancellationRequested) return undefined;
  const items = suggestionsOf(deps, context, place, definitions).map((suggestion, index) =>
    toItem(suggestion, index, place, document),
  );
  const searched = place.wanted.kind === 'identity' || place.wanted.kind === 'target';
  return new vscode.CompletionList(items, searched || asking !== undefined);
}

/** What only the server knows, taken over into what is known; undefined where nobody needs to be asked. */
function askServer(
  deps: CompletionDeps,
  answered: Answered,
  context: KnownContext,
  { wanted, cursor }: CompletionPlace,
  token: vscode.CancellationToken,
): Promise<unknown> | undefined {
  if (wanted.kind === 'tag') return deps.tags.isRead(context.project) ? undefined : deps.tags.read(context.project);
  const text = searchText(cursor.typed);
  const search = text === undefined ? undefined : searchFor(deps, context, wanted, text);
  const question = `${wanted.kind} ${context.project} ${text ?? ''}`;
  if (search === undefined || Date.now() - (answered.get(question) ?? 0) < freshFor) return undefined;
  const asking = async (signal: AbortSignal): Promise<unknown> => {
    await pause(typing);
    if (signal.aborted) return undefined;
    const found = await search.run(signal);
    if (answered.size >= mostAnswers) answered.clear();
    answered.set(question, Date.now());
    return found;
  };
  return deps.quiet(search.feature, () => withSignal(token, asking));
}

function searchFor(
  { people }: CompletionDeps,
  { session }: KnownContext,
  wanted: Wanted,
  text: string,
): { readonly feature: string; run(signal: AbortSignal): Promise<unknown> } | undefined {
  if (wanted.kind === 'identity' && text !== '') {
    return { feature: 'Searching for people', run: (signal) => people.search(text, signal) };
  }
  if (wanted.kind !== 'target') return undefined;
  return { feature: 'Searching for work items', run: (signal) => searchItems(session, text, signal, mostTargets) };
}

/** The list is on the screen, or nothing is, when a slow server answers: show what it said, if nobody has typed on. */
async function suggestAgain(
  document: vscode.TextDocument,
  position: vscode.Position,
  asking: Promise<unknown>,
  token: vscode.CancellationToken,
): Promise<void> {
  const { version } = document;
  // A failed search has nothing to show, and must not bring about the next one.
  if ((await asking) === undefined) return;
  const editor = vscode.window.activeTextEditor;
  const stillHere = editor?.document === document && editor.selection.active.isEqual(position);
  if (stillHere && document.version === version && !token.isCancellationRequested) {
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
  }
}

function suggestionsOf(
  { people, heads, tags }: CompletionDeps,
  { project, session, id }: KnownContext,
  { wanted, cursor }: CompletionPlace,
  definitions: Definitions,
): readonly Suggestion[] {
  switch (wanted.kind) {
    case 'identity':
      return personSuggestions(people.known());
    case 'area':
      return pathSuggestions(definitions.areas);
    case 'iteration':
      return pathSuggestions(definitions.iterations);
    case 'tag':
      return tagSuggestions(tags.known(project), wanted.present);
    case 'linkType':
      return linkTypeSuggestions(definitions);
    case 'relation':
      return relationSuggestions(definitions);
    case 'target': {
      const others = heads.all().filter((head) => head.id !== id);
      return targetSuggestions(matchingItems(others, cursor.typed), cursor, session.url);
    }
  }
}

const itemKinds: Readonly<Record<Wanted['kind'], vscode.CompletionItemKind>> = {
  identity: vscode.CompletionItemKind.User,
  area: vscode.CompletionItemKind.Folder,
  iteration: vscode.CompletionItemKind.Folder,
  tag: vscode.CompletionItemKind.Constant,
  linkType: vscode.CompletionItemKind.Reference,
  relation: vscode.CompletionItemKind.Reference,
  target: vscode.CompletionItemKind.Issue,
};

function toItem(
  suggestion: Suggestion,
  index: number,
  { wanted, cursor }: CompletionPlace,
  document: vscode.TextDocument,
): vscode.CompletionItem {
  const { label, detail, filter, insertText, isSnippet } = suggestion;
  const item = new vscode.CompletionItem({ label, description: detail }, itemKinds[wanted.kind]);
  const { offset, length } = cursor.replace;
  const text = insertText + cursor.separator;
  item.range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  item.insertText = isSnippet ? new vscode.SnippetString(text) : text;
  item.filterText = cursor.quoted ? `"${filter}` : filter;
  item.sortText = String(index).padStart(5, '0');
  if (wanted.kind === 'relation') item.command = { title: '', command: 'editor.action.triggerSuggest' };
  return item;
}
