import { findRelationType, type Definitions } from './definitions';
import type { Document } from './document';
import type { Change, Edit } from './operations';
import { commentOf, isItemLink, linkTarget, type DocumentRelation } from './relations';
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

function hasComment(change: Change): boolean {
  return change.kind === 'addRelation' && commentOf(change.relation) !== '';
}

/** A name of a link that is the same from both ends, with what happens to it. */
function linkKey(id: number, change: Change, definitions: Definitions): string | undefined {
  if (change.kind !== 'addRelation' && change.kind !== 'removeRelation') return undefined;
  const { relation } = change;
  const target = isItemLink(relation) ? linkTarget(relation.url) : undefined;
  const opposite = oppositeEnd(relation, definitions);
  if (target === undefined || opposite === undefined) return undefined;
  const ends = [`${id} ${relation.rel.toLowerCase()} ${target}`, `${target} ${opposite.toLowerCase()} ${id}`];
  return `${change.kind} ${ends.sort().join(' ')}`;
}

function oppositeEnd(relation: DocumentRelation, definitions: Definitions): string | undefined {
  const type = findRelationType(definitions, relation.rel);
  return type?.usage === 'workItemLink' ? (type.oppositeEnd ?? type.referenceName) : undefined;
}
