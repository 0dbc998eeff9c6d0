import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, placeAfter, replace, revert, untilExplained } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';

/** Every pass over a document makes its problems anew: so many objects, so many passes. */
async function passesWhile(document: vscode.TextDocument, work: () => Promise<unknown>): Promise<number> {
  const seen = new Set<vscode.Diagnostic>();
  const before = new Set(vscode.languages.getDiagnostics(document.uri));
  let turn: NodeJS.Immediate | undefined;
  const look = (): void => {
    const [first] = vscode.languages.getDiagnostics(document.uri);
    if (first !== undefined && !before.has(first)) seen.add(first);
    turn = setImmediate(look);
  };
  look();
  await work();
  clearImmediate(turn);
  return seen.size;
}

describe('typing', () => {
  let server: StagingServer;
  let document: vscode.TextDocument;
  let asked: number;
  const state = /"System\.State": "[^"]*"/;

  const untilProblem = (text: string): Promise<unknown> =>
    until(
      `a problem of ${text}`,
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri).map(({ message }) => message)),
      (messages) => messages.some((message) => message.includes(text)),
    );

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    document = await openItem(297, server.connection);
    await untilExplained(document);
  });

  beforeEach(async () => {
    await revert(document);
    await replace(document, state.exec(document.getText())?.[0] ?? '', '"System.State": "No"');
    await untilProblem('“No”');
    asked = server.requests().length;
  });

  after(async () => {
    await revert(document);
    await connect('sandbox');
  });

  it('in many places at once is judged once', async () => {
    const passes = await passesWhile(document, async () => {
      const edit = new vscode.WorkspaceEdit();
      const place = placeAfter(document, '"System.State": "No');
      edit.insert(document.uri, place, 'where');
      for (let line = 1; line < document.lineCount; line++) {
        edit.insert(document.uri, document.lineAt(line).range.start, ' ');
      }
      assert.ok(await vscode.workspace.applyEdit(edit));
      await untilProblem('“Nowhere”');
    });
    assert.equal(passes, 1);
  });

  it('fast is judged no more often than there are keystrokes, and asks the server nothing', async () => {
    const pieces = 'wh er ea t al li n th is wo rl d'.split(' ');
    const editor = await vscode.window.showTextDocument(document);
    const place = placeAfter(document, '"System.State": "No');
    editor.selection = new vscode.Selection(place, place);
    const passes = await passesWhile(document, async () => {
      await Promise.all(pieces.map((text) => vscode.commands.executeCommand('type', { text })));
      await untilProblem(`“No${pieces.join('')}”`);
    });
    assert.ok(passes <= pieces.length, `${passes} passes`);
    assert.deepEqual(server.requests().slice(asked), []);
  });
});
