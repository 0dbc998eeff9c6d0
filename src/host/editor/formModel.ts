import type { Definitions } from '../../core/definitions';
import type { Document } from '../../core/document';
import { changeOperations, diff, type Change, type ChangeOperation } from '../../core/operations';
import { linkTarget } from '../../core/relations';
import { field, textField, type WorkItem } from '../../core/workItem';
import type { FormView, OperationView, Person, ProblemView } from '../../protocol/form';
import { formSections, peopleOf, typeOf } from './formFields';
import { linkTypes, relationGroups, relationViewKey, type FoundItem, type IconOf } from './formRelations';

/** Everything that a form shows is made from this, and from nothing else. */
export interface FormSource {
  readonly base: WorkItem;
  readonly document: Document;
  readonly definitions: Definitions;
  /** Version of the text. */
  readonly version: number;
  readonly dirty: boolean;
  readonly problems: readonly ProblemView[];
  /** Targets of work item links that have been looked up. */
  readonly targets: ReadonlyMap<number, FoundItem>;
  /** People that searches have brought, by unique name in lower case. */
  readonly people: ReadonlyMap<string, Person>;
  readonly iconOf: IconOf;
}

/** Base × document → what the form shows. */
export function formView(source: FormSource): FormView {
  const { base, document, definitions, version, dirty, iconOf } = source;
  const edit = diff(base, document, definitions);
  const people = new Map([...source.people, ...peopleOf(base)]);
  const type = typeOf(source);
  const placed = placeProblems(source.problems);
  return {
    version,
    id: base.id,
    rev: base.rev,
    type: { name: type?.name ?? textField(base, field.type), color: type?.color ?? '', icon: iconOf(type) },
    sections: formSections({ base, document, definitions, changes: edit.changes, people, problemsAt: placed.at }),
    relations: relationGroups({ ...source, problemsAt: placed.at }),
    linkTypes: linkTypes(definitions),
    operations: changeOperations(edit, base, definitions, { removeBy: 'index' }).map(operationView),
    dirty,
    problems: placed.general,
  };
}

/** Ids that the form would like to know more of. */
export function linkedIds({ base, document }: Pick<FormSource, 'base' | 'document'>): readonly number[] {
  const ids = [...base.relations, ...document.relations]
    .map(({ url }) => linkTarget(url))
    .filter((id) => id !== undefined);
  return [...new Set(ids)].filter((id) => id > 0);
}

interface PlacedProblems {
  /** Problems of one field or one relation, at its value or inside. */
  readonly at: (pointer: string) => readonly ProblemView[];
  readonly general: readonly ProblemView[];
}

/** Sorts problems to the field or relation they are about; what is about neither is the whole item's. */
function placeProblems(problems: readonly ProblemView[]): PlacedProblems {
  const byPlace = new Map<string, ProblemView[]>();
  const general: ProblemView[] = [];
  for (const view of problems) {
    const place = /^\/(?:fields|multilineFieldsFormat|relations)\/[^/]+/.exec(view.pointer)?.[0];
    if (place === undefined) {
      general.push(view);
      continue;
    }
    const key = place.replace(/^\/multilineFieldsFormat\//, '/fields/').toLowerCase();
    byPlace.set(key, [...(byPlace.get(key) ?? []), view]);
  }
  return { at: (pointer) => byPlace.get(pointer.toLowerCase()) ?? [], general };
}

/** What fits on a line. */
const longestValue = 200;

function operationView({ operation, change }: ChangeOperation): OperationView {
  const text = operation.value === undefined ? '' : JSON.stringify(operation.value);
  return {
    op: operation.op,
    path: operation.path,
    value: text.length <= longestValue ? text : `${text.slice(0, longestValue - 1)}…`,
    target: targetOf(change),
  };
}

function targetOf(change: Change): OperationView['target'] {
  if (change.kind === 'field' || change.kind === 'format') return { kind: 'field', key: change.field };
  return { kind: 'relation', key: relationViewKey(change.relation) };
}
