import { wireDate } from '../dates';
import { errors } from '../errors';
import type { Project, Team } from '../model';
import { PROCESSES } from '../process/processes';
import { findProject } from '../projects';
import type { Reply, Request, Route } from '../router';
import type { Store } from '../store';
import { collectionId } from '../workItems/render';
import { integerParameter, listOf } from './bodies';

/** Projects and the processes that they follow. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: 'projects', scope: 'collection', handler: list },
  { method: 'GET', path: 'projects/{projectId}', scope: 'collection', handler: read },
  { method: 'GET', path: 'process/processes', scope: 'collection', handler: processes },
  { method: 'GET', path: 'process/processes/{processId}', scope: 'collection', handler: oneProcess },
];

/** The project that `{projectId}` of the path names. @throws {ApiError} 404 TF200016. */
export function projectParameter(request: Request): Project {
  const name = request.params['projectId'] ?? '';
  const project = findProject(request.store, name);
  if (!project) throw errors.projectNotFound(name);
  return project;
}

/** The team that answers for a project when none is named. */
export function defaultTeam(store: Store, project: Project): Team | undefined {
  for (const team of store.all('teams')) if (team.projectId === project.id && team.isDefault === true) return team;
  return undefined;
}

/** Pages by `$top` and `$skip`, or by the token that a full page comes with. */
function list(request: Request): Reply {
  const all = [...request.store.all('projects')].sort((one, two) => one.name.localeCompare(two.name));
  const top = integerParameter(request, '$top', 1, 10_000) ?? 100;
  const skip =
    integerParameter(request, '$skip', 0, 1_000_000) ??
    integerParameter(request, 'continuationToken', 0, 1_000_000) ??
    0;
  const page = all.slice(skip, skip + top);
  const isLast = skip + page.length >= all.length;
  return {
    status: 200,
    ...(isLast ? {} : { headers: { 'x-ms-continuationtoken': String(skip + page.length) } }),
    body: listOf(page.map((project) => summary(request, project))),
  };
}

function read(request: Request): Reply {
  const project = projectParameter(request);
  const process = PROCESSES[project.process];
  const capabilities = {
    processTemplate: { templateName: process.name, templateTypeId: process.id },
    versioncontrol: { sourceControlType: 'Git', gitEnabled: 'True', tfvcEnabled: 'False' },
  };
  const { lastUpdateTime, ...head } = summary(request, project);
  const team = defaultTeam(request.store, project);
  const body = {
    ...head,
    ...(request.query.flag('includeCapabilities') ? { capabilities } : {}),
    _links: {
      self: { href: projectUrl(request, project) },
      collection: { href: `${request.baseUrl}/_apis/projectCollections/${collectionId}` },
      web: { href: `${request.baseUrl}/${encodeURIComponent(project.name)}` },
    },
    ...(team ? { defaultTeam: { id: team.id, name: team.name, url: teamUrl(request, team) } } : {}),
    lastUpdateTime,
  };
  return { status: 200, body };
}

function summary(request: Request, project: Project) {
  const { id, name, description, revision, visibility } = project;
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    url: projectUrl(request, project),
    state: 'wellFormed',
    revision,
    visibility,
    lastUpdateTime: wireDate(project.lastUpdateTime),
  };
}

export function projectUrl(request: Request, project: Pick<Project, 'id'>): string {
  return `${request.baseUrl}/_apis/projects/${project.id}`;
}

export function teamUrl(request: Request, team: Team): string {
  return `${request.baseUrl}/_apis/projects/${team.projectId}/teams/${team.id}`;
}

function processes(request: Request): Reply {
  return { status: 200, body: listOf(Object.values(PROCESSES).map(({ id }) => processSummary(request, id))) };
}

function oneProcess(request: Request): Reply {
  const id = (request.params['processId'] ?? '').toLowerCase();
  return { status: 200, body: processSummary(request, id) };
}

function processSummary(request: Request, id: string): Record<string, unknown> {
  const process = Object.values(PROCESSES).find((one) => one.id === id);
  if (!process) throw errors.routeNotFound(request.path);
  return {
    id: process.id,
    description: `The ${process.name} process.`,
    isDefault: process.name === 'Basic',
    type: 'system',
    url: `${request.baseUrl}/_apis/process/processes/${process.id}`,
    name: process.name,
  };
}
