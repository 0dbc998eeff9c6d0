import type { Change, ChangeOperation, Edit, Operation, OperationOptions } from './operations';
import {
  commentOf,
  finderOn,
  isRemote,
  linkTarget,
  nameOf,
  relationValue,
  toDocumentRelation,
  type DocumentRelation,
} from './relations';
import type { Relation, WorkItem } from './workItem';

export interface RelationOperations {
  readonly inPlace: readonly ChangeOperation[];
  readonly removals: readonly ChangeOperation[];
  readonly additions: readonly ChangeOperation[];
}

const untouched: RelationOperations = { inPlace: [], removals: [], additions: [] };

/** Finds every relation on the newest base by identity; the indices of the edit's own base mean nothing any more. */
export function relationOperations(edit: Edit, base: WorkItem, options: OperationOptions): RelationOperations {
  if (edit.changes.every(({ kind }) => kind === 'field' || kind === 'format')) return untouched;
  const find = finderOn(base.relations, toDocumentRelation);
  const inPlace: ChangeOperation[] = [];
  const removed = new Map<number, Change>();
  // Two relations that say the same are still two.
  const taken = new Set<number>();
  const additions: ChangeOperation[] = [];
  const add = (relation: DocumentRelation, change: Change) =>
    additions.push({ operation: { op: 'add', path: '/relations/-', value: relationValue(relation) }, change });
  for (const change of edit.changes) {
    if (change.kind === 'field' || change.kind === 'format') continue;
    const at = find(change.kind === 'changeRelation' ? change.from : change.relation, taken);
    if (at !== undefined && change.kind !== 'addRelation') taken.add(at);
    const stands = at === undefined ? undefined : base.relations[at];
    const old = stands === undefined ? undefined : toDocumentRelation(stands);
    if (change.kind === 'removeRelation') {
      if (at !== undefined) removed.set(at, change);
    } else if (at === undefined || old === undefined) {
      add(change.relation, change);
    } else if (nameOf(old) !== nameOf(change.relation) && nameOf(change.relation) !== '') {
      // No operation changes a name in place.
      removed.set(at, change);
      add(change.relation, change);
    } else if (commentOf(old) !== commentOf(change.relation) && !addsNothing(change)) {
      inPlace.push({ operation: commentOperation(at, old, change.relation), change });
    }
  }
  const removals = [...removed]
    .sort(([a], [b]) => b - a)
    .map(([at, change]) => ({ operation: removal(base, at, options), change }));
  return { inPlace, removals, additions };
}

/** A relation that is there already when it is to be added keeps its comment, unless the addition brings one. */
function addsNothing(change: Change): boolean {
  return change.kind === 'addRelation' && commentOf(change.relation) === '';
}

function commentOperation(at: number, old: DocumentRelation, relation: DocumentRelation): Operation {
  const path = `/relations/${at}/attributes/comment`;
  return { op: commentOf(old) === '' ? 'add' : 'replace', path, value: commentOf(relation) };
}

function removal(base: WorkItem, at: number, options: OperationOptions): Operation {
  const relation = base.relations[at];
  const path = options.removeBy === 'id' && relation !== undefined ? resourcePath(relation) : undefined;
  return path === undefined ? { op: 'remove', path: `/relations/${at}` } : { op: 'remove', path, value: null };
}

/** `/relations/{rel}/{id}` of the batch update documentation 4.1; undefined where the relation tells no id. */
function resourcePath(relation: Relation): string | undefined {
  const target = linkTarget(relation.url);
  const host = relation.attributes['hostId'] ?? relation.attributes['HostId'];
  const id = relation.attributes['id'];
  const kind = resourceKinds[relation.rel.toLowerCase()];
  if (kind !== undefined)
    return typeof id === 'number' || typeof id === 'string' ? `/relations/${kind}/${id}` : undefined;
  if (target === undefined || (isRemote(relation.rel) && typeof host !== 'string')) return undefined;
  return typeof host === 'string'
    ? `/relations/${relation.rel}/${host}/${target}`
    : `/relations/${relation.rel}/${target}`;
}

/** The spelling of resource links in removal paths, as the documentation's examples have it. */
const resourceKinds: Readonly<Record<string, string>> = {
  hyperlink: 'hyperlink',
  attachedfile: 'attachedfile',
  artifactlink: 'artifactLink',
};
