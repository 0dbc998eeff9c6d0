import { isCancelled, AdoError } from '../ado/errors';
import type { Batch } from '../core/commitPlan';
import type { Definitions } from '../core/definitions';
import { merge } from '../core/merge';
import { readOutcomes, type BatchReply, type Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import { findStaged } from '../core/stage';
import type { WorkItem } from '../core/workItem';
import type { CommitDeps } from './deps';
import { investigate, type Finding } from './investigate';
import type { SentBatch, SentEntry } from './journal';
import type { Settled } from './settle';

/** What became of an entry, and whether that can still change. */
export interface Decision extends Settled {
  /** False while the server may still be working on it, or nobody can tell. */
  readonly final: boolean;
  /** Revision at which an edit was seen not to be applied, while that is not final. */
  readonly seen?: number;
  /** True where the reply itself did not tell what became of the entry. */
  readonly unclear?: boolean;
  /** The item as it was read again, where it was. */
  readonly item?: WorkItem | undefined;
}

/** Pauses before looking again while a lost request may still be at work, in milliseconds. */
const looks: readonly number[] = [0, 1500, 4000];
/** After so many milliseconds no server still works on a request that it has not answered. */
const longestWork = 10 * 60_000;

/**
 * One outcome for each entry. A uniform success is believed; after anything else the revisions on the server have the last word.
 * Where they cannot be read, what the reply said of an entry stands, and the rest stays open.
 */
export async function decideOutcomes(
  deps: CommitDeps,
  open: SentBatch,
  patient: boolean,
): Promise<readonly Decision[]> {
  const reply = open.reply ?? noReply;
  const batch: Batch = { entries: open.entries };
  const [first] = open.entries;
  const definitions = first === undefined ? undefined : await optionalDefinitions(deps, first.project);
  const { outcomes, uniform } = readOutcomes(batch, reply, definitions);
  // What was found out before a crash need not be found out again.
  const claims = new Map([...outcomes, ...open.committed]);
  if (uniform || (reply.kind === 'lost' && reply.sent === 'no')) {
    return open.entries.map((entry) => ({ entry, outcome: claimOf(claims, entry), final: true }));
  }
  const entries = open.entries.filter((entry) => open.openIds.has(entry.id));
  const findings = await lookRepeatedly(deps, entries, open, claims, patient);
  const late = deps.client.serverNow() - open.time > longestWork;
  return Promise.all(
    entries.map(async (entry) => {
      const claim = claimOf(claims, entry);
      const decision = decide(entry, claim, findings?.get(entry.id), late, isUnclear(claim, reply));
      const outcome = await withClashes(deps, entry, decision.outcome, findings);
      const rev = findings?.get(entry.id)?.item?.rev;
      const seen = decision.final || outcome.kind !== 'collateral' || rev === undefined ? {} : { seen: rev };
      // A yes that the item itself does not bear out tells nothing.
      const broken = claim.kind === 'committed' && outcome.kind !== 'committed';
      const unclear = broken || isUnclear(claim, reply);
      return { entry, outcome, final: decision.final, ...seen, item: findings?.get(entry.id)?.item, unclear };
    }),
  );
}

const noReply: BatchReply = { kind: 'lost', message: 'No reply was recorded.', sent: 'maybe' };

function claimOf(claims: ReadonlyMap<number, Outcome>, entry: SentEntry): Outcome {
  return claims.get(entry.id) ?? { kind: 'unknown', message: 'The server gave no reply for this item.' };
}

/** Names of fields only make a message point better. */
async function optionalDefinitions(deps: CommitDeps, project: string): Promise<Definitions | undefined> {
  try {
    return await deps.definitions(project);
  } catch (error) {
    if (error instanceof AdoError) return undefined;
    throw error;
  }
}

async function lookRepeatedly(
  deps: CommitDeps,
  entries: readonly SentEntry[],
  open: SentBatch,
  claims: ReadonlyMap<number, Outcome>,
  patient: boolean,
): Promise<ReadonlyMap<number, Finding> | undefined> {
  let findings: ReadonlyMap<number, Finding> | undefined;
  const confirmed = new Set([...claims].flatMap(([id, { kind }]) => (kind === 'committed' ? [id] : [])));
  for (const pause of patient ? looks : [0]) {
    if (pause > 0) await deps.sleep(pause);
    deps.progress('verify', 0, entries.length);
    try {
      findings = await investigate(deps, relevant(entries, claims, open.reply ?? noReply), open.time, confirmed);
    } catch (error) {
      if (!(error instanceof AdoError) || isCancelled(error)) throw error;
      deps.log.warn(`Verifying commit ${open.commit}: ${error.code}`);
    }
    const known = findings;
    const waiting = entries.some((entry) => {
      const claim = claims.get(entry.id)?.kind ?? 'unknown';
      return claim === 'unknown' && known?.get(entry.id)?.verdict !== 'applied';
    });
    if (!waiting) break;
  }
  return findings;
}

/** Creations that the reply speaks of by themselves are believed: asking could only find somebody else's item. */
function relevant(
  entries: readonly SentEntry[],
  claims: ReadonlyMap<number, Outcome>,
  reply: BatchReply,
): readonly SentEntry[] {
  return entries.filter((entry) => entry.creation === undefined || isUnclear(claimOf(claims, entry), reply));
}

/** No word of the server, or one word for several entries inside a success: it may as well be meant for the first of them alone. */
function isUnclear(claim: Outcome, reply: BatchReply): boolean {
  const isSuccess = reply.kind === 'reply' && reply.status >= 200 && reply.status < 300;
  return claim.kind === 'unknown' || (claim.kind === 'collateral' && claim.culprits.length === 0 && isSuccess);
}

function decide(
  entry: SentEntry,
  claim: Outcome,
  finding: Finding | undefined,
  late: boolean,
  unclear: boolean,
): { readonly outcome: Outcome; readonly final: boolean } {
  if (claim.kind === 'committed') return confirm(entry, claim, finding);
  if (finding === undefined) {
    return unclear
      ? { outcome: { kind: 'unknown', message: unreadable }, final: false }
      : { outcome: claim, final: true };
  }
  if (claim.kind !== 'unknown') {
    if (entry.creation !== undefined && finding.reason === 'ambiguous') return undecided(finding);
    // The server said no; only a revision of ours speaks against it. Links alone prove nothing: they may be another's.
    const applied = finding.verdict === 'applied' && (finding.item?.rev ?? 0) > entry.base.rev;
    return { outcome: applied ? committed(finding, claim) : claim, final: true };
  }
  switch (finding.verdict) {
    case 'applied':
      return { outcome: committed(finding, claim), final: true };
    case 'notApplied':
      return { outcome: notApplied, final: late };
    case 'undecided':
      return undecided(finding);
  }
}

function undecided(finding: Finding): { readonly outcome: Outcome; readonly final: boolean } {
  return { outcome: { kind: 'unknown', message: undecidedMessage(finding) }, final: false };
}

/** The reply says yes, but others in it say no: the item itself must say it too. */
function confirm(
  entry: SentEntry,
  claim: Extract<Outcome, { kind: 'committed' }>,
  finding: Finding | undefined,
): { readonly outcome: Outcome; readonly final: boolean } {
  if (entry.creation !== undefined || finding?.item === undefined) return { outcome: claim, final: true };
  const there = finding.item.rev >= claim.rev && finding.verdict !== 'notApplied';
  return { outcome: there ? claim : notApplied, final: true };
}

export const unreadable =
  'The server did not tell what became of this edit, and cannot be asked now. It is looked into with the next commit.';

const notApplied: Outcome = {
  kind: 'collateral',
  culprits: [],
  message: 'The server did not apply this edit. Commit again to send it once more.',
};

function committed(finding: Finding, fallback: Outcome): Outcome {
  return finding.item === undefined ? fallback : { kind: 'committed', id: finding.item.id, rev: finding.item.rev };
}

function undecidedMessage(finding: Finding): string {
  switch (finding.reason) {
    case 'ambiguous':
      return 'The reply was lost, and several items with this title have appeared. Say which one it is, or send it again.';
    case 'gone':
      return 'The reply was lost, and the item can no longer be read. Discard the edit, or send it again.';
    case 'mixed':
      return 'The reply was lost, and the item was changed since. Compare it with the server, then keep the edit or discard it.';
    default:
      return 'The reply was lost, and no item with this title has appeared so far. Send it again, or say that it exists.';
  }
}

/** A stale revision becomes a conflict that shows both sides, as far as they differ. */
async function withClashes(
  deps: CommitDeps,
  entry: SentEntry,
  outcome: Outcome,
  findings: ReadonlyMap<number, Finding> | undefined,
): Promise<Outcome> {
  const theirs: WorkItem | undefined = findings?.get(entry.id)?.item;
  const staged = findStaged(deps.stage.current(), entry.id);
  if (outcome.kind !== 'conflict' || theirs === undefined || staged?.text !== entry.text) return outcome;
  const parsed = parseDocument(staged.text);
  const definitions = await optionalDefinitions(deps, entry.project);
  if (!parsed.ok || definitions === undefined) return outcome;
  return { ...outcome, clashes: merge(staged.base, parsed.document, theirs, definitions).clashes };
}
