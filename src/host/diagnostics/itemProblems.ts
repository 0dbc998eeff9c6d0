import * as vscode from 'vscode';
import { fieldName } from '../../core/definitions';
import { documentText } from '../../core/document';
import { parseDocument } from '../../core/parseDocument';
import { locate } from '../../core/locate';
import type { Problem } from '../../core/problem';
import { outcomeProblems, tellOnce, type Told } from '../../core/fate';
import { toDocumentRelation, type DocumentRelation } from '../../core/relations';
import type { Stage } from '../../core/stage';
import { stageContext } from '../../core/stageContext';
import { hasTwin } from '../../core/textTree';
import { validate, type ValidateContext } from '../../core/validate';
import { field, textField, type WorkItem } from '../../core/workItem';
import { followSession } from '../connection/followSession';
import { definitionsFor, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { baseText, isDirty, uriOf, type ItemDocuments } from '../editor/itemDocuments';
import { schemes } from '../ids';
import { itemUri, parseItemUri } from '../itemUri';
import type { CommitNews } from '../staging/commitNews';
import { createPasses, type PassClock } from './passes';
import { describeProblem, type FieldNames } from './words';

/** A diagnostic that remembers its problem, so that quick fixes choose by code. */
export class ProblemDiagnostic extends vscode.Diagnostic {
  readonly problem: Problem;
  /** What it says as well, for the sake of the ways out. */
  readonly also: readonly Problem[];

  constructor(range: vscode.Range, { problem, also }: Told, nameOf: FieldNames) {
    super(range, describeProblem(problem, nameOf), severities[problem.severity]);
    this.problem = problem;
    this.also = also;
    this.source = 'Work Item Batch';
    this.code = problem.code;
  }
}

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

const clock: PassClock = {
  now: () => performance.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface ItemProblemsDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
  readonly news: CommitNews;
}

/** Keeps the Problems panel true for every staged item and every open document. */
export function registerItemProblems(deps: ItemProblemsDeps): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('workItemBatch');
  /** A keystroke in one document says nothing about the others; everything else may touch all of them. */
  const passes = createPasses<vscode.Uri>(clock, (only) => renewProblems(deps, collection, only));
  const everything = (): void => passes.overAll();
  const following = followSession(deps.sessions, (session) => {
    everything();
    if (session === undefined) return [];
    return [session.staging.onDidChange(everything), session.onDidReadDefinitions(everything)];
  });
  return vscode.Disposable.from(
    collection,
    following,
    deps.documents.onDidChange(everything),
    deps.news.onDidChange(everything),
    vscode.workspace.onDidOpenTextDocument((document) => document.uri.scheme === schemes.item && everything()),
    vscode.workspace.onDidCloseTextDocument((document) => document.uri.scheme === schemes.item && everything()),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.uri.scheme !== schemes.item || contentChanges.length === 0) return;
      passes.over(document.uri);
    }),
    passes,
  );
}

function renewProblems(
  deps: ItemProblemsDeps,
  collection: vscode.DiagnosticCollection,
  only: readonly vscode.Uri[] | undefined,
): void {
  const shown = new Map((only ?? relevantUris(deps)).map((uri) => [uri.toString(), uri]));
  collection.forEach((uri) => {
    if (only === undefined && !shown.has(uri.toString())) collection.delete(uri);
  });
  for (const uri of shown.values()) {
    const found = diagnose(deps, uri);
    if (found !== undefined) collection.set(uri, found);
  }
}

function relevantUris({ sessions, news }: ItemProblemsDeps): readonly vscode.Uri[] {
  const { state } = sessions;
  if (state.kind !== 'connected') return [];
  const { session } = state;
  const open = vscode.workspace.textDocuments
    .map((document) => document.uri)
    .filter((uri) => uri.scheme === schemes.item && uri.authority === session.name);
  const staged = session.staging.stage.items.map(({ base }) => uriOf(session, base));
  const told = news.ids().filter((id) => id > 0);
  return [...open, ...staged, ...told.map((id) => itemUri(session.name, id))];
}

