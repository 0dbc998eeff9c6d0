import * as vscode from 'vscode';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Sessions } from '../connection/sessions';
import type { Disposable } from '../disposableStore';
import { createGuard } from '../guard';
import type { Log } from '../log';
import type { Settings } from '../settings';
import { artifactCommands } from './artifactCommands';
import { registerCodeLenses } from './codeLenses';
import { registerCompletion } from './completion';
import { registerDocumentLinks } from './documentLinks';
import { fieldCommands, registerFieldEditor } from './fieldEditor';
import { gestureCommands } from './gestureCommands';
import { registerHover } from './hover';
import { registerInlayHints } from './inlayHints';
import { insertCommands } from './insertCommands';
import type { ItemDocuments } from './itemDocuments';
import { createItemHeads } from './itemHeads';
import { createItemHistory } from './itemHistory';
import { createKnownTags } from './knownTags';
import { lensCommands } from './lensCommands';
import { createPeople } from './people';
import { createQuiet } from './quiet';
import { registerReadOnlyFields } from './readOnlyFields';
import { registerRevisionContent } from './revisionContent';
import { registerSchemaProvider } from './schemaProvider';

export interface JsonLanguageDeps {
  readonly sessions: Sessions;
  readonly documents: ItemDocuments;
  readonly settings: Settings;
  readonly storage: vscode.Uri;
  readonly log: Log;
}

export interface JsonLanguage extends Disposable {
  readonly commands: Pick<
    CommandHandlers,
    keyof (ReturnType<typeof insertCommands> &
      ReturnType<typeof artifactCommands> &
      ReturnType<typeof gestureCommands> &
      ReturnType<typeof lensCommands> &
      ReturnType<typeof fieldCommands>)
  >;
}

/** Everything that VS Code's editor knows about a work item beyond plain JSON. */
export function registerJsonLanguage({ sessions, documents, settings, storage, log }: JsonLanguageDeps): JsonLanguage {
  const quiet = createQuiet(log);
  const guard = createGuard(log);
  const people = createPeople(sessions);
  const heads = createItemHeads(sessions, quiet);
  const tags = createKnownTags(sessions, quiet);
  const history = createItemHistory(sessions);
  const parts = vscode.Disposable.from(
    people,
    heads,
    tags,
    history,
    registerSchemaProvider({ sessions, quiet }),
    registerCompletion({ sessions, people, heads, tags, quiet }),
    registerHover({ sessions, people, heads, history, quiet }),
    registerInlayHints({ sessions, people, heads, quiet }),
    registerDocumentLinks({ sessions, storage, guard, quiet }),
    registerCodeLenses({ sessions, documents, settings, quiet }),
    registerFieldEditor({ sessions, documents }),
    registerRevisionContent(sessions),
    registerReadOnlyFields(sessions),
  );
  return {
    commands: {
      ...insertCommands({ sessions, documents, heads }),
      ...artifactCommands({ sessions, documents }),
      ...gestureCommands({ sessions, documents }),
      ...lensCommands({ sessions, documents, settings, history }),
      ...fieldCommands({ sessions, documents }),
    },
    dispose: () => void parts.dispose(),
  };
}
