/**
 * What a process says about work items: types, states, transitions, fields and rules.
 * Plain data; the tables stand in `scrum.ts`, `agile.ts`, `basic.ts` and `cmmi.ts`.
 */

/** The server's meta-state of a state (Azure DevOps documentation, workflow and state categories). */
export type StateCategory = 'Proposed' | 'InProgress' | 'Resolved' | 'Completed' | 'Removed';

export interface StateTemplate {
  readonly name: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  readonly category: StateCategory;
}

/** A permitted change of `System.State`. */
export interface TransitionTemplate {
  readonly to: string;
  /** Events that cause it by themselves, e.g. `Microsoft.VSTS.Actions.Checkin`; null when none does. */
  readonly actions: readonly string[] | null;
  /** Permitted values of `System.Reason`; the first one is the default. Empty when the state does not change. */
  readonly reasons: readonly string[];
}

export type FieldValue = string | number | boolean;

/** A field as one work item type uses it. */
export interface FieldInstance {
  readonly referenceName: string;
  /** `alwaysRequired` of the REST API: an empty value is refused with "Required, InvalidEmpty". */
  readonly required: boolean;
  /** Writing it is refused with TF401326, other than a field that is read-only in the catalogue, which is ignored. */
  readonly readOnly: boolean;
  readonly allowedValues: readonly (string | number)[];
  /** False: `allowedValues` are suggestions only, any other value is accepted too. */
  readonly limitedToAllowed: boolean;
  readonly defaultValue?: FieldValue;
  readonly helpText?: string;
}

/** When a rule applies, seen from one save. */
export type RuleCondition =
  /** The state is now one of these, and was none of these before (creation counts as "before there was none"). */
  | { readonly when: 'stateEntered'; readonly states: readonly string[] }
  /** The state after the save is one of these. */
  | { readonly when: 'stateIs'; readonly states: readonly string[] }
  /** The field has another value than before the save; on creation: has a value. */
  | { readonly when: 'fieldChanged'; readonly field: string };

export type RuleValue =
  | { readonly from: 'clock' }
  | { readonly from: 'currentUser' }
  | { readonly from: 'field'; readonly field: string }
  | { readonly from: 'literal'; readonly value: FieldValue };

/**
 * What a rule does. `set` and `clear` win over what the caller sent; `require` refuses an empty value;
 * `empty` clears, and refuses a value that the caller sends in the same save ("InvalidNotEmpty").
 */
export type RuleAction =
  | { readonly then: 'set'; readonly field: string; readonly value: RuleValue }
  | { readonly then: 'clear'; readonly field: string }
  | { readonly then: 'empty'; readonly field: string }
  | { readonly then: 'require'; readonly field: string };

export type FieldRule = RuleCondition & { readonly actions: readonly RuleAction[] };

export interface WorkItemTypeTemplate {
  readonly name: string;
  readonly referenceName: string;
  readonly description: string;
  readonly color: string;
  /** Name of an icon of `icons.ts`. */
  readonly icon: string;
  /** In the order of the workflow. */
  readonly states: readonly StateTemplate[];
  /** By the state that is left; `''` is creation. Staying in a state is listed too, without reasons. */
  readonly transitions: Readonly<Record<string, readonly TransitionTemplate[]>>;
  readonly fields: readonly FieldInstance[];
  readonly rules: readonly FieldRule[];
}

/** A group of types that tools treat alike, e.g. `Microsoft.RequirementCategory`. */
export interface TypeCategoryTemplate {
  readonly name: string;
  readonly referenceName: string;
  readonly defaultType: string;
  readonly types: readonly string[];
}

export interface ProcessTemplate {
  readonly name: string;
  /** `capabilities.processTemplate.templateTypeId`; the system processes' well-known identifiers. */
  readonly id: string;
  readonly types: readonly WorkItemTypeTemplate[];
  readonly categories: readonly TypeCategoryTemplate[];
}

/** The type of that name in any letter case, or undefined. */
export function findType(process: ProcessTemplate, name: string): WorkItemTypeTemplate | undefined {
  const wanted = name.toLowerCase();
  return process.types.find(
    (type) => type.name.toLowerCase() === wanted || type.referenceName.toLowerCase() === wanted,
  );
}

/** The permitted change between two states, or undefined. `from` is `''` on creation. */
export function findTransition(type: WorkItemTypeTemplate, from: string, to: string): TransitionTemplate | undefined {
  const key = Object.keys(type.transitions).find((state) => state.toLowerCase() === from.toLowerCase());
  const targets = key === undefined ? undefined : type.transitions[key];
  return targets?.find((transition) => transition.to.toLowerCase() === to.toLowerCase());
}

/** The state that a new item of the type has when the caller names none. */
export function initialState(type: WorkItemTypeTemplate): string {
  const first = type.transitions['']?.[0];
  if (!first) throw new Error(`The type ${type.name} has no initial state; correct its transition table.`);
  return first.to;
}
