import { findRelationType, type Definitions } from './definitions';
import type { Document } from './document';
import { pathToPointer } from './locate';
import { isChildLink, isParentLink } from './mergeRelations';
import { named, nearestNames } from './nearest';
import type { Edit } from './operations';
import type { Problem } from './problem';
import {
  findRelation,
  isAttachment,
  isLocalFile,
  isRemote,
  linkTarget,
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
  /** The parent of an item as the stage will make it; undefined where it has none or none is known. */
  readonly parentOf?: (id: number) => number | undefined;
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
    ...added.flatMap(({ relation, index }) => validateRelation(relation, index, base.id, definitions, context)),
    ...duplicates(document, new Set(added.map(({ relation }) => relation.rel.toLowerCase()))),
    ...secondParent(document, new Set(added.map(({ index }) => index)), context),
    ...tooMany(document),
  ];
}

function validateRelation(
  relation: DocumentRelation,
  index: number,
  id: number,
  definitions: Definitions,
  context: RelationContext,
): readonly Problem[] {
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
  return isRemote(relation.rel) ? emptyUrl(relation, pointer) : linkProblems(relation, pointer, id, context);
}

function emptyUrl(relation: DocumentRelation, pointer: string): readonly Problem[] {
  if (relation.url.trim() !== '') return [];
  return [{ code: 'missingLinkTarget', pointer, severity: 'error', target: undefined, url: relation.url }];
}

function linkProblems(
  relation: DocumentRelation,
  pointer: string,
  id: number,
  context: RelationContext,
): readonly Problem[] {
  const target = linkTarget(relation.url);
  const missing: readonly Problem[] = [
    { code: 'missingLinkTarget', pointer, severity: 'error', target, url: relation.url },
  ];
  if (target === undefined) return missing;
  if (target === id) return [{ code: 'selfLink', pointer, severity: 'error' }];
  if (target < 0 && context.newIds?.has(target) === false) return missing;
  if (target > 0 && context.exists?.(target) === false) return missing;
  if (!isParentLink(relation.rel)) return [];
  const circle = parentCircle(id, target, context);
  return circle === undefined ? [] : [{ code: 'linkCircle', pointer, severity: 'error', ids: circle }];
}

/** The way up from a parent back to the item itself, if there is one. */
function parentCircle(id: number, parent: number, { parentOf }: RelationContext): readonly number[] | undefined {
  const way: number[] = [id];
  const seen = new Set<number>();
  for (let next: number | undefined = parent; next !== undefined && !seen.has(next); next = parentOf?.(next)) {
    way.push(next);
    if (next === id) return way;
    seen.add(next);
  }
  return undefined;
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
function secondParent(document: Document, added: ReadonlySet<number>, context: RelationContext): readonly Problem[] {
  const inTree = ({ rel }: DocumentRelation) => isParentLink(rel) || isChildLink(rel);
  if (!document.relations.some((relation, index) => added.has(index) && inTree(relation))) return [];
  const parents = document.relations.flatMap((relation, index) =>
    isParentLink(relation.rel) ? [{ index, target: linkTarget(relation.url) }] : [],
  );
  const ids = parents.flatMap(({ target }) => (target === undefined ? [] : [target]));
  const second = parents.length > 1 ? parents.filter(({ index }) => added.has(index)) : [];
  const stolen = document.relations.flatMap((relation, index) => {
    const child = added.has(index) && isChildLink(relation.rel) ? linkTarget(relation.url) : undefined;
    const parent = child === undefined ? undefined : context.parentOf?.(child);
    return parent === undefined || parent === document.id ? [] : [{ index, parents: [parent, document.id] }];
  });
  return [...second.map(({ index }) => ({ index, parents: ids })), ...stolen].map(({ index, parents: all }) => ({
    code: 'secondParent',
    pointer: pathToPointer(['relations', index]),
    severity: 'error',
    parents: all,
  }));
}

function tooMany(document: Document): readonly Problem[] {
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
