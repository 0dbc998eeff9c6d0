import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, replace, revert } from './documents';
import { stagingServer, titleOf, type StagingServer } from './stagingServer';
import {
  clearStage,
  fixTitles,
  lensTitles,
  run,
  stageTitle,
  untilProblems,
  untilText,
  writeTitle,
} from './stagingSteps';

describe('staging', () => {
  let server: StagingServer;
  let one: number;
  let two: number;

  before(async () => {
    server = await stagingServer();
    await connect(server.url, 'Fabrikam-Fiber-Git');
    one = await server.create('Task', 'One');
    two = await server.create('Task', 'Two');
  });

  afterEach(async () => {
    await server.clearFaults();
    await clearStage();
  });

  after(async () => {
    await connect('sandbox');
  });

  it('keeps an edit that is saved while a commit runs, as an edit of what was committed', async () => {
    const document = await stageTitle(server, one, 'First');
    await server.order({ path: '$batch', delayMs: 1500 });
    const committing = run('commit');
    await server.seen('$batch');
    await writeTitle(document, 'Second');
    assert.ok(await document.save());
    await committing;
    assert.equal(await titleOf(server, one), 'First');
    assert.match(document.getText(), /"System\.Title": "Second"/);
    assert.ok((await lensTitles(document)).includes('1 staged operation'));
    await run('commit');
    assert.equal(await titleOf(server, one), 'Second');
  });

  it('tells while somebody types that the other end of a link is staged to say something else', async () => {
    const parent = await openItem(297, server.connection);
    await replace(parent, 'decomposition of work', 'said by the parent');
    assert.ok(await parent.save());
    const child = await openItem(299, server.connection);
    await replace(child, 'decomposition of work', 'said by the child');
    await untilProblems(child.uri, /said by the child.*said by the parent/);
    await revert(child);
  });

  it('shows what was committed without ever going back to what was before', async () => {
    const document = await openItem(one, server.connection);
    await stageTitle(server, one, 'Steady');
    const seen: string[] = [];
    const watching = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (changed === document) seen.push(/"System\.Title": "([^"]*)"/.exec(changed.getText())?.[1] ?? '');
    });
    await run('commit');
    watching.dispose();
    assert.deepEqual(
      seen.filter((title) => title !== 'Steady'),
      [],
    );
  });

  it('undoes the last commit by staging the way back', async () => {
    const before = await titleOf(server, two);
    const document = await stageTitle(server, two, 'Not for long');
    await run('commit');
    await run('undoCommit');
    await untilText(document, (text) => text.includes(JSON.stringify(before)));
    assert.equal(await titleOf(server, two), 'Not for long');
    await run('commit');
    assert.equal(await titleOf(server, two), before);
  });

  it('discards with an open document, unsaved text included', async () => {
    const before = await titleOf(server, two);
    const document = await stageTitle(server, two, 'Staged');
    await writeTitle(document, 'Not even saved');
    await run('discard', document.uri);
    await untilText(document, (text) => text.includes(JSON.stringify(before)));
    await until(
      'a saved document',
      () => Promise.resolve(document.isDirty),
      (dirty) => !dirty,
    );
    assert.ok(!(await lensTitles(document)).some((title) => title.includes('operation')));
  });

  it('undoes the last discard, also when nobody answered its message, and overwrites nothing that was staged since', async () => {
    const first = await stageTitle(server, one, 'First');
    const second = await stageTitle(server, two, 'Second');
    await run('discard', first.uri);
    await run('discard', second.uri);
    await run('undoDiscard');
    await untilText(second, (text) => text.includes('"Second"'));
    await stageTitle(server, one, 'Newer');
    await run('undoDiscard');
    await untilText(first, (text) => text.includes('"Newer"'));
    await run('discard', first.uri);
    await run('undoDiscard');
    await untilText(first, (text) => text.includes('"Newer"'));
    await run('commit');
    assert.equal(await titleOf(server, two), 'Second');
    assert.equal(await titleOf(server, one), 'Newer');
    await run('undoDiscard');
    await untilText(first, (text) => text.includes('"First"'));
    await run('discard', first.uri);
  });

  it('tells culprit and collateral apart, and commits the rest', async () => {
    const culprit = await openItem(one, server.connection);
    const state = /"System\.State": "[^"]*"/.exec(culprit.getText())?.[0] ?? '';
    await replace(culprit, state, '"System.State": "Nowhere"');
    assert.ok(await culprit.save());
    const innocent = await stageTitle(server, two, 'Innocent');
    await run('commit');
    const [message = ''] = (await untilProblems(culprit.uri, /^Rejected by the server/)).filter((text) =>
      text.startsWith('Rejected'),
    );
    assert.match(message, /State/);
    await untilProblems(innocent.uri, new RegExp(`work item ${one} was refused`));
    await vscode.window.showTextDocument(innocent);
    const ways = await fixTitles(innocent);
    for (const way of ['Commit the rest', `Open work item ${one}`]) assert.ok(ways.includes(way), ways.join('\n'));
    await run('commitRest');
    assert.equal(await titleOf(server, two), 'Innocent');
    await untilProblems(culprit.uri, /^Rejected by the server/);
    await run('discard', culprit.uri);
    await untilText(culprit, (text) => !text.includes('Nowhere'));
  });

  it('says that an item is gone, with ways out', async () => {
    const gone = await server.create('Task', 'Soon gone');
    const document = await stageTitle(server, gone, 'Edited meanwhile');
    await server.remove(gone);
    await run('commit');
    await untilProblems(document.uri, /does not exist any more/);
    const ways = await fixTitles(document);
    for (const way of ['Duplicate as new', 'Discard this edit']) assert.ok(ways.includes(way), ways.join('\n'));
    await run('discard', document.uri);
    await until(
      'no problems',
      () => Promise.resolve(vscode.languages.getDiagnostics(document.uri)),
      (all) => all.length === 0,
    );
  });

  it('lets the server check without saving anything', async () => {
    const wrong = await openItem(one, server.connection);
    const state = /"System\.State": "[^"]*"/.exec(wrong.getText())?.[0] ?? '';
    await replace(wrong, state, '"System.State": "Elsewhere"');
    assert.ok(await wrong.save());
    const before = await titleOf(server, two);
    const right = await stageTitle(server, two, 'Only checked');
    await run('checkStage');
    await untilProblems(wrong.uri, /^Rejected by the server/);
    assert.deepEqual(vscode.languages.getDiagnostics(right.uri), []);
    assert.equal(await titleOf(server, two), before);
    await run('discardAll');
    await untilText(right, (text) => !text.includes('Only checked'));
  });

  it('previews the exact request, and sends nothing', async () => {
    const before = await titleOf(server, one);
    const document = await stageTitle(server, one, 'Only previewed');
    await run('previewCommit');
    const preview = vscode.window.activeTextEditor?.document;
    assert.equal(preview?.uri.scheme, 'workitem-preview');
    const [head = '', body = ''] = preview.getText().split('\n\n');
    assert.match(head, /^PATCH http:\/\/127\.0\.0\.1:\d+\/fabrikam\/_apis\/wit\/\$batch\?api-version=/);
    assert.ok(!/authorization/i.test(head));
    const [entry] = JSON.parse(body) as readonly { readonly body: readonly { readonly path: string }[] }[];
    assert.deepEqual(
      entry?.body.map(({ path }) => path),
      ['/rev', '/fields/System.Title'],
    );
    assert.equal(await titleOf(server, one), before);
    await run('discard', document.uri);
    await untilText(document, (text) => !text.includes('Only previewed'));
  });

  it('finds the culprit where the server names none', async () => {
    const third = await server.create('Task', 'Three');
    for (const id of [one, two, third]) await stageTitle(server, id, `Together ${id}`);
    await server.order({ path: '$batch', criticalBatchReply: true });
    await run('commit');
    const shown = await openItem(two, server.connection);
    await untilProblems(shown.uri, /without naming a culprit/);
    assert.ok((await fixTitles(shown)).includes('Find the culprit'), (await fixTitles(shown)).join('\n'));
    await run('findCulprit');
    for (const id of [one, two, third]) assert.equal(await titleOf(server, id), `Together ${id}`);
  });

  it('finds out by itself what became of an edit whose reply was lost', async () => {
    const document = await stageTitle(server, one, 'Reply lost');
    await server.order({ path: '$batch', drop: 'afterApply' });
    await run('commit');
    assert.equal(await titleOf(server, one), 'Reply lost');
    await untilProblems(document.uri, new RegExp(`^Committed: work item ${one}`));
  });
});
