import type { FieldProblem } from '../ruleErrors';
import type { FieldValue, Person, Project, Revision } from '../model';
import type { FieldInstance, WorkItemTypeTemplate } from '../process/process';
import type { Store } from '../store';

/** What every save of one request shares. */
export interface SaveContext {
  readonly store: Store;
  readonly user: Person;
  /** One moment for all items of the request. */
  readonly now: Date;
  /** Do not enforce the rules of the type (`bypassRules=true`). */
  readonly bypassRules: boolean;
  /** Real ids by the negative ids that creations of the same batch carry. */
  readonly temporaryIds: ReadonlyMap<number, number>;
}

/** A work item while a patch is applied to it. */
export interface Draft {
  readonly context: SaveContext;
  readonly id: number;
  /** Undefined while the item is being created. */
  readonly before: Revision | undefined;
  project: Project;
  type: WorkItemTypeTemplate;
  /** Stored fields as they will be, without System.History. */
  readonly fields: Record<string, FieldValue>;
  history: { readonly text: string; readonly format: 'html' | 'markdown' } | undefined;
  readonly markdown: Set<string>;
  /** Reference names of the fields that the caller wrote. */
  readonly sent: Set<string>;
  readonly problems: FieldProblem[];
  /** A hyperlink, attachment or artifact link came or went: that makes a revision. */
  resourcesChanged: boolean;
}

/** The revision number that this save would write. */
export function nextRev(draft: Draft): number {
  return (draft.before?.rev ?? 0) + 1;
}

const instances = new WeakMap<WorkItemTypeTemplate, ReadonlyMap<string, FieldInstance>>();

/** How a type uses a field, or undefined when it has no such field. */
export function instanceOf(type: WorkItemTypeTemplate, referenceName: string): FieldInstance | undefined {
  let known = instances.get(type);
  if (!known) {
    known = new Map(type.fields.map((field) => [field.referenceName, field]));
    instances.set(type, known);
  }
  return known.get(referenceName);
}
