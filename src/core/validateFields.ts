import {
  findField,
  findType,
  findTypeField,
  sameName,
  type Definitions,
  type FieldDefinition,
  type WorkItemType,
} from './definitions';
import {
  booleanOf,
  identityText,
  instant,
  isReadOnly,
  isTag,
  kindOf,
  numberOf,
  sameValue,
  tagList,
  type ValueKind,
} from './fieldValues';
import { isList, isRecord } from './json';
import { fieldPointer, pathToPointer } from './locate';
import { named, nearestNames } from './nearest';
import { baseField, type Change, type Edit } from './operations';
import type { Problem } from './problem';
import { field, isNew, type JsonValue, type WorkItem } from './workItem';

/** Limits of the service ("Work tracking, process, and project limits" documentation); of a tag, from the same page. */
const limits = { longText: 1_000_000, text: 255, tags: 100, tag: 400 };

/** Fields that only `bypassRules` lets a client write (REST example "Make an update bypassing rules"). */
const bypassed: ReadonlySet<string> = new Set<string>([
  field.createdBy,
  field.createdDate,
  field.changedBy,
  field.changedDate,
]);

/** What changes of fields are judged against. */
export interface FieldJudge {
  readonly base: WorkItem;
  readonly edit: Edit;
  readonly definitions: Definitions;
  /** The type that the item will have; undefined where the definitions do not know it. */
  readonly type: WorkItemType | undefined;
  /** Whether a text names a person; undefined where that is not known. */
  readonly knowsIdentity?: ((text: string) => boolean | undefined) | undefined;
  /** Sent with `bypassRules`: rules of the type bind nobody then. */
  readonly bypassRules?: boolean | undefined;
}

export type FieldChange = Extract<Change, { readonly kind: 'field' }>;

/** A changed field with all that is known of it. */
interface Judged {
  readonly change: FieldChange;
  readonly value: JsonValue;
  readonly definition: FieldDefinition;
  readonly kind: ValueKind;
  readonly pointer: string;
}

/** Problems of one change of an edit. */
export function validateFieldChange(change: Change, judge: FieldJudge): readonly Problem[] {
  if (change.kind === 'format') return formatProblem(change.field, judge);
  if (change.kind !== 'field') return [];
  const { definitions } = judge;
  const pointer = fieldPointer(change.field);
  const definition = findField(definitions, change.field);
  if (isReadOnly(change.field, definitions)) {
    if (judge.bypassRules === true && bypassed.has(change.field)) return [];
    return [{ code: 'readOnlyField', pointer, severity: 'error', field: change.field, value: change.from ?? '' }];
  }
  if (typeof change.to === 'number' && !Number.isFinite(change.to)) {
    return [{ code: 'numberTooLarge', pointer, severity: 'error', field: change.field }];
  }
  if (definition === undefined) return unknownField(change.field, pointer, definitions);
  if (change.to === undefined) return [];
  const judged = { change, value: change.to, definition, kind: kindOf(change.field, definitions), pointer };
  if (!hasType(judged)) {
    const expected = definition.type === 'integer' ? 'integer' : judged.kind;
    return [{ code: 'wrongType', pointer, severity: 'error', field: change.field, expected }];
  }
  const rules = judge.bypassRules === true ? [] : ruleProblems(judged, judge);
  return [...tooLong(judged), ...tagProblems(judged), ...rules];
}

function ruleProblems(judged: Judged, judge: FieldJudge): readonly Problem[] {
  return [...notAllowed(judged, judge), ...transition(judged, judge), ...unknownIdentity(judged, judge)];
}

/** "You can't just flip the format field only": the format of a text changes together with the text. */
function formatProblem(name: string, { edit, definitions }: FieldJudge): readonly Problem[] {
  const pointer = pathToPointer(['multilineFieldsFormat', name]);
  const type = findField(definitions, name)?.type;
  if (type !== undefined && type !== 'html') {
    return [{ code: 'fieldWithoutFormat', pointer, severity: 'error', field: name }];
  }
  const content = edit.changes.some(
    (change) => change.kind === 'field' && change.to !== undefined && sameName(change.field, name),
  );
  return content ? [] : [{ code: 'formatWithoutContent', pointer, severity: 'error', field: name }];
}

function unknownField(name: string, pointer: string, definitions: Definitions): readonly Problem[] {
  // Without any definitions nothing can be unknown.
  if (definitions.fields.length === 0) return [];
  const nearest = nearestNames(name, definitions.fields.map(named));
  return [{ code: 'unknownField', pointer, severity: 'error', field: name, nearest }];
}

