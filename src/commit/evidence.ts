import type { Definitions } from '../core/definitions';
import { commentWords, isEmpty, kindOf, sameValue } from '../core/fieldValues';
import { isRecord } from '../core/json';
import { baseField, type Change } from '../core/operations';
import { commentOf, findRelation, linkTarget, toDocumentRelation } from '../core/relations';
import { field, textField, type JsonValue, type Relation, type WorkItem } from '../core/workItem';
import type { SentEntry } from './journal';

/** What the server's data say about an entry whose reply is missing or not to be trusted. */
export type Verdict = 'applied' | 'notApplied' | 'undecided';

export interface Evidence {
  /** The item as it is now; `undefined` where it cannot be read. */
  readonly current: WorkItem | undefined;
  /** The revision right after the one that the entry was guarded by, where there is one. */
  readonly next: WorkItem | undefined;
  /** The account that sent the entry, as an identity field would show it. */
  readonly me: JsonValue | undefined;
  /** Entries for the same revision of the item in other batches, decided or not: only one of them can have become the next one. */
  readonly rivals: readonly SentEntry[];
}

type Fields = Pick<Definitions, 'fields'>;

/**
 * Decides whether an update was applied. The guard makes it possible: an update that went through is exactly the revision after
 * the one it tested, made by this account. Links between work items make no revision; there the links themselves tell.
 */
export function judgeUpdate(entry: SentEntry, evidence: Evidence, definitions: Fields): Verdict {
  const { current, next, me } = evidence;
  if (current === undefined) return 'undecided';
  if (!makesRevision(entry)) return relationsHold(entry.changes, current.relations) ? 'applied' : 'notApplied';
  if (current.rev <= entry.base.rev) return 'notApplied';
  if (next === undefined) return 'undecided';
  const author = baseField(next, field.changedBy);
  const signed = !entry.operations.some((operation) => operation.path === `/fields/${field.changedBy}`);
  if (signed && author !== undefined && me !== undefined && !sameValue(author, me, 'identity')) return 'notApplied';
  const share = shareIn(entry, next, current, definitions);
  const rivals = evidence.rivals.filter(makesRevision);
  if (rivals.some((rival) => shareIn(rival, next, current, definitions) > share)) return 'notApplied';
  return compare(entry, next, current, definitions);
}

/**
 * How much of a revision an entry accounts for: nothing where it does not hold all that the entry sets, exactly; else the more, the more
 * fields the entry sets, and among equals the more links it changes. Links that tell against it count less than none: others change
 * links as well, without a revision, so that they never outweigh a field.
 */
function shareIn(entry: SentEntry, next: WorkItem, current: WorkItem, definitions: Fields): number {
  if (!accountsFor(entry, next, definitions)) return 0;
  const fields = entry.changes.filter(({ kind }) => kind === 'field').length;
  const links = entry.changes.length - fields + 1;
  return 1 + fields + (relationsHold(entry.changes, current.relations) ? links / (links + 1) : 0);
}

/** True where a revision holds all that an entry sets, exactly, and its comment. */
function accountsFor(entry: SentEntry, next: WorkItem, definitions: Fields): boolean {
  const comment = sentComment(entry);
  const stored = baseField(next, field.history);
  return (
    (isEmpty(commentWords(comment)) ? isEmpty(stored) : sameComment(stored, comment)) &&
    entry.changes.every((change) => {
      if (change.kind !== 'field') return true;
      const kind = kindOf(change.field, definitions);
      return kind === 'history' || sameValue(baseField(next, change.field), change.to, kind);
    })
  );
}

/** Work item links and comments on relations leave the revision as it is (recorded traffic; REST example "Update a link"). */
function makesRevision(entry: SentEntry): boolean {
  return (
    entry.operations.some(({ path }) => path.startsWith('/fields/')) ||
    entry.changes.some(
      (change) =>
        (change.kind === 'addRelation' || change.kind === 'removeRelation') &&
        linkTarget(change.relation.url) === undefined,
    )
  );
}

/** True when relations are as the changes want them. */
export function relationsHold(changes: readonly Change[], relations: readonly Relation[]): boolean {
  const shown = relations.map(toDocumentRelation);
  return changes.every((change) => {
    if (change.kind === 'field' || change.kind === 'format') return true;
    const at = findRelation(shown, change.relation);
    if (change.kind === 'removeRelation') return at === undefined;
    const found = at === undefined ? undefined : shown[at];
    return found !== undefined && commentOf(found) === commentOf(change.relation);
  });
}

/** Values that rules or sanitising may rewrite speak only for an entry, never against it. */
function compare(entry: SentEntry, next: WorkItem, current: WorkItem, definitions: Fields): Verdict {
  let speaksFor = 0;
  let speaksAgainst = 0;
  for (const change of entry.changes) {
    if (change.kind !== 'field') {
      if (change.kind !== 'format' && relationsHold([change], current.relations)) speaksFor += 1;
      continue;
    }
    const kind = kindOf(change.field, definitions);
    const value = baseField(next, change.field);
    if (kind === 'history') speaksFor += sameComment(value, change.to) ? 1 : 0;
    else if (sameValue(value, change.to, kind)) speaksFor += 1;
    else if (kind !== 'longText') speaksAgainst += 1;
    // Written by this account in this very revision, though not as it was sent: the server rewrote the markup.
    else if (!sameValue(value, change.from, kind)) speaksFor += 1;
  }
  if (sameComment(baseField(next, field.history), sentComment(entry))) speaksFor += 1;
  if (speaksAgainst === 0 && speaksFor > 0) return 'applied';
  return speaksFor === 0 ? 'notApplied' : 'undecided';
}

