import * as vscode from 'vscode';
import { registerCommands } from './host/commands/commandHandlers';
import { newItemCommands } from './host/commands/newItem';
import { openCommands } from './host/commands/openCommands';
import { connectCommands } from './host/connection/connectCommands';
import { createConnection } from './host/connection/connection';
import { registerItemProblems } from './host/diagnostics/itemProblems';
import { registerQuickFixes } from './host/diagnostics/quickFixes';
import { registerBaseContent } from './host/editor/baseContent';
import { registerForm } from './host/editor/formWiring';
import { createItemDocuments } from './host/editor/itemDocuments';
import { registerJsonLanguage } from './host/editor/jsonLanguage';
import { registerWorkItemFileSystem } from './host/editor/workItemFileSystem';
import { createGuard } from './host/guard';
import { createCommitNews } from './host/staging/commitNews';
import { registerStaging } from './host/staging/stagingWiring';
import { registerStatusBar } from './host/statusBar';
import { registerWorkItemsTree } from './host/tree/workItemsTree';

/** The whole object graph; nothing else happens here. */
export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends { dispose(): void }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const { extensionUri, globalStorageUri: storage } = context;
  const log = own(vscode.window.createOutputChannel('Work Item Batch', { log: true }));
  const connection = own(createConnection(context, log));
  const { sessions, settings } = connection;
  const documents = own(createItemDocuments(sessions));
  const news = own(createCommitNews());
  const tree = own(registerWorkItemsTree({ sessions, log }));
  const staging = own(registerStaging({ sessions, news, storage, log }));
  own(registerWorkItemFileSystem({ sessions, documents, news, memory: staging.memory }));
  own(registerBaseContent({ sessions, documents }));
  const language = own(registerJsonLanguage({ sessions, documents, settings, storage, log }));
  own(registerForm({ sessions, documents, extensionUri, storage, log }));
  own(registerItemProblems({ sessions, documents, news }));
  own(registerQuickFixes({ sessions, documents }));
  own(registerStatusBar(sessions));
  const handlers = {
    ...connectCommands({ ...connection, log }),
    ...openCommands({ sessions, settings, documents }),
    ...newItemCommands(sessions, settings),
    ...staging.commands,
    ...tree.commands,
    ...language.commands,
    showLog: () => log.show(),
  };
  own(registerCommands(handlers, createGuard(log)));
}
