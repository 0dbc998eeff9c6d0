import { findRelationType, sameName, type Definitions } from './definitions';
import { pathToPointer } from './locate';
import type { Clash } from './merge';
import { diffRelations } from './operations';
import { relationIdentity, relationValue, type DocumentRelation } from './relations';
import type { JsonValue } from './workItem';

/** The side whose value stands in the result where both sides clash. */
export type Preferred = 'mine' | 'theirs';

export interface RelationSides {
  readonly base: readonly DocumentRelation[];
  readonly mine: readonly DocumentRelation[];
  readonly theirs: readonly DocumentRelation[];
}

export interface MergedRelations {
  readonly relations: readonly DocumentRelation[];
  readonly clashes: readonly Clash[];
}

/** Merges by identity; the order is theirs, then what only I added. */
export function mergeRelations(
  sides: RelationSides,
  definitions: Pick<Definitions, 'relationTypes'>,
  preferred: Preferred,
): MergedRelations {
  const base = groupBy(sides.base, definitions);
  const mine = groupBy(sides.mine, definitions);
  const theirs = groupBy(sides.theirs, definitions);
  const relations: DocumentRelation[] = [];
  const clashes: Clash[] = [];
  for (const key of new Set([...theirs.keys(), ...mine.keys(), ...base.keys()])) {
    const [old, my, their] = [base.get(key) ?? [], mine.get(key) ?? [], theirs.get(key) ?? []];
    const isAdded = old.length === 0;
    if (same(old, my) || same(my, their) || (isAdded && isSilent(my, their))) relations.push(...their);
    else if (same(old, their) || (isAdded && isSilent(their, my))) relations.push(...my);
    else {
      relations.push(...(preferred === 'mine' ? my : their));
      const index = my[0] === undefined ? -1 : sides.mine.indexOf(my[0]);
      const pointer = pathToPointer(index === -1 ? ['relations', '-'] : ['relations', index]);
      clashes.push({ pointer, base: asValue(old), mine: asValue(my), theirs: asValue(their) });
    }
  }
  return { relations, clashes };
}

function groupBy(
  relations: readonly DocumentRelation[],
  definitions: Pick<Definitions, 'relationTypes'>,
): ReadonlyMap<string, readonly DocumentRelation[]> {
  const groups = new Map<string, DocumentRelation[]>();
  for (const relation of relations) {
    const key = mergeKey(relation, definitions);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [relation]);
    else group.push(relation);
  }
  return groups;
}

/**
 * What merges as one thing: a relation by its identity, and the one above in a tree as a slot, because there is one only: two sides
 * that each set another one clash, although the two links are different relations.
 */
export function mergeKey(relation: DocumentRelation, definitions: Pick<Definitions, 'relationTypes'>): string {
  return isUpward(relation.rel, definitions) ? relation.rel.toLowerCase() : relationIdentity(relation);
}

/** True for the end of any tree that names the one above: the one-only rule stands in no attribute, the topology tells it. */
function isUpward(rel: string, definitions: Pick<Definitions, 'relationTypes'>): boolean {
  const type = findRelationType(definitions, rel);
  if (type === undefined) return isParentLink(rel);
  return type.topology === 'tree' && !type.isForward;
}

export const parentLink = 'System.LinkTypes.Hierarchy-Reverse';

/** True for the link that names the parent. "Duplicate Of" is the end of another tree: an item may have both. */
export function isParentLink(rel: string): boolean {
  return sameName(rel, parentLink);
}

/** True for the link that names a child. */
export function isChildLink(rel: string): boolean {
  return sameName(rel, 'System.LinkTypes.Hierarchy-Forward');
}

function same(a: readonly DocumentRelation[], b: readonly DocumentRelation[]): boolean {
  return diffRelations(a, b).length === 0;
}

/** Whoever only adds a relation leaves its comment to the other. */
function isSilent(one: readonly DocumentRelation[], other: readonly DocumentRelation[]): boolean {
  return same(
    one,
    other.map((relation) => ({ ...relation, attributes: { ...relation.attributes, comment: '' } })),
  );
}

function asValue(relations: readonly DocumentRelation[]): JsonValue | undefined {
  const values = relations.map(relationValue);
  return values.length > 1 ? values : values[0];
}
