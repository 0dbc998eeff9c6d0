import { stringifyDocument, toDocument, withValue, type Document } from '../core/document';
import { AdoError } from '../ado/errors';
import type { ItemUpdate } from '../ado/history';
import { findRelationType, type Definitions } from '../core/definitions';
import { isRecord, parseJson } from '../core/json';
import type { BatchReply, Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import {
  linkTarget,
  relationKey,
  relationOf,
  relationValue,
  toDocumentRelation,
  type DocumentRelation,
} from '../core/relations';
import { findStaged, type Stage, type StageAction, type StagedItem } from '../core/stage';
import type { JsonValue, Relation, WorkItem } from '../core/workItem';
import type { CommitDeps } from './deps';
import { clockMargin, relationsHold } from './evidence';
import type { SentBatch, SentEntry } from './journal';
import { namesPositions, sentRemovals } from './positions';
import type { KnownDefinitions } from './send';
import type { Decision } from './verify';

/** An edit whose removal met another relation than it meant. */
export interface Misplaced {
  readonly entry: SentEntry;
  /** As the server has it now. */
  readonly item: WorkItem;
  /** What went by mistake. */
  readonly lost: readonly DocumentRelation[];
  readonly definitions: Definitions;
}

export const repairOutcome: Outcome = {
  kind: 'conflict',
  message:
    'While this was being sent, somebody changed links of the item, and another relation was removed than was meant. Commit again: that puts it right.',
  clashes: [],
};

/**
 * Looks for removals that went astray: the service takes positions only, and a link that somebody adds or removes meanwhile moves
 * them without a revision. The replies show the relations as they are after the batch, so that looking costs nothing unless
 * something is wrong. `unseen` are items that could not be looked at, or moved on while they were.
 */
export async function findMisplaced(
  deps: CommitDeps,
  open: SentBatch,
  decisions: readonly Decision[],
  definitions: KnownDefinitions,
): Promise<{ readonly misplaced: readonly Misplaced[]; readonly unseen: ReadonlySet<number> }> {
  const shown = repliedRelations(open.entries, open.reply);
  const suspects = decisions.filter((decision) => {
    const known = definitions(decision.entry.project);
    const meant = known === undefined ? undefined : meantRemovals(decision.entry.id, open.entries, known);
    return isSuspect(decision, shown.get(decision.entry.id), meant, additions(decision.entry.id, open.entries));
  });
  if (suspects.length === 0) return { misplaced: [], unseen: new Set() };
  try {
    return await inspect(deps, open, suspects, definitions);
  } catch (error) {
    if (!(error instanceof AdoError)) throw error;
    deps.log.warn(`Looking for misplaced removals of commit ${open.commit}: ${error.code}`);
    return { misplaced: [], unseen: new Set(suspects.map(({ entry }) => entry.id)) };
  }
}

async function inspect(
  deps: CommitDeps,
  open: SentBatch,
  suspects: readonly Decision[],
  definitions: KnownDefinitions,
): ReturnType<typeof findMisplaced> {
  const { items } = await deps.client.workItems(
    suspects.map(({ entry }) => entry.id),
    { relations: true },
  );
  const { displayName } = await deps.client.connectionData();
  const misplaced: Misplaced[] = [];
  const unseen = new Set<number>();
  for (const { entry, outcome, item: judged } of suspects) {
    const item = items.find(({ id }) => id === entry.id);
    const known = definitions(entry.project);
    if (item === undefined || known === undefined) continue;
    if (judged !== undefined && judged.rev !== item.rev) {
      // A lost batch may have arrived since it was judged: what was found then is no longer true.
      unseen.add(entry.id);
      continue;
    }
    const meant = meantRemovals(item.id, open.entries, known);
    const removed = (await deps.client.updates(item.id)).filter(({ by }) => by === displayName);
    const lost = lostRelations(removed, item, meant, entry, open.time);
    const failed = outcome.kind === 'committed' && !relationsHold(onPlace(entry), item.relations);
    if (failed || lost.length > 0) misplaced.push({ entry, item, lost, definitions: known });
  }
  return { misplaced, unseen };
}

/** Relations are not as they were to be, or more is gone than was meant; or nobody knows what the server did. */
function isSuspect(
  { entry, outcome, item, unclear }: Decision,
  replied: readonly Relation[] | undefined,
  meant: ReadonlySet<string> | undefined,
  added: number,
): boolean {
  if (!namesPositions(entry)) return false;
  if (outcome.kind !== 'committed') return unclear === true && item !== undefined;
  const after = item?.relations ?? replied;
  if (unclear === true || after === undefined || meant === undefined) return true;
  const there = new Set(after.map(relationKey));
  const kept = entry.base.relations.map(relationKey).filter((key) => !meant.has(key));
  const isGone = kept.some((key) => !there.has(key)) || after.length < kept.length + added;
  return isGone || !relationsHold(onPlace(entry), after);
}

/** How many relations the batch adds to an item, from either end, up to the entry whose reply shows them. */
function additions(id: number, entries: readonly SentEntry[]): number {
  const upTo = entries.slice(0, 1 + entries.findIndex((entry) => entry.id === id));
  const targets = upTo.flatMap((entry) =>
    entry.operations.flatMap(({ path, value }) => {
      const relation = path === '/relations/-' ? relationOf(value) : undefined;
      return relation === undefined ? [] : [entry.id === id ? id : linkTarget(relation.url)];
    }),
  );
  return targets.filter((target) => target === id).length;
}

/** Everything that the batch was to take away from an item, from either end. */
function meantRemovals(id: number, entries: readonly SentEntry[], definitions: Definitions): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) =>
      removals(entry).flatMap((relation) => {
        if (entry.id === id) return [relationKey(relation)];
        const { rel, url } = relation;
        const opposite = findRelationType(definitions, rel)?.oppositeEnd;
        if (linkTarget(url) !== id || opposite === undefined) return [];
        return [relationKey({ rel: opposite, url: url.replace(/\d+$/, String(entry.id)) })];
      }),
    ),
  );
}

