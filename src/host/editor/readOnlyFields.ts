import * as vscode from 'vscode';
import { readOnlyRanges } from '../../core/readOnlyRanges';
import { followSession } from '../connection/followSession';
import type { Sessions } from '../connection/sessions';
import { schemes } from '../ids';
import { knownContext } from './knownContext';

/** Dims what the server keeps for itself, so that nobody tries to edit it. */
export function registerReadOnlyFields(sessions: Sessions): vscode.Disposable {
  let dimmed = createDimming();
  const waiting = new Set<vscode.TextEditor>();
  let scheduled: NodeJS.Timeout | undefined;
  const render = (): void => {
    scheduled = undefined;
    for (const editor of waiting) editor.setDecorations(dimmed, [...rangesOf(sessions, editor.document)]);
    waiting.clear();
  };
  /** Keystrokes of one moment, one pass. */
  const soon = (editors: readonly vscode.TextEditor[]): void => {
    for (const editor of editors) if (isDocument(editor.document)) waiting.add(editor);
    if (waiting.size > 0) scheduled ??= setTimeout(render);
  };
  const all = (): void => soon(vscode.window.visibleTextEditors);
  const following = followSession(sessions, (session) => {
    all();
    return session === undefined ? [] : [session.onDidReadDefinitions(all)];
  });
  return vscode.Disposable.from(
    { dispose: () => dimmed.dispose() },
    following,
    vscode.window.onDidChangeActiveColorTheme(() => {
      dimmed.dispose();
      dimmed = createDimming();
      all();
    }),
    vscode.window.onDidChangeVisibleTextEditors(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) =>
      soon(vscode.window.visibleTextEditors.filter((editor) => editor.document === document)),
    ),
    { dispose: () => clearTimeout(scheduled) },
  );
}

/** Who asked for high contrast gets it: slanted instead of pale. */
function createDimming(): vscode.TextEditorDecorationType {
  const { kind } = vscode.window.activeColorTheme;
  const isHighContrast =
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
  return vscode.window.createTextEditorDecorationType(isHighContrast ? { fontStyle: 'italic' } : { opacity: '0.7' });
}

function isDocument({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === schemes.item || uri.scheme === schemes.base;
}

function rangesOf(sessions: Sessions, document: vscode.TextDocument): readonly vscode.Range[] {
  const definitions = knownContext(sessions, document)?.definitions;
  if (definitions === undefined) return [];
  return readOnlyRanges(document.getText(), definitions).map(
    ({ offset, length }) => new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
  );
}
