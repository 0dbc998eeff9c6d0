import type { Definitions } from '../core/definitions';
import { isEmpty, kindOf, sameValue } from '../core/fieldValues';
import { baseField, type Change } from '../core/operations';
import { commentOf, findRelation, linkTarget, toDocumentRelation } from '../core/relations';
import { field, type JsonValue, type WorkItem } from '../core/workItem';
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
}

type Fields = Pick<Definitions, 'fields'>;

/**
 * Decides whether an update was applied. The guard makes it possible: an update that went through is exactly the revision after
 * the one it tested, made by this account. Links between work items make no revision; there the links themselves tell.
 */
export function judgeUpdate(entry: SentEntry, evidence: Evidence, definitions: Fields): Verdict {
  const { current, next, me } = evidence;
  if (current === undefined) return 'undecided';
  if (!makesRevision(entry)) return relationsHold(entry.changes, current) ? 'applied' : 'notApplied';
  if (current.rev <= entry.rev) return 'notApplied';
  if (next === undefined) return 'undecided';
  const author = baseField(next, field.changedBy);
  const signed = !entry.operations.some((operation) => operation.path === `/fields/${field.changedBy}`);
  if (signed && author !== undefined && me !== undefined && !sameValue(author, me, 'identity')) return 'notApplied';
  return compare(entry, next, current, definitions);
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

function relationsHold(changes: readonly Change[], current: WorkItem): boolean {
  const shown = current.relations.map(toDocumentRelation);
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
    if (change.kind === 'addRelation' && relationsHold([change], current)) speaksFor += 1;
    if (change.kind !== 'field') continue;
    const kind = kindOf(change.field, definitions);
    const value = baseField(next, change.field);
    if (kind === 'history') speaksFor += sameWords(value, change.to) ? 1 : 0;
    else if (sameValue(value, change.to, kind)) speaksFor += 1;
    else if (kind !== 'longText') speaksAgainst += 1;
    // Written by this account in this very revision, though not as it was sent: the server rewrote the markup.
    else if (!sameValue(value, change.from, kind)) speaksFor += 1;
  }
  if (sameWords(baseField(next, field.history), sentComment(entry))) speaksFor += 1;
  if (speaksAgainst === 0 && speaksFor > 0) return 'applied';
  return speaksFor === 0 ? 'notApplied' : 'undecided';
}

function sentComment(entry: SentEntry): JsonValue | undefined {
  return entry.operations.find(({ path }) => path === `/fields/${field.history}`)?.value;
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
  readonly project: string;
  readonly type: string;
  readonly title: string;
}

export interface MatchedCreations {
  /** Real ids by the ids in the stage. */
  readonly found: ReadonlyMap<number, number>;
  /** Entries of which some, but not the right number, appeared. */
  readonly ambiguous: ReadonlySet<number>;
}

/**
 * Tells which creations happened. Items that look alike are told apart by their number alone: as many as were sent, and they
 * belong together in the order of their ids; fewer or more, and nobody can say which.
 */
export function matchCreations(entries: readonly SentEntry[], candidates: readonly Candidate[]): MatchedCreations {
  const found = new Map<number, number>();
  const ambiguous = new Set<number>();
  const sent = groupBy(
    entries.filter(({ creation }) => creation !== undefined),
    ({ project, creation }) => likeness(project, creation?.type ?? '', creation?.title ?? ''),
  );
  const there = groupBy(candidates, ({ project, type, title }) => likeness(project, type, title));
  for (const [key, group] of sent) {
    const ids = (there.get(key) ?? []).map(({ id }) => id).sort((a, b) => a - b);
    if (ids.length === 0) continue;
    group.forEach((entry, index) => {
      const id = ids[index];
      if (ids.length === group.length && id !== undefined) found.set(entry.id, id);
      else ambiguous.add(entry.id);
    });
  }
  return { found, ambiguous };
}

function likeness(project: string, type: string, title: string): string {
  return JSON.stringify([project.toLowerCase(), type.toLowerCase(), title.trim()]);
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
