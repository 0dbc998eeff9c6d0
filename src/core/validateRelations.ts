import { findRelationType, sameName, type Definitions } from './definitions';
import type { Document } from './document';
import { pathToPointer } from './locate';
import type { LinkWord } from './linkPairs';
import { isChildLink, isParentLink, parentLink } from './mergeRelations';
import { named, nearestNames } from './nearest';
import type { Edit } from './operations';
import type { Problem } from './problem';
import {
  findRelation,
  isAttachment,
  isLocalFile,
  isRemote,
  isUploadedFile,
  linkTarget,
  oppositeName,
  relationIdentity,
  type DocumentRelation,
} from './relations';
import type { WorkItem } from './workItem';

/** What is known of other items and files; what is not known is not judged. */
export interface RelationContext {
  /** Ids of the new items in the stage: only these negative ids may be linked to. */
  readonly newIds?: ReadonlySet<number>;
  /** Whether a work item is there; undefined where that is not known. */
  readonly exists?: (id: number) => boolean | undefined;
  /**
   * Where an item's links of a type will lead once the stage is committed, as far as it is known; without what one item says of them,
   * for it is being judged.
   */
  readonly leadsTo?: (id: number, rel: string, besides: number) => readonly number[];
  /** What the stage does to the link that an item has to another one, by its type there; undefined where it leaves it alone. */
  readonly saysOf?: (id: number, rel: string, other: number) => LinkWord | undefined;
  /** Whether a local file can be read; undefined where that is not known. */
  readonly canRead?: (url: string) => boolean | undefined;
}

const limits = { relations: 1000, attachments: 100 };

/** Problems of the relations that an edit adds, and of the list as a whole. */
export function validateRelations(
  document: Document,
  base: WorkItem,
  edit: Edit,
  definitions: Definitions,
  context: RelationContext,
): readonly Problem[] {
  const additions = edit.changes.filter((change) => change.kind === 'addRelation');
  if (additions.length === 0) return [];
  const places = new Map(document.relations.map((relation, index) => [relation, index]));
  const added = additions.map(({ relation }) => {
    return { relation, index: places.get(relation) ?? findRelation(document.relations, relation) ?? 0 };
  });
  const judge = { base, definitions, context, above: hierarchies(document, base, context) };
  return [
    ...added.flatMap(({ relation, index }) => validateRelation(relation, index, judge)),
    ...duplicates(document, new Set(added.map(({ relation }) => relation.rel.toLowerCase()))),
    ...secondParent(document, base, new Set(added.map(({ index }) => index)), context),
    ...tooManyRelations(document),
  ];
}

/** What an added relation is judged against. */
interface RelationJudge {
  readonly base: WorkItem;
  readonly definitions: Definitions;
  readonly context: RelationContext;
  readonly above: ReturnType<typeof hierarchies>;
}

function validateRelation(relation: DocumentRelation, index: number, judge: RelationJudge): readonly Problem[] {
  const { definitions, context } = judge;
  const pointer = pathToPointer(['relations', index, 'url']);
  const types = definitions.relationTypes;
  const type = findRelationType(definitions, relation.rel);
  if (types.length > 0 && type?.enabled !== true) {
    const nearest = nearestNames(relation.rel, types.filter((candidate) => candidate.enabled).map(named));
    const place = pathToPointer(['relations', index, 'rel']);
    return [{ code: 'unknownLinkType', pointer: place, severity: 'error', rel: relation.rel, nearest }];
  }
  if (isAttachment(relation.rel)) {
    const readable = isLocalFile(relation) ? context.canRead?.(relation.url) !== false : isUploadedFile(relation.url);
    return readable ? [] : [{ code: 'unreadableAttachment', pointer, severity: 'error', url: relation.url }];
  }
  if (type?.usage === 'resourceLink') return emptyUrl(relation, pointer);
  return isRemote(relation.rel) ? emptyUrl(relation, pointer) : linkProblems(relation, pointer, judge);
}

function emptyUrl(relation: DocumentRelation, pointer: string): readonly Problem[] {
  if (relation.url.trim() !== '') return [];
  return [{ code: 'missingLinkTarget', pointer, severity: 'error', target: undefined, url: relation.url }];
}

function linkProblems(relation: DocumentRelation, pointer: string, judge: RelationJudge): readonly Problem[] {
  const { base, context } = judge;
  const target = linkTarget(relation.url);
  const missing: readonly Problem[] = [
    { code: 'missingLinkTarget', pointer, severity: 'error', target, url: relation.url },
  ];
  if (target === undefined) return missing;
  if (target === base.id) return [{ code: 'selfLink', pointer, severity: 'error' }];
  if (target < 0 && context.newIds?.has(target) === false) return missing;
  if (target > 0 && context.exists?.(target) === false) return missing;
  if (!isAcyclic(relation.rel, judge.definitions)) return [];
  const ids = circle(relation.rel, target, judge);
  return ids === undefined ? [] : [{ code: 'linkCircle', pointer, severity: 'error', ids }];
}

/** Trees and dependencies must not go round in circles; networks may (`acyclic` of `GET _apis/wit/workItemRelationTypes`). */
function isAcyclic(rel: string, definitions: Definitions): boolean {
  const topology = findRelationType(definitions, rel)?.topology;
  return topology === undefined
    ? isParentLink(rel) || isChildLink(rel)
    : topology === 'tree' || topology === 'dependency';
}

