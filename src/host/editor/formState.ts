import * as vscode from 'vscode';
import { parseDocument } from '../../core/parseDocument';
import type { FormState, Person, ProblemView } from '../../protocol/form';
import { tell } from '../guard';
import { typeIcon } from '../tree/typeIcon';
import { DisposableStore } from '../disposableStore';
import type { FormEditorDeps, FormItem } from './formDeps';
import { formProblems, type LinedProblem } from './formProblems';
import { formView, linkedIds } from './formModel';
import type { FoundItem, IconOf } from './formRelations';

/** Keeps the state of one form true: document, base, problems and what is known of linked items and people. */
export class FormStateSource implements vscode.Disposable {
  private readonly owned = new DisposableStore();
  private readonly changed = this.owned.add(new vscode.EventEmitter<FormState>());
  private readonly targets = new Map<number, FoundItem>();
  private readonly people = new Map<string, Person>();
  private readonly closing = new AbortController();
  private asked = new Set<number>();
  private loads = 0;
  private known: FormItem | undefined;
  private failure: string | undefined;
  private scheduled: NodeJS.Immediate | undefined;

  /** Fires once for all that changes in one moment. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly deps: FormEditorDeps,
  ) {
    const isMine = (uri: vscode.Uri): boolean => uri.toString() === document.uri.toString();
    this.owned.add(vscode.workspace.onDidChangeTextDocument((event) => isMine(event.document.uri) && this.renew()));
    this.owned.add(vscode.workspace.onDidSaveTextDocument((saved) => isMine(saved.uri) && this.renew()));
    this.owned.add(vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.some(isMine) && this.renew()));
    this.owned.add(deps.onDidChangeModel((uri) => (uri === undefined || isMine(uri) ? void this.load() : undefined)));
    void this.load();
  }

  /** The base and definitions, once they are known. */
  get item(): FormItem | undefined {
    return this.known;
  }

  /** Remembers the names of people who may be picked, so that the form shows names instead of addresses. */
  learnPeople(people: readonly Person[]): void {
    for (const person of people) this.people.set(person.uniqueName.toLowerCase(), person);
  }

  /** Announces the state again, soon. */
  renew(): void {
    if (this.known === undefined && this.failure === undefined) return;
    this.scheduled ??= setImmediate(() => {
      this.scheduled = undefined;
      this.changed.fire(this.compute());
    });
  }

  dispose(): void {
    if (this.scheduled !== undefined) clearImmediate(this.scheduled);
    this.closing.abort();
    this.owned.dispose();
  }

  /** Asks for the base again; only the newest answer counts. */
  private async load(): Promise<void> {
    this.loads += 1;
    const load = this.loads;
    try {
      const item = await this.deps.model(this.document.uri);
      if (load !== this.loads) return;
      this.known = item;
      this.failure = undefined;
      this.asked = new Set();
    } catch (error) {
      if (load !== this.loads) return;
      const telling = tell(error);
      if (telling.kind === 'bug' && error instanceof Error) this.deps.log.error(error);
      // What is shown already stays: it is still true of the text.
      this.failure = telling.message;
    }
    this.renew();
  }

  private compute(): FormState {
    if (this.known === undefined) return { kind: 'unavailable', message: this.failure ?? '' };
    const { base, definitions } = this.known;
    const parsed = parseDocument(this.document.getText());
    if (!parsed.ok) return { kind: 'broken', problems: formProblems(this.document).map(withLine) };
    this.lookUp(linkedIds({ base, document: parsed.document }));
    const { version, isDirty: dirty } = this.document;
    const view = formView({
      base,
      document: parsed.document,
      definitions,
      version,
      dirty,
      problems: formProblems(this.document),
      targets: this.targets,
      people: this.people,
      iconOf,
    });
    return { kind: 'item', view };
  }

  /** Titles and states of linked items, each asked for once; the form is shown without them meanwhile. */
  private lookUp(ids: readonly number[]): void {
    const unknown = ids.filter((id) => !this.asked.has(id));
    if (unknown.length === 0) return;
    for (const id of unknown) this.asked.add(id);
    void this.ask(unknown);
  }

  private async ask(ids: readonly number[]): Promise<void> {
    try {
      const found = await this.deps.items(this.document.uri, ids, this.closing.signal);
      for (const item of found) this.targets.set(item.id, item);
      this.renew();
    } catch (error) {
      // Ids alone are shown then; the next change of the base asks again.
      if (!this.closing.signal.aborted) this.deps.log.warn(`Linked items were not read: ${tell(error).message}`);
    }
  }
}

/** A text that cannot be read has no ways out but in the text. */
function withLine({ pointer, severity, message, line }: LinedProblem): ProblemView {
  return { pointer, severity, message: vscode.l10n.t('Line {0}: {1}', line, message), fixable: false };
}

export const iconOf: IconOf = (type) => {
  const icon = typeIcon(type);
  // Encoding would make another URL of it.
  return icon instanceof vscode.ThemeIcon ? '' : icon.toString(true);
};
