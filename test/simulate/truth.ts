import type { JournalRecord } from '../../src/commit/journal';
import { toDocument } from '../../src/core/document';
import { diff } from '../../src/core/operations';
import type { Outcome } from '../../src/core/outcome';
import { parseDocument } from '../../src/core/parseDocument';
import { linkTarget, relationKey } from '../../src/core/relations';
import type { Stage, StagedItem } from '../../src/core/stage';
import type { JsonValue } from '../../src/core/workItem';
import { definitions } from './definitions';
import { myMarker, otherMarker } from './edits';
import type { SimServer } from './server';
import { opposite, urlOf, type Revision } from './serverFacts';

/** What must hold of a server, a stage and what was shown, whatever happened. Gives the violations in words. */
export function violations(world: {
  readonly server: SimServer;
  readonly stage: Stage;
  /** Markers that were saved and neither replaced nor discarded since. */
  readonly wanted: ReadonlySet<string>;
  /** Real ids and stage ids of items that were ever staged. */
  readonly meant: ReadonlySet<number>;
}): readonly string[] {
  return [
    ...lostOrTwice(world.server, world.stage, world.wanted),
    ...overwritten(world.server),
    ...notMeant(world.server, world.meant),
  ];
}

function markersIn(value: JsonValue | undefined, pattern: RegExp): readonly string[] {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.match(pattern) ?? [];
}

/**
 * How often each marker was brought to the server: revisions in which it is new, resource links that were added. A resource link that
 * was taken away has to come again: nothing of it is left there.
 */
function arrivals(server: SimServer): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (marker: string, by = 1): void => void counts.set(marker, (counts.get(marker) ?? 0) + by);
  for (const item of server.items.values()) {
    item.revisions.forEach((revision, index) => {
      if (revision.by !== 'me') return;
      const before = item.revisions[index - 1];
      for (const [name, value] of Object.entries(revision.fields)) {
        const old = name === 'System.History' ? undefined : before?.fields[name];
        if (old === value) continue;
        const known = markersIn(old, myMarker);
        for (const marker of markersIn(value, myMarker)) if (!known.includes(marker)) count(marker);
      }
    });
  }
  for (const { kind, key, unnoticed } of server.events) {
    if (unnoticed === true && kind === 'removed') continue;
    for (const marker of markersIn(key, myMarker)) count(marker, kind === 'added' ? 1 : -1);
  }
  return counts;
}

function lostOrTwice(server: SimServer, stage: Stage, wanted: ReadonlySet<string>): readonly string[] {
  const staged = new Set(stage.items.flatMap((item) => markersIn(item.text, myMarker)));
  const counts = arrivals(server);
  return [...wanted].flatMap((marker) => {
    const count = counts.get(marker) ?? 0;
    const found: string[] = [];
    if (count === 0 && !staged.has(marker)) found.push(`${marker} is neither on the server nor staged`);
    if (count > 1) found.push(`${marker} came to the server ${count} times`);
    return found;
  });
}

/** No value of somebody else's is replaced by one of mine: titles as a whole, tags and lines one by one. */
function overwritten(server: SimServer): readonly string[] {
  return [...server.items.values()].flatMap((item) =>
    item.revisions.flatMap((revision, index) => {
      const before = item.revisions[index - 1];
      if (before === undefined || revision.by !== 'me') return [];
      return ['System.Title', 'System.Description', 'System.Tags', 'Microsoft.VSTS.Common.Priority'].flatMap((name) =>
        markersIn(before.fields[name], otherMarker)
          .filter((marker) => !markersIn(revision.fields[name], otherMarker).includes(marker))
          .map((marker) => `revision ${revision.rev} of ${item.id} overwrote ${marker} in ${name}`),
      );
    }),
  );
}

/** Only items that were staged change, only in what an edit names. */
function notMeant(server: SimServer, meant: ReadonlySet<number>): readonly string[] {
  return [...server.items.values()].flatMap((item) =>
    item.revisions.flatMap((revision, index) => {
      const before = item.revisions[index - 1];
      if (revision.by !== 'me' || before === undefined) return [];
      const stray = changedFields(before, revision).filter((name) => !expected.has(name));
      const which =
        meant.has(item.id) || item.revisions[0]?.by === 'me'
          ? []
          : [`item ${item.id} was changed though it was never staged`];
      return [...which, ...stray.map((name) => `revision ${revision.rev} of ${item.id} changed ${name}`)];
    }),
  );
}

const expected = new Set([
  'System.Title',
  'System.Description',
  'System.Tags',
  'System.History',
  'System.ChangedBy',
  'System.ChangedDate',
]);

function changedFields(before: Revision, after: Revision): readonly string[] {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  return [...names].filter((name) => JSON.stringify(before.fields[name]) !== JSON.stringify(after.fields[name]));
}

