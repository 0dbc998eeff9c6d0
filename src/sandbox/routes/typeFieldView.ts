import { columnField, doneField, markerField } from '../boardFields';
import type { FieldDefinition, Project } from '../model';
import { findField } from '../process/fieldCatalogue';
import type { FieldInstance, WorkItemTypeTemplate } from '../process/process';
import type { Request } from '../router';
import { fieldReference } from './fieldReference';

/** `$expand` of a type's fields, in lower case. */
export type FieldExpand = 'none' | 'allowedvalues' | 'dependentfields' | 'all';

/** The fields of a type, with those that the project's boards add to it. */
export function instancesOf(
  request: Request,
  project: Project,
  type: WorkItemTypeTemplate,
): readonly { readonly instance: FieldInstance; readonly field: FieldDefinition }[] {
  const boards = (project.boards ?? []).filter((board) => board.types.includes(type.name));
  const extra = boards.flatMap(({ marker }) => [markerField(marker), columnField(marker), doneField(marker)]);
  return [...type.fields, ...extra.map(plainInstance)].flatMap((instance) => {
    const field = findField(request.store, instance.referenceName);
    return field ? [{ instance, field }] : [];
  });
}

function plainInstance(referenceName: string): FieldInstance {
  return { referenceName, required: false, readOnly: false, allowedValues: [], limitedToAllowed: false };
}

/** One field of a type; key order and the values as text are those of the 7.1 examples. */
export function typeFieldView(
  request: Request,
  type: WorkItemTypeTemplate,
  instance: FieldInstance,
  field: FieldDefinition,
  expand: FieldExpand,
): Record<string, unknown> {
  const allowed = expand === 'all' || expand === 'allowedvalues';
  const dependent = expand === 'all' || expand === 'dependentfields';
  return {
    ...(instance.helpText === undefined ? {} : { helpText: instance.helpText }),
    alwaysRequired: instance.required,
    defaultValue: instance.defaultValue === undefined ? null : String(instance.defaultValue),
    ...(allowed ? { allowedValues: allowedValues(request, instance, field) } : {}),
    ...(dependent ? { dependentFields: dependentFields(request, type, field.referenceName) } : {}),
    ...fieldReference(request.baseUrl, field),
  };
}

/** People are objects, everything else is text, numbers too. */
function allowedValues(request: Request, instance: FieldInstance, field: FieldDefinition): readonly unknown[] {
  if (field.isIdentity !== true || !PICKED_PEOPLE.has(field.referenceName)) return instance.allowedValues.map(String);
  return [...request.store.all('people')]
    .filter((person) => person.isGroup !== true)
    .map(({ displayName, id, uniqueName, descriptor }) => ({ displayName, id, uniqueName, descriptor }));
}

/** Identity fields that list people in the 7.1 example; System.AuthorizedAs and System.CreatedBy list nobody. */
const PICKED_PEOPLE: ReadonlySet<string> = new Set([
  'System.ChangedBy',
  'System.AssignedTo',
  'Microsoft.VSTS.Common.ActivatedBy',
  'Microsoft.VSTS.Common.ResolvedBy',
  'Microsoft.VSTS.Common.ClosedBy',
  'Microsoft.VSTS.Common.ReviewedBy',
  'Microsoft.VSTS.CodeReview.AcceptedBy',
  'Microsoft.VSTS.CMMI.CalledBy',
]);

/** Pairs of fields that follow each other in every type. */
const TREE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'System.AreaPath': ['System.AreaId'],
  'System.AreaId': ['System.AreaPath', 'System.NodeName'],
  'System.NodeName': ['System.AreaId'],
  'System.IterationPath': ['System.IterationId'],
  'System.IterationId': ['System.IterationPath'],
};

/** Fields that a change of this one may change, or the other way round. */
function dependentFields(request: Request, type: WorkItemTypeTemplate, name: string): readonly unknown[] {
  const names = new Set<string>(TREE_FIELDS[name] ?? []);
  if (name === 'System.State') names.add(name).add('System.Reason');
  if (name === 'System.Reason') names.add('System.State');
  for (const rule of type.rules) {
    const cause = rule.when === 'fieldChanged' ? rule.field : 'System.State';
    for (const action of rule.actions) {
      if (name === cause) names.add(action.field);
      if (name === action.field) names.add(cause);
      const isCopy = action.then === 'set' && action.value.from === 'field';
      if (isCopy && action.value.field === name) names.add(action.field);
    }
  }
  return [...names].flatMap((one) => {
    const field = findField(request.store, one);
    return field ? [fieldReference(request.baseUrl, field)] : [];
  });
}
