import { randomUUID } from 'node:crypto';
import { badRequest, errors } from '../errors';
import type { ClassificationNode, Project } from '../model';
import { findNode, placeOf, rootNode } from '../nodes';
import type { PlacedNode } from '../nodes';
import type { Reply, Request, Route } from '../router';
import { parseDate } from '../wiql/dates';
import { asBody, integerParameter, listOf, objectBody } from './bodies';
import type { Body } from './bodies';
import { childNodes, nodeErrors, nodeView, reclassify, subtree } from './classificationNodes';

type Kind = ClassificationNode['kind'];

/** Areas and iterations. Paths may be written with slashes or backslashes, and with a leading one (recorded: `%5CSprint 1`). */
export const classificationRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/classificationNodes', scope: 'projectRequired', handler: rootsOrIds },
  { method: 'GET', path: 'wit/classificationNodes/{group}', scope: 'projectRequired', handler: read },
  { method: 'GET', path: 'wit/classificationNodes/{group}/{*path}', scope: 'projectRequired', handler: read },
  { method: 'POST', path: 'wit/classificationNodes/{group}', scope: 'projectRequired', handler: createOrMove },
  { method: 'POST', path: 'wit/classificationNodes/{group}/{*path}', scope: 'projectRequired', handler: createOrMove },
  { method: 'PATCH', path: 'wit/classificationNodes/{group}/{*path}', scope: 'projectRequired', handler: update },
  { method: 'DELETE', path: 'wit/classificationNodes/{group}/{*path}', scope: 'projectRequired', handler: remove },
];

