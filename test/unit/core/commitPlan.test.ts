import assert from 'node:assert/strict';
import { resolveBatch } from '../../../src/core/commitPlan';
import { definitions, item, parent, relate, related, set, staged, stagedText, workItems } from './fixture';
import { created, batchesOf, only, problemsOf } from './planFixture';

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
