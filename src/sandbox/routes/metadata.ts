import { ApiError, badRequest, errors } from '../errors';
import type { Project } from '../model';
import { fieldText } from '../people';
import { findField } from '../process/fieldCatalogue';
import { findType } from '../process/process';
import type { WorkItemTypeTemplate } from '../process/process';
import { PROCESSES } from '../process/processes';
import { findRelationType, RELATION_TYPES } from '../process/relationTypes';
import type { RelationType } from '../process/relationTypes';
import type { Reply, Request, Route } from '../router';
import { projectOf } from '../workItems/save';
import { listOf } from './bodies';
import { stateView, typeView, typeUrl } from './typeView';
import { instancesOf, typeFieldView } from './typeFieldView';
import type { FieldExpand } from './typeFieldView';

/** What types, relation types and categories there are. */
export const metadataRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItemTypes', scope: 'projectRequired', handler: types },
  { method: 'GET', path: 'wit/workItemTypes/{type}', scope: 'projectRequired', handler: type },
  { method: 'GET', path: 'wit/workItemTypes/{type}/states', scope: 'projectRequired', handler: states },
  { method: 'GET', path: 'wit/workItemTypes/{type}/fields', scope: 'projectRequired', handler: typeFields },
  { method: 'GET', path: 'wit/workItemTypes/{type}/fields/{field}', scope: 'projectRequired', handler: typeField },
  { method: 'GET', path: 'wit/workItemTypeCategories', scope: 'projectRequired', handler: categories },
  { method: 'GET', path: 'wit/workItemTypeCategories/{category}', scope: 'projectRequired', handler: category },
  { method: 'GET', path: 'wit/workItemRelationTypes', scope: 'collection', handler: relationTypes },
  { method: 'GET', path: 'wit/workItemRelationTypes/{relation}', scope: 'collection', handler: relationType },
  { method: 'GET', path: 'wit/workItemTransitions', scope: 'collection', handler: transitions },
  { method: 'GET', path: 'wit/artifactLinkTypes', scope: 'collection', handler: artifactLinkTypes },
];

/** The project of an address that must have one. */
export function projectInPath(request: Request): Project {
  if (!request.project) throw errors.routeNotFound(request.path);
  return request.project;
}

/** The type that `{type}` of the path names. @throws {ApiError} 404 VS402323. */
export function typeInPath(request: Request): WorkItemTypeTemplate {
  const project = projectInPath(request);
  const name = request.params['type'] ?? '';
  const found = findType(PROCESSES[project.process], name);
  if (!found) throw errors.typeNotFound(name, project.id);
  return found;
}

function types(request: Request): Reply {
  const project = projectInPath(request);
  const all = PROCESSES[project.process].types;
  return { status: 200, body: listOf(all.map((one) => typeView(request, project, one))) };
}

function type(request: Request): Reply {
  return { status: 200, body: typeView(request, projectInPath(request), typeInPath(request)) };
}

function states(request: Request): Reply {
  return { status: 200, body: listOf(typeInPath(request).states.map(stateView)) };
}

function typeFields(request: Request): Reply {
  const found = typeInPath(request);
  const expand = fieldExpand(request);
  const views = instancesOf(request, projectInPath(request), found).map(({ instance, field }) =>
    typeFieldView(request, found, instance, field, expand),
  );
  return { status: 200, body: listOf(views) };
}

function typeField(request: Request): Reply {
  const found = typeInPath(request);
  const name = request.params['field'] ?? '';
  const wanted = findField(request.store, name)?.referenceName;
  const pair = instancesOf(request, projectInPath(request), found).find((one) => one.field.referenceName === wanted);
  if (!pair) throw errors.fieldNotFound(name);
  return { status: 200, body: typeFieldView(request, found, pair.instance, pair.field, fieldExpand(request)) };
}

const FIELD_EXPANDS: readonly FieldExpand[] = ['none', 'allowedvalues', 'dependentfields', 'all'];

/** Numbers are what the SDKs' enumeration serialises to. */
function fieldExpand(request: Request): FieldExpand {
  const text = (request.query.get('$expand') ?? 'none').toLowerCase();
  const found = FIELD_EXPANDS[Number(text)] ?? FIELD_EXPANDS.find((name) => name === text);
  if (!found) throw badRequest('The value of $expand is not one of none, allowedValues, dependentFields, all.');
  return found;
}

function categories(request: Request): Reply {
  const project = projectInPath(request);
  const all = PROCESSES[project.process].categories;
  return { status: 200, body: listOf(all.map((one) => categoryView(request, project, one))) };
}

