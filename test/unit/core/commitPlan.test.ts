import assert from 'node:assert/strict';
import { batchBody, planCommit, resolveBatch, type Batch, type PlanContext } from '../../../src/core/commitPlan';
import { newBase, newDocument } from '../../../src/core/gestures';
import type { DocumentRelation } from '../../../src/core/relations';
import type { StagedItem } from '../../../src/core/stage';
import { stringifyDocument } from '../../../src/core/document';
import type { JsonValue } from '../../../src/core/workItem';
import {
  bug,
  collectionUrl,
  definitions,
  formats,
  item,
  link,
  relate,
  relation,
  schemaUri,
  set,
  staged,
  stagedText,
  steps,
  unrelate,
} from './fixture';

const workItems = `${collectionUrl}/_apis/wit/workItems`;

const context: PlanContext = {
  definitions,
  collectionUrl,
  apiVersion: '4.1',
  comment: '',
  removeBy: 'index',
  bypassRules: false,
  suppressNotifications: false,
};

const template = item(0, 0, { 'System.WorkItemType': 'Bug', 'System.State': 'New', 'System.Title': null });

function created(
  id: number,
  values: Readonly<Record<string, JsonValue>>,
  ...links: readonly DocumentRelation[]
): StagedItem {
  const base = newBase(template, id, 'mytestprojectname', 'Bug');
  const document = steps(set(values), relate(...links))(newDocument(base, definitions));
  return stagedText(base, stringifyDocument(document, schemaUri));
}

function batchesOf(items: readonly StagedItem[], more: Partial<PlanContext> = {}): readonly Batch[] {
  const planned = planCommit(items, { ...context, ...more });
  assert(planned.ok, JSON.stringify(planned));
  return planned.batches;
}

function only(items: readonly StagedItem[], more: Partial<PlanContext> = {}) {
  const [batch, ...others] = batchesOf(items, more);
  assert(batch !== undefined && others.length === 0);
  return batch;
}

function problemsOf(items: readonly StagedItem[], more: Partial<PlanContext> = {}) {
  const planned = planCommit(items, { ...context, ...more });
  assert(!planned.ok, JSON.stringify(planned));
  return planned.problems.map(({ id, problem }) => [id, problem.code, problem.pointer]);
}

