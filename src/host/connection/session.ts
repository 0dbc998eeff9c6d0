import type * as vscode from 'vscode';
import type { AdoClient } from '../../ado/client';
import { sameName, type Definitions } from '../../core/definitions';
import { field, textField, type WorkItem } from '../../core/workItem';
import type { Staging } from '../staging/staging';
import type { Bases } from './bases';
import type { Disposable } from '../disposableStore';

/** Everything that belongs to one connection; made without the network, so that staged work opens offline. */
export interface Session extends Disposable {
  /** Name of the connection, as documents carry it in their authority. */
  readonly name: string;
  readonly url: string;
  readonly project: string;
  readonly isSandbox: boolean;
  readonly client: AdoClient;
  readonly bases: Bases;
  readonly staging: Staging;
  /** Live definitions of a project, read once. */
  definitions(project: string): Promise<Definitions>;
  /** Definitions if they have been read already; validation and schemas do not wait for the network. */
  knownDefinitions(project: string): Definitions | undefined;
  /** Fires when the definitions of a project have been read. */
  readonly onDidReadDefinitions: vscode.Event<string>;
}

/** The base of a document: what its text was made from. A staged edit brings its own. */
export async function baseOf(session: Session, id: number): Promise<WorkItem> {
  return session.staging.item(id)?.base ?? (await session.bases.get(id));
}

/** The base if it is known without asking the server. */
export function knownBaseOf(session: Session, id: number): WorkItem | undefined {
  return session.staging.item(id)?.base ?? session.bases.known(id);
}

/**
 * What a text is measured by: the definitions of the project that it names, also where that is another one than its base is in. Of a
 * project that has not been read yet, types and paths are unknown; fields and link types are the collection's.
 */
export function definitionsFor(session: Session, base: WorkItem, named: string): Definitions | undefined {
  const project = textField(base, field.teamProject);
  const here = session.knownDefinitions(project);
  if (here === undefined || named === '' || sameName(named, project)) return here;
  return session.knownDefinitions(named) ?? { ...here, project: named, types: [], areas: [], iterations: [] };
}
