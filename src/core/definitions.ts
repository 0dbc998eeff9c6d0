import type { JsonValue } from './workItem';

/** Type of a field's values, as `GET _apis/wit/fields` names it. Identity fields are `string` with `isIdentity`. */
export type FieldType =
  'string' | 'integer' | 'double' | 'dateTime' | 'plainText' | 'html' | 'treePath' | 'history' | 'guid' | 'boolean';

/** What a collection says of a field, independent of the type that uses it. */
export interface FieldDefinition {
  readonly referenceName: string;
  readonly name: string;
  readonly type: FieldType;
  readonly readOnly: boolean;
  readonly isIdentity: boolean;
  readonly description: string;
}

/** What one work item type says of a field. */
export interface TypeField {
  readonly referenceName: string;
  readonly required: boolean;
  /** Empty where any value is allowed. Identity fields are never limited by this list. */
  readonly allowedValues: readonly string[];
  readonly defaultValue: JsonValue;
  readonly helpText: string;
}

/** State category: it decides colour, order and what counts as open. */
export type StateCategory = 'Proposed' | 'InProgress' | 'Resolved' | 'Completed' | 'Removed';

export interface StateDefinition {
  readonly name: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  readonly category: StateCategory;
}

export interface WorkItemType {
  readonly name: string;
  readonly referenceName: string;
  readonly description: string;
  /** Six hexadecimal digits without `#`. */
  readonly color: string;
  /** Identifier of the icon, for example `icon_insect`. */
  readonly icon: string;
  readonly isDisabled: boolean;
  readonly states: readonly StateDefinition[];
  /** State → states that may follow it. `''` is the state of an item that is not there yet. */
  readonly transitions: Readonly<Record<string, readonly string[]>>;
  readonly fields: readonly TypeField[];
}

/** A kind of relation; work item links have a topology, resource links (hyperlink, attachment, artifact) none. */
export interface RelationType {
  readonly referenceName: string;
  /** The plain name, for example `Parent`. */
  readonly name: string;
  readonly usage: 'workItemLink' | 'resourceLink';
  readonly topology: 'network' | 'tree' | 'dependency' | 'directedNetwork' | undefined;
  readonly isForward: boolean;
  /** Reference name of the other end, for work item links. */
  readonly oppositeEnd: string | undefined;
  readonly remote: boolean;
  readonly enabled: boolean;
}

/** Everything that a project says about its work items; live metadata, read once and cached. */
export interface Definitions {
  readonly project: string;
  readonly fields: readonly FieldDefinition[];
  readonly types: readonly WorkItemType[];
  readonly relationTypes: readonly RelationType[];
  /** Area paths as `System.AreaPath` spells them, root first; empty where not read yet. */
  readonly areas: readonly string[];
  /** Iteration paths as `System.IterationPath` spells them, root first; empty where not read yet. */
  readonly iterations: readonly string[];
}

/** Reference names and type names are compared without regard to case, as the server does. */
export function sameName(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { sensitivity: 'accent' }) === 0;
}

/** The definition of a field by reference name, in any case. */
export function findField(
  definitions: Pick<Definitions, 'fields'>,
  referenceName: string,
): FieldDefinition | undefined {
  return definitions.fields.find((candidate) => sameName(candidate.referenceName, referenceName));
}

/** The type by name, in any case. */
export function findType(definitions: Pick<Definitions, 'types'>, name: string): WorkItemType | undefined {
  return definitions.types.find((candidate) => sameName(candidate.name, name));
}

/** What a type says of a field. */
export function findTypeField(type: WorkItemType, referenceName: string): TypeField | undefined {
  return type.fields.find((candidate) => sameName(candidate.referenceName, referenceName));
}

/** A relation type by reference name, in any case. */
export function findRelationType(
  definitions: Pick<Definitions, 'relationTypes'>,
  referenceName: string,
): RelationType | undefined {
  return definitions.relationTypes.find((candidate) => sameName(candidate.referenceName, referenceName));
}
