import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, errors } from '../errors';
import type { ClassificationNode, Project, QueryItem, TableName } from '../model';
import { PROCESSES } from '../process/processes';
import { findProject } from '../projects';
import type { Reply, Request, Route } from '../router';
import { projectOf } from '../workItems/save';
import { destroy } from '../workItems/recycling';
import { asBody, objectBody } from './bodies';
import { projectParameter } from './projects';

/** Projects are made and removed by operations, which clients ask about until they have succeeded (recorded). */
export const projectOperationRoutes: readonly Route[] = [
  { method: 'POST', path: 'projects', scope: 'collection', handler: create },
  { method: 'DELETE', path: 'projects/{projectId}', scope: 'collection', handler: remove },
  { method: 'GET', path: 'operations/{id}', scope: 'collection', handler: read },
];

/** What is asked for is done at once; only the answer says that it has not begun. */
function queued(request: Request): Reply {
  const id = randomUUID();
  request.store.put('operations', id, { id });
  return { status: 202, body: { id, status: 'notSet', url: operationUrl(request, id) } };
}

function operationUrl(request: Request, id: string): string {
  return `${request.baseUrl}/_apis/operations/${id}`;
}

/** The wording of the refusal is ours. */
function read(request: Request): Reply {
  const id = (request.params['id'] ?? '').toLowerCase();
  if (!request.store.get('operations', id)) {
    throw new ApiError(404, `The operation ${id} does not exist.`, 'OperationNotFoundException');
  }
  const url = operationUrl(request, id);
  return { status: 200, body: { id, status: 'succeeded', url, _links: { self: { href: url } } } };
}

function create(request: Request): Reply {
  const body = objectBody(request);
  const name = body.text('name')?.trim() ?? '';
  if (name === '' || name.length > 64 || /[\\/:*?"<>|;#${},+=[\]\p{Cc}]/u.test(name) || /^[._]|\.$/.test(name)) {
    throw badRequest(
      'The name of a project has 1 to 64 characters, and none of \\ / : * ? " < > | ; # $ { } , + = [ ]',
    );
  }
  if (findProject(request.store, name)) {
    throw new ApiError(
      400,
      `TF200019: The following project already exists on the Azure DevOps Server: ${name}. You cannot create a new project with the same name as an existing project.`,
      'ProjectAlreadyExistsException',
      { namespace: 'Microsoft.TeamFoundation.Core.WebApi', eventId: 3000 },
    );
  }
  const description = body.text('description');
  writeProject(request, {
    id: randomUUID(),
    name,
    ...(description === undefined ? {} : { description }),
    process: processIn(body.get('capabilities')),
    revision: 1,
    visibility: body.text('visibility')?.toLowerCase() === 'public' ? 'public' : 'private',
    lastUpdateTime: request.now.toISOString(),
  });
  return queued(request);
}

function processIn(capabilities: unknown): Project['process'] {
  const message = 'Name the process: {"capabilities": {"processTemplate": {"templateTypeId": "…"}}}.';
  const id = asBody(asBody(capabilities, message).get('processTemplate'), message)
    .text('templateTypeId')
    ?.toLowerCase();
  const names = Object.keys(PROCESSES) as (keyof typeof PROCESSES)[];
  const found = names.find((name) => PROCESSES[name].id === id);
  if (!found) throw badRequest(message);
  return found;
}

/** A project with the roots of its trees, a first sprint (recorded), its default team and the roots of its queries. */
function writeProject(request: Request, project: Project): void {
  const { store, user, now } = request;
  const node = (rest: Pick<ClassificationNode, 'name' | 'kind' | 'parentId'>): number => {
    const id = store.next('node', 5001);
    store.put('nodes', id, { id, identifier: randomUUID(), projectId: project.id, ...rest });
    return id;
  };
  store.put('projects', project.id, project);
  const area = node({ name: project.name, kind: 'area' });
  const iteration = node({ name: project.name, kind: 'iteration' });
  const sprint = node({ name: 'Sprint 1', kind: 'iteration', parentId: iteration });
  const teamId = randomUUID();
  store.put('teams', teamId, {
    id: teamId,
    name: `${project.name} Team`,
    description: 'The default project team.',
    projectId: project.id,
    isDefault: true,
    areas: [{ nodeId: area, includeChildren: false }],
    backlogIteration: iteration,
    iterations: [sprint],
    members: [user.id],
  });
  const [at, by] = [now.toISOString(), user.id];
  const stamp = { createdBy: by, createdDate: at, lastModifiedBy: by, lastModifiedDate: at };
  const folder = (item: Pick<QueryItem, 'name' | 'isPublic' | 'owner'>): void => {
    const id = randomUUID();
    store.put('queries', id, { id, projectId: project.id, isFolder: true, ...item, ...stamp });
  };
  folder({ name: 'My Queries', isPublic: false, owner: by });
  folder({ name: 'Shared Queries', isPublic: true });
}

/** Everything of the project goes with it; projects are removed by their GUID only. */
function remove(request: Request): Reply {
  const { store } = request;
  const project = projectParameter(request);
  if (project.id !== request.params['projectId']?.toLowerCase()) throw errors.projectNotFound(project.name);
  const items = [...store.histories()].flatMap((history) => history.at(-1)?.id ?? []);
  const binned = [...store.all('deletions')].map(({ id }) => id);
  for (const id of [...items, ...binned]) {
    const head = store.head(id);
    if (head && projectOf(store, head)?.id === project.id) destroy(store, id);
  }
  const owned = ['nodes', 'teams', 'queries', 'tags'] as const satisfies readonly TableName[];
  for (const table of owned) {
    for (const row of [...store.all(table)]) if (row.projectId === project.id) store.delete(table, row.id);
  }
  store.delete('projects', project.id);
  return queued(request);
}
