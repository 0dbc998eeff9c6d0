import * as vscode from 'vscode';
import { schemes } from './ids';

/** What the URI of a document says: which connection, which item. The title and the revision change, so neither stands in it. */
export interface ItemAddress {
  /** Name of the connection as it stands in the URI's authority. */
  readonly connection: string;
  /** Negative for an item that exists only in the stage. */
  readonly id: number;
}

const existing = /^\/(\d+)(?:\.workitem\.json| [^/]*)$/;
const created = /^\/New (.+?) (\d+)(?:\.workitem\.json|: [^/]*)$/;

/** `workitem://fabrikam/299.workitem.json`, or `workitem://fabrikam/New Bug 1.workitem.json` for a new item of that type. */
export function itemUri(connection: string, id: number, type = ''): vscode.Uri {
  return address(schemes.item, connection, id, type);
}

/** The document's base: the left side of every diff. */
export function baseUri(connection: string, id: number, type = ''): vscode.Uri {
  return address(schemes.base, connection, id, type);
}

/**
 * Stands for a document where VS Code makes the label from the uri itself, as Source Control does: its last segment is
 * what a person reads. It is never opened.
 */
export function labelUri(connection: string, id: number, type: string, title: string): vscode.Uri {
  const name = id < 0 ? `New ${type} ${-id}: ${title}` : `${id} ${title}`;
  return vscode.Uri.from({ scheme: schemes.item, authority: connection, path: `/${name.replaceAll('/', '∕')}` });
}

function address(scheme: string, connection: string, id: number, type: string): vscode.Uri {
  const name = id < 0 ? `New ${type} ${-id}` : `${id}`;
  return vscode.Uri.from({ scheme, authority: connection, path: `/${name}.workitem.json` });
}

/** Reads the address of a document or of its base; undefined for anything else. */
export function parseItemUri(uri: vscode.Uri): ItemAddress | undefined {
  if (uri.scheme !== schemes.item && uri.scheme !== schemes.base) return undefined;
  const id = existing.exec(uri.path)?.[1];
  if (id !== undefined) return { connection: uri.authority, id: Number(id) };
  const number = created.exec(uri.path)?.[2];
  return number === undefined ? undefined : { connection: uri.authority, id: -Number(number) };
}

/** Address of the JSON schema of a type: `workitem-schema://fabrikam/Fabrikam-Fiber-Git/Bug.json`. */
export function schemaUri(connection: string, project: string, type: string): vscode.Uri {
  return vscode.Uri.from({ scheme: schemes.schema, authority: connection, path: `/${project}/${type}.json` });
}

/** Reads the address of a schema. */
export function parseSchemaUri(
  uri: vscode.Uri,
): { readonly connection: string; readonly project: string; readonly type: string } | undefined {
  const [, project, type] = /^\/([^/]+)\/(.+)\.json$/.exec(uri.path) ?? [];
  if (uri.scheme !== schemes.schema || project === undefined || type === undefined) return undefined;
  return { connection: uri.authority, project, type };
}
