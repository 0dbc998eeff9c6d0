import * as vscode from 'vscode';
import type { FormErrorCode, FormMethod, FormParams, FormReply, ToHost, ToWebview } from '../../protocol/form';
import { DisposableStore } from '../disposableStore';
import { tell } from '../guard';
import type { FormEditorDeps } from './formDeps';
import { FormRefusal, type FormHandlers, createFormHandlers } from './formHandlers';
import { parseMessage } from './formMessages';
import { FormStateSource } from './formState';

/** Serves one form for as long as its tab is open; closing the tab disposes it. */
export function startFormSession(
  document: vscode.TextDocument,
  panel: vscode.WebviewPanel,
  deps: FormEditorDeps,
): DisposableStore {
  const owned = new DisposableStore();
  const source = owned.add(new FormStateSource(document, deps));
  const handlers = createFormHandlers({ document, panel, source, deps });
  const running = new Map<number, AbortController>();
  const post = (message: ToWebview): void => {
    // A hidden page does not exist; it asks for everything when it is shown again.
    if (panel.visible) void panel.webview.postMessage(message);
  };
  owned.add(source.onDidChange((state) => post({ kind: 'state', state })));
  owned.add(
    panel.webview.onDidReceiveMessage((data: unknown) => {
      const parsed = parseMessage(data);
      if (parsed.ok) {
        void receive(parsed.message, handlers, running, deps).then((reply) =>
          reply === undefined ? undefined : post(reply),
        );
        return;
      }
      deps.log.warn(`The form sent something that is no message: ${parsed.detail}`);
      if (parsed.id !== undefined) post({ kind: 'error', id: parsed.id, code: 'bug', message: parsed.detail });
    }),
  );
  owned.add({
    dispose: () => {
      for (const request of running.values()) request.abort();
    },
  });
  owned.add(panel.onDidDispose(() => owned.dispose()));
  return owned;
}

/** Answers one message; a request always gets a frame, whatever happens. */
async function receive(
  message: ToHost,
  handlers: FormHandlers,
  running: Map<number, AbortController>,
  deps: FormEditorDeps,
): Promise<ToWebview | undefined> {
  if (message.kind === 'cancel') {
    running.get(message.id)?.abort();
    return undefined;
  }
  const { id, method } = message;
  const request = new AbortController();
  running.set(id, request);
  try {
    const result = await run(handlers, message, request.signal);
    return { kind: 'reply', id, result };
  } catch (error) {
    return { kind: 'error', id, ...explain(error, method, deps) };
  } finally {
    running.delete(id);
  }
}

function run<M extends FormMethod>(
  handlers: FormHandlers,
  request: { readonly method: M; readonly params: FormParams<M> },
  signal: AbortSignal,
): Promise<FormReply<M>> {
  return handlers[request.method](request.params, signal);
}

function explain(
  error: unknown,
  method: FormMethod,
  deps: FormEditorDeps,
): { readonly code: FormErrorCode; readonly message: string } {
  if (error instanceof FormRefusal) return { code: error.code, message: error.message };
  const { kind, message } = tell(error);
  if (kind === 'silent') return { code: 'cancelled', message };
  if (kind === 'expected') return { code: 'refused', message };
  deps.log.error(error instanceof Error ? error : `${method}: ${message}`);
  return { code: 'bug', message: vscode.l10n.t('Work Item Batch met an error of its own: {0}', message) };
}
