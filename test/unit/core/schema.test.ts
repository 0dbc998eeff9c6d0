import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { getLanguageService, TextDocument, type CompletionItem } from 'vscode-json-languageservice';
import { findType } from '../../../src/core/definitions';
import { formatDocument } from '../../../src/core/document';
import { schemaOf } from '../../../src/core/schema';
import { bug, definitions } from './languageFixture';
import { words } from './schemaFixture';

const schemaUri = 'workitem-schema://fabrikam/Fabrikam-Fiber-Git/Bug.json';
const type = findType(definitions, 'Bug');
assert.ok(type);
const schema = schemaOf(type, definitions, words);

/** VS Code's own JSON language service, as its server runs it for a document that names our schema. */
const service = getLanguageService({
  schemaRequestService: (uri) =>
    uri === schemaUri ? Promise.resolve(JSON.stringify(schema)) : Promise.reject(new Error(`No schema at ${uri}`)),
  clientCapabilities: {
    textDocument: {
      completion: { completionItem: { documentationFormat: ['markdown'], commitCharactersSupport: true } },
    },
  },
});
service.configure({ validate: true, allowComments: false });

/** A document's text with the cursor at `|`. */
function open(marked: string): { document: TextDocument; offset: number } {
  const offset = marked.indexOf('|');
  const text = offset === -1 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const source = `{"$schema": ${JSON.stringify(schemaUri)}, ${text.slice(1)}`;
  const document = TextDocument.create('workitem://fabrikam/299.workitem.json', 'json', 1, source);
  return { document, offset: offset + source.length - text.length };
}

async function complete(marked: string): Promise<readonly CompletionItem[]> {
  const { document, offset } = open(marked);
  const list = await service.doComplete(document, document.positionAt(offset), service.parseJSONDocument(document));
  return list?.items ?? [];
}

