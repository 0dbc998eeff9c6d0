import * as vscode from 'vscode';
import type { ItemUpdate } from '../../ado/history';
import { findField, type Definitions } from '../../core/definitions';
import { updateDate } from '../../core/lastSet';
import { placedOperations, type PlacedOperation } from '../../core/lens';
import { field, textField } from '../../core/workItem';
import type { CommandHandlers } from '../commands/commandHandlers';
import { Failure } from '../failure';
import type { Settings } from '../settings';
import { brokenText, editTarget, reveal, type EditTarget, type EditTargetDeps } from './editTarget';
import type { ItemHistory } from './itemHistory';
import { revisionUri } from './revisionContent';
import { ago, dateAndTime } from './timeWords';

export interface LensCommandDeps extends EditTargetDeps {
  readonly settings: Pick<Settings, 'removeRelationsBy'>;
  readonly history: ItemHistory;
}

/** What the lines above a document lead to. */
export function lensCommands(deps: LensCommandDeps): Pick<CommandHandlers, 'showHistory' | 'showOperations'> {
  return {
    showOperations: async (...args) => showOperations(deps, await editTarget(deps, args)),
    showHistory: async (...args) => showHistory(deps, await editTarget(deps, args)),
  };
}

/** The operations that the document stands for; choosing one leads to its place. */
async function showOperations({ settings }: LensCommandDeps, target: EditTarget): Promise<void> {
  const { document, base, definitions } = target;
  const placed = placedOperations(document.getText(), base, definitions, settings.removeRelationsBy.value);
  if (placed === undefined) {
    throw new Failure(brokenText());
  }
  if (placed.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This document says the same as the server. Nothing to commit.'),
    );
    return;
  }
  const chosen = await vscode.window.showQuickPick(placed.map(toPick), {
    title: vscode.l10n.t('Operations of {0}', titleOf(target)),
    placeHolder: vscode.l10n.t('Choose one to go to its place'),
    matchOnDescription: true,
  });
  if (chosen !== undefined) await reveal(document, chosen.pointer);
}

const icons = { add: 'diff-added', remove: 'diff-removed', replace: 'diff-modified', test: 'check' } as const;
/** What fits into a line of a Quick Pick. */
const longest = 120;

function toPick({ operation, pointer }: PlacedOperation): vscode.QuickPickItem & { readonly pointer: string } {
  const { op, path, value } = operation;
  const text = value === undefined ? '' : JSON.stringify(value);
  const description = text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
  return { label: `$(${icons[op]}) ${op} ${path}`, description, pointer };
}

function titleOf({ id, base }: EditTarget): string {
  const type = textField(base, field.type);
  return id < 0 ? vscode.l10n.t('New {0}', type) : `${type} ${id}`;
}

/** Who did what when, newest first; choosing an update shows what it changed. */
async function showHistory({ history }: LensCommandDeps, target: EditTarget): Promise<void> {
  const { session, id, base, definitions } = target;
  if (id < 0) throw new Failure(vscode.l10n.t('A new work item has no history until it is committed.'));
  const updates = history.updates(id, base.rev);
  const picks = updates.then((all) => all.map((update) => updatePick(update, all, definitions)).reverse());
  const chosen = await vscode.window.showQuickPick(picks, {
    title: vscode.l10n.t('History of {0}', titleOf(target)),
    placeHolder: vscode.l10n.t('Choose an update to see what it changed'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) return;
  const { rev } = chosen;
  if (rev <= 1) {
    await vscode.commands.executeCommand('vscode.open', revisionUri(session.name, id, rev));
    return;
  }
  const title = vscode.l10n.t('{0}: revision {1} ↔ {2}', titleOf(target), rev - 1, rev);
  const [before, after] = [revisionUri(session.name, id, rev - 1), revisionUri(session.name, id, rev)];
  await vscode.commands.executeCommand('vscode.diff', before, after, title);
}

/** Fields that change with every update and say nothing. */
const bookkeeping = new Set([
  'System.Rev',
  'System.AuthorizedDate',
  'System.AuthorizedAs',
  'System.RevisedDate',
  'System.ChangedDate',
  'System.ChangedBy',
  'System.Watermark',
  'System.PersonId',
]);

function updatePick(
  update: ItemUpdate,
  all: readonly ItemUpdate[],
  definitions: Definitions,
): vscode.QuickPickItem & { readonly rev: number } {
  const { rev, by, fields, relations } = update;
  const names = Object.keys(fields).filter((name) => !bookkeeping.has(name));
  const links = relations.added.length + relations.removed.length + relations.updated.length;
  const what = [
    ...names.map((name) => findField(definitions, name)?.name ?? name),
    ...(links === 0 ? [] : [vscode.l10n.t('{0} links', links)]),
  ];
  const at = Date.parse(updateDate(all, all.indexOf(update)));
  const when = Number.isNaN(at) ? '' : `${ago(at)} · ${dateAndTime(at)}`;
  return { label: vscode.l10n.t('rev {0} · {1}', rev, by), description: when, detail: what.join(', '), rev };
}
