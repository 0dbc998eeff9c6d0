import * as vscode from 'vscode';
import type { Sessions } from '../connection/sessions';
import type { Log } from '../log';
import { registerCompletion } from './completion';
import { createItemHeads } from './itemHeads';
import { createKnownTags } from './knownTags';
import { createPeople } from './people';
import { createQuiet } from './quiet';
import { registerSchemaProvider } from './schemaProvider';

export interface JsonLanguageDeps {
  readonly sessions: Sessions;
  readonly log: Log;
}

/** Everything that VS Code's editor knows about a work item beyond plain JSON. */
export function registerJsonLanguage({ sessions, log }: JsonLanguageDeps): vscode.Disposable {
  const quiet = createQuiet(log);
  const people = createPeople(sessions);
  const heads = createItemHeads(sessions, quiet);
  const tags = createKnownTags(sessions, quiet);
  return vscode.Disposable.from(
    people,
    heads,
    tags,
    registerSchemaProvider({ sessions, quiet }),
    registerCompletion({ sessions, people, heads, tags, quiet }),
  );
}
