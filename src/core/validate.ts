import {
  findField,
  findType,
  findTypeField,
  type Definitions,
  type FieldDefinition,
  type WorkItemType,
} from './definitions';
import { documentField, documentText, toDocument, type Document } from './document';
import { booleanOf, identityText, instant, isEmpty, isReadOnly, kindOf, numberOf, tagList } from './fieldValues';
import { pathToPointer } from './locate';
import { nearestNames } from './nearest';
import { diff, type Change, type Edit } from './operations';
import type { Problem } from './problem';
import { validateRelations, type RelationContext } from './validateRelations';
import { field, isNew, type JsonValue, type WorkItem } from './workItem';

/** What is known beyond the document; what is not known is not judged. */
export interface ValidateContext extends RelationContext {
  /** Whether a text names a person; undefined where that is not known. */
  readonly knowsIdentity?: (text: string) => boolean | undefined;
}

/** Limits of Azure DevOps ("Work tracking, process, and project limits" documentation). */
const limits = { longText: 1_000_000, text: 255, tags: 100, tag: 400 };

/** Fields that no item can lose, whatever its type says; all but the title have defaults when the item is new. */
const mandatory: readonly string[] = [field.title, field.type, field.state, field.areaPath, field.iterationPath];

/**
 * Everything about a document that can be told before it is sent. Judged is what the edit changes, since the server does not
 * judge again what stands there already; for a new item everything.
 */
export function validate(
  document: Document,
  base: WorkItem,
  definitions: Definitions,
  context: ValidateContext = {},
): readonly Problem[] {
  const edit = diff(base, document, definitions);
  const type = findType(
    definitions,
    documentText(document, field.type) || documentText(toDocument(base, definitions), field.type),
  );
  return [
    ...changedId(document, base),
    ...edit.changes.flatMap((change) => validateChange(change, edit, base, definitions, type, context)),
    ...missingFields(document, base, edit, definitions, type),
    ...validateRelations(document, base, edit, definitions, context),
  ];
}

function changedId(document: Document, base: WorkItem): readonly Problem[] {
  return document.id === base.id ? [] : [{ code: 'changedId', pointer: '/id', severity: 'error', id: base.id }];
}

type FieldChange = Extract<Change, { readonly kind: 'field' }>;

function validateChange(
  change: Change,
  edit: Edit,
  base: WorkItem,
  definitions: Definitions,
  type: WorkItemType | undefined,
  context: ValidateContext,
): readonly Problem[] {
  if (change.kind === 'format') return formatProblem(change.field, edit);
  if (change.kind !== 'field') return [];
  const pointer = pathToPointer(['fields', change.field]);
  const definition = findField(definitions, change.field);
  if (definition === undefined) return unknownField(change.field, pointer, definitions);
  if (isReadOnly(change.field, definitions)) {
    const value = change.from ?? '';
    return [{ code: 'readOnlyField', pointer, severity: 'error', field: change.field, value }];
  }
  if (change.to === undefined) return [];
  const wrong = wrongType(change, change.to, definition, pointer);
  if (wrong !== undefined) return [wrong];
  return [
    ...tooLong(change.to, definition, pointer),
    ...notAllowed(change, change.to, definition, pointer, definitions, type),
    ...transition(change, base, definitions, type, pointer),
    ...tagProblems(change, pointer),
    ...identityProblems(change.to, definition, pointer, context),
  ];
}

function formatProblem(name: string, edit: Edit): readonly Problem[] {
  const content = edit.changes.some(
    (change) => change.kind === 'field' && change.field.toLowerCase() === name.toLowerCase(),
  );
  const pointer = pathToPointer(['multilineFieldsFormat', name]);
  return content ? [] : [{ code: 'formatWithoutContent', pointer, severity: 'error', field: name }];
}

function unknownField(name: string, pointer: string, definitions: Definitions): readonly Problem[] {
  // Without any definitions nothing can be unknown.
  if (definitions.fields.length === 0) return [];
  const nearest = nearestNames(
    name,
    definitions.fields.map((candidate) => candidate.referenceName),
  );
  return [{ code: 'unknownField', pointer, severity: 'error', field: name, nearest }];
}

function wrongType(
  change: FieldChange,
  value: JsonValue,
  definition: FieldDefinition,
  pointer: string,
): Problem | undefined {
  const kind = kindOf(change.field, { fields: [definition] });
  const expected = definition.type === 'integer' ? 'integer' : kind;
  return hasType(value, definition, kind)
    ? undefined
    : { code: 'wrongType', pointer, severity: 'error', field: change.field, expected };
}

function hasType(value: JsonValue, definition: FieldDefinition, kind: ReturnType<typeof kindOf>): boolean {
  switch (kind) {
    case 'tags':
      return typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'));
    case 'number': {
      const number = numberOf(value);
      return number !== undefined && (definition.type !== 'integer' || Number.isInteger(number));
    }
    case 'date':
      return instant(value) !== undefined;
    case 'boolean':
      return booleanOf(value) !== undefined;
    case 'identity':
      return identityText(value) !== '';
    case 'history':
    case 'treePath':
    case 'guid':
    case 'longText':
      return typeof value === 'string';
    case 'other':
      return typeof value === 'string' || typeof value === 'number';
  }
}

