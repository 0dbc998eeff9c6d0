import type * as vscode from 'vscode';
import type { Definitions } from '../../core/definitions';
import { nodeAt } from '../../core/textTree';
import { field, textField, type WorkItem } from '../../core/workItem';
import { definitionsFor, knownBaseOf, type Session } from '../connection/session';
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

/** Undefined for documents of another connection, and while there is none. A text that moves its item is measured by where it moves to. */
export function knownContext(sessions: Sessions, document: vscode.TextDocument): KnownContext | undefined {
  const { state } = sessions;
  const address = parseItemUri(document.uri);
  if (state.kind !== 'connected' || address?.connection !== state.session.name) return undefined;
  const { session } = state;
  const base = knownBaseOf(session, address.id);
  const here = base === undefined ? session.project : textField(base, field.teamProject) || session.project;
  if (base === undefined) {
    return { session, id: address.id, project: here, base, definitions: session.knownDefinitions(here) };
  }
  const named: unknown = nodeAt(document.getText(), ['fields', field.teamProject])?.value;
  const definitions = definitionsFor(session, base, typeof named === 'string' ? named : '');
  return { session, id: address.id, project: definitions?.project ?? here, base, definitions };
}

/** The definitions that a feature cannot do without; asked for where they are not there yet, and there the next time. */
export function neededDefinitions(context: KnownContext, quiet: Quiet): Definitions | undefined {
  if (context.definitions === undefined) {
    void quiet('Reading the definitions of the project', () => context.session.definitions(context.project));
  }
  return context.definitions;
}
