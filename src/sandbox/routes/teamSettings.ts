import { wireDate } from '../dates';
import { ApiError, badRequest, errors } from '../errors';
import { parentOf } from '../fieldValues';
import type { ClassificationNode, Team } from '../model';
import { findNode, placeOf } from '../nodes';
import type { PlacedNode } from '../nodes';
import { defaultTeam } from './projects';
import type { Reply, Request, Route } from '../router';
import { sprintsOf } from '../teamSprints';
import type { Sprint } from '../teamSprints';
import { asBody, listOf, objectBody } from './bodies';
import { nodeErrors, nodeUrl } from './classificationNodes';
import { storeSource } from '../wiql/storeSource';
import { linksOf, settingsUrl } from './teamLinks';

/** What a team has set up: its backlog, its sprints, its areas. A route without a team speaks of the default team. */
export const teamSettingsRoutes: readonly Route[] = [
  { method: 'GET', path: 'work/teamsettings', scope: 'team', handler: readSettings },
  { method: 'PATCH', path: 'work/teamsettings', scope: 'team', handler: updateSettings },
  { method: 'GET', path: 'work/teamsettings/iterations', scope: 'team', handler: sprints },
  { method: 'POST', path: 'work/teamsettings/iterations', scope: 'team', handler: addSprint },
  { method: 'GET', path: 'work/teamsettings/iterations/{id}', scope: 'team', handler: sprint },
  { method: 'DELETE', path: 'work/teamsettings/iterations/{id}', scope: 'team', handler: removeSprint },
  { method: 'GET', path: 'work/teamsettings/iterations/{id}/workitems', scope: 'team', handler: sprintItems },
  { method: 'GET', path: 'work/teamsettings/teamfieldvalues', scope: 'team', handler: readAreas },
  { method: 'PATCH', path: 'work/teamsettings/teamfieldvalues', scope: 'team', handler: updateAreas },
];

const NO_NODE = '00000000-0000-0000-0000-000000000000';
const WORKING_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const DAYS = [...WORKING_DAYS, 'saturday', 'sunday'];

function teamOf(request: Request): Team {
  const { project, team, store } = request;
  if (!project) throw errors.routeNotFound(request.path);
  const found = team ?? defaultTeam(store, project);
  if (!found) throw errors.teamNotFound(project.name);
  return found;
}

function readSettings(request: Request): Reply {
  return { status: 200, body: settingsView(request, teamOf(request)) };
}

/** Iterations are named by GUID; keys as recorded. */
function settingsView(request: Request, team: Team): Record<string, unknown> {
  const named = [team.backlogIteration, team.defaultIteration].flatMap((id) => placeOf(request.store, id ?? 0) ?? []);
  const nodes = named.map((place) => placeUrl(request, place));
  const macro = team.defaultIteration === undefined ? '@currentIteration' : null;
  return {
    backlogIteration: team.backlogIteration === 0 ? { id: NO_NODE } : iterationView(request, team.backlogIteration),
    bugsBehavior: team.bugsBehavior ?? 'asRequirements',
    workingDays: team.workingDays ?? WORKING_DAYS,
    backlogVisibilities: {
      'Microsoft.EpicCategory': true,
      'Microsoft.FeatureCategory': true,
      'Microsoft.RequirementCategory': true,
    },
    defaultIteration: team.defaultIteration === undefined ? null : iterationView(request, team.defaultIteration),
    defaultIterationMacro: macro,
    url: settingsUrl(request, team),
    _links: linksOf(request, team, settingsUrl(request, team), { classificationNode: nodes }),
  };
}

function placeUrl(request: Request, { node, segments }: PlacedNode): string {
  return nodeUrl(request, node, segments.slice(1));
}

/** The path here lacks the root: `\Release 1`, and nothing for the root itself (recorded). */
function iterationView(request: Request, nodeId: number): Record<string, unknown> {
  const place = placeOf(request.store, nodeId);
  if (!place) return { id: NO_NODE };
  const path = place.segments
    .slice(1)
    .map((name) => `\\${name}`)
    .join('');
  return { id: place.node.identifier, name: place.node.name, path, url: placeUrl(request, place) };
}

