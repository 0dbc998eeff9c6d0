import { ApiError, badRequest, errors } from '../errors';
import type { FieldDefinition, FieldType } from '../model';
import { allFields, findField, FIELDS } from '../process/fieldCatalogue';
import type { Reply, Request, Route } from '../router';
import { listOf, objectBody } from './bodies';
import { supportedOperations } from './supportedOperations';

/** Fields of the collection; those of the system cannot be changed or deleted. */
export const fieldRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/fields', scope: 'project', handler: list },
  { method: 'POST', path: 'wit/fields', scope: 'project', handler: create },
  { method: 'GET', path: 'wit/fields/{field}', scope: 'project', handler: read },
  { method: 'PATCH', path: 'wit/fields/{field}', scope: 'project', handler: update },
  { method: 'DELETE', path: 'wit/fields/{field}', scope: 'project', handler: remove },
];

function list(request: Request): Reply {
  const expand = (request.query.get('$expand') ?? 'none').toLowerCase();
  const withDeleted = expand === 'includedeleted';
  const fields = allFields(request.store).filter((field) => withDeleted || field.isDeleted !== true);
  return { status: 200, body: listOf(fields.map((field) => fieldView(request, field))) };
}

/** @throws {ApiError} TF51535. */
function fieldOf(request: Request): FieldDefinition {
  const name = request.params['field'] ?? '';
  const field = findField(request.store, name);
  if (!field) throw errors.fieldNotFound(name);
  return field;
}

function read(request: Request): Reply {
  return { status: 200, body: fieldView(request, fieldOf(request)) };
}

const TYPES: readonly FieldType[] = [
  'string',
  'integer',
  'double',
  'dateTime',
  'plainText',
  'html',
  'guid',
  'boolean',
  'history',
  'treePath',
];

/** The SDKs' enumeration of types, which they send as its numbers; 4 is none. */
const NUMBERED = [
  ...['string', 'integer', 'dateTime', 'plainText', '', 'html', 'treePath', 'history', 'double', 'guid', 'boolean'],
  ...['identity', 'string', 'integer', 'double'],
];

/** The type of a new field, and whether it holds people. */
function typeOf(raw: unknown): { readonly type: FieldType; readonly isIdentity: boolean } {
  const name = typeof raw === 'number' ? (NUMBERED[raw] ?? '') : typeof raw === 'string' ? raw : '';
  const wanted = (raw === undefined ? 'string' : name).toLowerCase();
  if (wanted === 'identity') return { type: 'string', isIdentity: true };
  const type = TYPES.find((one) => one.toLowerCase() === wanted);
  if (!type) throw badRequest(`The type of a field is one of ${TYPES.join(', ')}, identity.`);
  return { type, isIdentity: false };
}

function create(request: Request): Reply {
  const body = objectBody(request);
  const name = body.text('name')?.trim() ?? '';
  const referenceName = body.text('referenceName')?.trim() ?? `Custom.${name.replace(/[^\w]/g, '')}`;
  if (name === '' || name.length > 128 || !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(referenceName)) {
    throw badRequest('A field needs a name, and a reference name such as Custom.MyField.');
  }
  if (findField(request.store, referenceName) ?? findField(request.store, name)) throw fieldInUse(referenceName);
  const { type, isIdentity } = typeOf(body.get('type'));
  const description = body.text('description');
  const field: FieldDefinition = {
    referenceName,
    name,
    ...(description === undefined ? {} : { description }),
    type,
    usage: 'workItem',
    readOnly: body.truth('readOnly') ?? false,
    canSortBy: body.truth('canSortBy') ?? true,
    isQueryable: body.truth('isQueryable') ?? true,
    isIdentity: isIdentity || (body.truth('isIdentity') ?? false),
    isPicklist: false,
  };
  request.store.put('fields', referenceName, field);
  return { status: 200, body: fieldView(request, field) };
}

/** Locks and unlocks a field, and takes back its deletion. */
function update(request: Request): Reply {
  const field = ownField(request);
  const body = objectBody(request);
  const changed: FieldDefinition = {
    ...field,
    isLocked: body.truth('isLocked') ?? field.isLocked ?? false,
    isDeleted: body.truth('isDeleted') ?? field.isDeleted ?? false,
  };
  request.store.put('fields', field.referenceName, changed);
  return { status: 200, body: fieldView(request, changed) };
}

function remove(request: Request): Reply {
  const field = ownField(request);
  if (field.isLocked === true) throw badRequest(`The field ${field.name} is locked. Unlock it first.`);
  request.store.put('fields', field.referenceName, { ...field, isDeleted: true });
  return { status: 204 };
}

/** A field that was added here. @throws {ApiError} 400 for a field of the system. */
function ownField(request: Request): FieldDefinition {
  const field = fieldOf(request);
  if (FIELDS.includes(field)) throw badRequest(`The field ${field.name} belongs to the system and cannot be changed.`);
  return field;
}

/** The wording is ours. */
function fieldInUse(referenceName: string): ApiError {
  return new ApiError(409, `A field with the name or reference name ${referenceName} exists.`, 'FieldInUseException');
}

function fieldView(request: Request, field: FieldDefinition): Record<string, unknown> {
  return {
    name: field.name,
    referenceName: field.referenceName,
    description: field.description ?? null,
    type: field.type,
    usage: field.usage ?? 'workItem',
    readOnly: field.readOnly,
    canSortBy: field.canSortBy ?? false,
    isQueryable: field.isQueryable ?? false,
    supportedOperations: supportedOperations(field),
    isIdentity: field.isIdentity ?? false,
    isPicklist: field.isPicklist ?? false,
    isPicklistSuggested: field.isPicklistSuggested ?? false,
    ...(field.isLocked === true ? { isLocked: true } : {}),
    ...(field.isDeleted === true ? { isDeleted: true } : {}),
    url: `${request.baseUrl}/_apis/wit/fields/${field.referenceName}`,
  };
}
