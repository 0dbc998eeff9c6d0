import * as vscode from 'vscode';
import type { ItemHead } from '../../core/completions';
import { isEmpty } from '../../core/fieldValues';
import { documentField } from '../../core/document';
import { textToHtml } from '../../core/plainText';
import { withAttributes, workItemUrl } from '../../core/relations';
import { field } from '../../core/workItem';
import type { CommandHandlers } from '../commands/commandHandlers';
import { Failure } from '../failure';
import { changeDocument, legibleTarget, readDocument, type EditTarget, type EditTargetDeps } from './editTarget';
import { linkTypes } from './formRelations';
import type { ItemHeads } from './itemHeads';
import { pickItem } from './itemPicker';

export interface InsertCommandDeps extends EditTargetDeps {
  readonly heads: ItemHeads;
}

type InsertCommands = Pick<CommandHandlers, 'addComment' | 'addHyperlink' | 'addLink' | 'attachFile'>;

/** Commands that put something into the document in front of the user, whether it is shown as text or as form. */
export function insertCommands(deps: InsertCommandDeps): InsertCommands {
  const into = (run: (target: EditTarget) => Promise<void>) => {
    return async (...args: readonly unknown[]) => run(await legibleTarget(deps, args));
  };
  return {
    addLink: into((target) => addLink(target, deps.heads)),
    addHyperlink: into(addHyperlink),
    attachFile: into(attachFile),
    addComment: into(addComment),
  };
}

async function addLink(target: EditTarget, heads: ItemHeads): Promise<void> {
  const types = linkTypes(target.definitions).map(({ rel, name }) => ({ label: name, description: rel, rel }));
  const type = await vscode.window.showQuickPick(types, {
    title: vscode.l10n.t('Add Link (1/2)'),
    placeHolder: vscode.l10n.t('What the other work item is to this one'),
    matchOnDescription: true,
  });
  if (type === undefined) return;
  const title = vscode.l10n.t('Add Link (2/2): {0}', type.label);
  const id = await pickItem(target.session, title, newItems(target, heads));
  if (id === undefined) return;
  const url = workItemUrl(target.session.client.collectionUrl, id);
  await changeDocument(target, [{ kind: 'addRelations', relations: [{ rel: type.rel, url }] }]);
}

/** New items are in no search yet, and are what links are most often made to. */
function newItems({ session, id }: EditTarget, heads: ItemHeads): readonly ItemHead[] {
  return session.staging.stage.items
    .filter((item) => item.id < 0 && item.id !== id)
    .flatMap((item) => {
      const head = heads.known(item.id);
      return head === undefined || head === 'missing' ? [] : [head];
    });
}

async function addHyperlink(target: EditTarget): Promise<void> {
  const url = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Hyperlink'),
    placeHolder: 'https://…',
    prompt: vscode.l10n.t('Address of the page'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === '' || isAddress(text) ? undefined : vscode.l10n.t('An address begins with https:// or http://.'),
  });
  if (url === undefined || url.trim() === '') return;
  const comment = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Hyperlink'),
    prompt: vscode.l10n.t('Comment on the link; may stay empty'),
    ignoreFocusOut: true,
  });
  if (comment === undefined) return;
  const relation = withAttributes('Hyperlink', url.trim(), comment.trim(), undefined);
  await changeDocument(target, [{ kind: 'addRelations', relations: [relation] }]);
}

function isAddress(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);
}

async function attachFile(target: EditTarget): Promise<void> {
  const files = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Attach'),
    title: vscode.l10n.t('Files to attach to the work item'),
  });
  if (files === undefined || files.length === 0) return;
  const foreign = files.find((file) => file.scheme !== 'file');
  if (foreign !== undefined) {
    throw new Failure(vscode.l10n.t('Only files of this computer can be attached, not {0}.', foreign.toString()));
  }
  const relations = files.map((file) =>
    withAttributes('AttachedFile', file.toString(), undefined, file.path.split('/').at(-1)),
  );
  await changeDocument(target, [{ kind: 'addRelations', relations }]);
}

/** The comment goes into the document, and out with the next commit. */
async function addComment(target: EditTarget): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Add Comment'),
    prompt: vscode.l10n.t('Becomes a comment in the discussion with the next commit of this work item'),
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === '') return;
  const before = documentField(readDocument(target.document.getText()), field.history);
  const html = textToHtml(text.trim());
  const value = typeof before === 'string' && !isEmpty(before) ? `${before}<br>${html}` : html;
  await changeDocument(target, [{ kind: 'setField', field: field.history, value }]);
}
