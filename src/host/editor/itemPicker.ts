import * as vscode from 'vscode';
import type { ItemHead } from '../../core/completions';
import type { Session } from '../connection/session';
import { tell } from '../guard';
import { searchItems } from '../items';

interface ItemPick extends vscode.QuickPickItem {
  readonly id: number | undefined;
}

/** Lets the user find a work item by its number or by words of its title; `first` are offered before all others. */
export async function pickItem(
  session: Session,
  title: string,
  first: readonly ItemHead[],
): Promise<number | undefined> {
  const picker = vscode.window.createQuickPick<ItemPick>();
  picker.title = title;
  picker.placeholder = vscode.l10n.t('Number, or words of the title');
  const search = createSearch(picker, session, first);
  const chosen = await new Promise<number | undefined>((resolve) => {
    picker.onDidChangeValue((text) => void search.run(text));
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.id));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
    void search.run('');
  });
  search.stop();
  picker.dispose();
  return chosen;
}

/** Only the newest search counts; one that fails says why in the list. */
function createSearch(
  picker: vscode.QuickPick<ItemPick>,
  session: Session,
  first: readonly ItemHead[],
): { run(text: string): Promise<void>; stop(): void } {
  let asking = new AbortController();
  const run = async (text: string): Promise<void> => {
    asking.abort();
    const mine = (asking = new AbortController());
    const ours = first.filter((head) => head.title.toLowerCase().includes(text.trim().toLowerCase()));
    picker.items = ours.map(toPick);
    picker.busy = true;
    try {
      const found = await searchItems(session, text, mine.signal);
      if (asking === mine) picker.items = [...ours, ...found].map(toPick);
    } catch (error) {
      const { kind, message } = tell(error);
      if (asking === mine && kind !== 'silent') {
        picker.items = [...ours.map(toPick), { id: undefined, label: `$(warning) ${message}`, alwaysShow: true }];
      }
    } finally {
      if (asking === mine) picker.busy = false;
    }
  };
  return { run, stop: () => asking.abort() };
}

function toPick({ id, title, type, state }: ItemHead): ItemPick {
  const number = id < 0 ? vscode.l10n.t('New {0}', type) : `#${id}`;
  const description = id < 0 ? number : `${number} · ${type} · ${state}`;
  return { id, label: title === '' ? number : title, description, alwaysShow: true };
}
