import { sameName } from './definitions';
import { isRecord } from './json';
import type { JsonValue, Relation } from './workItem';

/** A relation as it stands in the document: what a person may change, and nothing else. */
export interface DocumentRelation {
  readonly rel: string;
  readonly url: string;
  readonly attributes?: RelationAttributes;
}

export interface RelationAttributes {
  readonly comment?: string;
  /** File name of an attachment, kind of an artifact link (`Pull Request`). Work item links have none of their own. */
  readonly name?: string;
}

const workItemPath = /\/_apis\/wit\/workitems\/(-?\d+)(?=[/?#]|$)/i;
const attachmentPath = /\/_apis\/wit\/attachments\/([^/?#]+)/i;

/** Id of the work item that a `…/_apis/wit/workItems/{id}` url names; negative for one that exists only in the stage. */
export function linkTarget(url: string): number | undefined {
  const digits = workItemPath.exec(url)?.[1];
  if (digits === undefined) return undefined;
  const id = Number(digits);
  return Number.isSafeInteger(id) && id !== 0 ? id : undefined;
}

/** The url that names a work item in a relation: collection level, because the project segment is not part of its identity. */
export function workItemUrl(collectionUrl: string, id: number): string {
  return `${collectionUrl.replace(/\/+$/, '')}/_apis/wit/workItems/${id}`;
}

/** True for a link to a work item of another organisation: there the host is part of the identity. */
export function isRemote(rel: string): boolean {
  return rel.toLowerCase().includes('.remote.');
}

export function isAttachment(rel: string): boolean {
  return sameName(rel, 'AttachedFile');
}

/** True for a link to a work item of the same collection. */
export function isItemLink(relation: DocumentRelation): boolean {
  return !hasOwnName(relation.rel) && !isRemote(relation.rel) && linkTarget(relation.url) !== undefined;
}

/** True for the url of a file that the server has. */
export function isUploadedFile(url: string): boolean {
  return attachmentPath.test(url);
}

/** True for an attachment that is still a file of this computer, to be uploaded at commit. */
export function isLocalFile(relation: { readonly rel: string; readonly url: string }): boolean {
  return isAttachment(relation.rel) && /^file:/i.test(relation.url);
}

/**
 * Identity of a relation, equal for all spellings that the server takes as the same: the relation type in any case; for work item
 * links the target id alone (the url comes with or without the project, by old and new host names); for attachments the
 * id (the server drops `?fileName=` on the way back); artifact urls decoded; other urls with scheme and host in lower case.
 */
export function relationKey(relation: Addressed): string {
  const kind = relation.rel.toLowerCase();
  return `${kind} ${urlKey(kind, relation.url)}`;
}

function urlKey(kind: string, url: string): string {
  if (kind === 'hyperlink') return withLowerHost(url);
  if (kind === 'artifactlink') return artifactKey(url);
  if (kind === 'attachedfile') {
    const id = attachmentPath.exec(url)?.[1];
    return id === undefined ? url : `attachment ${id.toLowerCase()}`;
  }
  const target = isRemote(kind) ? undefined : linkTarget(url);
  return target === undefined ? withLowerHost(url) : `item ${target}`;
}

function withLowerHost(url: string): string {
  const match = /^([a-z][a-z\d+.-]*:\/\/)((?:[^/?#@]*@)?)([^/?#]*)(.*)$/is.exec(url);
  if (match === null) return url;
  const [, scheme = '', user = '', host = '', rest = ''] = match;
  return scheme.toLowerCase() + user + host.toLowerCase() + rest;
}

const guid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

/** `vstfs:///{tool}/{type}/{id}`: tool and type in any case, ids percent-encoded or not, guids in any case; branch names keep theirs. */
function artifactKey(url: string): string {
  const decoded = decode(url).replace(guid, lower);
  return decoded.replace(/^vstfs:\/\/\/[^/]*\/[^/]*\//i, lower);
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch (error) {
    // A stray percent sign: the url is its own spelling.
    if (error instanceof URIError) return url;
    throw error;
  }
}

function lower(text: string): string {
  return text.toLowerCase();
}

/** The other end of a type with a direction is named like it, `-Forward` and `-Reverse` (`GET _apis/wit/workItemRelationTypes`). */
export function oppositeName(rel: string): string {
  if (/-forward$/i.test(rel)) return rel.replace(/forward$/i, 'Reverse');
  return rel.replace(/(?<=-)reverse$/i, 'Forward');
}

/** A relation as JSON: the `value` of the operation that adds it. */
export function relationValue({ rel, url, attributes }: DocumentRelation): JsonValue {
  return { rel, url, ...(attributes === undefined ? {} : { attributes: { ...attributes } }) };
}

/** The relation that an operation adds; undefined where its value is none. */
export function relationOf(value: JsonValue | undefined): DocumentRelation | undefined {
  if (!isRecord(value)) return undefined;
  const { rel, url, attributes } = value;
  if (typeof rel !== 'string' || typeof url !== 'string') return undefined;
  const read = (name: string) => (isRecord(attributes) ? text(attributes[name]) : undefined);
  return withAttributes(rel, url, read('comment'), read('name'));
}

/** What of a relation stands in the document. */
export function toDocumentRelation(relation: Relation): DocumentRelation {
  const { comment, name } = relation.attributes;
  return withAttributes(relation.rel, relation.url, text(comment), text(name));
}

/** Attachments and artifact links carry a name; for other relations the server makes it up. */
export function hasOwnName(rel: string): boolean {
  return isAttachment(rel) || isArtifactLink(rel) || sameName(rel, 'Hyperlink');
}

/** A relation with what it says. The name of a work item link only repeats its type, so it is left out. */
export function withAttributes(
  rel: string,
  url: string,
  comment: string | undefined,
  name: string | undefined,
): DocumentRelation {
  const attributes = {
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(name === undefined || name === '' || !hasOwnName(rel) ? {} : { name }),
  };
  return Object.keys(attributes).length === 0 ? { rel, url } : { rel, url, attributes };
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function commentOf(relation: DocumentRelation): string {
  return relation.attributes?.comment ?? '';
}

export function nameOf(relation: DocumentRelation): string {
  return relation.attributes?.name ?? '';
}

/** True when both say the same thing, however they spell the url. */
export function sameRelation(a: DocumentRelation, b: DocumentRelation): boolean {
  return relationKey(a) === relationKey(b) && commentOf(a) === commentOf(b) && nameOf(a) === nameOf(b);
}

/** How many relations at the start of two lists are the same letter by letter: most lists are not edited, or at their end. */
export function sameStart(before: readonly Relation[], after: readonly DocumentRelation[]): number {
  const differs = after.findIndex((relation, index) => {
    const old = before[index];
    return old?.rel !== relation.rel || old.url !== relation.url || !saysTheSame(old, relation);
  });
  return differs === -1 ? after.length : differs;
}

function saysTheSame({ rel, attributes }: Relation, relation: DocumentRelation): boolean {
  const name = hasOwnName(rel) ? (text(attributes['name']) ?? '') : '';
  return (text(attributes['comment']) ?? '') === commentOf(relation) && name === nameOf(relation);
}

/** Two lists of relations brought together by identity; `undefined` on one side where only the other has it. */
export interface RelationPair {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/**
 * Identity of a relation within one item: one build linked as "Build" and as "Found in build" is two links, so the name of an
 * artifact link belongs to it.
 */
export function relationIdentity(relation: DocumentRelation): string {
  const key = relationKey(relation);
  return isArtifactLink(relation.rel) ? `${key} ${nameOf(relation)}` : key;
}

function isArtifactLink(rel: string): boolean {
  return sameName(rel, 'ArtifactLink');
}

/** Pairs two lists by identity, never by position; entries that agree in more attributes find each other first. */
export function pairRelations(
  before: readonly DocumentRelation[],
  after: readonly DocumentRelation[],
): readonly RelationPair[] {
  const open = byKey(before);
  const partner = new Map<number, number>();
  // Most edits only add, and then nothing has a partner.
  const keys = before.length === 0 ? [] : after.map(relationKey);
  for (const agrees of [sameRelation, sameNamed, mayBeSame]) {
    keys.forEach((key, index) => {
      const list = partner.has(index) ? [] : (open.get(key) ?? []);
      const at = list.findIndex((candidate) => agrees(entry(before, candidate), entry(after, index)));
      const [found] = at === -1 ? [] : list.splice(at, 1);
      if (found !== undefined) partner.set(index, found);
    });
  }
  const taken = new Set(partner.values());
  return [
    ...before.flatMap((_relation, index) => (taken.has(index) ? [] : [{ before: index, after: undefined }])),
    ...after.map((_relation, index) => ({ before: partner.get(index), after: index })),
  ];
}

/** The place of a relation in a list: by identity, then by the attributes it agrees in. */
export function findRelation(relations: readonly DocumentRelation[], wanted: DocumentRelation): number | undefined {
  return finderOn(relations, (relation) => relation)(wanted);
}

/** `findRelation` for one relation or many of them, in a list of which `shown` tells what stands in documents; but for `taken` places. */
export function finderOn<T extends Addressed>(
  relations: readonly T[],
  shown: (relation: T) => DocumentRelation,
): (wanted: DocumentRelation, taken?: ReadonlySet<number>) => number | undefined {
  let places: ReadonlyMap<string, readonly number[]> | undefined;
  let asked = 0;
  return (wanted, taken) => {
    asked += 1;
    // Most edits ask once; keys of all relations pay from the second time on.
    if (asked > 1) places ??= byKey(relations);
    const alike = places === undefined ? indicesOf(relations, wanted) : (places.get(relationKey(wanted)) ?? []);
    const free = taken === undefined ? alike : alike.filter((index) => !taken.has(index));
    return bestOf(free, wanted, (index) => shown(entry(relations, index)));
  };
}

type Addressed = Pick<DocumentRelation, 'rel' | 'url'>;

/** Indices of the relations of one identity. */
function indicesOf(relations: readonly Addressed[], wanted: Addressed): readonly number[] {
  const key = relationKey(wanted);
  const alike: number[] = [];
  relations.forEach((relation, index) => {
    if (sameName(relation.rel, wanted.rel) && relationKey(relation) === key) alike.push(index);
  });
  return alike;
}

/** Indices of the relations of each identity. */
function byKey(relations: readonly Addressed[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  relations.forEach((relation, index) => {
    const key = relationKey(relation);
    const list = places.get(key);
    if (list === undefined) places.set(key, [index]);
    else list.push(index);
  });
  return places;
}

function bestOf(
  alike: readonly number[],
  wanted: DocumentRelation,
  shown: (index: number) => DocumentRelation,
): number | undefined {
  for (const agrees of [sameRelation, sameNamed, mayBeSame]) {
    const found = alike.find((index) => agrees(shown(index), wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}

function sameNamed(a: DocumentRelation, b: DocumentRelation): boolean {
  return nameOf(a) === nameOf(b);
}

/** Entries of one url: an artifact link by another name is another link, one without a name may be any. */
function mayBeSame(a: DocumentRelation, b: DocumentRelation): boolean {
  return !isArtifactLink(a.rel) || nameOf(a) === '' || nameOf(b) === '';
}

function entry<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`No entry ${index} in a list of ${list.length}`);
  return found;
}