function category(request: Request): Reply {
  const project = projectInPath(request);
  const wanted = (request.params['category'] ?? '').toLowerCase();
  const found = PROCESSES[project.process].categories.find(
    (one) => one.referenceName.toLowerCase() === wanted || one.name.toLowerCase() === wanted,
  );
  if (!found) throw categoryNotFound(request.params['category'] ?? '');
  return { status: 200, body: categoryView(request, project, found) };
}

/** The wording is ours. */
function categoryNotFound(name: string): ApiError {
  return new ApiError(
    404,
    `The work item type category ${name} does not exist, or you do not have permission to access it.`,
    'WorkItemTypeCategoryNotFoundException',
  );
}

type TypeCategory = (typeof PROCESSES)['Scrum']['categories'][number];

function categoryView(request: Request, project: Project, one: TypeCategory): Record<string, unknown> {
  const reference = (name: string): Record<string, unknown> => ({ name, url: typeUrl(request, project, name) });
  return {
    name: one.name,
    referenceName: one.referenceName,
    defaultWorkItemType: reference(one.defaultType),
    workItemTypes: one.types.map(reference),
    url: `${request.baseUrl}/${project.id}/_apis/wit/workItemTypeCategories/${one.referenceName}`,
  };
}

function relationTypes(request: Request): Reply {
  return { status: 200, body: listOf(RELATION_TYPES.map((one) => relationView(request, one))) };
}

function relationType(request: Request): Reply {
  const name = request.params['relation'] ?? '';
  const found = findRelationType(name);
  if (!found) {
    // The wording is ours.
    throw new ApiError(404, `The relation type ${name} does not exist.`, 'WorkItemRelationTypeNotFoundException');
  }
  return { status: 200, body: relationView(request, found) };
}

function relationView(request: Request, one: RelationType): Record<string, unknown> {
  return {
    attributes: one.attributes,
    referenceName: one.referenceName,
    name: one.name,
    url: `${request.baseUrl}/_apis/wit/workItemRelationTypes/${one.referenceName}`,
  };
}

/** The state that an action (by default a check-in) brings each item to; items that it does not move are left out. */
function transitions(request: Request): Reply {
  const ids = (request.query.get('ids') ?? '').split(',').filter((text) => text.trim() !== '');
  if (ids.length === 0) throw badRequest('Name the ids of the work items, separated by commas.');
  const action = `Microsoft.VSTS.Actions.${request.query.get('action') ?? 'Checkin'}`.toLowerCase();
  const found = ids.map((text) => {
    const revision = request.store.live(Number(text));
    if (!revision) throw errors.workItemNotFound(text);
    const project = projectOf(request.store, revision);
    const found = project && findType(PROCESSES[project.process], fieldText(revision.fields['System.WorkItemType']));
    const moves = found?.transitions[fieldText(revision.fields['System.State'])] ?? [];
    const move = moves.find((one) => one.actions?.some((known) => known.toLowerCase() === action));
    return move && { id: revision.id, stateOnTransition: move.to };
  });
  return { status: 200, body: listOf(found.filter((one) => one !== undefined)) };
}

/** `[tool, artifact type, link type]` of the 7.1 example. */
const ARTIFACT_LINK_TYPES: readonly (readonly [string, string, string])[] = [
  ['Git', 'Branch', 'Branch'],
  ['Build', 'Build', 'Build'],
  ['VersionControl', 'Changeset', 'Fixed in Changeset'],
  ['Git', 'Commit', 'Fixed in Commit'],
  ['Build', 'Build', 'Found in build'],
  ['Build', 'Build', 'Integrated in build'],
  ['ArchitectureTools', 'ModelLink', 'Model Link'],
  ['Git', 'PullRequestId', 'Pull Request'],
  ['WorkItemTracking', 'Workitem', 'Related Workitem'],
  ['TestManagement', 'TcmResultAttachment', 'Result Attachment'],
  ['VersionControl', 'LatestItemVersion', 'Source Code File'],
  ['Requirements', 'Storyboard', 'Storyboard'],
  ['Git', 'Tag', 'Tag'],
  ['TestManagement', 'TcmTest', 'Test'],
  ['TestManagement', 'TcmResult', 'Test Result'],
  ['WorkItemTracking', 'Hyperlink', 'Workitem Hyperlink'],
];

function artifactLinkTypes(): Reply {
  const value = ARTIFACT_LINK_TYPES.map(([toolType, artifactType, linkType]) => ({ toolType, artifactType, linkType }));
  return { status: 200, body: listOf(value) };
}
