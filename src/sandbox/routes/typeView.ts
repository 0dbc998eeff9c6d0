import type { Project } from '../model';
import type { StateTemplate, WorkItemTypeTemplate } from '../process/process';
import type { Request } from '../router';
import { fieldReference } from './fieldReference';
import { instancesOf } from './typeFieldView';

/** A work item type as `GET wit/workItemTypes` shows it. */
export function typeView(request: Request, project: Project, type: WorkItemTypeTemplate): Record<string, unknown> {
  const url = typeUrl(request, project, type.name);
  const instances = instancesOf(request, project, type).map(({ instance, field }) => ({
    ...(instance.defaultValue === undefined ? {} : { defaultValue: String(instance.defaultValue) }),
    ...(instance.helpText === undefined ? {} : { helpText: instance.helpText }),
    alwaysRequired: instance.required,
    ...fieldReference(request.baseUrl, field),
  }));
  return {
    name: type.name,
    referenceName: type.referenceName,
    description: type.description,
    color: type.color,
    icon: {
      id: type.icon,
      url: `${request.baseUrl}/_apis/wit/workItemIcons/${type.icon}?color=${type.color}&v=2`,
    },
    isDisabled: false,
    // Layouts belong to the web portal; the sandbox has none.
    xmlForm: '<FORM />',
    fields: instances,
    fieldInstances: instances,
    transitions: transitionsView(type),
    states: type.states.map(stateView),
    _links: { self: { href: url } },
    url,
  };
}

export function typeUrl(request: Request, project: Project, name: string): string {
  return `${request.baseUrl}/${project.id}/_apis/wit/workItemTypes/${encodeURIComponent(name)}`;
}

/** A state; key order as in the 7.1 examples. */
export function stateView({ name, color, category }: StateTemplate): Record<string, unknown> {
  return { name, color, category };
}

function transitionsView(type: WorkItemTypeTemplate): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(type.transitions).map(([from, targets]) => [
      from,
      targets.map(({ to, actions }) => ({ to, actions })),
    ]),
  );
}