/** Azure DevOps documentation, naming restrictions: levels below the root, and characters of a name. */
const MAX_DEPTH = 14;
const FORBIDDEN = /[\\/:*?"<>|#$&+\p{Cc}]/u;

function projectOf(request: Request): Project {
  if (!request.project) throw errors.routeNotFound(request.path);
  return request.project;
}

function kindOf(request: Request): Kind {
  const group = (request.params['group'] ?? '').toLowerCase();
  // The numbers are those of the SDKs' enumeration.
  if (group === 'areas' || group === '0') return 'area';
  if (group === 'iterations' || group === '1') return 'iteration';
  throw errors.routeNotFound(request.path);
}

function depthOf(request: Request): number {
  return integerParameter(request, '$depth', 0, MAX_DEPTH) ?? 0;
}

function rootsOrIds(request: Request): Reply {
  const project = projectOf(request);
  const depth = depthOf(request);
  const ids = request.query.get('ids');
  if (ids === undefined || ids === '') {
    const roots = (['area', 'iteration'] as const).flatMap((kind) => rootNode(request.store, kind, project.id) ?? []);
    return {
      status: 200,
      body: listOf(roots.map((root) => nodeView(request, placed(request, root), { depth, links: false }))),
    };
  }
  const omit = /^(omit|2)$/i.test(request.query.get('errorPolicy') ?? '');
  const nodes = ids.split(',').map((text) => {
    const place = placeOf(request.store, Number(text));
    if (place?.node.projectId === project.id) return nodeView(request, place, { depth, links: true });
    if (!omit) throw nodeErrors.notFound(text.trim());
    return null;
  });
  return { status: 200, body: listOf(nodes) };
}

function placed(request: Request, node: ClassificationNode): PlacedNode {
  const place = placeOf(request.store, node.id);
  if (!place) throw new Error(`The node ${node.id} is not in the store's tree.`);
  return place;
}

/** The node of the address. @throws {ApiError} 404 VS402485. */
function nodeOf(request: Request): PlacedNode {
  const { name } = projectOf(request);
  const path = (request.params['path'] ?? '').split(/[\\/]/).filter((segment) => segment !== '');
  const place = findNode(request.store, kindOf(request), [name, ...path].join('\\'));
  if (!place) throw nodeErrors.notFound(path.join('\\'));
  return place;
}

function read(request: Request): Reply {
  return { status: 200, body: nodeView(request, nodeOf(request), { depth: depthOf(request), links: true }) };
}

function createOrMove(request: Request): Reply {
  const parent = nodeOf(request);
  const body = objectBody(request);
  const id = body.integer('id');
  return id === undefined || id === 0 ? create(request, parent, body) : move(request, parent, id);
}

function create(request: Request, parent: PlacedNode, body: Body): Reply {
  const name = nameIn(body) ?? missingName();
  requireFreeName(request, parent.node, name);
  if (parent.segments.length > MAX_DEPTH) throw badRequest(`A path has ${MAX_DEPTH} levels at most.`);
  const id = request.store.next('node', firstFreeId(request));
  const node: ClassificationNode = {
    id,
    identifier: randomUUID(),
    name,
    kind: parent.node.kind,
    projectId: parent.node.projectId,
    parentId: parent.node.id,
    ...datesIn(body, parent.node.kind),
  };
  request.store.put('nodes', id, node);
  const view = nodeView(request, placed(request, node), { depth: 0, links: true });
  return { status: 201, headers: { location: String(view['url']) }, body: view };
}

/** The counter begins above every node of the sample. */
function firstFreeId(request: Request): number {
  let highest = 0;
  for (const node of request.store.all('nodes')) highest = Math.max(highest, node.id);
  return highest + 1;
}

function move(request: Request, parent: PlacedNode, id: number): Reply {
  const node = request.store.get('nodes', id);
  if (node?.kind !== parent.node.kind || node.projectId !== parent.node.projectId) {
    throw nodeErrors.notFound(String(id));
  }
  if (node.parentId === undefined) throw nodeErrors.root();
  if (subtree(request.store, node).some((one) => one.id === parent.node.id)) throw nodeErrors.intoItself(node.name);
  requireFreeName(request, parent.node, node.name, node.id);
  const moved = { ...node, parentId: parent.node.id };
  request.store.put('nodes', id, moved);
  return { status: 200, body: nodeView(request, placed(request, moved), { depth: 0, links: true }) };
}

function update(request: Request): Reply {
  const { node } = nodeOf(request);
  const body = objectBody(request);
  const name = nameIn(body);
  if (node.parentId === undefined) throw nodeErrors.root();
  const parent = request.store.get('nodes', node.parentId);
  if (name !== undefined && parent) requireFreeName(request, parent, name, node.id);
  const changed = { ...node, ...(name === undefined ? {} : { name }), ...datesIn(body, node.kind) };
  request.store.put('nodes', node.id, changed);
  return { status: 200, body: nodeView(request, placed(request, changed), { depth: 0, links: true }) };
}

/** Items that stand in the node, or below it, move to `$reclassifyId`; without it only empty nodes go. */
function remove(request: Request): Reply {
  const { node } = nodeOf(request);
  if (node.parentId === undefined) throw nodeErrors.root();
  const gone = subtree(request.store, node);
  const target = integerParameter(request, '$reclassifyId', 1, Number.MAX_SAFE_INTEGER);
  reclassify(request, gone, target);
  for (const one of gone) request.store.put('nodes', one.id, { ...one, isDeleted: true });
  return { status: 204 };
}

function requireFreeName(request: Request, parent: ClassificationNode, name: string, except?: number): void {
  const same = childNodes(request.store, parent).some(
    (node) => node.id !== except && node.name.toLowerCase() === name.toLowerCase(),
  );
  if (same) throw nodeErrors.duplicate(name, parent.identifier);
}

function nameIn(body: Body): string | undefined {
  const name = body.text('name')?.trim();
  if (name === undefined) return undefined;
  const reserved = name === '.' || name === '..' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
  if (name === '' || name.length > 255 || FORBIDDEN.test(name) || reserved) throw nodeErrors.badName(name);
  return name;
}

function missingName(): never {
  throw badRequest('The name of the node is missing. Send {"name": "…"}, or {"id": n} to move a node.');
}

type Dates = Pick<ClassificationNode, 'startDate' | 'finishDate'>;

/** `attributes` of an iteration: both dates or none; areas have no dates. */
function datesIn(body: Body, kind: Kind): Dates {
  if (!body.has('attributes') || kind === 'area') return {};
  const attributes = asBody(body.get('attributes'), 'The attributes must be an object.');
  const [startDate, finishDate] = [dateIn(attributes, 'startDate'), dateIn(attributes, 'finishDate')];
  if (startDate === undefined && finishDate === undefined) return {};
  if (startDate === undefined || finishDate === undefined) {
    throw badRequest('An iteration has a startDate and a finishDate, or neither.');
  }
  if (finishDate < startDate) throw badRequest('The finishDate of an iteration cannot be before its startDate.');
  return { startDate, finishDate };
}

function dateIn(attributes: Body, name: string): string | undefined {
  const text = attributes.text(name);
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (!date) throw badRequest(`The value of ${name} is not a date. Use ISO 8601, for example 2026-01-31T00:00:00Z.`);
  return date.at.toISOString();
}
