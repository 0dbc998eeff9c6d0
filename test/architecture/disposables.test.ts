import assert from 'node:assert/strict';
import { findDroppedDisposables } from './disposables';
import { typedPlanted, typedProject } from './program';
import { expectNone } from './project';

const head = `import * as vscode from 'vscode';
import { DisposableStore } from './disposableStore';
declare const store: DisposableStore;
declare const register: () => vscode.Disposable;
declare const later: () => Promise<vscode.Disposable>;
declare const each: (callback: (id: string) => void) => void;
declare const listen: vscode.Event<void>;
`;

const dropped: readonly string[] = [
  `vscode.commands.registerCommand('a', () => undefined);`,
  `vscode.workspace.onDidChangeConfiguration(() => undefined);`,
  `register();`,
  `void register();`,
  `new vscode.EventEmitter<void>();`,
  `Math.max(1, 2) > 1 && register();`,
  `Math.max(1, 2) > 1 ? register() : undefined;`,
  `export async function start() { await later(); }`,
  `each((id) => vscode.commands.registerCommand(id, () => undefined));`,
  `['a'].forEach((id) => vscode.commands.registerCommand(id, () => undefined));`,
  `listen(() => undefined);`,
  `new vscode.EventEmitter<void>().event(() => undefined);`,
  `(store.dispose, register());`,
  `export function watch(view: vscode.TreeView<string>) { view.onDidChangeSelection(() => undefined); }`,
];

const owned: readonly string[] = [
  `store.add(register());`,
  `export const one = register();`,
  `export function make() { return register(); }`,
  `register().dispose();`,
  `const list: vscode.Disposable[] = []; listen(() => undefined, undefined, list);`,
  `vscode.window.setStatusBarMessage('sent', 5000);`,
  `export const all = ['a'].map((id) => vscode.commands.registerCommand(id, () => undefined));`,
  `void vscode.commands.executeCommand('a');`,
  `export function follow(token: vscode.CancellationToken) { token.onCancellationRequested(() => undefined); }`,
  `export function pick() { const picker = vscode.window.createQuickPick(); picker.onDidHide(() => picker.dispose()); }`,
];

describe('disposables', function () {
  // The whole project is compiled first.
  this.timeout(120_000);
  it('are owned in host and extension.ts', () => {
    expectNone(findDroppedDisposables(typedProject(['src/host/', 'src/extension.ts'])));
  });

  const bodies = [...dropped, ...owned];
  const counts = new Map<string, number>();
  before(() => {
    const files = bodies.map((body, index) => ({
      name: `src/host/planted${index}.ts`,
      text: `${head}${body}\nexport {};`,
    }));
    const findings = findDroppedDisposables(typedPlanted(files));
    bodies.forEach((body, index) => {
      const at = `src/host/planted${index}.ts:`;
      counts.set(body, findings.filter((finding) => finding.at.startsWith(at)).length);
    });
  });

  for (const body of dropped) {
    it(`are found dropped: ${body}`, () => {
      assert.equal(counts.get(body), 1);
    });
  }
  for (const body of owned) {
    it(`are left alone: ${body}`, () => {
      assert.equal(counts.get(body), 0);
    });
  }
});
