import type {
  FieldInstance,
  FieldRule,
  FieldValue,
  ProcessTemplate,
  RuleAction,
  StateCategory,
  StateTemplate,
  TransitionTemplate,
  TypeCategoryTemplate,
  WorkItemTypeTemplate,
} from './process';
import { SYSTEM_INSTANCES } from './systemInstances';

/** One row of a field table: what differs from an optional, writable, free field. */
export interface FieldRow {
  readonly required?: true;
  readonly readOnly?: true;
  readonly allowedValues?: readonly (string | number)[];
  readonly suggestedValues?: readonly (string | number)[];
  readonly defaultValue?: FieldValue;
  readonly helpText?: string;
}

/** A work item type as its table is written by hand. */
export interface TypeSource {
  readonly name: string;
  /** Last part of the reference name where it is not the name without blanks. */
  readonly id?: string;
  readonly description: string;
  readonly color: string;
  readonly icon: string;
  /** `[name, category, color?]` */
  readonly states: readonly (readonly [string, StateCategory, string?])[];
  /** `[from, to, default reason, …other reasons]`; `''` as `from` is creation. */
  readonly transitions: readonly (readonly [string, string, ...string[]])[];
  /** Events that cause a transition by themselves, by `from → to`: last parts of `Microsoft.VSTS.…` names. */
  readonly actions?: Readonly<Record<string, readonly string[]>>;
  readonly fields: Readonly<Record<string, FieldRow>>;
  readonly rules?: readonly FieldRule[];
}

export interface ProcessSource {
  readonly name: string;
  readonly id: string;
  readonly types: readonly TypeSource[];
  /** `[name, reference name, default type, …other types]` */
  readonly categories: readonly (readonly [string, string, string, ...string[]])[];
}

const CATEGORY_COLORS: Readonly<Record<StateCategory, string>> = {
  Proposed: 'b2b2b2',
  InProgress: '007acc',
  Resolved: 'ff9d00',
  Completed: '339933',
  Removed: 'ffffff',
};

/** Expands a process written as tables into the data that rules and metadata routes use. */
export function buildProcess(source: ProcessSource): ProcessTemplate {
  const typeNames = source.types.map((type) => type.name).sort();
  return {
    name: source.name,
    id: source.id,
    types: source.types.map((type) => buildType(type, typeNames)),
    categories: source.categories.map(buildCategory),
  };
}

function buildCategory(row: readonly [string, string, string, ...string[]]): TypeCategoryTemplate {
  const [name, referenceName, defaultType, ...others] = row;
  return { name, referenceName, defaultType, types: [defaultType, ...others] };
}

function buildType(source: TypeSource, typeNames: readonly string[]): WorkItemTypeTemplate {
  const states = source.states.map(([name, category, color]) => ({
    name,
    category,
    color: color ?? CATEGORY_COLORS[category],
  }));
  const transitions = buildTransitions(source, states);
  const fields = buildFields(source, states, transitions, typeNames);
  return {
    name: source.name,
    referenceName: `Microsoft.VSTS.WorkItemTypes.${source.id ?? source.name.replaceAll(' ', '')}`,
    description: source.description,
    color: source.color,
    icon: source.icon,
    states,
    transitions,
    fields,
    rules: [...workflowRules(states, new Set(fields.map((field) => field.referenceName))), ...(source.rules ?? [])],
  };
}

function buildTransitions(
  source: TypeSource,
  states: readonly StateTemplate[],
): Readonly<Record<string, readonly TransitionTemplate[]>> {
  const byState: Record<string, TransitionTemplate[]> = {};
  for (const { name } of states) byState[name] = [{ to: name, actions: null, reasons: [] }];
  byState[''] = [];
  for (const [from, to, ...reasons] of source.transitions) {
    const actions = source.actions?.[`${from} → ${to}`]?.map((name) => `Microsoft.VSTS.${name}`);
    (byState[from] ??= []).push({ to, actions: actions ?? null, reasons });
  }
  return byState;
}

