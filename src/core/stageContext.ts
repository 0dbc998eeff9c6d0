import { isItemLink, linkTarget, oppositeName, toDocumentRelation, type DocumentRelation } from './relations';
import type { Stage, StagedItem } from './stage';
import { stagedDocument } from './stagedDocument';
import { isNew } from './workItem';
import type { RelationContext } from './validateRelations';

/** A link as one of its ends tells it. */
interface Told {
  readonly target: number;
  /** The item whose document or base says so. */
  readonly by: number;
}

/**
 * What the stage knows of its items: which new ones there are, and where links lead once everything is committed. A link may be
 * edited at either end, so both are read; where an item was not staged, its base tells, if `bases` knows it.
 */
export function stageContext(
  stage: Stage,
  bases: (id: number) => readonly DocumentRelation[] | undefined = () => undefined,
): Required<Pick<RelationContext, 'newIds' | 'leadsTo'>> {
  const newIds = new Set(stage.items.filter(isNew).map((item) => item.id));
  let read: StagedLinks | undefined;
  return {
    newIds,
    leadsTo: (id, rel, besides) => {
      // Read when it is asked for: most edits link nothing.
      read ??= readLinks(stage);
      const { staged, links, removed } = read;
      const key = linkKey(id, rel);
      const own = staged.has(id) ? [] : targetsOf(bases(id) ?? [], rel).map((target) => ({ target, by: id }));
      const told = [...own, ...(links.get(key) ?? [])].filter(({ by }) => by !== besides);
      const gone = removed.get(key) ?? [];
      const lasting = told.filter(({ target }) => !gone.some((end) => end.target === target && end.by !== besides));
      return [...new Set(lasting.map(({ target }) => target))];
    },
  };
}

interface StagedLinks {
  /** Items whose documents were read. */
  readonly staged: ReadonlySet<number>;
  /** By item and type of link, from both ends. */
  readonly links: ReadonlyMap<string, readonly Told[]>;
  readonly removed: ReadonlyMap<string, readonly Told[]>;
}

function readLinks(stage: Stage): StagedLinks {
  const links = new Map<string, Told[]>();
  const removed = new Map<string, Told[]>();
  const staged = new Set<number>();
  for (const item of stage.items) {
    const parsed = stagedDocument(item);
    if (!parsed.ok) continue;
    staged.add(item.id);
    const now = parsed.document.relations;
    for (const relation of now) tell(links, item.id, relation);
    for (const relation of lostLinks(item, now)) tell(removed, item.id, relation);
  }
  return { staged, links, removed };
}

function lostLinks(item: StagedItem, now: readonly DocumentRelation[]): readonly DocumentRelation[] {
  const before = item.base.relations.map(toDocumentRelation).filter(isItemLink);
  const kept = new Set(now.map(({ rel, url }) => linkKey(linkTarget(url) ?? 0, rel)));
  return before.filter(({ rel, url }) => !kept.has(linkKey(linkTarget(url) ?? 0, rel)));
}

function tell(all: Map<string, Told[]>, by: number, relation: DocumentRelation): void {
  const target = isItemLink(relation) ? linkTarget(relation.url) : undefined;
  if (target === undefined) return;
  add(all, linkKey(by, relation.rel), { target, by });
  add(all, linkKey(target, oppositeName(relation.rel)), { target: by, by });
}

function add(all: Map<string, Told[]>, key: string, told: Told): void {
  const list = all.get(key);
  if (list === undefined) all.set(key, [told]);
  else list.push(told);
}

function targetsOf(relations: readonly DocumentRelation[], rel: string): readonly number[] {
  const wanted = rel.toLowerCase();
  return relations.flatMap((relation) => {
    const target = isItemLink(relation) && relation.rel.toLowerCase() === wanted ? linkTarget(relation.url) : undefined;
    return target === undefined ? [] : [target];
  });
}

function linkKey(id: number, rel: string): string {
  return `${id} ${rel.toLowerCase()}`;
}
