import { errors, patchFailed } from '../errors';
import type { WorkItemLink } from '../model';
import { nextRev } from './draft';
import type { Draft } from './draft';
import { addLink } from './links';
import type { PatchOperation, RelationInput } from './patchDocument';
import { relationList } from './relationList';
import type { Relation } from './relationList';
import { findRelationType } from '../process/relationTypes';
import { addResource } from './resourceLinks';

type RelationOperation = Extract<
  PatchOperation,
  { kind: 'addRelation' | 'removeRelation' | 'removeRelationById' | 'replaceRelation' | 'relationAttribute' }
>;

/**
 * Applies one `/relations/…` operation, at once. Indices count in the list as the operations before have left it.
 * Links between work items do not make a revision; everything else does.
 */
export function applyRelation(draft: Draft, operation: RelationOperation): void {
  switch (operation.kind) {
    case 'addRelation':
      add(draft, operation.value);
      break;
    case 'removeRelation':
      remove(draft, at(draft, operation.index, operation.path));
      break;
    case 'removeRelationById':
      remove(draft, byId(draft, operation));
      break;
    case 'replaceRelation':
      remove(draft, at(draft, operation.index, operation.path));
      add(draft, operation.value);
      break;
    case 'relationAttribute':
      changeAttribute(draft, operation);
  }
}

function add(draft: Draft, input: RelationInput): void {
  const type = findRelationType(input.rel);
  if (!type) {
    throw errors.relationRefused(
      `The relation type "${input.rel}" is not known. List them with _apis/wit/workItemRelationTypes.`,
    );
  }
  if (type.attributes.usage === 'workItemLink') addLink(draft, type, input);
  else addResource(draft, type.referenceName, input);
}

function at(draft: Draft, index: number, path: string): Relation {
  const relation = relationList(draft.context.store, draft.id)[index];
  if (!relation) throw patchFailed(`Index out of range for path ${path}.`);
  return relation;
}

/** `/relations/{rel}/{target id}`, `/relations/{hyperlink|attachedfile|artifactLink}/{attributes.id}`, `/relations/{rel}/{host}/{target id}`. */
function byId(draft: Draft, operation: Extract<RelationOperation, { kind: 'removeRelationById' }>): Relation {
  const rel = operation.rel.toLowerCase();
  const found = relationList(draft.context.store, draft.id).find((relation) => {
    if (relation.kind === 'resource') {
      return relation.resource.rel.toLowerCase() === rel && relation.resource.id === operation.id;
    }
    const host = relation.link.remoteHostId?.toLowerCase();
    return (
      relation.rel.toLowerCase() === rel && relation.other === operation.id && host === operation.hostId?.toLowerCase()
    );
  });
  if (!found) throw patchFailed(`Unable to evaluate path ${operation.path}.`);
  return found;
}

function remove(draft: Draft, relation: Relation): void {
  const { store, now, user } = draft.context;
  if (relation.kind === 'link') {
    const link: WorkItemLink = { ...relation.link, removedDate: now.toISOString(), removedBy: user.id };
    store.put('links', link.id, link);
    return;
  }
  const { resource } = relation;
  store.put('resources', `${resource.itemId}:${resource.id}`, {
    ...resource,
    removedRev: nextRev(draft),
    removedDate: now.toISOString(),
  });
  draft.resourcesChanged = true;
}

function changeAttribute(draft: Draft, operation: Extract<RelationOperation, { kind: 'relationAttribute' }>): void {
  const relation = at(draft, operation.index, operation.path);
  const name = operation.name.toLowerCase();
  const row = relation.kind === 'link' ? relation.link : relation.resource;
  if (name !== 'comment' && !(name === 'name' && relation.kind === 'resource')) {
    throw patchFailed(`Unable to evaluate path ${operation.path}.`);
  }
  const current = name === 'comment' ? row.comment : relation.kind === 'resource' ? relation.resource.name : undefined;
  const value = operation.op === 'remove' ? '' : operation.value;
  if (typeof value !== 'string') throw patchFailed('Value does not match the expected type String.');
  if (operation.op === 'test') {
    if (value !== (current ?? '')) throw errors.testFailed(operation.path, current ?? '', value);
    return;
  }
  const { store, now } = draft.context;
  if (relation.kind === 'link') {
    store.put('links', relation.link.id, { ...relation.link, comment: value });
    return;
  }
  const { resource } = relation;
  store.put('resources', `${resource.itemId}:${resource.id}`, {
    ...resource,
    [name]: value,
    modifiedDate: now.toISOString(),
  });
  draft.resourcesChanged = true;
}
