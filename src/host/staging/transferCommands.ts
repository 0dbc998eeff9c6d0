import * as vscode from 'vscode';
import { importStage } from '../../core/importStage';
import { findStaged, type Stage, type StageAction } from '../../core/stage';
import { formatStageFile, parseStageFile } from '../../core/stageFile';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';

const filters = (): Record<string, string[]> => ({ [vscode.l10n.t('Staged work items')]: ['json'] });

/** Takes staged edits to another computer, or to somebody else. */
export function transferCommands(sessions: Sessions): Pick<CommandHandlers, 'exportStage' | 'importStage'> {
  return {
    exportStage: async () => exportStage(await sessions.current()),
    importStage: async () => takeIn(await sessions.current()),
  };
}

async function exportStage(session: Session): Promise<void> {
  const { stage } = session.staging;
  if (stage.items.length === 0) throw new Failure(vscode.l10n.t('Nothing is staged, so there is nothing to export.'));
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${session.name}.stage.json`;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Staged Edits'),
    filters: filters(),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(formatStageFile(stage)));
}

async function takeIn(session: Session): Promise<void> {
  const title = vscode.l10n.t('Import Staged Edits');
  const [uri] = (await vscode.window.showOpenDialog({ title, filters: filters(), canSelectMany: false })) ?? [];
  if (uri === undefined) return;
  const imported = await readStage(uri);
  if (!(await isMeantForHere(session, imported))) return;
  let kept: readonly number[] = [];
  await session.staging.update((stage) => {
    const result = importStage(stage, imported);
    kept = result.kept;
    return actionsBetween(stage, result.stage);
  });
  if (kept.length === 0) return;
  const ids = kept.map((id) => `#${id}`).join(', ');
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Staged here already, with another edit, and left as they are: {0}.', ids),
  );
}

async function readStage(uri: vscode.Uri): Promise<Stage> {
  const parsed = parseStageFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  if (parsed.ok) return parsed.stage;
  throw new Failure(
    parsed.code === 'unknownVersion'
      ? vscode.l10n.t(
          'This file comes from a newer version of Work Item Batch. Update the extension, then import again.',
        )
      : vscode.l10n.t('This file holds no staged edits: {0}', parsed.detail),
  );
}

/** Ids mean other items on another server, so that must be wanted. */
async function isMeantForHere({ client, url }: Session, { items }: Stage): Promise<boolean> {
  const here = `${client.collectionUrl.replace(/\/+$/, '')}/`.toLowerCase();
  const foreign = items.find(({ base }) => base.url !== '' && !base.url.toLowerCase().startsWith(here));
  if (foreign === undefined) return true;
  const go = vscode.l10n.t('Import All the Same');
  const question = vscode.l10n.t('These edits were made on another server. Import them into the stage of {0}?', url);
  const options = { modal: true, detail: foreign.base.url };
  return (await vscode.window.showWarningMessage(question, options, go)) === go;
}

function actionsBetween(before: Stage, after: Stage): readonly StageAction[] {
  const added = after.items.filter((item) => findStaged(before, item.id) === undefined);
  return [
    ...added.map((item): StageAction => ({ kind: 'restore', item })),
    ...(before.comment === after.comment ? [] : [{ kind: 'comment' as const, text: after.comment }]),
  ];
}
