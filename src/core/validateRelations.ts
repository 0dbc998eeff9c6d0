import { findRelationType, sameName, type Definitions } from './definitions';
import type { Document } from './document';
import { pathToPointer } from './locate';
import { isChildLink, isParentLink, parentLink } from './mergeRelations';
import { named, nearestNames } from './nearest';
import type { Edit } from './operations';
import type { Problem } from './problem';
import {
  findRelation,
  isAttachment,
  isLocalFile,
  isRemote,
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
  const added = additions.map(({ relation }) => {
    const at = document.relations.indexOf(relation);
    return { relation, index: at === -1 ? (findRelation(document.relations, relation) ?? 0) : at };
  });
  return [
    ...added.flatMap(({ relation, index }) =>
      validateRelation(relation, index, { document, base, definitions, context }),
    ),
    ...duplicates(document, new Set(added.map(({ relation }) => relation.rel.toLowerCase()))),
    ...secondParent(document, base, new Set(added.map(({ index }) => index)), context),
    ...tooManyRelations(document),
  ];
}

/** What an added relation is judged against. */
interface RelationJudge {
  readonly document: Document;
  readonly base: WorkItem;
  readonly definitions: Definitions;
  readonly context: RelationContext;
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
  if (isLocalFile(relation)) {
    const unreadable = context.canRead?.(relation.url) === false;
    return unreadable ? [{ code: 'unreadableAttachment', pointer, severity: 'error', url: relation.url }] : [];
  }
  if (isAttachment(relation.rel) || type?.usage === 'resourceLink') return emptyUrl(relation, pointer);
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
  const above = itemsAbove(isUp ? rel : oppositeName(rel), judge);
  const way = isUp ? climb(target, id, above) : climb(id, target, above)?.reverse();
  return way === undefined ? undefined : [id, ...way];
}

function climb(start: number, goal: number, above: (id: number) => readonly number[]): number[] | undefined {
  const seen = new Set([start]);
  const ways = [[start]];
  for (const way of ways) {
    for (const next of above(way.at(-1) ?? start)) {
      if (next === goal) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

/** What is above an item by links of a type: of the item itself its document tells, and of links to it as well. */
function itemsAbove(rel: string, { document, base, context }: RelationJudge): (id: number) => readonly number[] {
  const ends = (name: string) => {
    const now = targetsOf(document.relations, name);
    return { now, removed: targetsOf(base.relations, name).filter((target) => !now.includes(target)) };
  };
  const [up, down] = [ends(rel), ends(oppositeName(rel))];
  return (id) => {
    const told = context.leadsTo?.(id, rel, base.id) ?? [];
    if (id === base.id) return [...up.now, ...told.filter((target) => !up.removed.includes(target))];
    if (down.now.includes(id)) return [...told, base.id];
    return down.removed.includes(id) ? told.filter((target) => target !== base.id) : told;
  };
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
  const inTree = ({ rel }: DocumentRelation) => isParentLink(rel) || isChildLink(rel);
  if (!document.relations.some((relation, index) => added.has(index) && inTree(relation))) return [];
  const parents = document.relations.flatMap((relation, index) =>
    isParentLink(relation.rel) ? [{ index, target: linkTarget(relation.url) }] : [],
  );
  const ids = parents.flatMap(({ target }) => (target === undefined ? [] : [target]));
  const second = parents.length > 1 ? parents.filter(({ index }) => added.has(index)) : [];
  const stolen = document.relations.flatMap((relation, index) => {
    const child = added.has(index) && isChildLink(relation.rel) ? linkTarget(relation.url) : undefined;
    const others = child === undefined ? [] : (context.leadsTo?.(child, parentLink, base.id) ?? []);
    const other = others.find((parent) => parent !== base.id);
    return other === undefined ? [] : [{ index, parents: [other, base.id] }];
  });
  return [...second.map(({ index }) => ({ index, parents: ids })), ...stolen].map(({ index, parents: all }) => ({
    code: 'secondParent',
    pointer: pathToPointer(['relations', index]),
    severity: 'error',
    parents: all,
  }));
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
