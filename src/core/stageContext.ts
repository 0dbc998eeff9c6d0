import { isChildLink, isParentLink } from './mergeRelations';
import { isItemLink, linkTarget, type DocumentRelation } from './relations';
import type { Stage, StagedItem } from './stage';
import { stagedDocument } from './stagedDocument';
import { isNew } from './workItem';
import type { RelationContext } from './validateRelations';

/**
 * What the stage knows of its items: which new ones there are, and who is whose parent once everything is committed. A link
 * may be edited at either end, so both are read; where an item was not staged, its base tells, if `bases` knows it.
 */
export function stageContext(
  stage: Stage,
  bases: (id: number) => readonly DocumentRelation[] | undefined = () => undefined,
): Required<Pick<RelationContext, 'newIds' | 'parentOf'>> {
  const newIds = new Set(stage.items.filter(isNew).map((item) => item.id));
  const relations = new Map(stage.items.flatMap((item) => stagedRelations(item)));
  const parents = new Map<number, number>();
  for (const [id, list] of relations) {
    for (const relation of list) {
      const child = childOf(relation);
      if (child !== undefined) parents.set(child, id);
    }
  }
  const namedBy = (id: number) => {
    const list = relations.get(id) ?? bases(id) ?? [];
    const parent = list.find((relation) => isParentLink(relation.rel));
    return parent === undefined ? undefined : linkTarget(parent.url);
  };
  return { newIds, parentOf: (id) => namedBy(id) ?? parents.get(id) };
}

function stagedRelations(item: StagedItem): readonly (readonly [number, readonly DocumentRelation[]])[] {
  const parsed = stagedDocument(item);
  return parsed.ok ? [[item.id, parsed.document.relations]] : [];
}

function childOf(relation: DocumentRelation): number | undefined {
  return isItemLink(relation) && isChildLink(relation.rel) ? linkTarget(relation.url) : undefined;
}