function buildFields(
  source: TypeSource,
  states: readonly StateTemplate[],
  transitions: Readonly<Record<string, readonly TransitionTemplate[]>>,
  typeNames: readonly string[],
): readonly FieldInstance[] {
  const reasons = new Set(Object.values(transitions).flatMap((targets) => targets.flatMap((target) => target.reasons)));
  const computed: Readonly<Record<string, FieldRow>> = {
    'System.State': {
      allowedValues: states.map((state) => state.name).sort(),
      ...(transitions['']?.[0] ? { defaultValue: transitions[''][0].to } : {}),
    },
    'System.Reason': { suggestedValues: [...reasons].sort() },
    'System.WorkItemType': { allowedValues: typeNames },
  };
  const rows = { ...SYSTEM_INSTANCES, ...source.fields };
  return Object.entries(rows).map(([referenceName, row]) =>
    fieldInstance(referenceName, { ...row, ...computed[referenceName] }),
  );
}

function fieldInstance(referenceName: string, row: FieldRow): FieldInstance {
  return {
    referenceName,
    required: row.required ?? false,
    readOnly: row.readOnly ?? false,
    allowedValues: row.allowedValues ?? row.suggestedValues ?? [],
    limitedToAllowed: row.allowedValues !== undefined,
    ...(row.defaultValue === undefined ? {} : { defaultValue: row.defaultValue }),
    ...(row.helpText === undefined ? {} : { helpText: row.helpText }),
  };
}

const STATE_DATE = 'Microsoft.VSTS.Common.StateChangeDate';

/** What every workflow does to the fields that record it; a type takes part with the fields that it has. */
function workflowRules(states: readonly StateTemplate[], fields: ReadonlySet<string>): readonly FieldRule[] {
  const named = (...categories: readonly StateCategory[]): string[] =>
    states.filter((state) => categories.includes(stepOf(state))).map((state) => state.name);
  const candidates: readonly FieldRule[] = [
    { when: 'fieldChanged', field: 'System.State', actions: [stamp(STATE_DATE)] },
    { when: 'stateEntered', states: named('InProgress'), actions: record('Activated') },
    { when: 'stateEntered', states: named('Proposed'), actions: erase('Activated') },
    { when: 'stateEntered', states: named('Resolved'), actions: [...record('Resolved'), copyReason('Resolved')] },
    {
      when: 'stateEntered',
      states: named('Proposed', 'InProgress'),
      actions: [...erase('Resolved'), eraseReason('Resolved')],
    },
    { when: 'stateEntered', states: named('Completed'), actions: record('Closed') },
    { when: 'stateEntered', states: named('Proposed', 'InProgress', 'Resolved'), actions: erase('Closed') },
  ];
  return candidates
    .map((rule) => ({ ...rule, actions: rule.actions.filter((action) => fields.has(action.field)) }))
    .filter((rule) => rule.actions.length > 0 && (rule.when === 'fieldChanged' || rule.states.length > 0));
}

/** A state called Resolved records who resolved, also where CMMI counts it as work in progress. */
function stepOf(state: StateTemplate): StateCategory {
  return state.name === 'Resolved' ? 'Resolved' : state.category;
}

function stamp(field: string): RuleAction {
  return { then: 'set', field, value: { from: 'clock' } };
}

function record(step: string): readonly RuleAction[] {
  return [
    stamp(`Microsoft.VSTS.Common.${step}Date`),
    { then: 'set', field: `Microsoft.VSTS.Common.${step}By`, value: { from: 'currentUser' } },
  ];
}

function erase(step: string): readonly RuleAction[] {
  return [
    { then: 'clear', field: `Microsoft.VSTS.Common.${step}Date` },
    { then: 'clear', field: `Microsoft.VSTS.Common.${step}By` },
  ];
}

function copyReason(step: string): RuleAction {
  return {
    then: 'set',
    field: `Microsoft.VSTS.Common.${step}Reason`,
    value: { from: 'field', field: 'System.Reason' },
  };
}

function eraseReason(step: string): RuleAction {
  return { then: 'clear', field: `Microsoft.VSTS.Common.${step}Reason` };
}
