import type * as vscode from 'vscode';
import type { TextFormat } from '../../core/workItem';
import { schemes } from '../ids';

/** A field of a document that is edited in an editor of its own. */
export interface FieldAddress {
  readonly item: vscode.Uri;
  readonly field: string;
}

const suffix = '.workitem.json';

/** `workitem-field://fabrikam/299/System.Description.html`; the ending is what VS Code reads the language from. */
export function fieldUri(item: vscode.Uri, field: string, format: TextFormat): vscode.Uri {
  const folder = item.path.slice(0, -suffix.length);
  const ending = format === 'markdown' ? 'md' : 'html';
  return item.with({ scheme: schemes.field, path: `${folder}/${field}.${ending}` });
}

/** Reads the address; undefined for anything else. */
export function parseFieldUri(uri: vscode.Uri): FieldAddress | undefined {
  const [, folder, field] = /^(\/[^/]+)\/([^/]+)\.(?:html|md)$/.exec(uri.path) ?? [];
  if (uri.scheme !== schemes.field || folder === undefined || field === undefined) return undefined;
  return { item: uri.with({ scheme: schemes.item, path: `${folder}${suffix}` }), field };
}
