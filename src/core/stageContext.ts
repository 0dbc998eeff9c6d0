import { wordOf, type LinkWord } from './linkPairs';
import { diffLists } from './operations';
import { isItemLink, linkTarget, oppositeName, type DocumentRelation } from './relations';
import { findStaged, type Stage } from './stage';
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
 * What the stage knows of its items: which new ones there are, where links lead once everything is committed, and what is done to
 * them. A link may be edited at either end, so both are read; where an item was not staged, its base tells, if `bases` knows it.
 */
export function stageContext(
  stage: Stage,
  bases: (id: number) => readonly DocumentRelation[] | undefined = () => undefined,
): Required<Pick<RelationContext, 'newIds' | 'leadsTo' | 'saysOf'>> {
  const newIds = new Set(stage.items.filter(isNew).map((item) => item.id));
  let links: StagedLinks | undefined;
  // Read when it is asked for: most edits link nothing.
  const read = () => (links ??= readLinks(stage));
  return {
    newIds,
    leadsTo: (id, rel, besides) => {
      const { staged, now, removed } = read();
      const key = linkKey(id, rel);
      const own = staged.has(id) ? [] : targetsOf(bases(id) ?? [], rel).map((target) => ({ target, by: id }));
      const byOthers = ({ by }: Told) => by !== besides;
      const gone = new Set((removed.get(key) ?? []).filter(byOthers).map(({ target }) => target));
      const told = [...own, ...(now.get(key) ?? [])].filter(byOthers);
      return [...new Set(told.map(({ target }) => target))].filter((target) => !gone.has(target));
    },
    saysOf: (id, rel, other) => {
      // What is held is not sent along, so it contradicts nobody.
      const heldBack = [id, other].some((end) => findStaged(stage, end)?.held === true);
      return heldBack ? undefined : read().words.get(`${linkKey(id, rel)} ${other}`);
    },
  };
}

interface StagedLinks {
  /** Items whose documents were read. */
  readonly staged: ReadonlySet<number>;
  /** By item and type of link, from both ends. */
  readonly now: ReadonlyMap<string, readonly Told[]>;
  readonly removed: ReadonlyMap<string, readonly Told[]>;
  /** What edits do to links, by item, type and the item at the other end. */
  readonly words: ReadonlyMap<string, LinkWord>;
}

function readLinks(stage: Stage): StagedLinks {
  const now = new Map<string, Told[]>();
  const removed = new Map<string, Told[]>();
  const words = new Map<string, LinkWord>();
  const staged = new Set<number>();
  for (const item of stage.items) {
    const parsed = stagedDocument(item);
    if (!parsed.ok) continue;
    staged.add(item.id);
    const { relations } = parsed.document;
    for (const relation of relations) tell(now, item.id, relation);
    for (const change of diffLists(item.base.relations, relations)) {
      const { kind, relation } = change;
      if (kind === 'removeRelation') tell(removed, item.id, relation);
      if (isItemLink(relation)) {
        words.set(`${linkKey(item.id, relation.rel)} ${linkTarget(relation.url) ?? 0}`, wordOf(change));
      }
    }
  }
  return { staged, now, removed, words };
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