function updateSettings(request: Request): Reply {
  const team = teamOf(request);
  const body = objectBody(request);
  const backlog = body.text('backlogIteration');
  const standard = body.text('defaultIteration');
  const changed: Team = {
    ...team,
    ...(backlog === undefined ? {} : { backlogIteration: iterationOf(request, team, backlog).id }),
    ...(standard === undefined ? {} : { defaultIteration: iterationOf(request, team, standard).id }),
    ...(body.has('bugsBehavior') ? { bugsBehavior: bugsBehaviorOf(body.get('bugsBehavior')) } : {}),
    ...(body.has('workingDays') ? { workingDays: workingDaysOf(body.get('workingDays')) } : {}),
  };
  request.store.put('teams', team.id, changed);
  return { status: 200, body: settingsView(request, changed) };
}

const BUGS_BEHAVIORS = ['off', 'asRequirements', 'asTasks'] as const;

/** By name, or by the number that the SDKs' enumeration serialises to. */
function bugsBehaviorOf(value: unknown): NonNullable<Team['bugsBehavior']> {
  const known = typeof value === 'number' ? BUGS_BEHAVIORS[value] : BUGS_BEHAVIORS.find((one) => isNamed(one, value));
  if (!known) throw badRequest('The value of bugsBehavior is one of off, asRequirements, asTasks.');
  return known;
}

/** By names, or by numbers that begin with Sunday. */
function workingDaysOf(value: unknown): readonly string[] {
  const sent: readonly unknown[] = Array.isArray(value) ? value : [undefined];
  const days = sent.map((day) => (typeof day === 'number' ? DAYS.at(day - 1) : DAYS.find((one) => isNamed(one, day))));
  if (days.includes(undefined) || sent.some((day) => typeof day === 'number' && (day < 0 || day > 6))) {
    throw badRequest('The value of workingDays is a list of names of days, for example ["monday", "tuesday"].');
  }
  return DAYS.filter((day) => days.includes(day));
}

function isNamed(name: string, value: unknown): boolean {
  return typeof value === 'string' && value.toLowerCase() === name.toLowerCase();
}

/** @throws {ApiError} 404 VS402485. */
function iterationOf(request: Request, team: Team, identifier: string): ClassificationNode {
  for (const node of request.store.all('nodes')) {
    const fits = node.kind === 'iteration' && node.projectId === team.projectId && node.isDeleted !== true;
    if (fits && node.identifier.toLowerCase() === identifier.toLowerCase()) return node;
  }
  throw nodeErrors.notFound(identifier);
}

function sprints(request: Request): Reply {
  const team = teamOf(request);
  const wanted = request.query.get('$timeframe')?.toLowerCase();
  if (wanted !== undefined && !['past', 'current', 'future'].includes(wanted)) {
    throw badRequest('The value of $timeframe is one of past, current, future.');
  }
  const found = sprintsOf(request.store, team, request.now);
  const shown = found.filter(({ timeFrame }) => wanted === undefined || timeFrame === wanted);
  return { status: 200, body: listOf(shown.map((one) => sprintView(request, team, one))) };
}

function sprintView(request: Request, team: Team, { node, path, timeFrame }: Sprint): Record<string, unknown> {
  return {
    id: node.identifier,
    name: node.name,
    path,
    attributes: { startDate: dateOf(node.startDate), finishDate: dateOf(node.finishDate), timeFrame },
    url: settingsUrl(request, team, `/iterations/${node.identifier}`),
  };
}

function dateOf(date: string | undefined): string | null {
  return date === undefined ? null : wireDate(date);
}

/** @throws {ApiError} 404 for an iteration that the team does not take part in. */
function sprintOf(request: Request, team: Team): Sprint {
  const id = request.params['id'] ?? '';
  const found = sprintsOf(request.store, team, request.now).find(
    ({ node }) => node.identifier.toLowerCase() === id.toLowerCase(),
  );
  if (!found) throw nodeErrors.notFound(id);
  return found;
}

function sprint(request: Request): Reply {
  const team = teamOf(request);
  return { status: 200, body: withLinks(request, team, sprintOf(request, team)) };
}

function withLinks(request: Request, team: Team, one: Sprint): Record<string, unknown> {
  const self = settingsUrl(request, team, `/iterations/${one.node.identifier}`);
  const place = placeOf(request.store, one.node.id);
  const more = {
    capacity: `${self}/capacities`,
    workitems: `${self}/workitems`,
    ...(place ? { classificationNode: placeUrl(request, place) } : {}),
    teamDaysOff: `${self}/teamdaysoff`,
  };
  return { ...sprintView(request, team, one), _links: linksOf(request, team, self, more) };
}