/** Both ends of every relation that a text takes away, from its base or from what was saved before. */
export function meantRemovals(
  item: Pick<StagedItem, 'id' | 'base' | 'text'>,
  before: string | undefined,
): readonly string[] {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return [];
  const now = new Set(parsed.document.relations.map(relationKey));
  const saved = before === undefined ? undefined : parseDocument(before);
  const old = [...item.base.relations, ...(saved?.ok === true ? saved.document.relations : [])];
  return old.flatMap((relation) => {
    if (now.has(relationKey(relation))) return [];
    const target = linkTarget(relation.url);
    const back = relationKey({ rel: opposite(relation.rel), url: urlOf(item.id) });
    const own = `${item.id} ${relationKey(relation)}`;
    return target === undefined ? [own] : [own, `${target} ${back}`];
  });
}

/** Ids that new items have got, told by the text that each was made with. */
function realIds(server: SimServer, made: ReadonlyMap<number, ReadonlySet<string>>): ReadonlyMap<number, number> {
  const items = [...server.items.values()].map(({ id, revisions }) => ({
    id,
    text: JSON.stringify(revisions[0]?.fields),
  }));
  return new Map(
    [...made].flatMap(([id, markers]) => {
      const found = items.find(({ text }) => [...markers].some((marker) => text.includes(marker)));
      return found === undefined ? [] : [[id, found.id] as const];
    }),
  );
}

/**
 * Relations that are gone though nobody wanted it: taken away by me, and not meant. Where somebody else, or a batch that came late,
 * moved them in between, it is enough that they were brought back.
 */
export function strayRemovals(
  server: SimServer,
  meant: ReadonlySet<string>,
  made: ReadonlyMap<number, ReadonlySet<string>>,
  disturbed: boolean,
): readonly string[] {
  const ids = realIds(server, made);
  const removals = new Set(
    [...meant].map((removal) => removal.replace(/(?<=^|item )-\d+/g, (id) => String(ids.get(Number(id)) ?? id))),
  );
  return server.events.flatMap(({ by, id, kind, key, unnoticed }) => {
    if (by !== 'me' || kind !== 'removed' || unnoticed === true || removals.has(`${id} ${key}`)) return [];
    const back = server.items.get(id)?.relations.some((relation) => relationKey(relation) === key) === true;
    return back && disturbed ? [] : [`${key} was removed from ${id}, which nobody wanted`];
  });
}

/** Items that I changed and of which nobody was told that they are committed, or which Undo does not know. */
export function untold(
  server: SimServer,
  known: Readonly<Record<'told' | 'undoable', ReadonlySet<number>>>,
  excused: ReadonlySet<number>,
): readonly string[] {
  const mine = [...server.items.values()].filter(
    ({ id, revisions }) => !excused.has(id) && revisions.some(({ by }) => by === 'me'),
  );
  return mine.flatMap(({ id }) => [
    ...(known.told.has(id) ? [] : [`nobody was told that ${id} was committed`]),
    ...(known.undoable.has(id) ? [] : [`${id} was committed and cannot be undone`]),
  ]);
}

/** Whether a creation was taken for another one's item. */
export function mistaken(
  server: SimServer,
  made: ReadonlyMap<number, ReadonlySet<string>>,
  id: number,
  outcome: Outcome,
): readonly string[] {
  if (id > 0 || outcome.kind !== 'committed') return [];
  const as = outcome.id;
  const first = JSON.stringify(server.items.get(as)?.revisions[0]?.fields ?? {});
  const own = [...(made.get(id) ?? [])].some((marker) => first.includes(marker));
  return own ? [] : [`${id} was called committed as ${as}, which was made of something else`];
}

/** Whether what was shown of an item is what the server has, at the moment when it is shown. */
export function untrue(server: SimServer, stage: Stage, id: number, outcome: Outcome): readonly string[] {
  const staged = stage.items.find((item) => item.id === id);
  if (outcome.kind === 'committed') {
    const item = server.items.get(outcome.id);
    return item === undefined ? [`${id} was called committed as ${outcome.id}, which does not exist`] : [];
  }
  if (outcome.kind === 'unknown' || staged?.outcome !== outcome) return [];
  const counts = arrivals(server);
  const there = pendingMarkers(staged).filter((marker) => (counts.get(marker) ?? 0) > 0);
  return there.map((marker) => `${id} was called ${outcome.kind}, but ${marker} is on the server`);
}

/** Markers of what an item would still send. */
export function pendingMarkers(item: StagedItem): readonly string[] {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return [];
  const { changes } = diff(item.base, parsed.document, definitions);
  const before = markersIn({ ...toDocument(item.base, definitions).fields }, myMarker);
  return changes.flatMap((change) => {
    const to = change.kind === 'field' ? change.to : change.kind === 'addRelation' ? change.relation.url : '';
    return markersIn(to, myMarker).filter((marker) => !before.includes(marker));
  });
}

/** What was on the way when the outcome of an item was lost; its text may have been changed since. */
export function sentMarkers(journal: readonly string[], id: number): readonly string[] {
  const records = journal.map((line) => JSON.parse(line) as JournalRecord);
  const sent = records.flatMap((record) => (record.kind === 'sending' ? record.entries : []));
  const changes = sent.findLast((entry) => entry.id === id)?.changes ?? [];
  return changes.flatMap((change) => {
    if (change.kind !== 'field') return [];
    const before = markersIn(change.from, myMarker);
    return markersIn(change.to, myMarker).filter((marker) => !before.includes(marker));
  });
}