async function hover(marked: string): Promise<string> {
  const { document, offset } = open(marked);
  const found = await service.doHover(document, document.positionAt(offset), service.parseJSONDocument(document));
  const contents = found?.contents;
  assert.ok(Array.isArray(contents));
  return contents.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

async function problems(text: string): Promise<readonly unknown[]> {
  const document = TextDocument.create('workitem://fabrikam/299.workitem.json', 'json', 1, text);
  return (await service.doValidation(document, service.parseJSONDocument(document))).map(({ message }) => message);
}

function labels(items: readonly CompletionItem[]): readonly string[] {
  return items.map(({ label }) => label);
}

function insertion(items: readonly CompletionItem[], label: string): string | undefined {
  return items.find((item) => item.label === label)?.textEdit?.newText;
}

describe('schema of a type', () => {
  it('completes the fields of the type, and leaves out those that nobody can set', async () => {
    const items = await complete('{"fields": {|}}');
    assert.ok(labels(items).includes('Microsoft.VSTS.Scheduling.Effort'));
    assert.ok(!labels(items).includes('System.CreatedDate'));
    assert.ok(!labels(items).includes('System.Id'));
    assert.equal(items.find(({ label }) => label === 'System.Title')?.detail, 'Title');
  });

  it('inserts what the value of a field begins with', async () => {
    const items = await complete('{"fields": {|}}');
    assert.equal(insertion(items, 'System.Title'), '"System.Title": "$1"');
    assert.equal(insertion(items, 'System.Tags'), '"System.Tags": [$1]');
    assert.equal(insertion(items, 'Custom.Blocked'), '"Custom.Blocked": $1');
    assert.equal(insertion(items, 'System.State'), '"System.State": $1');
  });

  it('completes allowed values, numbers as numbers', async () => {
    const states = await complete('{"fields": {"System.State": "|"}}');
    assert.deepEqual(labels(states), ['New', 'Active', 'Closed']);
    assert.equal(insertion(states, 'Active'), '"Active"');
    assert.deepEqual(labels(await complete('{"fields": {"Microsoft.VSTS.Common.Priority": |}}')), ['1', '2', '3', '4']);
    assert.deepEqual(labels(await complete('{"fields": {"Custom.Blocked": |}}')), ['true', 'false']);
  });

  it('inserts allowed values as they are, whatever marks they hold', () => {
    const odd = ['C:\\temp', '$1 {a}', '"quoted"'];
    const own = { referenceName: 'Microsoft.VSTS.Common.Severity', required: false, defaultValue: null, helpText: '' };
    const odder = { ...type, fields: [{ ...own, allowedValues: odd }] };
    const snippets = JSON.stringify(schemaOf(odder, definitions, words)).match(/"bodyText":("(?:[^"\\]|\\.)*")/g) ?? [];
    const written = snippets.slice(0, odd.length).map((found) => String(JSON.parse(found.slice('"bodyText":'.length))));
    assert.deepEqual(
      written.map((text): unknown => JSON.parse(text.replaceAll(/\\([\\$}])/g, '$1'))),
      odd,
    );
  });

  it('leaves people, paths and kinds of link to completion by name', async () => {
    assert.deepEqual(labels(await complete('{"fields": {"System.AssignedTo": "|"}}')), []);
    assert.deepEqual(labels(await complete('{"fields": {"System.AreaPath": "|"}}')), []);
    assert.deepEqual(labels(await complete('{"relations": [{"rel": "|"}]}')), []);
  });

  it('filters allowed values by what is typed, with quotes and without', async () => {
    for (const typed of ['"Act|"', 'Act|', '"Act|']) {
      const found = (await complete(`{"fields": {"System.State": ${typed}}}`)).find(({ label }) => label === 'Active');
      assert.equal(found?.filterText, '"Active"', typed);
      assert.equal(found.textEdit?.newText, '"Active"', typed);
    }
  });

  it('explains the fields that it completes: help text, kind, allowed values and reference name', async () => {
    const items = await complete('{"fields": {|}}');
    const described = (label: string): unknown => items.find((item) => item.label === label)?.documentation;
    assert.deepEqual(described('Microsoft.VSTS.Common.Priority'), {
      kind: 'markdown',
      value: 'Number\n\nAllowed values: 1 · 2 · 3 · 4\n\nDefault: 2\n\nMicrosoft\\.VSTS\\.Common\\.Priority',
    });
    assert.match(JSON.stringify(described('System.Description')), /What it is about/);
  });

  it('leaves the hover of a field to the one hover that tells all of it', async () => {
    assert.equal(await hover('{"fields": {"System.Descr|iption": ""}}'), '');
  });

  it('explains a state by what may come before it', async () => {
    assert.match(await hover('{"fields": {"System.State": "Act|ive"}}'), /InProgress · follows New\\, Closed/);
  });

  it('explains a kind of link by its plain name', async () => {
    assert.match(await hover('{"relations": [{"rel": "System.LinkTypes.Hier|archy-Reverse"}]}'), /\*\*Parent\*\*/);
  });

  it('reports nothing, whatever stands in the document: problems are ours to report', async () => {
    assert.deepEqual(await problems(formatDocument(bug(), { definitions, schemaUri })), []);
    assert.deepEqual(
      await problems(
        JSON.stringify({
          $schema: schemaUri,
          id: 'x',
          nonsense: 1,
          fields: { 'System.State': 'Nowhere', 'System.Title': 3, 'System.Tags': 'a', 'Custom.Unknown': {} },
          relations: [{ rel: 'Nothing' }, 7],
        }),
      ),
      [],
    );
    const names = type.fields.map(({ referenceName }) => referenceName);
    const fields = fc.dictionary(fc.constantFrom(...names, 'Custom.Unknown'), fc.jsonValue());
    const relations = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.dictionary(fc.constantFrom('rel', 'url', 'attributes'), fc.jsonValue())),
    );
    await fc.assert(
      fc.asyncProperty(fc.record({ id: fc.jsonValue(), fields, relations }), async (document) => {
        assert.deepEqual(await problems(JSON.stringify({ $schema: schemaUri, ...document })), []);
      }),
      { numRuns: 200 },
    );
  });
});
