import { decoded } from '../../core/artifacts';
import {
  findRelationType,
  findType,
  type Definitions,
  type RelationType,
  type WorkItemType,
} from '../../core/definitions';
import type { Document } from '../../core/document';
import {
  commentOf,
  isRemote,
  linkTarget,
  nameOf,
  pairRelations,
  relationKey,
  toDocumentRelation,
  type DocumentRelation,
} from '../../core/relations';
import type { WorkItem } from '../../core/workItem';
import type { ItemRow, LinkType, ProblemView, RelationGroup, RelationView } from '../../protocol/form';

/** A work item as a search or a look-up finds it. */
export interface FoundItem {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly state: string;
}

/** Icon of a type as a `data:` URL; `''` where there is none. */
export type IconOf = (type: WorkItemType | undefined) => string;

export interface RelationSource {
  readonly base: WorkItem;
  readonly document: Document;
  readonly definitions: Definitions;
  /** Targets of work item links that have been looked up. */
  readonly targets: ReadonlyMap<number, FoundItem>;
  readonly iconOf: IconOf;
  readonly problemsAt: (pointer: string) => readonly ProblemView[];
}

/** The order in which people look for links; all other types follow by name. */
const leading = ['Parent', 'Child', 'Related', 'Predecessor', 'Successor'];
const trailing = ['hyperlink', 'attachedfile', 'artifactlink'];

/** All relations of base and document, those that the edit removes included, in groups of one type. */
export function relationGroups(source: RelationSource): readonly RelationGroup[] {
  const groups = new Map<string, { readonly name: string; readonly rel: string; readonly relations: RelationView[] }>();
  for (const view of relationViews(source)) {
    const key = view.rel.toLowerCase();
    const group = groups.get(key) ?? { rel: view.rel, name: groupName(view.rel, source.definitions), relations: [] };
    groups.set(key, group);
    group.relations.push(view);
  }
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

function rank({ rel, name }: LinkType): number {
  const last = trailing.indexOf(rel.toLowerCase());
  if (last !== -1) return 100 + last;
  const first = leading.indexOf(name);
  return first === -1 ? leading.length : first;
}

function groupName(rel: string, definitions: Definitions): string {
  const names: Readonly<Record<string, string>> = {
    hyperlink: 'Web addresses',
    attachedfile: 'Attachments',
    artifactlink: 'Development',
  };
  return names[rel.toLowerCase()] ?? findRelationType(definitions, rel)?.name ?? rel;
}

/** Types that a person can pick for a new link. */
export function linkTypes(definitions: Definitions): readonly LinkType[] {
  const pickable = (type: RelationType): boolean => type.usage === 'workItemLink' && type.enabled && !type.remote;
  return definitions.relationTypes
    .filter(pickable)
    .map(({ referenceName, name }) => ({ rel: referenceName, name }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

function relationViews(source: RelationSource): readonly RelationView[] {
  const before = source.base.relations.map(toDocumentRelation);
  const after = source.document.relations;
  const pairs = pairRelations(before, after);
  const seen = new Map<string, number>();
  const ordered = [
    ...pairs.filter((pair) => pair.after !== undefined),
    ...pairs.filter((pair) => pair.after === undefined),
  ];
  return ordered.flatMap((pair) => {
    const old = pair.before === undefined ? undefined : before[pair.before];
    const now = pair.after === undefined ? undefined : after[pair.after];
    const relation = now ?? old;
    if (relation === undefined) return [];
    const problems = pair.after === undefined ? [] : source.problemsAt(`/relations/${pair.after}`);
    const key = distinct(relationViewKey(relation), seen);
    return [relationView(relation, { key, change: changeOf(old, now), problems }, source)];
  });
}

/** Identity of a row: the relation's own, and its name, which tells apart what one address is linked as. */
export function relationViewKey(relation: DocumentRelation): string {
  return `${relationKey(relation)} ${nameOf(relation)}`.trimEnd();
}

function distinct(key: string, seen: Map<string, number>): string {
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count === 1 ? key : `${key} (${count})`;
}

function changeOf(old: DocumentRelation | undefined, now: DocumentRelation | undefined): RelationView['change'] {
  if (old === undefined) return 'added';
  if (now === undefined) return 'removed';
  return commentOf(old) === commentOf(now) && nameOf(old) === nameOf(now) ? 'none' : 'changed';
}

function relationView(
  relation: DocumentRelation,
  rest: Pick<RelationView, 'key' | 'change' | 'problems'>,
  source: RelationSource,
): RelationView {
  const kind = kindOfRelation(relation);
  const targetId = kind === 'item' ? linkTarget(relation.url) : undefined;
  const found = targetId === undefined ? undefined : source.targets.get(targetId);
  return {
    ...rest,
    rel: relation.rel,
    url: relation.url,
    name: nameOf(relation),
    kind,
    targetId,
    item: found === undefined ? undefined : itemRow(found, source.definitions, source.iconOf),
    text: describe(relation, kind),
    href: kind !== 'artifact' && /^https?:\/\//i.test(relation.url) ? relation.url : '',
    comment: commentOf(relation),
  };
}

function kindOfRelation({ rel, url }: DocumentRelation): RelationView['kind'] {
  switch (rel.toLowerCase()) {
    case 'hyperlink':
      return 'hyperlink';
    case 'attachedfile':
      return 'attachment';
    case 'artifactlink':
      return 'artifact';
    default:
      return !isRemote(rel) && linkTarget(url) !== undefined ? 'item' : 'other';
  }
}

function describe(relation: DocumentRelation, kind: RelationView['kind']): string {
  const { url } = relation;
  switch (kind) {
    case 'item':
      return '';
    case 'attachment':
      return nameOf(relation) || fileName(url);
    case 'artifact':
      return `${nameOf(relation) || 'Artifact'} ${shortArtifact(url)}`;
    case 'hyperlink':
    case 'other':
      return nameOf(relation) || url;
  }
}

function fileName(url: string): string {
  const named = URL.canParse(url) ? new URL(url).searchParams.get('fileName') : null;
  return named ?? decoded(url.split(/[?#]/)[0]?.split('/').at(-1) ?? url);
}

/** The last part of `vstfs:///Git/Commit/{project}%2F{repository}%2F{commit}`; a commit by its first eight digits, as Git users know it. */
function shortArtifact(url: string): string {
  const last = decoded(url).split('/').at(-1) ?? url;
  return /^[\da-f]{40}$/i.test(last) ? last.slice(0, 8) : last;
}

/** A found item with what its type says of colours. */
export function itemRow(found: FoundItem, definitions: Definitions, iconOf: IconOf): ItemRow {
  const type = findType(definitions, found.type);
  const color = type?.states.find(({ name }) => name === found.state)?.color ?? '';
  const { id, title, state } = found;
  return { id, title, state, type: found.type, stateColor: color, icon: iconOf(type) };
}
