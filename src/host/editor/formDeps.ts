import type * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import type { WorkItem } from '../../core/workItem';
import type { Person } from '../../protocol/form';
import type { Log } from '../log';
import type { FoundItem } from './formRelations';

/** What a form must know of the work item behind its document. */
export interface FormItem {
  readonly base: WorkItem;
  readonly definitions: Definitions;
  /** Links that the form adds begin with it. */
  readonly collectionUrl: string;
}

/** What the form needs of the rest of the extension. Everything may fail as an `AdoError` or a `Failure`. */
export interface FormEditorDeps {
  readonly extensionUri: vscode.Uri;
  /** Where files that were dropped from outside VS Code are kept until they are committed. */
  readonly storageUri: vscode.Uri;
  /** The base and definitions of a document; may ask the server. */
  model(uri: vscode.Uri): Promise<FormItem>;
  /** Fires with a document's URI when its base or definitions have changed; with `undefined` when all may have. */
  readonly onDidChangeModel: vscode.Event<vscode.Uri | undefined>;
  /** Titles and states of work items; those that the server does not show are left out. */
  items(uri: vscode.Uri, ids: readonly number[], signal: AbortSignal): Promise<readonly FoundItem[]>;
  /** By number or by words of the title; for `''` the most recent ones. */
  searchItems(uri: vscode.Uri, text: string, signal: AbortSignal): Promise<readonly FoundItem[]>;
  /** By the beginning of a name or mail address; for `''` those who were seen in work items. */
  searchPeople(uri: vscode.Uri, text: string, signal: AbortSignal): Promise<readonly Person[]>;
  openItem(uri: vscode.Uri, id: number): Promise<void>;
  readonly log: Log;
}
