import * as vscode from 'vscode';
import { takeOver, type Resolved } from '../../core/resolve';
import { field, textField } from '../../core/workItem';
import type { Disposable } from '../disposableStore';
import { baseText, uriOf } from '../editor/itemDocuments';
import { stageResolved, type Conflict } from './conflicts';
import { registerConflictSides, type ConflictSides } from './conflictSides';

/** VS Code's own merge editor over base, theirs and mine, with the document as its result. */
export interface MergeEditor extends Disposable {
  /** Opens it; the edit moves to the server's state once the result is saved. */
  open(conflict: Conflict): Promise<void>;
}

/** The command that the git extension opens the merge editor with; no public API, so it may be missing. */
const openMergeEditor = '_open.mergeEditor';

export function createMergeEditor(): MergeEditor {
  const sides = registerConflictSides();
  const open = new Map<string, Disposable>();
  const end = (key: string): void => {
    open.get(key)?.dispose();
    open.delete(key);
  };
  return {
    open: async (conflict) => {
      const taken = await takeOverTheirs(conflict);
      if (taken.clashes.length === 0) {
        vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Nothing conflicts any more'), 5000);
        return;
      }
      const output = uriOf(conflict.session, conflict.item.base);
      const key = output.toString();
      end(key);
      await vscode.workspace.openTextDocument(output);
      const label = await show(sides, conflict, taken, output);
      open.set(
        key,
        whileOpen(
          label,
          output,
          (text) => settle(conflict, text),
          () => end(key),
        ),
      );
    },
    dispose: () => {
      for (const key of [...open.keys()]) end(key);
      sides.dispose();
    },
  };
}

/** What only they changed is staged first, so that saving the result cannot take it back. */
async function takeOverTheirs({ session, item, theirs, definitions }: Conflict): Promise<Resolved> {
  const taken = takeOver(item, theirs, definitions);
  await session.staging.update((stage) =>
    stage.items.some((now) => now.id === item.id && now.text === item.text)
      ? [stageResolved(item, taken.clashes.length === 0 ? { ...taken, base: theirs } : taken, definitions)]
      : [],
  );
  return taken;
}

async function show(
  sides: ConflictSides,
  { session, item, theirs }: Conflict,
  taken: Resolved,
  output: vscode.Uri,
): Promise<string | undefined> {
  const uris = {
    base: sides.show(session, item.id, 'base', baseText(session, taken.base)),
    theirs: sides.show(session, item.id, 'theirs', baseText(session, theirs)),
    mine: sides.show(session, item.id, 'mine', taken.text),
  };
  const title = vscode.l10n.t('{0} {1}: theirs ↔ mine', textField(theirs, field.type), item.id);
  const known = await vscode.commands.getCommands(false);
  if (known.includes(openMergeEditor)) {
    await vscode.commands.executeCommand(openMergeEditor, {
      base: uris.base,
      input1: {
        uri: uris.theirs,
        title: vscode.l10n.t('Theirs'),
        description: vscode.l10n.t('revision {0} on the server', theirs.rev),
      },
      input2: { uri: uris.mine, title: vscode.l10n.t('Mine'), description: vscode.l10n.t('staged') },
      output,
    });
  } else {
    await vscode.commands.executeCommand('vscode.diff', uris.theirs, output, title);
  }
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}

/**
 * Each save of the result counts while its editor is open; a save in another editor, later, is an edit like any other. The editor is
 * known by its label: VS Code 1.100 makes another object of its tab now and then, and says nothing public of what it shows.
 */
function whileOpen(
  label: string | undefined,
  output: vscode.Uri,
  saved: (text: string) => Promise<void>,
  closed: () => void,
): Disposable {
  return vscode.Disposable.from(
    vscode.workspace.onDidSaveTextDocument((document) =>
      document.uri.toString() === output.toString() ? saved(document.getText()) : undefined,
    ),
    vscode.window.tabGroups.onDidChangeTabs(() => {
      const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
      // The editor saves its result before it closes; what it saved is settled by now.
      if (!tabs.some((tab) => tab.label === label)) closed();
    }),
  );
}

/** The saved result, as an edit of the server's state: what differs from that is what the user wants. */
async function settle({ session, item, theirs, definitions }: Conflict, text: string): Promise<void> {
  await session.staging.update((stage) => {
    const now = stage.items.find(({ id }) => id === item.id) ?? item;
    return [stageResolved(now, { base: theirs, text, clashes: [] }, definitions)];
  });
  session.bases.put([theirs]);
}