/** The shortest way round, if a link closes one: looked for against its direction, for every item knows what is above it. */
function circle(rel: string, target: number, judge: RelationJudge): readonly number[] | undefined {
  const { id } = judge.base;
  const isUp = !/-forward$/i.test(rel);
  const above = judge.above(isUp ? rel : oppositeName(rel));
  const way = isUp ? climb(target, id, above) : climb(id, target, above)?.reverse();
  return way === undefined ? undefined : [id, ...way];
}

/** The shortest way up from an item to another; both ends included. */
function climb(start: number, goal: number, above: (id: number) => readonly number[]): number[] | undefined {
  const below = new Map<number, number | undefined>([[start, undefined]]);
  for (const id of below.keys()) {
    for (const next of above(id)) {
      if (next === goal) return [...wayTo(id, below), next];
      if (!below.has(next)) below.set(next, id);
    }
  }
  return undefined;
}

function wayTo(last: number, below: ReadonlyMap<number, number | undefined>): readonly number[] {
  const way: number[] = [];
  for (let id: number | undefined = last; id !== undefined; id = below.get(id)) way.push(id);
  return way.reverse();
}

/** What is above an item by links of a type; read once for each type, however many links are judged. */
function hierarchies(
  document: Document,
  base: WorkItem,
  context: RelationContext,
): (rel: string) => (id: number) => readonly number[] {
  const known = new Map<string, (id: number) => readonly number[]>();
  return (rel) => {
    const above = known.get(rel) ?? itemsAbove(rel, document, base, context);
    known.set(rel, above);
    return above;
  };
}

/** What is above an item by links of a type: of the item itself its document tells, and of links to it as well. */
function itemsAbove(
  rel: string,
  document: Document,
  base: WorkItem,
  context: RelationContext,
): (id: number) => readonly number[] {
  const up = endsOf(rel, document, base);
  const down = endsOf(oppositeName(rel), document, base);
  return (id) => {
    const told = context.leadsTo?.(id, rel, base.id) ?? [];
    if (id === base.id) return [...up.now, ...told.filter((target) => !up.removed.has(target))];
    if (down.now.has(id)) return [...told, base.id];
    return down.removed.has(id) ? told.filter((target) => target !== base.id) : told;
  };
}

/** Where an item's links of a type lead, and where they led and do not any more. */
interface Ends {
  readonly now: ReadonlySet<number>;
  readonly removed: ReadonlySet<number>;
}

function endsOf(rel: string, document: Document, base: WorkItem): Ends {
  const now = new Set(targetsOf(document.relations, rel));
  return { now, removed: new Set(targetsOf(base.relations, rel).filter((target) => !now.has(target))) };
}

function targetsOf(relations: readonly { readonly rel: string; readonly url: string }[], rel: string) {
  return relations.flatMap((relation) => (sameName(relation.rel, rel) ? (linkTarget(relation.url) ?? []) : []));
}

/** One relation twice, of the types that were added to: the server refuses the second ("Relation already exists."). */
function duplicates(document: Document, rels: ReadonlySet<string>): readonly Problem[] {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  document.relations.forEach((relation, index) => {
    if (!rels.has(relation.rel.toLowerCase())) return;
    const key = relationIdentity(relation);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return;
    }
    const pointer = pathToPointer(['relations', index]);
    const other = pathToPointer(['relations', before]);
    problems.push({ code: 'duplicateRelation', pointer, severity: 'error', first: other });
  });
  return problems;
}

/** More parents than one, where the edit adds one of them; or a child that has another parent already. */
function secondParent(
  document: Document,
  base: WorkItem,
  added: ReadonlySet<number>,
  context: RelationContext,
): readonly Problem[] {
  const links = document.relations.flatMap((relation, index) => {
    const target = added.has(index) ? linkTarget(relation.url) : undefined;
    return target === undefined ? [] : [{ rel: relation.rel, index, target }];
  });
  const up = links.filter(({ rel }) => isParentLink(rel));
  const parents = up.length === 0 ? [] : allParents(document, base, context);
  const second = parents.length > 1 ? up.map(({ index }) => ({ index, parents })) : [];
  const stolen = links.flatMap(({ rel, index, target }) => {
    const others = isChildLink(rel) ? (context.leadsTo?.(target, parentLink, base.id) ?? []) : [];
    const other = others.find((parent) => parent !== base.id);
    return other === undefined ? [] : [{ index, parents: [other, base.id] }];
  });
  return [...second, ...stolen].map(({ index, parents: all }) => ({
    code: 'secondParent',
    pointer: pathToPointer(['relations', index]),
    severity: 'error',
    parents: all,
  }));
}

/** The parents that the document names, and those that name the item as their child. */
function allParents(document: Document, base: WorkItem, context: RelationContext): readonly number[] {
  const { now, removed } = endsOf(parentLink, document, base);
  const told = context.leadsTo?.(base.id, parentLink, base.id) ?? [];
  return [...new Set([...now, ...told.filter((parent) => !removed.has(parent))])];
}

/** Relations beyond what the service keeps of one item. */
export function tooManyRelations(document: Document): readonly Problem[] {
  const attachments = document.relations.filter((relation) => isAttachment(relation.rel)).length;
  const counts = [
    { count: attachments, limit: limits.attachments },
    { count: document.relations.length - attachments, limit: limits.relations },
  ];
  return counts
    .filter(({ count, limit }) => count > limit)
    .map(({ count, limit }) => ({
      code: 'tooManyRelations',
      pointer: '/relations/-',
      severity: 'error',
      count,
      limit,
    }));
}
