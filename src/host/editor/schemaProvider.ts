import * as vscode from 'vscode';
import { findType } from '../../core/definitions';
import { schemaOf } from '../../core/schema';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { parseSchemaUri } from '../itemUri';
import { followSession } from '../connection/followSession';
import type { Quiet } from './quiet';
import { schemaWords } from './schemaWords';

export interface SchemaProviderDeps {
  readonly sessions: Sessions;
  readonly quiet: Quiet;
}

/**
 * Serves the JSON schema of a type, made from live definitions. It never waits: the language server validates nothing while it
 * waits for a schema. Until the definitions are there, a schema that knows nothing stands in, and is replaced then.
 */
export function registerSchemaProvider({ sessions, quiet }: SchemaProviderDeps): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const served = new Map<string, vscode.Uri>();
  const renew = (project?: string): void => {
    for (const uri of served.values()) {
      if (project === undefined || parseSchemaUri(uri)?.project === project) changed.fire(uri);
    }
  };
  const following = followSession(sessions, (session) => {
    renew();
    return session === undefined ? [] : [session.onDidReadDefinitions(renew)];
  });
  const registration = vscode.workspace.registerTextDocumentContentProvider(schemes.schema, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => {
      served.set(uri.toString(), uri);
      return schemaText(sessions, quiet, uri);
    },
  });
  return vscode.Disposable.from(registration, following, changed);
}

function schemaText(sessions: Sessions, quiet: Quiet, uri: vscode.Uri): string {
  const { state } = sessions;
  const address = parseSchemaUri(uri);
  if (state.kind !== 'connected' || address?.connection !== state.session.name) return '{}';
  const { session } = state;
  const definitions = session.knownDefinitions(address.project);
  if (definitions === undefined) {
    void quiet('Reading the definitions of the project', () => session.definitions(address.project));
    return '{}';
  }
  const type = findType(definitions, address.type);
  return type === undefined ? '{}' : JSON.stringify(schemaOf(type, definitions, schemaWords()), undefined, 2);
}
