import type { ItemProblem } from './commitPlan';
import { findRelationType, type Definitions } from './definitions';
import type { Document } from './document';
import { pointerOf, type Change, type Edit, type RelationChange } from './operations';
import type { Problem } from './problem';
import { commentOf, finderOn, isItemLink, linkTarget, toDocumentRelation, type DocumentRelation } from './relations';
import type { StagedItem } from './stage';

/** A staged item with what its document changes. */
export interface ItemEdit {
  readonly item: StagedItem;
  readonly document: Document;
  readonly definitions: Definitions;
  readonly edit: Edit;
  /** What the item's text says too, and `edit` no longer. */
  readonly entrusted?: readonly Entrusted[];
}

/** A change of a link that is sent with the edit of the item at its other end. */
export interface Entrusted {
  readonly change: RelationChange;
  readonly to: number;
}

/** What an edit says of a link at one of its ends. */
export interface LinkWord {
  readonly kind: RelationChange['kind'];
  /** What the link's comment will be; `undefined` where the link is removed. */
  readonly comment: string | undefined;
}

export function wordOf({ kind, relation }: RelationChange): LinkWord {
  return { kind, comment: kind === 'removeRelation' ? undefined : commentOf(relation) };
}

/** Where both ends of one link are edited and do not say the same of it: whichever was sent last would win, and nobody be told. */
export function differingEnds(edits: readonly ItemEdit[]): readonly ItemProblem[] {
  const first = new Map<string, LinkEdit>();
  return linkEdits(edits).flatMap((end) => {
    const other = first.get(end.key);
    if (other === undefined) first.set(end.key, end);
    return other === undefined || agree(other.word, end.word) ? [] : [differs(other, end), differs(end, other)];
  });
}

function differs({ entry, change }: LinkEdit, other: LinkEdit): ItemProblem {
  return { id: entry.item.id, problem: difference(change, entry.document, other.entry.item.id, other.word) };
}

/** `differingEnds` of one edit, for the links of which `said` knows what the stage says at their other end. */
export function differingLinks(
  edit: Edit,
  document: Document,
  definitions: Definitions,
  said: (item: number, rel: string) => LinkWord | undefined,
): readonly Problem[] {
  return edit.changes.flatMap((one) => {
    const end = otherEnd(one, definitions);
    const word = end === undefined ? undefined : said(end.target, end.rel);
    if (end === undefined || word === undefined || agree(wordOf(end.change), word)) return [];
    return [difference(end.change, document, end.target, word)];
  });
}

function difference(change: RelationChange, document: Document, other: number, word: LinkWord): Problem {
  const [mine, theirs] = [wordOf(change).comment, word.comment];
  return { code: 'linkEndsDiffer', pointer: pointerOf(change, document), severity: 'error', other, mine, theirs };
}

/** An end that only adds the link leaves its comment to the other. */
function agree(a: LinkWord, b: LinkWord): boolean {
  const isSilent = ({ kind, comment }: LinkWord) => kind === 'addRelation' && comment === '';
  if (a.comment === undefined || b.comment === undefined) return a.comment === b.comment;
  return a.comment === b.comment || isSilent(a) || isSilent(b);
}

/**
 * A link stands on both of its ends, and the server makes the other end by itself: where both ends of one link are edited, one of
 * the two is sent, else the second is refused ("Relation already exists."). The end with a comment goes before the one without.
 */
export function withoutRepeatedLinks(edits: readonly ItemEdit[]): readonly ItemEdit[] {
  const chosen = new Map<string, LinkEdit>();
  const dropped = new Map<ItemEdit, Entrusted[]>();
  for (const end of linkEdits(edits)) {
    const key = `${end.change.kind} ${end.key}`;
    const other = chosen.get(key);
    const better = other === undefined || (end.word.comment !== '' && other.word.comment === '');
    if (better) chosen.set(key, end);
    if (other === undefined) continue;
    const [sent, left] = better ? [end, other] : [other, end];
    const leaves = dropped.get(left.entry) ?? [];
    dropped.set(left.entry, [...leaves, { change: left.change, to: sent.entry.item.id }]);
  }
  return dropped.size === 0 ? edits : edits.map((entry) => entrusting(entry, dropped.get(entry) ?? [], []));
}

