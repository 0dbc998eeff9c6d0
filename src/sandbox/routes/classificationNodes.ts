import { wireDate } from '../dates';
import { ApiError, badRequest } from '../errors';
import type { ClassificationNode, Revision } from '../model';
import { placeOf } from '../nodes';
import type { PlacedNode } from '../nodes';
import type { Request } from '../router';
import type { Store } from '../store';

const tracking = 'Microsoft.TeamFoundation.WorkItemTracking.Server';

/** Refusals of areas and iterations; the numbers are reported by several tools, the wordings are partly ours. */
export const nodeErrors = {
  notFound: (path: string) =>
    new ApiError(
      404,
      `VS402485: The area or iteration path ${path} does not exist, or you do not have permission to read it.`,
      'ClassificationNodeNotFoundException',
      { namespace: tracking },
    ),
  duplicate: (name: string, parent: string) =>
    new ApiError(
      409,
      `VS402371: Classification node name ${name} is already in use by a different child of parent classification node ${parent}. Choose a different name and try again.`,
      'ClassificationNodeDuplicateNameException',
      { namespace: tracking },
    ),
  badName: (name: string) =>
    new ApiError(
      400,
      `VS402367: The classification node name ${name.slice(0, 60)} is not valid. A name has 1 to 255 characters, and none of \\ / : * ? " < > | # $ & +`,
      'ClassificationNodeNameNotRecognizedException',
      { namespace: tracking },
    ),
  root: () =>
    badRequest('The root of the areas or iterations is renamed with the project, and cannot be moved or deleted.'),
  intoItself: (name: string) => badRequest(`The node ${name} cannot be moved into itself or into a node below it.`),
  inUse: (name: string) => badRequest(`Work items stand in ${name}. Name the node that takes them with $reclassifyId.`),
};

export function childNodes(store: Store, parent: ClassificationNode): readonly ClassificationNode[] {
  return [...store.all('nodes')].filter((node) => node.parentId === parent.id && node.isDeleted !== true);
}

/** The node and everything below it. */
export function subtree(store: Store, node: ClassificationNode): readonly ClassificationNode[] {
  const found = [node];
  for (const one of found) found.push(...childNodes(store, one));
  return found;
}

/** A node as clients see it: children within `depth`, `_links` on the node asked for only. Key order as recorded. */
export function nodeView(
  request: Request,
  place: PlacedNode,
  view: { readonly depth: number; readonly links: boolean },
): Record<string, unknown> {
  const { node, segments } = place;
  const [root = '', ...names] = segments;
  const children = childNodes(request.store, node);
  const shown = view.depth > 0 && children.length > 0;
  const tree = node.kind === 'area' ? 'Area' : 'Iteration';
  const attributes = node.startDate !== undefined && node.finishDate !== undefined;
  return {
    id: node.id,
    identifier: node.identifier,
    name: node.name,
    structureType: node.kind,
    hasChildren: children.length > 0,
    ...(shown ? { children: childViews(request, children, view.depth - 1) } : {}),
    ...(attributes
      ? { attributes: { startDate: wireDate(node.startDate ?? ''), finishDate: wireDate(node.finishDate ?? '') } }
      : {}),
    path: ['', root, tree, ...names].join('\\'),
    ...(view.links ? { _links: linksOf(request, place) } : {}),
    url: nodeUrl(request, node, names),
  };
}

function childViews(request: Request, children: readonly ClassificationNode[], depth: number): readonly unknown[] {
  return children.flatMap((child) => {
    const place = placeOf(request.store, child.id);
    return place ? [nodeView(request, place, { depth, links: false })] : [];
  });
}

function linksOf(request: Request, { node, segments }: PlacedNode): Record<string, unknown> {
  const names = segments.slice(1);
  const self = { self: { href: nodeUrl(request, node, names) } };
  return node.parentId === undefined ? self : { ...self, parent: { href: nodeUrl(request, node, names.slice(0, -1)) } };
}

/** Address of a node by the names below the root. */
export function nodeUrl(request: Request, node: ClassificationNode, names: readonly string[]): string {
  const group = node.kind === 'area' ? 'Areas' : 'Iterations';
  const path = [group, ...names.map(encodeURIComponent)].join('/');
  return `${request.baseUrl}/${node.projectId}/_apis/wit/classificationNodes/${path}`;
}

/**
 * Moves the items that stand in nodes about to go: each gets a revision with the target in their place.
 * @throws {ApiError} 400 when there are such items and no target, 404 for a target that is none.
 */
export function reclassify(request: Request, gone: readonly ClassificationNode[], targetId: number | undefined): void {
  const { store } = request;
  const [top] = gone;
  if (!top) return;
  const field = top.kind === 'area' ? 'System.AreaId' : 'System.IterationId';
  const ids = new Set(gone.map((node) => node.id));
  const affected = [...store.histories()].flatMap((revisions) => {
    const head = revisions.at(-1);
    const place = head?.fields[field];
    return head && typeof place === 'number' && ids.has(place) ? [head] : [];
  });
  const target = targetId === undefined ? undefined : store.get('nodes', targetId);
  const fits = target?.kind === top.kind && target.projectId === top.projectId && !ids.has(target.id);
  if (targetId !== undefined && !fits) throw nodeErrors.notFound(String(targetId));
  if (affected.length > 0 && !target) throw nodeErrors.inUse(top.name);
  for (const head of affected) addRevision(request, head, field, target?.id ?? top.id);
}

function addRevision({ store, user, now }: Request, head: Revision, field: string, nodeId: number): void {
  const date = new Date(Math.max(now.getTime(), Date.parse(head.date) + 1)).toISOString();
  // A comment belongs to the revision that it was written with.
  const fields = Object.fromEntries(Object.entries(head.fields).filter(([name]) => name !== 'System.History'));
  store.put('revisions', `${head.id}:${head.rev + 1}`, {
    ...head,
    rev: head.rev + 1,
    fields: { ...fields, [field]: nodeId, 'System.ChangedDate': date, 'System.ChangedBy': { person: user.id } },
    date,
    by: user.id,
    watermark: store.next('watermark'),
  });
}
