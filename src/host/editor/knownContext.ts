import type * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { field, textField, type WorkItem } from '../../core/workItem';
import { knownBaseOf, type Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { parseItemUri } from '../itemUri';
import type { Quiet } from './quiet';

/** What is known of a document without asking the server. */
export interface KnownContext {
  readonly session: Session;
  readonly id: number;
  readonly project: string;
  readonly base: WorkItem | undefined;
  readonly definitions: Definitions | undefined;
}

/** Undefined for documents of another connection, and while there is none. */
export function knownContext(sessions: Sessions, uri: vscode.Uri): KnownContext | undefined {
  const { state } = sessions;
  const address = parseItemUri(uri);
  if (state.kind !== 'connected' || address?.connection !== state.session.name) return undefined;
  const { session } = state;
  const base = knownBaseOf(session, address.id);
  const project = base === undefined ? session.project : textField(base, field.teamProject) || session.project;
  return { session, id: address.id, project, base, definitions: session.knownDefinitions(project) };
}

/** The definitions that a feature cannot do without; asked for where they are not there yet, and there the next time. */
export function neededDefinitions(context: KnownContext, quiet: Quiet): Definitions | undefined {
  if (context.definitions === undefined) {
    void quiet('Reading the definitions of the project', () => context.session.definitions(context.project));
  }
  return context.definitions;
}
