import { applyEdit } from '../core/apply';
import type { Definitions } from '../core/definitions';
import { documentField, documentText, withValue } from '../core/document';
import { commentWords, deepEqual, isEmpty } from '../core/fieldValues';
import { withLinks } from '../core/importStage';
import type { Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import type { Entrusted } from '../core/linkPairs';
import type { RelationChange } from '../core/operations';
import { relationIdentity } from '../core/relations';
import { findStaged, type Stage, type StageAction, type StagedItem } from '../core/stage';
import { field } from '../core/workItem';
import type { Committed, SentEntry } from './journal';

/** What became of an entry, with what was sent. */
export interface Settled {
  readonly entry: SentEntry;
  readonly outcome: Outcome;
  /** What went through all the same, where the outcome is that something is to be put right: Undo takes it back like the rest. */
  readonly brought?: Committed | undefined;
  /** Of a committed entry: changes of links that were sent with other entries, and not applied with them. */
  readonly waiting?: readonly Entrusted[];
}

/**
 * Outcomes → what they do to the stage as it is now. An item that was saved anew while its older edit was on the way keeps the newer
 * edit, on top of what was committed. Links to new items name the real ids from here on. The stage's comment stays until the
 * batch that was the last to need it has gone through as a whole.
 */
export function settleActions(
  stage: Stage,
  settled: readonly Settled[],
  comment: string | undefined,
  definitions: (project: string) => Definitions | undefined,
): readonly StageAction[] {
  const realIds = realIdsOf(settled);
  const plain: (readonly [number, Outcome])[] = [];
  const kept: StageAction[] = [];
  const leaving = new Set<number>();
  for (const one of settled) {
    const { entry, outcome } = one;
    const item = findStaged(stage, entry.id);
    if (item === undefined) continue;
    const { waiting = [] } = one;
    // That an outcome is open is true of the item, whatever was saved since.
    if ((item.text === entry.text && waiting.length === 0) || outcome.kind === 'unknown')
      plain.push([entry.id, outcome]);
    else if (outcome.kind === 'committed') kept.push(...keepEdit(item, one, outcome, realIds, definitions));
    if (outcome.kind !== 'committed') continue;
    leaving.add(entry.id);
    if (waiting.length > 0) plain.push([outcome.id, waitingOutcome(waiting)]);
  }
  const whole = settled.every(({ outcome }) => outcome.kind === 'committed');
  const done = whole && comment === stage.comment;
  return [
    ...relink(
      stage.items.filter((item) => !leaving.has(item.id)),
      realIds,
    ),
    ...kept,
    ...(plain.length === 0 ? [] : [{ kind: 'settle' as const, outcomes: plain }]),
    { kind: 'comment', text: done ? '' : stage.comment },
  ];
}

function realIdsOf(settled: readonly Settled[]): ReadonlyMap<number, number> {
  return new Map(
    settled.flatMap(({ entry, outcome }) =>
      entry.id < 0 && outcome.kind === 'committed' ? [[entry.id, outcome.id] as const] : [],
    ),
  );
}

function relink(items: readonly StagedItem[], realIds: ReadonlyMap<number, number>): readonly StageAction[] {
  return items.flatMap((item): readonly StageAction[] => {
    const text = withLinks(item.text, realIds);
    return text === item.text ? [] : [{ kind: 'rebase', id: item.id, base: item.base, text }];
  });
}

/**
 * What was not committed stays, a newer edit or a waiting link: made on what it was made on plus what has been committed. The revision
 * stays the old one, so that the next refresh merges what others did. An edit made on another base than the sent one is left as it
 * is: merging finds its way.
 */
function keepEdit(
  item: StagedItem,
  { entry, waiting = [] }: Settled,
  outcome: Committed,
  realIds: ReadonlyMap<number, number>,
  definitions: (project: string) => Definitions | undefined,
): readonly StageAction[] {
  const known = definitions(projectOf(item));
  const open = new Set(waiting.map(({ change }) => keyOf(change)));
  const lasting = entry.changes.filter((change) =>
    change.kind === 'field' ? change.field !== field.history : change.kind === 'format' || !open.has(keyOf(change)),
  );
  const sameBase = known !== undefined && item.base.rev === entry.base.rev;
  const base = sameBase ? applyEdit(item.base, { changes: lasting }, known) : item.base;
  const text = withoutSentComment(withLinks(item.text, realIds), entry.text);
  // What was told of it was told of what has been committed now.
  if (entry.id > 0) return [{ kind: 'restore', item: { ...item, base, text, outcome: undefined } }];
  const real = { ...base, id: outcome.id };
  return [
    { kind: 'discard', id: item.id },
    {
      kind: 'restore',
      item: { ...item, id: outcome.id, base: real, text: withValue(text, ['id'], outcome.id), outcome: undefined },
    },
  ];
}

function keyOf({ kind, relation }: RelationChange): string {
  return `${kind} ${relationIdentity(relation)}`;
}

function waitingOutcome(waiting: readonly Entrusted[]): Outcome {
  const culprits = [...new Set(waiting.map(({ to }) => to))];
  const names = culprits.map((id) => `#${id}`).join(', ');
  return {
    kind: 'collateral',
    culprits,
    message: `All but a link was applied: the link to ${names} was to change together with that item, which was not applied. Commit again to change it.`,
  };
}

/** The project whose definitions judge an item. */
export function projectOf(item: Pick<StagedItem, 'base' | 'text'>): string {
  const stands = item.base.fields[field.teamProject];
  if (typeof stands === 'string' && stands !== '') return stands;
  const parsed = parseDocument(item.text);
  return parsed.ok ? documentText(parsed.document, field.teamProject) : '';
}

/** A comment that has been sent would be added once more. */
function withoutSentComment(text: string, sent: string): string {
  const [now, then] = [parseDocument(text), parseDocument(sent)];
  if (!now.ok || !then.ok) return text;
  const [written, comment] = [now, then].map(({ document }) => documentField(document, field.history));
  if (isEmpty(commentWords(comment)) || !deepEqual(written, comment)) return text;
  return withValue(text, ['fields', field.history], '');
}
