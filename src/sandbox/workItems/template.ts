import type { Person, Project } from '../model';
import type { WorkItemTypeTemplate } from '../process/process';
import { findTransition, initialState } from '../process/process';
import { atLeast } from '../versions';
import { renderValue } from './render';
import type { View } from './render';

/** Stands for "no date yet" in the template of a type, as the 7.1 example has it. */
const noDate = '1753-01-01T00:00:00Z';
const stateChange = 'Microsoft.VSTS.Common.StateChangeDate';

/** The default values of a new work item (work-items-1.0, "Get default values"). */
export function renderTemplate(
  view: View,
  project: Project,
  type: WorkItemTypeTemplate,
  user: Person,
): Record<string, unknown> {
  const scope = atLeast(view.version, 5) ? `/${project.id}` : '';
  const me = renderValue(view, 'System.CreatedBy', { person: user.id });
  const state = initialState(type);
  const defaults = type.fields.filter(({ defaultValue }) => defaultValue !== undefined);
  return {
    fields: {
      'System.WorkItemType': type.name,
      'System.AreaPath': project.name,
      'System.TeamProject': project.name,
      'System.IterationPath': project.name,
      'System.State': state,
      'System.Reason': findTransition(type, '', state)?.reasons[0] ?? '',
      ...(type.fields.some(({ referenceName }) => referenceName === stateChange) ? { [stateChange]: noDate } : {}),
      'System.ChangedBy': me,
      'System.CreatedBy': me,
      ...Object.fromEntries(defaults.map(({ referenceName, defaultValue }) => [referenceName, defaultValue])),
    },
    _links: {
      workItemType: {
        href: `${view.baseUrl}/${project.id}/_apis/wit/workItemTypes/${encodeURIComponent(type.name)}`,
      },
      fields: { href: `${view.baseUrl}${scope}/_apis/wit/fields` },
    },
    url: `${view.baseUrl}${scope}/_apis/wit/workItems`,
  };
}
