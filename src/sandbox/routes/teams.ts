import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, errors } from '../errors';
import type { Project, Team } from '../model';
import { identityRef } from '../people';
import { findTeam } from '../projects';
import type { Reply, Request, Route } from '../router';
import { collectionId } from '../workItems/render';
import { integerParameter, listOf, objectBody } from './bodies';
import { projectParameter, teamUrl } from './projects';

/** Teams and who belongs to them. */
export const teamRoutes: readonly Route[] = [
  { method: 'GET', path: 'teams', scope: 'collection', handler: allTeams },
  { method: 'GET', path: 'projects/{projectId}/teams', scope: 'collection', handler: list },
  { method: 'POST', path: 'projects/{projectId}/teams', scope: 'collection', handler: create },
  { method: 'GET', path: 'projects/{projectId}/teams/{teamId}', scope: 'collection', handler: read },
  { method: 'PATCH', path: 'projects/{projectId}/teams/{teamId}', scope: 'collection', handler: update },
  { method: 'DELETE', path: 'projects/{projectId}/teams/{teamId}', scope: 'collection', handler: remove },
  { method: 'GET', path: 'projects/{projectId}/teams/{teamId}/members', scope: 'collection', handler: members },
];

function teamsOf(request: Request, project: Project | undefined): readonly Team[] {
  const found = [...request.store.all('teams')].filter((team) => !project || team.projectId === project.id);
  const skip = integerParameter(request, '$skip', 0, 1_000_000) ?? 0;
  const top = integerParameter(request, '$top', 1, 10_000) ?? 100;
  return found.sort((one, two) => one.name.localeCompare(two.name)).slice(skip, skip + top);
}

function allTeams(request: Request): Reply {
  return { status: 200, body: listOf(teamsOf(request, undefined).map((team) => teamView(request, team))) };
}

function list(request: Request): Reply {
  const teams = teamsOf(request, projectParameter(request));
  return { status: 200, body: listOf(teams.map((team) => teamView(request, team))) };
}

/** @throws {ApiError} 404; the wording is ours. */
function teamOf(request: Request): Team {
  const name = request.params['teamId'] ?? '';
  const team = findTeam(request.store, projectParameter(request), name);
  if (!team) throw teamMissing(name);
  return team;
}

/** The wording is ours. */
function teamMissing(name: string): ApiError {
  return new ApiError(404, `The team with id '${name}' does not exist.`, 'TeamNotFoundException', {
    namespace: 'Microsoft.TeamFoundation.Core.WebApi',
  });
}

function read(request: Request): Reply {
  return { status: 200, body: teamView(request, teamOf(request)) };
}

function create(request: Request): Reply {
  const project = projectParameter(request);
  const body = objectBody(request);
  const name = body.text('name')?.trim() ?? '';
  const { store, user } = request;
  requireName(request, project, name, undefined);
  const team: Team = {
    id: randomUUID(),
    name,
    description: body.text('description') ?? '',
    projectId: project.id,
    areas: [],
    backlogIteration: 0,
    iterations: [],
    members: [user.id],
  };
  store.put('teams', team.id, team);
  return { status: 201, body: { ...teamView(request, team), identity: teamIdentity(project, team) } };
}

/** The group behind a team, as only the reply to its creation shows it (recorded). */
function teamIdentity(project: Project, { id, name, description = '' }: Team): Record<string, unknown> {
  const text = ($value: string): Record<string, string> => ({ $type: 'System.String', $value });
  const sid = `S-1-9-1551374245-${id}`;
  return {
    id,
    descriptor: `Microsoft.TeamFoundation.Identity;${sid}`,
    subjectDescriptor: `vssgp.${Buffer.from(sid).toString('base64url')}`,
    providerDisplayName: `[${project.name}]\\${name}`,
    isActive: true,
    isContainer: true,
    members: [],
    memberOf: [],
    masterId: id,
    properties: {
      'Microsoft.TeamFoundation.Team': { $type: 'System.Boolean', $value: true },
      SchemaClassName: text('Group'),
      Description: text(description),
      Domain: text(`vstfs:///Classification/TeamProject/${project.id}`),
      Account: text(name),
      SecurityGroup: text('SecurityGroup'),
      SpecialType: text('Generic'),
      ScopeId: text(project.id),
      ScopeType: text('TeamProject'),
      LocalScopeId: text(project.id),
      SecuringHostId: text(collectionId),
      ScopeName: text(project.name),
      VirtualPlugin: text(''),
    },
    resourceVersion: 2,
    metaTypeId: 255,
  };
}

function update(request: Request): Reply {
  const team = teamOf(request);
  const body = objectBody(request);
  const name = body.text('name')?.trim() ?? team.name;
  requireName(request, projectParameter(request), name, team);
  const description = body.text('description') ?? team.description ?? '';
  const changed = { ...team, name, description };
  request.store.put('teams', team.id, changed);
  return { status: 200, body: teamView(request, changed) };
}

function remove(request: Request): Reply {
  const team = teamOf(request);
  if (team.isDefault === true) throw badRequest('The default team of a project cannot be deleted.');
  request.store.delete('teams', team.id);
  return { status: 204 };
}

function requireName(request: Request, project: Project, name: string, except: Team | undefined): void {
  if (name === '' || name.length > 64 || /[\\/:*?"<>|;#${},+=[\]\p{Cc}]/u.test(name)) {
    throw badRequest('The name of a team has 1 to 64 characters, and none of \\ / : * ? " < > | ; # $ { } , + = [ ]');
  }
  const other = findTeam(request.store, project, name);
  if (other && other.id !== except?.id) {
    throw new ApiError(
      400,
      `TF400823: A team with the name ${name} exists in the project.`,
      'TeamAlreadyExistsException',
      {
        namespace: 'Microsoft.TeamFoundation.Core.WebApi',
      },
    );
  }
}

function members(request: Request): Reply {
  const team = teamOf(request);
  const found = team.members.flatMap((id) => request.store.get('people', id) ?? []);
  return { status: 200, body: listOf(found.map((person) => ({ identity: identityRef(person, request.baseUrl) }))) };
}

function teamView(request: Request, team: Team): Record<string, unknown> {
  const project = request.store.get('projects', team.projectId);
  if (!project) throw errors.projectNotFound(team.projectId);
  return {
    id: team.id,
    name: team.name,
    url: teamUrl(request, team),
    description: team.description ?? '',
    identityUrl: `${request.baseUrl}/_apis/Identities/${team.id}`,
    projectName: project.name,
    projectId: project.id,
  };
}
