import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { getLanguageService, TextDocument, type JSONSchema } from 'vscode-json-languageservice';
import { connect, openItem, placeAfter, untilExplained } from '../integration/documents';
import { startTroubledServer } from '../integration/troubledServer';
import { quantiles, type Measurement } from './measure';

const fieldCount = 200;
const samples = 100;
/** Milliseconds, at the 95th percentile, from the keystroke to the problem. */
const limit = 100;
const id = 299;
const right = '"System.State": "To Do"';

/** Either the figures or why there are none: an exit code alone would not tell. */
export type Measured = { readonly measurements: readonly Measurement[] } | { readonly failed: string };

/** Runs in the extension host, in place of a test suite: measures, and leaves the result in the file that `TEST_REPORT` names. */
export async function run(): Promise<void> {
  const report = process.env['TEST_REPORT'];
  assert.ok(report !== undefined, 'TEST_REPORT names the file for the figures.');
  const measured = await measureTyping().then(
    (measurements): Measured => ({ measurements }),
    (error: unknown): Measured => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
  fs.writeFileSync(report, JSON.stringify(measured));
}

async function measureTyping(): Promise<readonly Measurement[]> {
  const server = await startTroubledServer();
  await fill(server.url);
  await connect(server.url, 'Fabrikam-Fiber-Git');
  const document = await openItem(id, server.connection);
  const text = document.getText();
  const { fields } = JSON.parse(text) as { readonly fields: object };
  const count = Object.keys(fields).length;
  assert.ok(count >= fieldCount, `${count} fields`);
  const about = `${count} fields, VS Code ${vscode.version}`;
  await untilExplained(document);
  const asked = server.requests;
  const ours = await typing(document, `keystroke → problem, ${about}`, limit);
  assert.deepEqual(server.asked.slice(asked), [], 'typing asks the server nothing');
  const peer = await plainJson(text);
  const theirs = await typing(peer, `keystroke → problem, ${about}, peer: VS Code's own JSON validation`);
  const alone = await libraryAlone(text, about);
  await server.close();
  return [...ours, ...theirs, alone];
}

/** Gives the item as many fields as the largest processes have. */
async function fill(url: string): Promise<void> {
  const post = async (path: string, body: unknown): Promise<void> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const reply = await fetch(`${url}/${path}`, init);
    assert.ok(reply.ok, await reply.text());
  };
  const names = Array.from({ length: fieldCount }, (_entry, index) => `Field ${index}`);
  for (const name of names) await post('_apis/wit/fields?api-version=7.1', { name, type: 'string' });
  const fields = Object.fromEntries(names.map((name) => [`Custom.${name.replace(' ', '')}`, `${name} of the item`]));
  await post('_sandbox/changes', { id, fields });
}

/** The same text as a file of the workspace, with a schema that allows the same states. */
async function plainJson(text: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder);
  const write = (name: string, content: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(content));
  await write('schema.json', JSON.stringify(schemaFor(text)));
  await write('plain.json', text.replace(/"\$schema": "[^"]*"/, '"$schema": "./schema.json"'));
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'plain.json'));
  await vscode.window.showTextDocument(document);
  return document;
}

function schemaFor(text: string): JSONSchema {
  const { fields } = JSON.parse(text) as { readonly fields: object };
  const known = Object.keys(fields).map((name) => [name, {}] as const);
  const states = { enum: ['To Do', 'In Progress', 'Done', 'Removed'] };
  const properties = { ...Object.fromEntries(known), 'System.State': states };
  return { type: 'object', properties: { fields: { type: 'object', properties, additionalProperties: false } } };
}

/**
 * Types one character into the state, which makes it wrong, and takes it back. Two times of each: since the key was pressed, the way
 * through the window and back included, and since the extension host heard of the changed text.
 */
async function typing(document: vscode.TextDocument, name: string, promised?: number): Promise<readonly Measurement[]> {
  const editor = await vscode.window.showTextDocument(document);
  const place = placeAfter(document, right, 1);
  editor.selection = new vscode.Selection(place, place);
  const whole: number[] = [];
  const inHost: number[] = [];
  for (let index = -10; index < samples; index++) {
    await problems(document, 0);
    let heard = 0;
    const listening = vscode.workspace.onDidChangeTextDocument(() => {
      heard ||= performance.now();
    });
    const pressed = performance.now();
    const done = vscode.commands.executeCommand('type', { text: 'x' });
    const shown = await problems(document, 1);
    await done;
    listening.dispose();
    await vscode.commands.executeCommand('deleteLeft');
    if (index < 0) continue;
    whole.push(shown - pressed);
    inHost.push(shown - heard);
  }
  const shared = { unit: 'ms', samples, ...(promised === undefined ? {} : { limit95: promised }) } as const;
  return [
    { ...shared, name, ...quantiles(whole) },
    { ...shared, name: name.replace('keystroke', 'text changed'), ...quantiles(inHost) },
  ];
}

/** Looks at every turn of the event loop, because the event that tells of problems is held back by VS Code. */
async function problems(document: vscode.TextDocument, count: number): Promise<number> {
  const end = performance.now() + 30_000;
  while (vscode.languages.getDiagnostics(document.uri).length !== count) {
    if (performance.now() > end) throw new Error(`${count} problems in ${document.uri.path} did not come.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return performance.now();
}

/** The library behind VS Code's JSON validation, called right where the text changes: no process and no waiting in between. */
async function libraryAlone(text: string, about: string): Promise<Measurement> {
  const service = getLanguageService({});
  service.configure({
    validate: true,
    schemas: [{ uri: 'bench://schema', fileMatch: ['*'], schema: schemaFor(text) }],
  });
  const wrong = text.replace(right, right.replace('Do', 'Dox')).replace(/"\$schema": "[^"]*",?/, '');
  const times: number[] = [];
  for (let version = 0; version < samples + 10; version++) {
    const started = performance.now();
    const document = TextDocument.create('bench://document.json', 'json', version, wrong);
    const found = await service.doValidation(document, service.parseJSONDocument(document));
    times.push(performance.now() - started);
    assert.equal(found.length, 1);
  }
  const name = `validation alone, ${about}, peer: vscode-json-languageservice in the same process`;
  return { name, unit: 'ms', ...quantiles(times.slice(10)), samples };
}
