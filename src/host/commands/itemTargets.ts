import * as vscode from 'vscode';
import { Failure } from '../failure';
import { parseItemUri } from '../itemUri';

/** The ids that a command is meant for, whatever VS Code hands over. Empty where it hands over nothing of ours. */
export function targetIds(args: readonly unknown[]): readonly number[] {
  const [first, second] = args;
  // Tree views and resource groups hand over the clicked one, then all selected; Source Control spreads the selection.
  const given: readonly unknown[] = Array.isArray(second) ? second : first === undefined ? [activeUri()] : args;
  return [...new Set(given.flatMap(idsOf))];
}

/** The same for a command that is nothing without one. @throws Failure that says where to find one */
export function neededIds(args: readonly unknown[]): readonly number[] {
  const ids = targetIds(args);
  if (ids.length > 0) return ids;
  throw new Failure(
    vscode.l10n.t(
      'No work item is chosen. Select one in the Work Items view or in Source Control, or open its document.',
    ),
  );
}

/** A commit request for the items that a row hands over; for all that are not held where it hands over none. */
export function chosenIds(args: readonly unknown[]): { readonly ids?: readonly number[] } {
  const ids = args.length === 0 ? [] : targetIds(args);
  return ids.length === 0 ? {} : { ids };
}

function idsOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof vscode.Uri) return idOfUri(value);
  if (typeof value !== 'object' || value === null) return [];
  if ('resourceStates' in value && Array.isArray(value.resourceStates)) return value.resourceStates.flatMap(idsOf);
  if ('id' in value && typeof value.id === 'number') return [value.id];
  if ('item' in value) return idsOf(value.item);
  if ('resourceUri' in value && value.resourceUri instanceof vscode.Uri) return idOfUri(value.resourceUri);
  return [];
}

function idOfUri(uri: vscode.Uri): readonly number[] {
  const address = parseItemUri(uri);
  return address === undefined ? [] : [address.id];
}

/** The document in front of the user, in the text editor or in the form. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return vscode.window.activeTextEditor?.document.uri;
}
