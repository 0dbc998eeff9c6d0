import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import {
  inserted,
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

describe('a work item as JSON', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await connect('sandbox');
    document = await openItem(299);
  });

  afterEach(() => revert(document));

  describe('schema', () => {
    it('completes the allowed values of the type', async () => {
      const position = placeAfter(document, '"System.State": "');
      const item = await suggestion(document, position, /^Done$/);
      assert.equal(inserted(item), '"Done"');
      assert.ok(item.documentation instanceof vscode.MarkdownString);
      assert.match(item.documentation.value, /Completed/);
    });

    it('completes the fields of the type by reference name, with their plain names', async () => {
      const position = await replace(document, '"System.Title"', '"|",\n    "System.Title"');
      const item = await suggestion(document, position, /^Microsoft\.VSTS\.Common\.Priority$/);
      assert.equal(item.detail, 'Priority');
    });

    it('leaves every problem to be reported once, with its way out', async () => {
      await replace(document, '"System.Title"', '"System.Nonsense": 1,\n    "System.Title"');
      const found = await until(
        'a problem',
        () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
        (diagnostics) => diagnostics.length > 0,
      );
      assert.deepEqual(
        found.map(({ source, code }) => [source, code]),
        [['Work Item Batch', 'unknownField']],
      );
    });
  });

  describe('completion', () => {
    it('offers people by name, those who were seen at once and others from the server', async () => {
      const mail = /"System\.AssignedTo": "([^"]*)"/.exec(document.getText())?.[1] ?? '';
      const position = await replace(document, `"System.AssignedTo": "${mail}"`, '"System.AssignedTo": "Chu|"');
      const item = await suggestion(document, position, /^Chuck Reinhart$/);
      assert.match(inserted(item), /^"[^"]+@[^"]+"$/);
    });

    it('offers areas and iterations as paths', async () => {
      const area = await suggestion(document, placeAfter(document, '"System.AreaPath": "'), /./);
      assert.match(inserted(area), /^"Fabrikam-Fiber-Git/);
      const iterations = await suggestions(document, placeAfter(document, '"System.IterationPath": "'));
      assert.ok(iterations.some((item) => inserted(item).includes('\\\\')));
    });

    it('offers the tags of the project without those that are there', async () => {
      const position = await replace(document, '"System.Tags": [', '"System.Tags": ["|", ');
      const all = await until(
        'tags',
        async () =>
          (await suggestions(document, position)).filter(({ kind }) => kind === vscode.CompletionItemKind.Constant),
        (items) => items.length > 0,
      );
      const present = /"System\.Tags": \[([^\]]*)\]/.exec(document.getText())?.[1] ?? '';
      for (const item of all) assert.ok(!present.includes(inserted(item)), labelOf(item));
    });

    it('offers kinds of links by plain name', async () => {
      const position = await replace(document, '"relations": [', '"relations": [{ "rel": "|", "url": "" },');
      const parent = await suggestion(document, position, /^Parent$/);
      assert.equal(parent.insertText, '"System.LinkTypes.Hierarchy-Reverse"');
    });

    it('offers whole relations in the list', async () => {
      const position = await replace(document, '"relations": [', '"relations": [|');
      const item = await suggestion(document, position, /^Successor$/);
      assert.ok(item.insertText instanceof vscode.SnippetString);
      assert.match(item.insertText.value, /^\{ "rel": "System\.LinkTypes\.Dependency-Forward", "url": "\$1" \},$/);
    });

    it('offers work items by number and by words of the title, as urls', async () => {
      const head = '"relations": [{ "rel": "System.LinkTypes.Related", "url": ';
      const byNumber = await replace(document, '"relations": [', `${head}"#300|" },`);
      const item = await suggestion(document, byNumber, /^#300 /);
      assert.match(inserted(item), /\/fabrikam\/_apis\/wit\/workItems\/300"$/);
      await replace(document, '"#300"', '"|"');
      const title = labelOf(item)
        .replace(/^#300 /, '')
        .split(' ');
      const words = `${title.at(-1) ?? ''} ${title[0] ?? ''}`;
      const byWords = await replace(document, '"url": ""', `"url": "${words}|"`);
      assert.equal((await suggestion(document, byWords, /^#300 /)).filterText, `"${words}`);
    });
  });

  describe('hover', () => {
    it('tells of a field what the type says and who set it last', async () => {
      const position = placeAfter(document, '"System.State"', 3);
      const text = await until(
        'the hover of a field',
        () => hoverText(document, position),
        (hover) => hover.includes('Last') && hover.includes('Allowed'),
        15_000,
      );
      assert.match(text, /Last set by/);
      assert.match(text, /\*\*State\*\*\n\n.*\n\nText · Required\n\nAllowed values: /);
      assert.equal(text.match(/Allowed values/g)?.length, 1, text);
    });

    it('tells what the value was before the edit', async () => {
      await replace(document, '"System.Title": "', '"System.Title": "Better: ');
      const text = await hoverText(document, placeAfter(document, '"System.Title"', 3));
      assert.match(text, /Changed here/);
    });

    it('tells of a url the work item, of an identity the name', async () => {
      const linked = await openItem(297);
      const at = placeAfter(linked, '/_apis/wit/workItems/');
      assert.match(await hoverText(linked, at), /^Task \d+ · .+\n\n.+ · assigned to /);
      const text = linked.getText();
      const mail = /"System\.ChangedBy": "([^"]+)"/.exec(text)?.[1] ?? '';
      const name = await hoverText(linked, placeAfter(linked, `"System.ChangedBy": "${mail}`));
      assert.match(name, /^[A-Z]\w+ [A-Z]\w+ · fabrikam/m);
    });
  });

  it('shows behind urls and mail addresses what they stand for', async () => {
    const linked = await openItem(297);
    const all = new vscode.Range(0, 0, linked.lineCount, 0);
    const labels = await until(
      'inlay hints',
      async () => {
        const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
          'vscode.executeInlayHintProvider',
          linked.uri,
          all,
        );
        return hints.map(({ label }) => (typeof label === 'string' ? label : label.map(({ value }) => value).join('')));
      },
      (hints) => hints.some((hint) => /^\w[\w ]* \d+ · .+ · /.test(hint)),
      15_000,
    );
    assert.ok(
      labels.some((label) => /^[A-Z]\w+ [A-Z]\w+$/.test(label)),
      labels.join('\n'),
    );
  });

  it('leads by links to documents and pages', async () => {
    const related = 'http://127.0.0.1/fabrikam/_apis/wit/workItems/300';
    const commit = 'vstfs:///Git/Commit/p%2Fr%2Fabc';
    const page = 'https://example.com/spec#part';
    await replace(
      document,
      '"relations": [',
      `"relations": [{ "rel": "System.LinkTypes.Related", "url": "${related}" }, { "rel": "ArtifactLink", "url": "${commit}" }, { "rel": "Hyperlink", "url": "${page}" },`,
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const targetOf = (text: string): string | undefined =>
      links.find(({ range }) => document.getText(range) === text)?.target?.toString(true);
    assert.equal(targetOf(related), 'workitem://sandbox/300.workitem.json');
    assert.match(targetOf(commit) ?? '', /\/fabrikam\/p\/_git\/r\/commit\/abc$/);
    assert.equal(targetOf(page), page);
  });

  it('opens an attachment as a file of this computer', async () => {
    const holder = await openItem(297);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      holder.uri,
      20,
    );
    const file = links.find(({ range }) => holder.getText(range).includes('/_apis/wit/attachments/'))?.target;
    assert.equal(file?.scheme, 'file', links.map(({ target }) => target?.toString(true)).join('\n'));
    assert.ok((await vscode.workspace.fs.stat(file)).size > 0);
  });
});
