import * as vscode from 'vscode';
import { projectOf } from '../../commit/settle';
import type { Definitions } from '../../core/definitions';
import type { Clash } from '../../core/merge';
import { diff } from '../../core/operations';
import { parseDocument } from '../../core/parseDocument';
import { resolveConflict, type Resolved } from '../../core/resolve';
import { findStaged, type StageAction, type StagedItem } from '../../core/stage';
import { isNew, type WorkItem } from '../../core/workItem';
import type { Session } from '../connection/session';
import { Failure } from '../failure';
import { commands } from '../ids';
import { waitFor } from '../slowWork';

/** A staged edit that conflicts, with what the server has now. */
export interface Conflict {
  readonly session: Session;
  readonly item: StagedItem;
  readonly theirs: WorkItem;
  readonly definitions: Definitions;
}

/** Reads the server's side anew: a decision about a state that is over would only conflict again. */
export async function readConflict(session: Session, item: StagedItem): Promise<Conflict> {
  const title = vscode.l10n.t('Reading what the server has now…');
  const [{ items }, definitions] = await waitFor(title, (signal) =>
    Promise.all([
      session.client.workItems([item.id], { relations: true }, signal),
      session.definitions(projectOf(item)),
    ]),
  );
  const [theirs] = items;
  if (theirs === undefined) {
    throw new Failure(
      vscode.l10n.t('Work item {0} is not on the server any more. Discard the edit, or duplicate it as new.', item.id),
      { title: vscode.l10n.t('Discard'), command: commands.discard, args: [item.id] },
    );
  }
  return { session, item, theirs, definitions };
}

/** Decides all clashes of an edit, or one, and stages the result; what says no more than the server leaves the stage. */
export async function decide(conflict: Conflict, side: 'mine' | 'theirs', only?: Clash): Promise<void> {
  const { session, item, theirs, definitions } = conflict;
  await session.staging.update((stage) => {
    const now = findStaged(stage, item.id);
    // Saved or discarded in the meantime: the decision was about another text.
    if (now?.text !== item.text) return [];
    return [stageResolved(now, resolveConflict(now, theirs, side, definitions, only), definitions)];
  });
  session.bases.put([theirs]);
}

/** Puts a resolution in place of the staged edit; the conflict stays while something is left to decide. */
export function stageResolved(item: StagedItem, resolved: Resolved, definitions: Definitions): StageAction {
  const { base, text, clashes } = resolved;
  if (clashes.length > 0) {
    const message = item.outcome?.kind === 'conflict' ? item.outcome.message : '';
    return { kind: 'restore', item: { ...item, base, text, outcome: { kind: 'conflict', message, clashes } } };
  }
  const parsed = parseDocument(text);
  const idle = parsed.ok && !isNew(item) && diff(base, parsed.document, definitions).changes.length === 0;
  return idle
    ? { kind: 'discard', id: item.id }
    : { kind: 'restore', item: { ...item, base, text, outcome: undefined } };
}
