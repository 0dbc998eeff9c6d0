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
  return a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
}

/** Lists of definitions are immutable, so one index serves a list for its whole life. */
const indices = new WeakMap<readonly object[], ReadonlyMap<string, object>>();

function findByName<T extends object>(list: readonly T[], name: string, nameOf: (entry: T) => string): T | undefined {
  let index = indices.get(list) as ReadonlyMap<string, T> | undefined;
  if (index === undefined) {
    index = new Map(list.map((entry) => [nameOf(entry).toLowerCase(), entry]));
    indices.set(list, index);
  }
  return index.get(name.toLowerCase());
}

/** The definition of a field by reference name, in any case. */
export function findField(
  definitions: Pick<Definitions, 'fields'>,
  referenceName: string,
): FieldDefinition | undefined {
  return findByName(definitions.fields, referenceName, (entry) => entry.referenceName);
}

/** What people call a field; its reference name where nothing is known of it, or where another field has the same name. */
export function fieldName(definitions: Pick<Definitions, 'fields'>, referenceName: string): string {
  const name = findField(definitions, referenceName)?.name ?? referenceName;
  const isUnique = definitions.fields.filter((entry) => sameName(entry.name, name)).length === 1;
  return isUnique ? name : referenceName;
}

/** The type by name, in any case. */
export function findType(definitions: Pick<Definitions, 'types'>, name: string): WorkItemType | undefined {
  return findByName(definitions.types, name, (entry) => entry.name);
}

/** What a type says of a field. */
export function findTypeField(type: WorkItemType, referenceName: string): TypeField | undefined {
  return findByName(type.fields, referenceName, (entry) => entry.referenceName);
}

/** A relation type by reference name, in any case. */
export function findRelationType(
  definitions: Pick<Definitions, 'relationTypes'>,
  referenceName: string,
): RelationType | undefined {
  return findByName(definitions.relationTypes, referenceName, (entry) => entry.referenceName);
}

/** What is known of a project before anything has been read. */
export function emptyDefinitions(project: string): Definitions {
  return { project, fields: [], types: [], relationTypes: [], areas: [], iterations: [] };
}
