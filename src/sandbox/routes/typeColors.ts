import { badRequest, errors } from '../errors';
import type { Project } from '../model';
import type { WorkItemTypeTemplate } from '../process/process';
import { PROCESSES } from '../process/processes';
import { findProject } from '../projects';
import type { Reply, Request, Route } from '../router';
import { listOf } from './bodies';
import { stateView } from './typeView';

/** Colours and icons of many projects at once; the body is a list of their names. */
export const typeColorRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: 'work/workitemStateColor',
    scope: 'collection',
    preview: true,
    handler: eachProject((projectName, types) => ({
      projectName,
      workItemTypeStateColors: types.map(({ name, states }) => ({
        workItemTypeName: name,
        stateColors: states.map(stateView),
      })),
    })),
  },
  {
    method: 'POST',
    path: 'work/workitemTypeColor',
    scope: 'collection',
    preview: true,
    handler: eachProject((key, types) => ({
      key,
      value: types.map(({ name, color }) => ({
        primaryColor: `FF${color}`,
        secondaryColor: `FF${lighter(color)}`,
        workItemTypeName: name,
      })),
    })),
  },
  {
    method: 'POST',
    path: 'wit/workItemTypeColorAndIcon',
    scope: 'collection',
    preview: true,
    handler: eachProject((key, types) => ({
      key,
      value: types.map(({ name, color, icon }) => ({ workItemTypeName: name, color, icon, isDisabled: false })),
    })),
  },
];

type View = (projectName: string, types: readonly WorkItemTypeTemplate[]) => Record<string, unknown>;

function eachProject(view: View): (request: Request) => Reply {
  return (request) => ({
    status: 200,
    body: listOf(namedProjects(request).map(({ name, process }) => view(name, PROCESSES[process].types))),
  });
}

/** @throws {ApiError} 400 for anything but a list of names, 404 TF200016 for an unknown one. */
function namedProjects(request: Request): readonly Project[] {
  const names = request.json();
  if (!Array.isArray(names)) throw badRequest('Send a list of project names, ["Fabrikam-Fiber-Git"].');
  return names.map((name: unknown) => {
    const project = typeof name === 'string' ? findProject(request.store, name) : undefined;
    if (!project) throw errors.projectNotFound(String(name));
    return project;
  });
}

/** The colour of six hexadecimal digits, four fifths of the way to white. */
function lighter(color: string): string {
  const parts = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return parts
    .map((part) =>
      Math.round(255 - (255 - part) / 5)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
    .toUpperCase();
}