/** What an entry removes or changes in place; additions name no position. */
function onPlace(entry: SentEntry): SentEntry['changes'] {
  const removed = sentRemovals(entry).map((relation) => ({ kind: 'removeRelation' as const, relation }));
  return [...entry.changes.filter(({ kind }) => kind === 'changeRelation'), ...removed];
}

/** What an entry's text gives up, from whichever end that was sent. */
function ownRemovals({ changes }: SentEntry): readonly DocumentRelation[] {
  return changes.flatMap((change) => (change.kind === 'removeRelation' ? [change.relation] : []));
}

function removals(entry: SentEntry): readonly DocumentRelation[] {
  return [...ownRemovals(entry), ...sentRemovals(entry)];
}

/** Relations as the replies show them; an item without any has no such key (recorded traffic). */
function repliedRelations(
  entries: readonly SentEntry[],
  reply: BatchReply | undefined,
): ReadonlyMap<number, readonly Relation[]> {
  const body = reply?.kind === 'reply' ? parseJson(reply.body) : undefined;
  const value = isRecord(body) ? body['value'] : body;
  if (!Array.isArray(value) || value.length !== entries.length) return new Map();
  return new Map(
    (value as readonly JsonValue[]).flatMap((part, index) => {
      const inner = isRecord(part) ? part['body'] : undefined;
      const item = typeof inner === 'string' ? parseJson(inner) : inner;
      const id = entries[index]?.id;
      if (!isRecord(item) || id === undefined) return [];
      return [[id, readRelations(item['relations'])] as const];
    }),
  );
}

function readRelations(value: JsonValue | undefined): readonly Relation[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((entry) => {
    const relation = isRecord(entry) ? entry : {};
    const { rel, url, attributes } = relation as Readonly<Record<'rel' | 'url' | 'attributes', JsonValue | undefined>>;
    if (typeof rel !== 'string' || typeof url !== 'string') return [];
    return [{ rel, url, attributes: isRecord(attributes) ? attributes : {} }];
  });
}