/** With dashes or without them, in braces or in none, as .NET writes them. */
const guid = /^\{?[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12}\}?$/i;

function hasType({ value, definition, kind }: Judged): boolean {
  switch (kind) {
    case 'tags':
      return typeof value === 'string' || isList(value);
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
    case 'guid':
      return typeof value === 'string' && guid.test(value);
    case 'history':
      return typeof value === 'string' || isFormattedComment(value);
    case 'treePath':
    case 'longText':
      return typeof value === 'string';
    case 'other':
      return typeof value === 'string' || typeof value === 'number';
  }
}

/** A comment that says its format: `{"format": "Markdown", "text": "…"}` (REST example "add markdown comment"). */
function isFormattedComment(value: JsonValue): boolean {
  return isRecord(value) && typeof value['text'] === 'string';
}

function tooLong({ value, definition, pointer }: Judged): readonly Problem[] {
  if (typeof value !== 'string' || definition.isIdentity) return [];
  const limit = lengthLimit(definition);
  const { length } = value;
  if (limit === undefined || length <= limit) return [];
  return [{ code: 'tooLong', pointer, severity: 'error', field: definition.referenceName, length, limit }];
}

function lengthLimit({ type, referenceName }: FieldDefinition): number | undefined {
  if (type === 'string') return limits.text;
  const isLong = type === 'html' || type === 'plainText' || type === 'history';
  return isLong && referenceName !== field.tags ? limits.longText : undefined;
}

function notAllowed({ change, value, definition, kind, pointer }: Judged, judge: FieldJudge): readonly Problem[] {
  if (definition.isIdentity) return [];
  const allowed = allowedValues(change.field, judge.definitions, judge.type);
  if (isAllowed(value, allowed, kind)) return [];
  const nearest = nearestNames(textOf(value), allowed);
  return [{ code: 'notAllowed', pointer, severity: 'error', field: change.field, value, allowed, nearest }];
}

/** Whether a value is one of those that a field may take: numbers, dates and the like in any spelling, texts in any case. */
export function isAllowed(value: JsonValue, allowed: readonly string[], kind: ValueKind): boolean {
  const text = textOf(value);
  const isMeant = (candidate: string) => sameName(candidate, text) || sameValue(candidate, value, kind);
  return allowed.length === 0 || allowed.some(isMeant);
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
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
    // Reasons hang on the transition; the type's list is the union of all of them and may lack some.
    case field.reason:
      return [];
    default: {
      const values = type === undefined ? undefined : findTypeField(type, referenceName)?.allowedValues;
      // Suggestions look like allowed values; only those that begin with "<None>" (builds) can be told apart.
      return values === undefined || values.includes('<None>') ? [] : values;
    }
  }
}

/** A move from state to state that the type does not know. Where the type or the state is unknown, so is the answer. */
function transition({ change, value, pointer }: Judged, { base, definitions, type }: FieldJudge): readonly Problem[] {
  if (change.field !== field.state || typeof value !== 'string' || isNew(base) || type === undefined) return [];
  const before = baseField(base, field.type);
  const keepsType = typeof before === 'string' && findType(definitions, before) === type;
  const isState = type.states.some((state) => sameName(state.name, value));
  const from = typeof change.from === 'string' ? change.from : '';
  const allowed = Object.hasOwn(type.transitions, from) ? type.transitions[from] : undefined;
  if (!keepsType || !isState || allowed === undefined || allowed.some((state) => sameName(state, value))) return [];
  return [{ code: 'illegalTransition', pointer, severity: 'error', from, to: value, allowed }];
}

function tagProblems({ kind, value, pointer }: Judged): readonly Problem[] {
  if (kind !== 'tags') return [];
  const count = tagList(value).length;
  const bad = (isList(value) ? value : tagList(value)).flatMap((tag, index): readonly Problem[] => {
    if (isTag(tag) && String(tag).length <= limits.tag) return [];
    const place = isList(value) ? `${pointer}/${index}` : pointer;
    return [{ code: 'badTag', pointer: place, severity: 'error', tag: textOf(tag) }];
  });
  if (count <= limits.tags) return bad;
  return [{ code: 'tooManyTags', pointer, severity: 'error', count, limit: limits.tags }, ...bad];
}

function unknownIdentity({ value, definition, pointer }: Judged, { knowsIdentity }: FieldJudge): readonly Problem[] {
  const text = definition.isIdentity ? identityText(value) : '';
  if (text === '' || knowsIdentity?.(text) !== false) return [];
  return [{ code: 'unknownIdentity', pointer, severity: 'error', field: definition.referenceName, value: text }];
}