const parent = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/${id}` });
const related = (id: number) => ({ rel: 'System.LinkTypes.Related', url: `${workItems}/${id}` });

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

describe('a plan', () => {
  it('sends nothing while one item must not be sent', () => {
    const good = staged(item(1, 1), set({ 'System.Title': 'x' }));
    const bad = staged(item(2, 1), set({ 'System.CreatedBy': 'a@b' }));
    const broken = stagedText(item(3, 1), '{');
    const renamed = staged(item(4, 1), (document) => ({ ...document, id: 5 }));
    const lost = staged(item(6, 1), relate(related(-9)));
    assert.deepEqual(problemsOf([good, bad, broken, renamed, lost]), [
      [2, 'readOnlyField', '/fields/System.CreatedBy'],
      [3, 'invalidJson', ''],
      [4, 'changedId', '/id'],
      [6, 'missingLinkTarget', '/relations/0/url'],
    ]);
  });

  it('lets the server judge what only it can know', () => {
    assert.equal(only([staged(item(1, 1), set({ 'System.State': 'Nowhere' }))]).entries.length, 1);
  });

  it('lets bypassed rules write who and when', () => {
    const edited = staged(item(1, 1), set({ 'System.CreatedBy': 'a@b' }));
    assert.equal(only([edited], { bypassRules: true }).entries[0]?.operations.length, 2);
  });

  it('asks for the definitions of the project that an item is in, of a new one that it is to be in', () => {
    const asked: string[] = [];
    const items = [
      staged(item(1, 1), set({ 'System.TeamProject': 'Target' })),
      created(-1, { 'System.TeamProject': 'Own' }),
      staged(item(2, 1, { 'System.TeamProject': null }), set({ 'System.Title': 'x' })),
    ];
    batchesOf(items, { definitions: (project) => (asked.push(project), definitions) });
    assert.deepEqual(asked, ['Fabrikam-Fiber-Git', 'Own', '']);
  });

  it('cuts after 200 entries, and as seldom as possible', () => {
    const many = Array.from({ length: 401 }, (_entry, index) =>
      staged(item(index + 1, 1), set({ 'System.Title': 'x' })),
    );
    assert.deepEqual(
      batchesOf(many).map(({ entries }) => entries.length),
      [200, 200, 1],
    );
  });

  it('creates before it links, in the same batch or an earlier one', () => {
    const chain = Array.from({ length: 250 }, (_entry, index) =>
      created(-(250 - index), { 'System.Title': 'x' }, ...(index === 249 ? [] : [parent(-(249 - index))])),
    );
    const batches = batchesOf(chain);
    assert.deepEqual(
      batches.map(({ entries }) => entries.length),
      [200, 50],
    );
    assert.deepEqual(
      batches.flatMap(({ entries }) => entries.map(({ id }) => id)),
      Array.from({ length: 250 }, (_entry, index) => -(index + 1)),
    );
  });

  it('keeps circles of new items together, and fills up with what needs nothing', () => {
    const circle = (start: number, size: number) =>
      Array.from({ length: size }, (_entry, index) =>
        created(
          start - index,
          { 'System.Title': 'x' },
          {
            rel: 'System.LinkTypes.Dependency-Forward',
            url: `${workItems}/${start - ((index + 1) % size)}`,
          },
        ),
      );
    const single = Array.from({ length: 20 }, (_entry, index) =>
      staged(item(index + 1, 1), set({ 'System.Title': 'x' })),
    );
    const batches = batchesOf([...circle(-1, 120), ...circle(-501, 100), ...single]);
    assert.deepEqual(
      batches.map(({ entries }) => entries.length),
      [140, 100],
    );
    assert(batches[1]?.entries.every(({ id }) => id <= -501));
    assert.deepEqual(problemsOf(circle(-1, 201))[0], [-1, 'groupTooLarge', '/relations/-']);
    assert.equal(problemsOf(circle(-1, 201)).length, 201);
  });

  it('names the real ids of items that an earlier batch has made', () => {
    const first = staged(
      item(1, 1),
      relate(
        related(-1),
        { rel: 'Hyperlink', url: `${workItems}/-1` },
        { rel: 'System.LinkTypes.Dependency-Forward', url: 'https://dev.azure.com/fabrikam/p/_apis/wit/workItems/-2' },
      ),
    );
    const batch = only([created(-1, { 'System.Title': 'x' }), created(-2, { 'System.Title': 'y' }), first]);
    const resolved = resolveBatch(batch, new Map([[-1, 283]]));
    assert.deepEqual(
      resolved.entries
        .at(-1)
        ?.operations.slice(1)
        .map(({ value }) => (value as { url: string }).url),
      [`${workItems}/283`, `${workItems}/-1`, 'https://dev.azure.com/fabrikam/p/_apis/wit/workItems/-2'],
    );
    assert.equal(resolveBatch(batch, new Map()), batch);
  });
});

describe('a link that is edited at both ends', () => {
  const child = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Forward', url: `${workItems}/${id}` });
  const paths = (items: readonly StagedItem[]) =>
    only(items).entries.map(({ operations }) => operations.slice(1).map(({ op, path }) => `${op} ${path}`));

  it('is added once', () => {
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(parent(1)))];
    assert.deepEqual(paths(both), [['add /relations/-'], []]);
  });

  it('is added where the comment stands', () => {
    const spoken = { ...parent(1), attributes: { comment: 'c' } };
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(spoken))];
    assert.deepEqual(paths(both), [[], ['add /relations/-']]);
  });

  it('is removed once, also where both ends have the same name', () => {
    const both = [
      staged(item(1, 1, {}, [link('Related', 2)]), unrelate(0)),
      staged(item(2, 1, {}, [link('Related', 1)]), unrelate(0)),
    ];
    assert.deepEqual(paths(both), [['remove /relations/0'], []]);
  });

  it('is another link where the type is another, or the direction', () => {
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(related(1), child(1)))];
    assert.deepEqual(paths(both), [['add /relations/-'], ['add /relations/-', 'add /relations/-']]);
  });

  it('is not mistaken for a hyperlink or a link whose type nobody knows', () => {
    const hyperlinks = [
      staged(item(1, 1), relate({ rel: 'Hyperlink', url: `${workItems}/2` })),
      staged(item(2, 1), relate({ rel: 'Hyperlink', url: `${workItems}/1` })),
    ];
    assert.deepEqual(paths(hyperlinks), [['add /relations/-'], ['add /relations/-']]);
    const strange = (id: number) => ({ rel: 'System.LinkTypes.Strange', url: `${workItems}/${id}` });
    const unknown = [staged(item(1, 1), relate(strange(2))), staged(item(2, 1), relate(strange(1)))];
    assert.deepEqual(paths(unknown), [['add /relations/-'], ['add /relations/-']]);
  });

  it('still carries the other changes of an item', () => {
    const both = [
      staged(item(1, 1), relate(child(2))),
      staged(item(2, 1), steps(relate(parent(1)), set({ 'System.Title': 'x' }))),
    ];
    assert.deepEqual(paths(both), [['add /relations/-'], ['add /fields/System.Title']]);
  });

  it('is known for new items too', () => {
    const batch = only([
      created(-1, { 'System.Title': bug.name }, child(-2)),
      created(-2, { 'System.Title': bug.name }, parent(-1)),
    ]);
    const links = batch.entries.map(({ id, operations }) => [
      id,
      operations.filter(({ path }) => path === '/relations/-').length,
    ]);
    assert.deepEqual(links, [
      [-2, 0],
      [-1, 1],
    ]);
  });
});
