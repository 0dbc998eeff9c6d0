import { findType, type Definitions, type WorkItemType } from './definitions';
import { documentField, documentText, type Document } from './document';
import { isEmpty, isReadOnly } from './fieldValues';
import { differingLinks } from './linkPairs';
import { fieldPointer } from './locate';
import { baseField, diff, type Edit } from './operations';
import type { Problem } from './problem';
import { allowedValues, validateFieldChange, type FieldJudge } from './validateFields';
import { validateRelations, type RelationContext } from './validateRelations';
import { field, isNew, type JsonValue, type WorkItem } from './workItem';

/** What is known beyond the document; what is not known is not judged. */
export interface ValidateContext extends RelationContext, Pick<FieldJudge, 'knowsIdentity' | 'bypassRules'> {}

/**
 * Everything about a document that can be told before it is sent. Judged is what the edit changes, since the server does not
 * judge again what stands there already; of a new item everything.
 */
export function validate(
  document: Document,
  base: WorkItem,
  definitions: Definitions,
  context: ValidateContext = {},
): readonly Problem[] {
  return validateEdit(document, base, diff(base, document, definitions), definitions, context);
}

/** `validate` where the edit is at hand already. */
export function validateEdit(
  document: Document,
  base: WorkItem,
  edit: Edit,
  definitions: Definitions,
  context: ValidateContext,
): readonly Problem[] {
  const type = findType(definitions, documentText(document, field.type) || baseText(base, field.type));
  const { knowsIdentity, bypassRules } = context;
  const judge: FieldJudge = { base, edit, definitions, type, knowsIdentity, bypassRules };
  const problems = [...changedId(document, base)];
  for (const change of edit.changes) problems.push(...validateFieldChange(change, judge));
  if (bypassRules !== true) problems.push(...missingFields(document, judge));
  problems.push(...validateRelations(document, base, edit, definitions, context));
  const { saysOf } = context;
  if (saysOf === undefined) return problems;
  return [...problems, ...differingLinks(edit, document, definitions, (id, rel) => saysOf(id, rel, base.id))];
}

function baseText(base: WorkItem, name: string): string {
  const value = baseField(base, name);
  return typeof value === 'string' ? value : '';
}

function changedId(document: Document, base: WorkItem): readonly Problem[] {
  return document.id === base.id ? [] : [{ code: 'changedId', pointer: '/id', severity: 'error', id: base.id }];
}

/** Fields that no item can lose, whatever its type says; all but the title have defaults when the item is new. */
const mandatory: readonly string[] = [
  field.title,
  field.type,
  field.state,
  field.teamProject,
  field.areaPath,
  field.iterationPath,
];

/** Required fields without a value: all of them for a new item or a new type, otherwise those that the edit clears. */
function missingFields(document: Document, { base, edit, definitions, type }: FieldJudge): readonly Problem[] {
  const changed = edit.changes.filter((change) => change.kind === 'field');
  const cleared = changed.filter(({ to }) => isBlank(to)).map(({ field: name }) => name);
  const everything = isNew(base) || changed.some(({ field: name }) => name === field.type);
  if (!everything && cleared.length === 0) return [];
  const own = isNew(base) ? [field.title, field.type] : mandatory;
  return [...new Set([...own, ...requiredFields(type)])].flatMap((name): readonly Problem[] => {
    if (!everything && !cleared.includes(name)) return [];
    const value = documentField(document, name);
    if (isReadOnly(name, definitions) || !isBlank(value)) return [];
    // What is no value of a list is told so already.
    if (!isEmpty(value) && allowedValues(name, definitions, type).length > 0) return [];
    return [{ code: 'requiredField', pointer: fieldPointer(name), severity: 'error', field: name }];
  });
}

/** No value, or text without a sign of it: the server takes both for none. */
function isBlank(value: JsonValue | undefined): boolean {
  return isEmpty(value) || (typeof value === 'string' && value.trim() === '');
}

/** Required fields that nothing fills by itself. */
function requiredFields(type: WorkItemType | undefined): readonly string[] {
  const required = type?.fields.filter((entry) => entry.required && isEmpty(entry.defaultValue));
  return required?.map((entry) => entry.referenceName) ?? [];
}