function sentComment(entry: SentEntry): JsonValue | undefined {
  return entry.operations.find(({ path }) => path === `/fields/${field.history}`)?.value;
}

/** A comment that says its format comes back rendered: that there is one at all has to do. */
function sameComment(stored: JsonValue | undefined, sent: JsonValue | undefined): boolean {
  return isRecord(sent) ? !isEmpty(commentWords(sent)) && !isEmpty(stored) : sameWords(stored, sent);
}

/** The words of a comment; the server wraps and cleans its markup. */
function sameWords(stored: JsonValue | undefined, sent: JsonValue | undefined): boolean {
  if (typeof stored !== 'string' || typeof sent !== 'string' || isEmpty(sent)) return false;
  return words(stored) === words(sent);
}

function words(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&(?:lt|gt|amp|quot|#\d+);/g, '')
    .replace(/[<>&"']/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** An item on the server that may be what an entry created: by this account, of the right age. */
export interface Candidate {
  readonly id: number;
  /** As it was at first: somebody may have renamed it since. */
  readonly first: WorkItem;
}

/** A creation whose outcome is open. */
export interface Creation {
  readonly entry: SentEntry;
  /** Milliseconds since 1970 by the server's clock: nothing older can have come of it. */
  readonly since: number;
}

export interface MatchedCreations {
  /** Real ids by entry. */
  readonly found: ReadonlyMap<SentEntry, number>;
  /** Entries of which something like them appeared, but nobody can say what. */
  readonly ambiguous: ReadonlySet<SentEntry>;
}

/**
 * Tells which creations happened. An item that has all the values of one entry, and of no other, is that entry's. Items that look
 * alike are then told apart by their number alone: as many as were sent, and they belong together in the order of their ids.
 */
export function matchCreations(
  creations: readonly Creation[],
  candidates: readonly Candidate[],
  definitions: (project: string) => Fields,
): MatchedCreations {
  const found = new Map<SentEntry, number>();
  const open = (): readonly Creation[] => creations.filter(({ entry }) => !found.has(entry));
  const taken = new Set<number>();
  const free = (): readonly Candidate[] => candidates.filter(({ id }) => !taken.has(id));
  const take = (entry: SentEntry, id: number): void => {
    found.set(entry, id);
    taken.add(id);
  };
  const valuesOf = (creation: Creation, candidate: Candidate): Likeness =>
    compareValues(creation.entry, candidate.first, definitions(creation.entry.project));
  const fits = (creation: Creation, candidate: Candidate): boolean =>
    looksLike(creation, candidate, clockMargin) && valuesOf(creation, candidate) === 'all';
  const mayFit = (creation: Creation, candidate: Candidate): boolean =>
    looksLike(creation, candidate, 0) && valuesOf(creation, candidate) !== 'other';
  for (const creation of open()) {
    const fitting = free().filter((candidate) => fits(creation, candidate));
    const [only] = fitting;
    const rivals = open().filter((other) => only !== undefined && fits(other, only));
    if (only !== undefined && fitting.length === 1 && rivals.length === 1) take(creation.entry, only.id);
  }
  const ambiguous = new Set<SentEntry>();
  const alike = groupBy(open(), ({ entry }) => likeness(entry.project, entry.creation?.type, entry.creation?.title));
  for (const group of alike.values()) {
    const there = free().filter((candidate) => group.some((creation) => mayFit(creation, candidate)));
    const pairs = group.map((creation, index) => [creation, there[index]] as const);
    const even = there.length === group.length && pairs.every(([creation, item]) => item && mayFit(creation, item));
    for (const [creation, item] of pairs) {
      if (even && item !== undefined) take(creation.entry, item.id);
      else if (there.length > 0) ambiguous.add(creation.entry);
    }
  }
  return { found, ambiguous };
}

/** Milliseconds by which an item may seem older than it can be: the server's clock is known to the second. */
export const clockMargin = 3000;

function looksLike({ entry, since }: Creation, { first }: Candidate, margin: number): boolean {
  const created = Date.parse(textField(first, field.createdDate));
  const old = !Number.isNaN(created) && created < since - margin;
  const theirs = likeness(textField(first, field.teamProject), textField(first, field.type), first.fields[field.title]);
  return !old && theirs === likeness(entry.project, entry.creation?.type, entry.creation?.title);
}

/** All values as they were sent; all but long texts, whose markup the server may rewrite; or others. */
type Likeness = 'all' | 'allButLongTexts' | 'other';

function compareValues(entry: SentEntry, first: WorkItem, definitions: Fields): Likeness {
  let result: Likeness = 'all';
  for (const change of entry.changes) {
    if (change.kind !== 'field') continue;
    const kind = kindOf(change.field, definitions);
    const value = baseField(first, change.field);
    if (kind === 'history' || sameValue(value, change.to, kind) || sameWords(value, change.to)) continue;
    if (kind !== 'longText') return 'other';
    result = 'allButLongTexts';
  }
  return result;
}

function likeness(project: string, type: string | undefined, title: JsonValue | undefined): string {
  return JSON.stringify([project.toLowerCase(), type?.toLowerCase(), typeof title === 'string' ? title.trim() : '']);
}

function groupBy<T>(list: readonly T[], key: (entry: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const name = key(entry);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return groups;
}
