import { inAnyCase } from '../anyCase';
import { errors, patchFailed } from '../errors';

/** One operation of a work item patch, understood but not yet tried. */
export type PatchOperation =
  | { readonly kind: 'testRev'; readonly value: unknown }
  | { readonly kind: 'temporaryId'; readonly id: number }
  | { readonly kind: 'field'; readonly op: Op; readonly path: string; readonly name: string; readonly value: unknown }
  | { readonly kind: 'format'; readonly field: string; readonly format: 'markdown' | 'html' }
  | { readonly kind: 'addRelation'; readonly value: RelationInput }
  | { readonly kind: 'replaceRelation'; readonly path: string; readonly index: number; readonly value: RelationInput }
  | { readonly kind: 'removeRelation'; readonly path: string; readonly index: number }
  | {
      readonly kind: 'removeRelationById';
      readonly path: string;
      readonly rel: string;
      readonly hostId: string | undefined;
      readonly id: number;
    }
  | {
      readonly kind: 'relationAttribute';
      readonly op: Op;
      readonly path: string;
      readonly index: number;
      readonly name: string;
      readonly value: unknown;
    };

export interface RelationInput {
  readonly rel: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Op = 'add' | 'replace' | 'remove' | 'test';

/** The SDKs' numeric enumeration; `"op":0` was recorded from an old client. */
const numericOps = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** Operations that one document may carry; the service's own limit is not known. */
const maxOperations = 5000;

/**
 * Reads a patch document: an array of `{op, path, value}`.
 * @throws {ApiError} 400 with the words of Azure DevOps' own patch engine, for what can be seen without the work item.
 */
export function parsePatch(document: unknown): readonly PatchOperation[] {
  if (!Array.isArray(document) || document.length === 0) throw errors.patchDocument();
  if (document.length > maxOperations) {
    throw patchFailed(`A patch document holds at most ${maxOperations} operations; this one has ${document.length}.`);
  }
  return document.map(parseOperation);
}

function parseOperation(raw: unknown): PatchOperation {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw errors.patchDocument();
  const { op: rawOp, path, value } = inAnyCase(raw, ['op', 'path', 'value']);
  const op = parseOp(rawOp);
  if (path === undefined || path === null) throw patchFailed('Path cannot be null.');
  if (typeof path !== 'string') throw errors.patchDocument();
  if (path !== '' && !path.startsWith('/')) throw patchFailed('Path is required to start with a / or be "".');
  if (path.endsWith('/')) throw patchFailed('Path cannot end with /.');
  if (path.endsWith('/-') && op !== 'add') throw patchFailed(`${op} does not support insert.`);
  if (op === 'remove' && value !== undefined && value !== null) throw patchFailed('Remove requires Value to be null.');
  // A null value clears a field, but nothing else can be made of it.
  if (op !== 'remove' && value === undefined) throw patchFailed('Value cannot be null.');
  return parsePath(op, path, value);
}

function parseOp(raw: unknown): Op {
  const name = typeof raw === 'number' ? numericOps[raw] : typeof raw === 'string' ? raw.toLowerCase() : undefined;
  if (name === 'move') throw patchFailed('Move is not implemented.');
  if (name === 'copy') throw patchFailed('Copy is not implemented.');
  if (name === 'add' || name === 'replace' || name === 'remove' || name === 'test') return name;
  throw errors.patchDocument();
}

function parsePath(op: Op, path: string, value: unknown): PatchOperation {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const [top = '', ...rest] = segments;
  const only = rest[0] ?? '';
  switch (top.toLowerCase()) {
    case 'rev':
      if (rest.length > 0) break;
      if (op !== 'test') throw topLevel(path);
      return { kind: 'testRev', value };
    case 'id':
      if (rest.length > 0) break;
      if (op !== 'add') throw topLevel(path);
      return { kind: 'temporaryId', id: parseTemporaryId(value) };
    case 'fields':
      if (rest.length === 0) throw topLevel(path);
      if (rest.length > 1 || only === '') break;
      return { kind: 'field', op, path, name: only, value: value ?? '' };
    case 'multilinefieldsformat':
      if (rest.length === 0) throw topLevel(path);
      if (rest.length > 1 || op === 'test' || op === 'remove') break;
      return { kind: 'format', field: only, format: parseFormat(value) };
    case 'relations':
      if (rest.length === 0) throw topLevel(path);
      return parseRelationPath(op, path, rest, value);
    default:
      if (top !== '' && rest.length === 0) throw topLevel(path);
  }
  throw patchFailed(`Unable to evaluate path ${path}.`);
}

function parseRelationPath(op: Op, path: string, rest: readonly string[], value: unknown): PatchOperation {
  const [first = '', second = '', third = ''] = rest;
  if (rest.length === 1 && first === '-') return { kind: 'addRelation', value: parseRelation(value) };
  const index = /^\d{1,6}$/.test(first) ? Number(first) : undefined;
  if (rest.length === 1 && index !== undefined) {
    if (op === 'remove') return { kind: 'removeRelation', path, index };
    if (op === 'replace') return { kind: 'replaceRelation', path, index, value: parseRelation(value) };
    if (op === 'test') throw patchFailed('Test is not implemented for List.');
    throw patchFailed(`Unable to evaluate path ${path}.`);
  }
  if (rest.length === 3 && index !== undefined && second.toLowerCase() === 'attributes') {
    return { kind: 'relationAttribute', op, path, index, name: third, value };
  }
  const id = rest.at(-1) ?? '';
  if (op === 'remove' && (rest.length === 2 || rest.length === 3) && /^\d{1,10}$/.test(id)) {
    return {
      kind: 'removeRelationById',
      path,
      rel: first,
      hostId: rest.length === 3 ? second : undefined,
      id: Number(id),
    };
  }
  throw patchFailed(`Unable to evaluate path ${path}.`);
}

function parseRelation(value: unknown): RelationInput {
  if (value === null) throw patchFailed('Value cannot be null.');
  if (typeof value !== 'object' || Array.isArray(value)) throw mismatch('WorkItemRelation');
  const { rel, url, attributes } = inAnyCase(value, ['rel', 'url']);
  if (typeof rel !== 'string' || rel === '') throw patchFailed('The relation has no "rel": name a link type.');
  if (typeof url !== 'string' || url === '') throw patchFailed('The relation has no "url": name its target.');
  if (
    attributes !== undefined &&
    attributes !== null &&
    (typeof attributes !== 'object' || Array.isArray(attributes))
  ) {
    throw mismatch('IDictionary`2');
  }
  return { rel, url, attributes: { ...attributes } };
}

function parseTemporaryId(value: unknown): number {
  const id = typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id === 0) throw mismatch('Int32');
  return id;
}

function parseFormat(value: unknown): 'markdown' | 'html' {
  const format = typeof value === 'string' ? value.toLowerCase() : '';
  if (format === 'markdown' || format === 'html') return format;
  throw mismatch('MultilineFieldFormat');
}

function mismatch(type: string) {
  return patchFailed(`Value does not match the expected type ${type}.`);
}

function topLevel(path: string) {
  return patchFailed(`Work item patch does not support patching the top level property at path ${path}.`);
}
