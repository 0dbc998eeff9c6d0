import { randomUUID } from 'node:crypto';
import { ApiError, badRequest, errors } from '../errors';
import type { Team, Template } from '../model';
import { findField } from '../process/fieldCatalogue';
import { findType } from '../process/process';
import { PROCESSES } from '../process/processes';
import type { Reply, Request, Route } from '../router';
import { asBody, listOf, objectBody } from './bodies';

const one = 'wit/templates/{id}';

/** Templates of a team: values that a new work item begins with. The server keeps them; clients apply them. */
export const templateRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/templates', scope: 'team', handler: list },
  { method: 'POST', path: 'wit/templates', scope: 'team', handler: create },
  { method: 'GET', path: one, scope: 'team', handler: read },
  { method: 'PUT', path: one, scope: 'team', handler: replace },
  { method: 'DELETE', path: one, scope: 'team', handler: remove },
];

/** Project and team are both required in the address. */
function teamOf(request: Request): Team {
  if (!request.team) throw errors.routeNotFound(request.path);
  return request.team;
}

/** @throws {ApiError} 404; the wording is ours. */
function templateOf(request: Request): Template {
  const id = request.params['id'] ?? '';
  const found = request.store.get('templates', id.toLowerCase());
  if (found?.teamId === teamOf(request).id) return found;
  throw new ApiError(
    404,
    `The work item template ${id} does not exist in this team.`,
    'WorkItemTemplateNotFoundException',
  );
}

function list(request: Request): Reply {
  const team = teamOf(request);
  const type = request.query.get('workitemtypename')?.toLowerCase();
  const found = [...request.store.all('templates')].filter(
    (template) =>
      template.teamId === team.id &&
      (type ?? template.workItemTypeName.toLowerCase()) === template.workItemTypeName.toLowerCase(),
  );
  return { status: 200, body: listOf(found.map((template) => render(request, template))) };
}

function read(request: Request): Reply {
  return { status: 200, body: renderWithFields(request, templateOf(request)) };
}

function create(request: Request): Reply {
  return save(request, randomUUID(), 201);
}

function replace(request: Request): Reply {
  return save(request, templateOf(request).id, 200);
}

function save(request: Request, id: string, status: number): Reply {
  const template = { id, teamId: teamOf(request).id, ...contentOf(request) };
  request.store.put('templates', id, template);
  return { status, body: renderWithFields(request, template) };
}

function remove(request: Request): Reply {
  request.store.delete('templates', templateOf(request).id);
  return { status: 204 };
}

/** Values are not checked against the rules of the type (the documented template has a state that no type has). */
function contentOf(request: Request): Omit<Template, 'id' | 'teamId'> {
  const body = objectBody(request);
  const name = body.text('name')?.trim() ?? '';
  if (name === '' || name.length > 255) throw badRequest('The name of a template has 1 to 255 characters.');
  const typeName = body.text('workItemTypeName') ?? '';
  const type = request.project && findType(PROCESSES[request.project.process], typeName);
  if (!type) throw errors.typeNotFound(typeName, request.project?.id ?? '');
  return {
    name,
    description: body.text('description') ?? '',
    workItemTypeName: type.name,
    fields: fieldsOf(request, body.get('fields') ?? {}),
  };
}

/** @throws {ApiError} TF51535 for a name that is no field's, 400 for a value that is no text. */
function fieldsOf(request: Request, raw: unknown): Readonly<Record<string, string>> {
  asBody(raw, 'The fields of a template must be a JSON object.');
  const entries = Object.entries(raw as Record<string, unknown>).map(([name, value]) => {
    const field = findField(request.store, name);
    if (!field) throw errors.fieldNotFound(name);
    if (typeof value !== 'string') throw badRequest(`The value of ${name} must be a text.`);
    return [field.referenceName, value] as const;
  });
  return Object.fromEntries(entries);
}

function renderWithFields(request: Request, template: Template): Record<string, unknown> {
  return { fields: template.fields, ...render(request, template) };
}

function render(request: Request, template: Template): Record<string, unknown> {
  const project = request.project?.id ?? '';
  const url = `${request.baseUrl}/${project}/${template.teamId}/_apis/wit/templates/${template.id}`;
  const type = encodeURIComponent(template.workItemTypeName);
  return {
    id: template.id,
    name: template.name,
    description: template.description,
    workItemTypeName: template.workItemTypeName,
    _links: {
      workItemType: { href: `${request.baseUrl}/${project}/_apis/wit/workItemTypes/${type}` },
      self: { href: url },
    },
    url,
  };
}