function tooLong(value: JsonValue, definition: FieldDefinition, pointer: string): readonly Problem[] {
  if (typeof value !== 'string') return [];
  const isText = definition.type === 'string' && !definition.isIdentity;
  const isLong = definition.type === 'html' || definition.type === 'plainText' || definition.type === 'history';
  const limit = isText ? limits.text : isLong ? limits.longText : Infinity;
  const { length } = value;
  if (length <= limit) return [];
  return [{ code: 'tooLong', pointer, severity: 'error', field: definition.referenceName, length, limit }];
}

function notAllowed(
  change: FieldChange,
  value: JsonValue,
  definition: FieldDefinition,
  pointer: string,
  definitions: Definitions,
  type: WorkItemType | undefined,
): readonly Problem[] {
  if (definition.isIdentity) return [];
  const allowed = allowedValues(change.field, definitions, type);
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).toLowerCase();
  if (allowed.length === 0 || allowed.some((candidate) => candidate.toLowerCase() === text)) return [];
  const nearest = nearestNames(text, allowed);
  return [{ code: 'notAllowed', pointer, severity: 'error', field: change.field, value, allowed, nearest }];
}

/** Values that a field may take; empty where any may, or where it is not known. */
export function allowedValues(
  referenceName: string,
  definitions: Definitions,
  type: WorkItemType | undefined,
): readonly string[] {
  switch (referenceName) {
    case field.areaPath:
      return definitions.areas;
    case field.iterationPath:
      return definitions.iterations;
    case field.type:
      return definitions.types.filter((candidate) => !candidate.isDisabled).map((candidate) => candidate.name);
    case field.state:
      return type?.states.map((state) => state.name) ?? [];
    case field.tags:
    case field.history:
    // Reasons hang on the transition; the type's list of them is neither complete nor for one transition.
    case field.reason:
      return [];
    default:
      return type === undefined ? [] : (findTypeField(type, referenceName)?.allowedValues ?? []);
  }
}

/** A move from state to state that the type does not know. Where the type or the state is unknown, so is the answer. */
function transition(
  change: FieldChange,
  base: WorkItem,
  definitions: Definitions,
  type: WorkItemType | undefined,
  pointer: string,
): readonly Problem[] {
  if (change.field !== field.state || typeof change.to !== 'string' || isNew(base)) return [];
  const to = change.to;
  const from = typeof change.from === 'string' ? change.from : '';
  const known = type?.states.some((state) => state.name.toLowerCase() === to.toLowerCase()) === true;
  const changesType = type !== findType(definitions, documentText(toDocument(base, definitions), field.type));
  const allowed = type?.transitions[from];
  if (!known || changesType || allowed === undefined) return [];
  if (allowed.some((state) => state.toLowerCase() === to.toLowerCase())) return [];
  return [{ code: 'illegalTransition', pointer, severity: 'error', from, to, allowed }];
}

function tagProblems(change: FieldChange, pointer: string): readonly Problem[] {
  if (change.field !== field.tags) return [];
  const count = tagList(change.to).length;
  const many: readonly Problem[] =
    count > limits.tags ? [{ code: 'tooManyTags', pointer, severity: 'error', count, limit: limits.tags }] : [];
  const written = Array.isArray(change.to) ? (change.to as readonly JsonValue[]) : [];
  const bad = written.flatMap((tag, index): readonly Problem[] =>
    typeof tag === 'string' && (/[;,]/.test(tag) || tag.length > limits.tag)
      ? [{ code: 'badTag', pointer: `${pointer}/${index}`, severity: 'error', tag }]
      : [],
  );
  return [...many, ...bad];
}

function identityProblems(
  value: JsonValue,
  definition: FieldDefinition,
  pointer: string,
  context: ValidateContext,
): readonly Problem[] {
  if (!definition.isIdentity) return [];
  const text = identityText(value);
  if (context.knowsIdentity?.(text) !== false) return [];
  return [{ code: 'unknownIdentity', pointer, severity: 'warning', field: definition.referenceName, value: text }];
}

/** Required fields without a value: all of them for a new item or a new type, otherwise those that the edit clears. */
function missingFields(
  document: Document,
  base: WorkItem,
  edit: Edit,
  definitions: Definitions,
  type: WorkItemType | undefined,
): readonly Problem[] {
  const changed = (name: string) => edit.changes.some((change) => change.kind === 'field' && change.field === name);
  const everything = isNew(base) || changed(field.type);
  const required = new Set([
    ...(isNew(base) ? [field.title, field.type] : mandatory),
    ...(type?.fields ?? [])
      .filter((entry) => entry.required && isEmpty(entry.defaultValue))
      .map((entry) => entry.referenceName),
  ]);
  return [...required].flatMap((name): readonly Problem[] => {
    if (!isEmpty(documentField(document, name)) || isReadOnly(name, definitions) || (!everything && !changed(name)))
      return [];
    return [{ code: 'requiredField', pointer: pathToPointer(['fields', name]), severity: 'error', field: name }];
  });
}