/**
 * What this account took away since the batch was made and did not mean to: the item had it when it was last read, or the update
 * itself is that young.
 */
function lostRelations(
  own: readonly ItemUpdate[],
  item: WorkItem,
  meant: ReadonlySet<string>,
  entry: SentEntry,
  time: number,
): readonly DocumentRelation[] {
  const there = new Set(item.relations.map(relationKey));
  const before = new Set(entry.base.relations.map(relationKey));
  const lost = new Map<string, DocumentRelation>();
  for (const { date, relations } of own) {
    const age = Date.parse(date) - (time - clockMargin);
    // The last update has no date of its own: it counts until the year 9999.
    const isYoung = age >= 0 && !date.startsWith('9999');
    for (const relation of relations.removed) {
      const key = relationKey(relation);
      if ((before.has(key) || isYoung) && !meant.has(key) && !there.has(key))
        lost.set(key, toDocumentRelation(relation));
    }
  }
  return [...lost.values()];
}

/** Stages the edit that puts it right, on the stage as it is after settling. */
export function repairActions(stage: Stage, misplaced: readonly Misplaced[]): readonly StageAction[] {
  return misplaced.flatMap((one): readonly StageAction[] => {
    const { entry, item } = one;
    const newer = findStaged(stage, entry.id);
    const put: StageAction =
      newer === undefined
        ? { kind: 'put', id: entry.id, base: item, text: repairedText(one) }
        : {
            kind: 'rebase',
            id: entry.id,
            base: { ...newer.base, relations: item.relations },
            text: repairedNewer(one, newer),
          };
    return [put, { kind: 'settle', outcomes: [[entry.id, repairOutcome]] }];
  });
}

/** The item as it is, without what was to go, and with what went by mistake. */
function repairedText({ entry, item, lost, definitions }: Misplaced): string {
  const gone = new Set(removals(entry).map(relationKey));
  const shown = toDocument(item, definitions);
  const kept = shown.relations.filter((relation) => !gone.has(relationKey(relation)));
  const document: Document = { ...shown, relations: [...kept, ...lost] };
  const parsed = parseJson(entry.text);
  const schema = isRecord(parsed) ? parsed['$schema'] : undefined;
  return stringifyDocument(withSentComments(document, entry), typeof schema === 'string' ? schema : '');
}

/** A newer edit keeps what it says, on the relations that are there now. */
function repairedNewer({ entry, item, lost }: Misplaced, newer: StagedItem): string {
  const parsed = parseDocument(newer.text);
  if (!parsed.ok) return newer.text;
  const { relations } = parsed.document;
  const own = new Set(ownRemovals(entry).map(relationKey));
  // The newer text still shows what was given up at the other end.
  const elsewhere = new Set(
    removals(entry)
      .map(relationKey)
      .filter((key) => !own.has(key)),
  );
  const before = new Set([...newer.base.relations.map(relationKey), ...removals(entry).map(relationKey)]);
  const now = new Set(relations.map(relationKey).filter((key) => !elsewhere.has(key)));
  const isDropped = (key: string): boolean => before.has(key) && !now.has(key);
  const there = [...item.relations.map(toDocumentRelation), ...lost].filter((one) => !isDropped(relationKey(one)));
  const keys = new Set(there.map(relationKey));
  const added = relations.filter((one) => !before.has(relationKey(one)) && !keys.has(relationKey(one)));
  return withValue(newer.text, ['relations'], [...there, ...added].map(relationValue));
}

/** Comments on relations that were to change are what the sent text says. */
function withSentComments(document: Document, entry: SentEntry): Document {
  const sent = parseDocument(entry.text);
  if (!sent.ok) return document;
  const wanted = new Map(sent.document.relations.map((relation) => [relationKey(relation), relation]));
  const changed = new Set(
    entry.changes.flatMap((change) => (change.kind === 'changeRelation' ? [relationKey(change.relation)] : [])),
  );
  const relations = document.relations.map((relation) => {
    const key = relationKey(relation);
    return changed.has(key) ? { ...relation, ...wanted.get(key), url: relation.url } : relation;
  });
  return { ...document, relations };
}
