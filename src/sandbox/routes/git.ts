import { errors } from '../errors';
import type { Project } from '../model';
import type { Reply, Request, Route } from '../router';
import { agileId } from '../seed/projects';
import { listOf } from './bodies';
import { projectUrl } from './projects';

/** Just so much of Git that links to commits, pull requests and branches can be made: each project has the repository it began with. */
export const gitRoutes: readonly Route[] = [
  { method: 'GET', path: 'git/repositories', scope: 'projectRequired', handler: list },
  { method: 'GET', path: 'git/repositories/{repositoryId}', scope: 'projectRequired', handler: read },
];

/** The repository of the documented pull request links; elsewhere an id that only looks like it. */
function repositoryId({ id }: Project): string {
  return id === agileId ? 'c628df44-f16e-4e31-9e5f-849cd2176ec2' : `c628df44${id.slice(8)}`;
}

function repositoryView(request: Request): Record<string, unknown> {
  const { project, baseUrl } = request;
  if (!project) throw errors.routeNotFound(request.path);
  const { id, name, visibility, revision } = project;
  const web = `${baseUrl}/${encodeURIComponent(name)}/_git/${encodeURIComponent(name)}`;
  return {
    id: repositoryId(project),
    name,
    url: `${baseUrl}/${id}/_apis/git/repositories/${repositoryId(project)}`,
    project: { id, name, url: projectUrl(request, project), state: 'wellFormed', revision, visibility },
    defaultBranch: 'refs/heads/main',
    size: 0,
    remoteUrl: web,
    webUrl: web,
    isDisabled: false,
  };
}

function list(request: Request): Reply {
  return { status: 200, body: listOf([repositoryView(request)]) };
}

/** By GUID or by name. */
function read(request: Request): Reply {
  const view = repositoryView(request);
  const wanted = (request.params['repositoryId'] ?? '').toLowerCase();
  const names = [view['id'], view['name']].map((name) => String(name).toLowerCase());
  if (!names.includes(wanted)) throw errors.routeNotFound(request.path);
  return { status: 200, body: view };
}
