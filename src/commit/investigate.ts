import { emptyDefinitions } from '../core/definitions';
import { linkTarget, workItemUrl } from '../core/relations';
import type { Change } from '../core/operations';
import { field, type JsonValue, type WorkItem } from '../core/workItem';
import type { CommitDeps } from './deps';
import { clockMargin, judgeUpdate, matchCreations, type Candidate, type Creation, type Verdict } from './evidence';
import { knownCreations, openBatches, type JournalRecord, type SentEntry } from './journal';

/** What the server shows about one entry. */
export interface Finding {
  readonly verdict: Verdict;
  /** The item as it is now, where it can be read. */
  readonly item: WorkItem | undefined;
  /** Why it is undecided. */
  readonly reason: 'absent' | 'ambiguous' | 'gone' | 'mixed' | undefined;
}

/**
 * Asks the server what became of entries: updates by their revisions and values, creations by what has appeared since. `confirmed` are the
 * ids of those to which the server has said yes: no other batch can be meant by that.
 */
export async function investigate(
  deps: CommitDeps,
  entries: readonly SentEntry[],
  since: number,
  confirmed: ReadonlySet<number>,
): Promise<ReadonlyMap<number, Finding>> {
  const creations = await findCreations(
    deps,
    entries.filter((entry) => entry.creation !== undefined),
    since,
  );
  const realIds = new Map(
    [...creations].flatMap(([id, { item }]) => (item === undefined ? [] : [[id, item.id] as const])),
  );
  const updates = entries.filter((entry) => entry.creation === undefined);
  const { items } = await deps.client.workItems(
    updates.map(({ id }) => id),
    { relations: true },
  );
  const byId = new Map(items.map((item) => [item.id, item]));
  const moved = updates.some((entry) => (byId.get(entry.id)?.rev ?? 0) > entry.base.rev);
  const me = moved ? await identity(deps) : undefined;
  const found = new Map(creations);
  const sent = (await deps.journal.read()).flatMap((record) => (record.kind === 'sending' ? record.entries : []));
  for (const entry of updates) {
    const item = byId.get(entry.id);
    const next = item === undefined ? undefined : await revisionAfter(deps, entry.base.rev, item);
    const { fields } = await deps.definitions(entry.project);
    const resolved = { ...entry, changes: entry.changes.map((change) => withRealTarget(change, realIds, deps)) };
    const isRival = ({ id, base, text }: SentEntry): boolean =>
      id === entry.id && base.rev === entry.base.rev && text !== entry.text;
    const rivals = confirmed.has(entry.id) ? [] : sent.filter(isRival);
    const verdict = judgeUpdate(resolved, { current: item, next, me, rivals }, { fields });
    const reason = verdict !== 'undecided' ? undefined : item === undefined ? 'gone' : 'mixed';
    found.set(entry.id, { verdict, item, reason });
  }
  return found;
}

async function identity(deps: CommitDeps): Promise<JsonValue | undefined> {
  const { uniqueName, displayName } = await deps.client.connectionData();
  if (uniqueName === '' && displayName === '') return undefined;
  return { ...(uniqueName === '' ? {} : { uniqueName }), ...(displayName === '' ? {} : { displayName }) };
}

async function revisionAfter(deps: CommitDeps, rev: number, item: WorkItem): Promise<WorkItem | undefined> {
  if (item.rev <= rev + 1) return item.rev === rev + 1 ? item : undefined;
  const revisions = await deps.client.revisions(item.id);
  return revisions.find((revision) => revision.rev === rev + 1);
}

/** A link to an item that was new names its real id on the server. */
function withRealTarget(change: Change, realIds: ReadonlyMap<number, number>, deps: CommitDeps): Change {
  if (change.kind !== 'addRelation') return change;
  const real = realIds.get(linkTarget(change.relation.url) ?? 0);
  if (real === undefined) return change;
  return { ...change, relation: { ...change.relation, url: workItemUrl(deps.client.collectionUrl, real) } };
}

async function findCreations(
  deps: CommitDeps,
  entries: readonly SentEntry[],
  since: number,
): Promise<ReadonlyMap<number, Finding>> {
  if (entries.length === 0) return new Map();
  const records = await deps.journal.read();
  const mine: readonly Creation[] = entries.map((entry) => ({ entry, since }));
  const creations = [...mine, ...rivals(records, entries)];
  const projects = [...new Set(entries.map(({ project }) => project))];
  const earliest = Math.min(...creations.map((creation) => creation.since));
  const rows = await Promise.all(projects.map((project) => createdSince(deps, project, earliest - clockMargin)));
  const known = knownCreations(records);
  const taken = new Set(known.values());
  const free = [...new Set(rows.flat())].filter((id) => !taken.has(id)).sort((a, b) => a - b);
  const own = entries.flatMap(({ id }) => known.get(id) ?? []);
  const { items } = await deps.client.workItems([...free, ...own], { relations: true });
  const fresh = items.filter(({ id }) => !taken.has(id));
  const candidates = await Promise.all(fresh.map((item) => candidate(deps, item)));
  const definitions = new Map(
    await Promise.all(
      creations.map(async ({ entry }) => [entry.project, await deps.definitions(entry.project)] as const),
    ),
  );
  const open = creations.filter(({ entry }) => !known.has(entry.id));
  const matched = matchCreations(open, candidates, (name) => definitions.get(name) ?? emptyDefinitions(name));
  const byId = new Map(items.map((item) => [item.id, item]));
  return new Map(
    entries.map((entry): readonly [number, Finding] => {
      const real = known.get(entry.id) ?? matched.found.get(entry);
      const item = real === undefined ? undefined : byId.get(real);
      if (item !== undefined) return [entry.id, { verdict: 'applied', item, reason: undefined }];
      const reason = matched.ambiguous.has(entry) ? 'ambiguous' : 'absent';
      return [entry.id, { verdict: 'undecided', item: undefined, reason }];
    }),
  );
}

/** Other creations that are open as well: what appears may have come of them. */
function rivals(records: readonly JournalRecord[], entries: readonly SentEntry[]): readonly Creation[] {
  const ids = new Set(entries.map(({ id }) => id));
  return openBatches(records).flatMap(({ entries: sent, openIds, time }) =>
    sent
      .filter(({ id, creation }) => creation !== undefined && openIds.has(id) && !ids.has(id))
      .map((entry) => ({ entry, since: time })),
  );
}

async function createdSince(deps: CommitDeps, project: string, since: number): Promise<readonly number[]> {
  const wiql =
    `SELECT [${field.id}] FROM WorkItems WHERE [${field.teamProject}] = @project` +
    ` AND [${field.createdBy}] = @Me AND [${field.createdDate}] >= '${new Date(since).toISOString()}'`;
  const { rows } = await deps.client.runWiql(project, wiql, { timePrecision: true });
  return rows.map(({ id }) => id);
}

async function candidate(deps: CommitDeps, item: WorkItem): Promise<Candidate> {
  const revisions = item.rev > 1 ? await deps.client.revisions(item.id) : [item];
  return { id: item.id, first: revisions[0] ?? item };
}