interface Place {
  readonly text: string;
  readonly base: WorkItem;
}

function placeOf(
  deps: ItemProblemsDeps,
  session: Session,
  uri: vscode.Uri,
  id: number,
): Place | 'underWay' | undefined {
  const key = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  const served = deps.documents.served(uri);
  if (open !== undefined && served !== undefined) {
    const text = open.getText();
    // VS Code has read, but does not show it yet: what is said of the one text would be marked in the other.
    const underWay = !open.isDirty && text.replaceAll('\r', '') !== served.text.replaceAll('\r', '');
    return underWay ? 'underWay' : { text, base: served.base };
  }
  const staged = session.staging.item(id);
  if (staged !== undefined) return staged;
  const base = session.bases.known(id);
  return base === undefined ? undefined : { text: baseText(session, base), base };
}

/** Undefined while the text is being replaced; its change brings the next pass. */
function diagnose(deps: ItemProblemsDeps, uri: vscode.Uri): readonly ProblemDiagnostic[] | undefined {
  const { state } = deps.sessions;
  const id = parseItemUri(uri)?.id;
  if (state.kind !== 'connected' || id === undefined) return [];
  const { session } = state;
  const place = placeOf(deps, session, uri, id);
  if (place === undefined) return [];
  if (place === 'underWay') return undefined;
  const told = tellOnce(documentProblems(session, place), fateProblems(deps, session, uri, id));
  const nameOf = fieldNames(session, place.base);
  return told.map((each) => new ProblemDiagnostic(rangeOf(place.text, each.problem), each, nameOf));
}

function fieldNames(session: Session, base: WorkItem): FieldNames {
  const definitions = session.knownDefinitions(textField(base, field.teamProject));
  return (name) => (definitions === undefined ? name : fieldName(definitions, name));
}

/** What is the matter with the text itself. What VS Code reports of any JSON, syntax errors and keys that stand twice, is not said again. */
function documentProblems(session: Session, { text, base }: Place): readonly Problem[] {
  const parsed = parseDocument(text);
  if (!parsed.ok) return parsed.problems.filter((problem) => !isReportedAsJson(problem, text));
  const definitions = definitionsFor(session, base, documentText(parsed.document, field.teamProject));
  return definitions === undefined ? [] : validate(parsed.document, base, definitions, contextOf(session));
}

const contexts = new WeakMap<Stage, ValidateContext>();

/** What the stage knows of its items; a stage never changes, so it is read once. */
function contextOf(session: Session): ValidateContext {
  const { stage } = session.staging;
  const known = contexts.get(stage);
  if (known !== undefined) return known;
  const bases = (id: number): readonly DocumentRelation[] | undefined =>
    session.bases.known(id)?.relations.map(toDocumentRelation);
  const context = stageContext(stage, bases);
  contexts.set(stage, context);
  return context;
}

function isReportedAsJson(problem: Problem, text: string): boolean {
  if (problem.code === 'invalidJson') return true;
  return problem.code === 'duplicateField' && hasTwin(text, problem.range.offset);
}

/** What became of it in the last commit, until the next edit. */
function fateProblems(deps: ItemProblemsDeps, session: Session, uri: vscode.Uri, id: number): readonly Problem[] {
  if (isDirty(uri)) return [];
  const news = deps.news.of(id);
  const outcome = session.staging.item(id)?.outcome;
  // What a check has just said is newer than what the last commit said.
  return outcome === undefined || news.length > 0 ? news : outcomeProblems(outcome);
}

function rangeOf(text: string, problem: Problem): vscode.Range {
  const { offset, length } = 'range' in problem ? problem.range : locate(text, problem.pointer);
  const before = text.slice(0, offset).split('\n');
  const within = text.slice(offset, offset + length).split('\n');
  const line = before.length - 1;
  const column = before.at(-1)?.length ?? 0;
  // A problem of a whole list or object is marked on its first line, not across the page.
  return new vscode.Range(line, column, line, column + (within[0]?.length ?? 0));
}
