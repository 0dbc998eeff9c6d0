import * as vscode from 'vscode';
import { findType } from '../../core/definitions';
import { markOf, restOf, type Mark } from '../../core/fate';
import type { StagedItem } from '../../core/stage';
import { field, textField } from '../../core/workItem';
import { followSession } from '../connection/followSession';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { baseUriOf } from '../editor/baseContent';
import { uriOf } from '../editor/itemDocuments';
import { commands, contextKeys, sourceControlId } from '../ids';
import { labelUri } from '../itemUri';
import { typeIcon } from '../tree/typeIcon';
import { stagedTitle } from './stagedTitle';
import type { Disposable } from '../disposableStore';

/** Access to the comment box for those who commit. */
export interface CommentBox {
  value: string;
}

export interface StagedEditsView extends Disposable {
  readonly comment: CommentBox;
}

const groupOrder: readonly Mark[] = ['conflict', 'failed', 'staged', 'held'];

/** The stage as Source Control shows it: groups, comment box, count, change bars against the base. */
export function registerStagedEdits(sessions: Sessions): StagedEditsView {
  const control = vscode.scm.createSourceControl(sourceControlId, vscode.l10n.t('Work Items'));
  control.inputBox.placeholder = vscode.l10n.t('Comment for all staged work items (optional)');
  control.acceptInputCommand = { command: commands.commit, title: vscode.l10n.t('Commit') };
  control.quickDiffProvider = { provideOriginalResource: (uri) => baseUriOf(uri) };
  const labels: Readonly<Record<Mark, string>> = {
    staged: vscode.l10n.t('Staged Edits'),
    held: vscode.l10n.t('Held Back'),
    conflict: vscode.l10n.t('Conflicts'),
    failed: vscode.l10n.t('Failed'),
  };
  const groups = groupOrder.map((mark) => {
    const group = control.createResourceGroup(mark, labels[mark]);
    // The main group stands there empty too, so that a newcomer sees where edits will appear.
    group.hideWhenEmpty = mark !== 'staged';
    return [mark, group] as const;
  });
  const render = (session: Session | undefined): void => {
    const items = session?.staging.stage.items ?? [];
    for (const [mark, group] of groups) {
      const marked = items.filter((item) => markOf(item) === mark);
      group.resourceStates = session === undefined ? [] : marked.map((item) => resourceState(session, item, mark));
    }
    control.count = items.length;
    const rest = session === undefined ? 'none' : restOf(session.staging.stage);
    void vscode.commands.executeCommand('setContext', contextKeys.rest, rest);
  };
  const following = followSession(sessions, (session) => {
    if (control.inputBox.value === '') control.inputBox.value = session?.staging.stage.comment ?? '';
    render(session);
    if (session === undefined) return [];
    const again = (): void => render(session);
    return [session.staging.onDidChange(again), session.onDidReadDefinitions(again)];
  });
  return {
    comment: control.inputBox,
    dispose: () => {
      following.dispose();
      control.dispose();
    },
  };
}

function resourceState(
  session: Session,
  item: StagedItem,
  mark: Mark,
): vscode.SourceControlResourceState & { readonly id: number } {
  const title = stagedTitle(item);
  const type = textField(item.base, field.type);
  const definitions = session.knownDefinitions(textField(item.base, field.teamProject));
  return {
    id: item.id,
    resourceUri: labelUri(session.name, item.id, type, title),
    contextValue: item.outcome?.kind === 'unknown' ? 'undecided' : mark,
    command: {
      command: commands.openChanges,
      title: vscode.l10n.t('Open Changes'),
      arguments: [uriOf(session, item.base)],
    },
    decorations: {
      iconPath: typeIcon(definitions && findType(definitions, type)),
      tooltip: `${type} ${item.id < 0 ? vscode.l10n.t('new') : item.id}: ${title}`,
      strikeThrough: mark === 'held',
    },
  };
}