/** A team without a backlog iteration is refused (recorded). */
function addSprint(request: Request): Reply {
  const team = teamOf(request);
  const node = iterationOf(request, team, objectBody(request).text('id') ?? '');
  if (team.backlogIteration === 0) {
    throw new ApiError(
      400,
      'TF400497: The backlog iteration path that you specified is no longer valid.',
      'InvalidTeamSettingsException',
      { namespace: 'Microsoft.Azure.Boards.Agile.Common' },
    );
  }
  const iterations = team.iterations.includes(node.id) ? team.iterations : [...team.iterations, node.id];
  const changed = { ...team, iterations };
  request.store.put('teams', team.id, changed);
  const added = sprintsOf(request.store, changed, request.now).find((one) => one.node.id === node.id);
  return { status: 201, body: added && withLinks(request, changed, added) };
}

function removeSprint(request: Request): Reply {
  const team = teamOf(request);
  const { node } = sprintOf(request, team);
  request.store.put('teams', team.id, { ...team, iterations: team.iterations.filter((id) => id !== node.id) });
  return { status: 204 };
}

function sprintItems(request: Request): Reply {
  const team = teamOf(request);
  const { node } = sprintOf(request, team);
  const source = storeSource(request.store);
  const item = (id: number): Record<string, unknown> => ({ id, url: `${request.baseUrl}/_apis/wit/workItems/${id}` });
  const inside = [...source.items(undefined)].filter((one) => one.fields['System.IterationId'] === node.id);
  const ids = new Set(inside.map(({ id }) => id));
  const workItemRelations = inside.map((one) => {
    const parent = parentOf(request.store, one.id);
    return parent !== undefined && ids.has(parent)
      ? { rel: 'System.LinkTypes.Hierarchy-Forward', source: item(parent), target: item(one.id) }
      : { rel: null, source: null, target: item(one.id) };
  });
  const url = settingsUrl(request, team, `/iterations/${node.identifier}/workitems`);
  return { status: 200, body: { workItemRelations, url, _links: linksOf(request, team, url) } };
}

function readAreas(request: Request): Reply {
  return { status: 200, body: areasView(request, teamOf(request)) };
}

function areasView(request: Request, team: Team): Record<string, unknown> {
  const values = team.areas.flatMap(({ nodeId, includeChildren }) => {
    const place = placeOf(request.store, nodeId);
    return place ? [{ value: place.path, includeChildren }] : [];
  });
  const url = settingsUrl(request, team, '/teamfieldvalues');
  const areas = `${request.baseUrl}/${team.projectId}/_apis/wit/classificationNodes/Areas`;
  return {
    field: { referenceName: 'System.AreaPath', url: `${request.baseUrl}/_apis/wit/fields/System.AreaPath` },
    defaultValue: values[0]?.value ?? null,
    values,
    url,
    _links: linksOf(request, team, url, { areaPathClassificationNodes: areas }),
  };
}

/** The default area comes first; without one the service refuses (recorded). */
function updateAreas(request: Request): Reply {
  const team = teamOf(request);
  const body = objectBody(request);
  const standard = body.text('defaultValue');
  if (standard === undefined) {
    throw new ApiError(400, 'DefaultValue', 'TeamFieldArgumentNullException', {
      namespace: 'Microsoft.TeamFoundation.Work.WebApi.Exceptions',
      eventId: 0,
    });
  }
  const values = body.get('values');
  const listed = (Array.isArray(values) ? values : []).map((value: unknown) => {
    const one = asBody(
      value,
      'Each of the values is an object such as {"value": "Project\\\\Area", "includeChildren": true}.',
    );
    return {
      nodeId: areaOf(request, team, one.text('value') ?? ''),
      includeChildren: one.truth('includeChildren') ?? false,
    };
  });
  const first = areaOf(request, team, standard);
  const areas = [
    ...listed.filter(({ nodeId }) => nodeId === first),
    ...listed.filter(({ nodeId }) => nodeId !== first),
  ];
  if (areas[0]?.nodeId !== first) throw badRequest('The defaultValue must be one of the values.');
  const changed = { ...team, areas };
  request.store.put('teams', team.id, changed);
  return { status: 200, body: areasView(request, changed) };
}

function areaOf(request: Request, team: Team, path: string): number {
  const place = findNode(request.store, 'area', path);
  if (place?.node.projectId !== team.projectId) throw nodeErrors.notFound(path);
  return place.node.id;
}
