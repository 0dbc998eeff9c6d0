import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import {
  connect,
  hoverText,
  labelOf,
  openItem,
  placeAfter,
  replace,
  revert,
  suggestion,
  suggestions,
} from './documents';
import { startTroubledServer, type Mood, type TroubledServer } from './troubledServer';

async function hintLabels(document: vscode.TextDocument): Promise<readonly string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return hints.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
}

describe('language features of a server in trouble', () => {
  let server: TroubledServer;
  let document: vscode.TextDocument;

  before(async () => {
    server = await startTroubledServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    document = await openItem(299, server.connection);
    await suggestion(document, placeAfter(document, '"System.AreaPath": "'), /^Checkout$/);
  });

  afterEach(async () => {
    server.mood = 'well';
    server.release();
    await revert(document);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await connect('sandbox');
    await server.close();
  });

  const moods: readonly Mood[] = ['refusing', 'gone', 'slow', 'unauthorized', 'forbidden', 'failing', 'askingToSignIn'];
  for (const mood of moods) {
    it(`that is ${mood} say what is known, and end by themselves`, async () => {
      server.mood = mood;
      const mail = /"System\.AssignedTo": "([^"]*)"/.exec(document.getText())?.[1] ?? '';
      const person = await replace(document, `"System.AssignedTo": "${mail}"`, '"System.AssignedTo": "J|"');
      const people = (await suggestions(document, person)).map(labelOf);
      assert.ok(people.includes('Johnnie McLeod'), people.join('\n'));
      const link = await replace(
        document,
        '"relations": [',
        '"relations": [{ "rel": "System.LinkTypes.Related", "url": "no such words|" },',
      );
      const targets = (await suggestions(document, link)).filter(
        ({ kind }) => kind === vscode.CompletionItemKind.Issue,
      );
      assert.deepEqual(targets, []);
      await hoverText(document, placeAfter(document, '"System.State"', 3));
      await hintLabels(document);
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      assert.ok(links.some(({ target }) => target?.scheme === 'workitem'));
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
      );
      assert.ok(lenses.some(({ command }) => command?.title.startsWith('rev ')));
    });
  }

  it('that answers late show what it said', async () => {
    server.mood = 'slow';
    const mail = /"System\.AssignedTo": "([^"]*)"/.exec(document.getText())?.[1] ?? '';
    const person = await replace(document, `"System.AssignedTo": "${mail}"`, '"System.AssignedTo": "Chu|"');
    assert.ok(!(await suggestions(document, person)).map(labelOf).includes('Chuck Reinhart'));
    server.mood = 'well';
    server.release();
    await suggestion(document, person, /^Chuck Reinhart$/);
    const searches = (): readonly string[] => server.asked.filter((request) => /identit/i.test(request));
    const asked = searches();
    assert.notDeepEqual(asked, []);
    await suggestions(document, person);
    assert.deepEqual(searches(), asked, 'an answer is no reason to ask again');
  });

  it('tell of a work item that the server does not show', async () => {
    const link = '/_apis/wit/workItems/987654';
    await replace(
      document,
      '"relations": [',
      `"relations": [{ "rel": "System.LinkTypes.Related", "url": "${server.url}${link}" },`,
    );
    const missing = 'not on the server, or not readable for you';
    await until(
      'the hint',
      () => hintLabels(document),
      (labels) => labels.includes(missing),
    );
    assert.match(await hoverText(document, placeAfter(document, link)), /Work item 987654 is not on the server/);
  });
});
