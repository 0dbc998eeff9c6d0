import { findRelationType, type Definitions } from './definitions';
import type { Document } from './document';
import type { Change, Edit } from './operations';
import {
  commentOf,
  findRelation,
  isItemLink,
  linkTarget,
  toDocumentRelation,
  type DocumentRelation,
} from './relations';
import type { StagedItem } from './stage';

/** A staged item with what its document changes. */
export interface ItemEdit {
  readonly item: StagedItem;
  readonly document: Document;
  readonly definitions: Definitions;
  readonly edit: Edit;
}

/**
 * A link stands on both of its ends, and the server makes the other end by itself: where both ends of one link are edited, one of
 * the two is sent, else the second is refused ("Relation already exists."). The end with a comment goes before the one without.
 */
export function withoutRepeatedLinks(edits: readonly ItemEdit[]): readonly ItemEdit[] {
  const chosen = new Map<string, Change>();
  for (const { item, edit, definitions } of edits) {
    for (const change of edit.changes) {
      const key = linkKey(item.id, change, definitions);
      if (key === undefined) continue;
      const other = chosen.get(key);
      if (other === undefined || (hasComment(change) && !hasComment(other))) chosen.set(key, change);
    }
  }
  return edits.map((entry) => {
    const kept = entry.edit.changes.filter((change) => {
      const key = linkKey(entry.item.id, change, entry.definitions);
      return key === undefined || chosen.get(key) === change;
    });
    return kept.length === entry.edit.changes.length ? entry : { ...entry, edit: { changes: kept } };
  });
}

/**
 * A position in an item's relations holds only as long as nobody adds or removes a link to it from the other end, and links make
 * no revision that a guard could test. So a link between two entries is sent from the end that comes later, where that end names
 * positions: by then the other entry has done its work.
 */
export function withLastingPositions(edits: readonly ItemEdit[], linkUrl: (id: number) => string): readonly ItemEdit[] {
  const places = new Map(edits.map((entry, index) => [entry.item.id, { entry, index }]));
  const moved = new Map<number, Change[]>();
  const stays = (entry: ItemEdit, index: number, change: Change): boolean => {
    const other = otherEnd(change, entry.definitions);
    const place = other === undefined ? undefined : places.get(other.target);
    if (other === undefined || place === undefined || !namesPositions(place.entry)) return true;
    if (entry.item.id > 0 && index > place.index) return true;
    const relation = { ...other.relation, rel: other.rel, url: linkUrl(entry.item.id) };
    const isRemoval = change.kind === 'removeRelation';
    if (isRemoval && findRelation(place.entry.item.base.relations.map(toDocumentRelation), relation) === undefined)
      return true;
    moved.set(other.target, [
      ...(moved.get(other.target) ?? []),
      isRemoval ? { kind: 'removeRelation', relation } : { kind: 'addRelation', relation },
    ]);
    return false;
  };
  const kept = edits.map((entry, index) => entry.edit.changes.filter((change) => stays(entry, index, change)));
  return edits.map((entry, index) => {
    const changes = [...(kept[index] ?? []), ...(moved.get(entry.item.id) ?? [])];
    return { ...entry, edit: { changes } };
  });
}

function namesPositions({ edit }: ItemEdit): boolean {
  return edit.changes.some(({ kind }) => kind === 'removeRelation' || kind === 'changeRelation');
}

/** The other end of a link that is added or removed; `undefined` for everything else. */
function otherEnd(
  change: Change,
  definitions: Definitions,
): { readonly target: number; readonly rel: string; readonly relation: DocumentRelation } | undefined {
  if (change.kind !== 'addRelation' && change.kind !== 'removeRelation') return undefined;
  const { relation } = change;
  const target = isItemLink(relation) ? linkTarget(relation.url) : undefined;
  const rel = oppositeEnd(relation, definitions);
  return target === undefined || rel === undefined ? undefined : { target, rel, relation };
}

function hasComment(change: Change): boolean {
  return change.kind === 'addRelation' && commentOf(change.relation) !== '';
}

/** A name of a link that is the same from both ends, with what happens to it. */
function linkKey(id: number, change: Change, definitions: Definitions): string | undefined {
  if (change.kind !== 'addRelation' && change.kind !== 'removeRelation') return undefined;
  const other = otherEnd(change, definitions);
  if (other === undefined) return undefined;
  const { target, rel, relation } = other;
  const ends = [`${id} ${relation.rel.toLowerCase()} ${target}`, `${target} ${rel.toLowerCase()} ${id}`];
  return `${change.kind} ${ends.sort().join(' ')}`;
}

function oppositeEnd(relation: DocumentRelation, definitions: Definitions): string | undefined {
  const type = findRelationType(definitions, relation.rel);
  return type?.usage === 'workItemLink' ? (type.oppositeEnd ?? type.referenceName) : undefined;
}
