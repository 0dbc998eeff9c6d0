import * as vscode from 'vscode';

type Callable = (...args: readonly unknown[]) => unknown;

/** What the extension said, asked and did while somebody listened. */
export interface Witness {
  /** Messages and notes in the status bar. */
  readonly said: readonly string[];
  /** Titles of pickers, input boxes, file dialogs and modal questions. */
  readonly asked: readonly string[];
  /** Commands of VS Code that were run, and addresses that were opened outside. */
  readonly did: readonly string[];
  /** Pickers that search as one types; what they show can be read from them. */
  readonly pickers: readonly vscode.QuickPick<vscode.QuickPickItem>[];
  /** Errors that nobody caught. */
  readonly uncaught: readonly string[];
  stop(): void;
}

/** The message that the error boundary gives for a bug. */
export const bugMessage = /met an error of its own/;

/** What is answered to a question: the label of a pick, the text of an input box, the files of a dialog. */
export type Answer = string | readonly vscode.Uri[];

/**
 * Listens to what the extension calls; VS Code leaves its API open to that while tests run. All calls go through, but for those that no
 * test can let through: modal dialogs, which VS Code refuses to show in tests, and pages in another window. Questions are answered in
 * their order as far as there are answers, because keys reach none of them from the extension host.
 */
export function listen(...answers: readonly Answer[]): Witness {
  const open = [...answers];
  const [said, asked, did, uncaught] = [[], [], [], []] as string[][] as [string[], string[], string[], string[]];
  const pickers: vscode.QuickPick<vscode.QuickPickItem>[] = [];
  const restores: (() => void)[] = [];
  const tap = (owner: object, name: string, heard: (call: Callable) => Callable): void => {
    const place = owner as Record<string, Callable>;
    const original = place[name];
    if (original === undefined) throw new Error(`VS Code has no ${name}.`);
    place[name] = heard((...args) => Reflect.apply(original, owner, args));
    restores.push(() => (place[name] = original));
  };
  for (const name of ['showErrorMessage', 'showWarningMessage', 'showInformationMessage']) {
    tap(vscode.window, name, (call) => (text, ...rest) => {
      const modal = isModal(rest[0]);
      (modal ? asked : said).push(String(text));
      return modal ? Promise.resolve(undefined) : call(text, ...rest);
    });
  }
  tap(vscode.window, 'setStatusBarMessage', (call) => (...args) => {
    said.push(String(args[0]));
    return call(...args);
  });
  for (const [name, options] of [
    ['showQuickPick', 1],
    ['showInputBox', 0],
    ['showOpenDialog', 0],
    ['showSaveDialog', 0],
  ] as const) {
    tap(vscode.window, name, (call) => (...args) => {
      asked.push(titleOf(args[options]));
      const answer = open.shift();
      if (answer === undefined) return call(...args);
      return name === 'showQuickPick' ? picked(args[0], answer) : Promise.resolve(answer);
    });
  }
  tap(vscode.window, 'createQuickPick', (call) => (...args) => {
    const picker = call(...args) as vscode.QuickPick<vscode.QuickPickItem>;
    pickers.push(picker);
    asked.push('a picker that searches');
    return picker;
  });
  tap(vscode.commands, 'executeCommand', (call) => (...args) => {
    if (args[0] !== 'setContext') did.push(String(args[0]));
    return call(...args);
  });
  tap(vscode.env, 'openExternal', () => (uri) => {
    did.push(String(uri));
    return Promise.resolve(true);
  });
  const onUncaught = (error: unknown): void => void uncaught.push(String(error));
  process.on('unhandledRejection', onUncaught);
  restores.push(() => process.off('unhandledRejection', onUncaught));
  return {
    ...{ said, asked, did, pickers, uncaught },
    stop: () => {
      for (const restore of restores) restore();
    },
  };
}

async function picked(items: unknown, label: Answer): Promise<unknown> {
  const offered = (await items) as readonly (string | vscode.QuickPickItem)[];
  return offered.find((item) => label === (typeof item === 'string' ? item : item.label));
}

function isModal(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'modal' in options && options.modal === true;
}

function titleOf(options: unknown): string {
  return typeof options === 'object' && options !== null && 'title' in options ? String(options.title) : '';
}
