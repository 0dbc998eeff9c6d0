import assert from 'node:assert/strict';
import { batchBody, planCommit } from '../../../src/core/commitPlan';
import { newBase, newDocument } from '../../../src/core/gestures';
import { stringifyDocument, toDocument } from '../../../src/core/document';
import {
  clear,
  collectionUrl,
  definitions,
  formats,
  item,
  parent,
  relate,
  relation,
  schemaUri,
  set,
  staged,
  stagedText,
  steps,
  unrelate,
  workItems,
} from './fixture';
import { context, created, only, problemsOf } from './planFixture';

describe('a batch', () => {
  it('is the documented request: two updates with their tests and a replaced tag list (batch update 4.1 and 5.0)', () => {
    const one = staged(item(1, 3), set({ 'Microsoft.VSTS.Common.Priority': '1' }));
    const two = staged(item(299, 6, { 'System.Tags': 'x' }), set({ 'System.Tags': ['Tag1', 'Tag2'] }));
    const headers = { 'Content-Type': 'application/json-patch+json' };
    assert.deepEqual(batchBody(only([one, two], { apiVersion: '5.0' })), [
      {
        method: 'PATCH',
        uri: '/_apis/wit/workitems/1?api-version=5.0',
        headers,
        body: [
          { op: 'test', path: '/rev', value: 3 },
          { op: 'add', path: '/fields/Microsoft.VSTS.Common.Priority', value: '1' },
        ],
      },
      {
        method: 'PATCH',
        uri: '/_apis/wit/workitems/299?api-version=5.0',
        headers,
        body: [
          { op: 'test', path: '/rev', value: 6 },
          { op: 'replace', path: '/fields/System.Tags', value: 'Tag1; Tag2' },
        ],
      },
    ]);
  });

  it('creates two items as documented, each under its own temporary id (batch update 4.1)', () => {
    const batch = only([created(-1, { 'System.Title': 'Sample 1' }), created(-2, { 'System.Title': 'Sample 2' })]);
    assert.deepEqual(
      batch.entries.map(({ uri }) => uri),
      Array.from({ length: 2 }, () => '/mytestprojectname/_apis/wit/workitems/$Bug?api-version=4.1'),
    );
    assert.deepEqual(
      batch.entries.map(({ operations }) => operations),
      ['1', '2'].map((sign) => [
        { op: 'add', path: '/id', value: `-${sign}` },
        { op: 'add', path: '/fields/System.AreaPath', value: 'Fabrikam-Fiber-Git' },
        { op: 'add', path: '/fields/System.IterationPath', value: 'Fabrikam-Fiber-Git' },
        { op: 'add', path: '/fields/System.Title', value: `Sample ${sign}` },
      ]),
    );
    assert.deepEqual(batch.entries[0]?.pointers, [
      '',
      '/fields/System.AreaPath',
      '/fields/System.IterationPath',
      '/fields/System.Title',
    ]);
  });

  it('creates an item as documented with a link, a comment and numbers (work items 1.0)', () => {
    const task = newBase(
      item(0, 0, { 'System.Title': null, 'System.AreaPath': null, 'System.IterationPath': null }),
      -1,
      'Fabrikam-Fiber-Git',
      'Task',
    );
    const document = steps(
      set({
        'System.Title': 'JavaScript implementation for Microsoft Account',
        'Microsoft.VSTS.Scheduling.RemainingWork': 4,
        'System.Description': 'Follow the code samples from MSDN',
        'System.History': 'Jim has the most context around this.',
      }),
      relate({ ...parent(297), attributes: { comment: 'decomposition of work' } }),
    )(newDocument(task, definitions));
    assert.deepEqual(only([stagedText(task, stringifyDocument(document, schemaUri))]).entries[0]?.operations, [
      { op: 'add', path: '/id', value: '-1' },
      { op: 'add', path: '/fields/System.Title', value: 'JavaScript implementation for Microsoft Account' },
      { op: 'add', path: '/fields/System.History', value: 'Jim has the most context around this.' },
      { op: 'add', path: '/fields/Microsoft.VSTS.Scheduling.RemainingWork', value: 4 },
      { op: 'add', path: '/fields/System.Description', value: 'Follow the code samples from MSDN' },
      { op: 'add', path: '/relations/-', value: { ...parent(297), attributes: { comment: 'decomposition of work' } } },
    ]);
  });

  it('creates an item together with the one it is the child of (batch operations 1.0)', () => {
    const batch = only([
      created(-2, { 'System.Title': 'child' }, parent(-1)),
      created(-1, { 'System.Title': 'parent' }),
    ]);
    assert.deepEqual(
      batch.entries.map(({ id }) => id),
      [-1, -2],
    );
    assert.deepEqual(batch.entries[1]?.operations.at(-1), { op: 'add', path: '/relations/-', value: parent(-1) });
  });

  it('names type and project in the uri, and says what was asked for', () => {
    const base = newBase(item(0, 0, {}), -1, 'My Project', 'Product Backlog Item');
    const entry = only([staged(base)], { apiVersion: '7.1', bypassRules: true, suppressNotifications: true })
      .entries[0];
    assert.equal(
      entry?.uri,
      '/My%20Project/_apis/wit/workitems/$Product%20Backlog%20Item?api-version=7.1&bypassRules=true&suppressNotifications=true',
    );
    assert(entry.operations.every(({ path }) => !/WorkItemType|TeamProject/.test(path)));
    const moved = staged(base, set({ 'System.TeamProject': 'Other', 'System.WorkItemType': 'Task' }));
    assert.match(only([moved]).entries[0]?.uri ?? '', /^\/Other\/_apis\/wit\/workitems\/\$Task\?api-version=4.1$/);
  });

  it('creates what its base is where the document leaves out type and project', () => {
    const silent = created(-1, { 'System.Title': 'x' });
    const { text } = stagedText(
      silent.base,
      stringifyDocument(
        clear('System.TeamProject', 'System.WorkItemType')(toDocument(silent.base, definitions)),
        schemaUri,
      ),
    );
    const projects: string[] = [];
    const [entry] = only([{ ...silent, text }], {
      definitions: (project) => {
        projects.push(project);
        return definitions;
      },
    }).entries;
    assert.equal(entry?.uri, '/mytestprojectname/_apis/wit/workitems/$Bug?api-version=4.1');
    assert(entry.operations.every(({ op }) => op === 'add'));
    assert.deepEqual(projects, ['mytestprojectname']);
  });

  it('takes the comment of the stage where an item has none of its own', () => {
    const mine = staged(item(1, 1), set({ 'System.History': 'mine' }));
    const other = staged(item(2, 1), set({ 'System.Title': 'x' }));
    const comments = only([mine, other], { comment: 'of the stage' }).entries.map(({ operations, pointers }) =>
      operations
        .map(({ path, value }, index) => (path === '/fields/System.History' ? [value, pointers[index]] : []))
        .flat(),
    );
    assert.deepEqual(comments, [
      ['mine', '/fields/System.History'],
      ['of the stage', ''],
    ]);
    assert.equal(only([other], { comment: ' \n' }).entries[0]?.operations.length, 2);
  });

  it('leaves out held items and items that say nothing new', () => {
    const held = { ...staged(item(1, 1), set({ 'System.Title': 'x' })), held: true };
    const same = staged(item(2, 1));
    const planned = planCommit([held, same, staged(item(3, 1), set({ 'System.Title': 'x' }))], {
      ...context,
      comment: 'c',
    });
    assert(planned.ok);
    assert.deepEqual(planned.unchanged, [2]);
    assert.deepEqual(
      planned.batches.map(({ entries }) => entries.map(({ id }) => id)),
      [[3]],
    );
    assert.deepEqual(planCommit([], context), { ok: true, batches: [], unchanged: [] });
  });

  it('sends uploads for local files, and absolute urls for links', () => {
    const file = { rel: 'AttachedFile', url: 'file:///home/a.txt', attributes: { comment: 'c' } };
    const base = staged(
      item(1, 1),
      relate(
        file,
        { rel: 'System.LinkTypes.Related', url: '/_apis/wit/workItems/7' },
        { rel: 'Hyperlink', url: '/_apis/wit/workItems/7' },
      ),
    );
    const uploaded = {
      ...base,
      uploads: {
        'file:///home/a.txt': { url: `${collectionUrl}/_apis/wit/attachments/u?fileName=a.txt`, size: 1, modified: 1 },
      },
    };
    assert.deepEqual(
      only([uploaded])
        .entries[0]?.operations.slice(1)
        .map(({ value }) => value),
      [
        { ...file, url: `${collectionUrl}/_apis/wit/attachments/u?fileName=a.txt` },
        { rel: 'System.LinkTypes.Related', url: `${workItems}/7` },
        { rel: 'Hyperlink', url: '/_apis/wit/workItems/7' },
      ],
    );
    assert.deepEqual(problemsOf([base]), [[1, 'missingUpload', '/relations/0/url']]);
  });

  it('removes by id where told so', () => {
    const base = item(1, 1, {}, [relation('Hyperlink', 'https://x', { id: 9 })]);
    assert.deepEqual(only([staged(base, unrelate(0))], { removeBy: 'id' }).entries[0]?.operations[1], {
      op: 'remove',
      path: '/relations/hyperlink/9',
      value: null,
    });
  });

  it('sends formats from api-version 7.0 on, and says so where they cannot change before', () => {
    const base = item(1, 1, { 'System.Description': 'x' }, [], { formats: { 'System.Description': 'markdown' } });
    const edited = staged(base, set({ 'System.Description': 'y' }));
    const count = (apiVersion: string) => only([edited], { apiVersion }).entries[0]?.operations.length;
    assert.deepEqual(['6.0', '7.0', '7.1', '7.2-preview.3'].map(count), [2, 3, 3, 3]);
    const turned = staged(base, steps(set({ 'System.Description': 'y' }), formats({ 'System.Description': 'html' })));
    assert.deepEqual(problemsOf([turned], { apiVersion: '6.0' }), [
      [1, 'unsupportedFormat', '/multilineFieldsFormat/System.Description'],
    ]);
  });
});