/** An edit without what is sent with others, and with what others have entrusted to it; the same one where that is nothing. */
function entrusting(entry: ItemEdit, left: readonly Entrusted[], taken: readonly Change[]): ItemEdit {
  if (left.length + taken.length === 0) return entry;
  const gone = new Set<Change>(left.map(({ change }) => change));
  const changes = [...entry.edit.changes.filter((change) => !gone.has(change)), ...taken];
  return { ...entry, edit: { changes }, entrusted: [...(entry.entrusted ?? []), ...left] };
}

/** What is done to a link at one of its ends. */
interface LinkEdit {
  readonly entry: ItemEdit;
  readonly change: RelationChange;
  /** The same from both ends. */
  readonly key: string;
  readonly word: LinkWord;
}

function linkEdits(edits: readonly ItemEdit[]): readonly LinkEdit[] {
  const found: LinkEdit[] = [];
  for (const entry of edits) {
    const { id } = entry.item;
    for (const one of entry.edit.changes) {
      const other = otherEnd(one, entry.definitions);
      if (other === undefined) continue;
      const { change, relation, rel, target } = other;
      const ends = [`${id} ${relation.rel.toLowerCase()} ${target}`, `${target} ${rel.toLowerCase()} ${id}`];
      found.push({ entry, change, key: ends.sort().join(' '), word: wordOf(change) });
    }
  }
  return found;
}

/**
 * A position in an item's relations holds only as long as nobody adds or removes a link to it from the other end, and links make
 * no revision that a guard could test. So a link between two entries is sent from the end that comes later, where that end names
 * positions: by then the other entry has done its work.
 */
export function withLastingPositions(edits: readonly ItemEdit[], linkUrl: (id: number) => string): readonly ItemEdit[] {
  if (!edits.some(namesPositions)) return edits;
  const places = new Map(
    edits.map((entry, index) => [
      entry.item.id,
      { entry, index, find: finderOn(entry.item.base.relations, toDocumentRelation) },
    ]),
  );
  const moved = new Map<number, Change[]>();
  const giveUp = (entry: ItemEdit, index: number, change: Change): Entrusted | undefined => {
    const other = otherEnd(change, entry.definitions);
    const place = other === undefined ? undefined : places.get(other.target);
    if (other === undefined || place === undefined || !namesPositions(place.entry)) return undefined;
    const { kind } = other.change;
    if (kind === 'changeRelation' || (entry.item.id > 0 && index > place.index)) return undefined;
    const relation = { ...other.relation, rel: other.rel, url: linkUrl(entry.item.id) };
    if (kind === 'removeRelation' && place.find(relation) === undefined) return undefined;
    moved.set(other.target, [...(moved.get(other.target) ?? []), { kind, relation }]);
    return { change: other.change, to: other.target };
  };
  const given = edits.map((entry, index) => entry.edit.changes.flatMap((change) => giveUp(entry, index, change) ?? []));
  return edits.map((entry, index) => entrusting(entry, given[index] ?? [], moved.get(entry.item.id) ?? []));
}

function namesPositions({ edit }: ItemEdit): boolean {
  return edit.changes.some(({ kind }) => kind === 'removeRelation' || kind === 'changeRelation');
}

interface OtherEnd {
  readonly change: RelationChange;
  readonly relation: DocumentRelation;
  readonly target: number;
  /** Type of the link as it stands there. */
  readonly rel: string;
}

/** The other end of a link that is edited; `undefined` for everything else. */
function otherEnd(change: Change, definitions: Definitions): OtherEnd | undefined {
  if (change.kind === 'field' || change.kind === 'format') return undefined;
  const { relation } = change;
  const target = isItemLink(relation) ? linkTarget(relation.url) : undefined;
  const rel = oppositeEnd(relation, definitions);
  return target === undefined || rel === undefined ? undefined : { change, relation, target, rel };
}

function oppositeEnd(relation: DocumentRelation, definitions: Definitions): string | undefined {
  const type = findRelationType(definitions, relation.rel);
  return type?.usage === 'workItemLink' ? (type.oppositeEnd ?? type.referenceName) : undefined;
}
