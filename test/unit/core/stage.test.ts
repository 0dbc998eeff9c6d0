import assert from 'node:assert/strict';
import { importStage, withLinks } from '../../../src/core/importStage';
import { emptyStage, findStaged, reduceStage, type Stage, type StageAction } from '../../../src/core/stage';
import { stageContext } from '../../../src/core/stageContext';
import { item, relate, staged, stagedText, workItems } from './fixture';
import { one, two, upload, committed, failure, after, put } from './stageFixture';

describe('the stage', () => {
  it('takes saved edits in the order of their first save', () => {
    const stage = after(put(one), put(two), put({ ...one, text: 'newer' }));
    assert.deepEqual(stage.items, [{ ...one, text: 'newer' }, two]);
    assert.equal(findStaged(stage, 2), stage.items[1]);
    assert.equal(findStaged(stage, 3), undefined);
  });

  it('keeps what was held and uploaded over a save, and forgets what became of the last try', () => {
    const stage = after(
      put(one),
      { kind: 'hold', id: 1 },
      { kind: 'uploaded', id: 1, file: 'file:///a', upload },
      { kind: 'settle', outcomes: [[1, failure]] },
    );
    assert.deepEqual(stage.items, [{ ...one, held: true, uploads: { 'file:///a': upload }, outcome: failure }]);
    const saved = reduceStage(stage, put({ ...one, text: 'newer' }));
    assert.deepEqual(saved.items, [{ ...one, text: 'newer', held: true, uploads: { 'file:///a': upload } }]);
  });

  it('holds, releases, discards and restores', () => {
    const held = after(put(one), put(two), { kind: 'hold', id: 1 });
    assert.deepEqual(held.items, [{ ...one, held: true }, two]);
    assert.deepEqual(reduceStage(held, { kind: 'release', id: 1 }).items, [one, two]);
    const discarded = reduceStage(held, { kind: 'discard', id: 1 });
    assert.deepEqual(discarded.items, [two]);
    assert.deepEqual(reduceStage(discarded, { kind: 'restore', item: { ...one, held: true } }).items, [
      two,
      { ...one, held: true },
    ]);
  });

  it('moves an item to another base and keeps its outcome', () => {
    const base = item(1, 9);
    const stage = after(
      put(one),
      { kind: 'settle', outcomes: [[1, failure]] },
      { kind: 'rebase', id: 1, base, text: 't' },
    );
    assert.deepEqual(stage.items, [{ ...one, base, text: 't', outcome: failure }]);
  });

  it('remembers several uploads, the last of each file', () => {
    const file = (name: string, url: string): StageAction => ({
      kind: 'uploaded',
      id: 1,
      file: name,
      upload: { ...upload, url },
    });
    const stage = after(put(one), file('a', '1'), file('b', '2'), file('a', '3'));
    assert.deepEqual(stage.items[0]?.uploads, { a: { ...upload, url: '3' }, b: { ...upload, url: '2' } });
  });

  it('lets go of what was committed, and of the comment once nothing failed', () => {
    const stage = after(put(one), put(two), { kind: 'comment', text: 'why' });
    const half = reduceStage(stage, {
      kind: 'settle',
      outcomes: [
        [1, committed],
        [2, failure],
      ],
    });
    assert.deepEqual(half, { ...emptyStage, items: [{ ...two, outcome: failure }], comment: 'why' });
    assert.deepEqual(reduceStage(half, { kind: 'settle', outcomes: [[2, committed]] }), emptyStage);
    assert.equal(reduceStage(stage, { kind: 'settle', outcomes: [[1, committed]] }).comment, '');
    assert.deepEqual(reduceStage(stage, { kind: 'settle', outcomes: [] }), stage);
  });

  it('never gives an id twice', () => {
    const fresh = (id: number) => stagedText(item(id, 0), '{}');
    const stage = after(put(fresh(-1)), put(fresh(-2)));
    assert.equal(stage.nextNewId, -3);
    assert.equal(reduceStage(stage, { kind: 'discard', id: -2 }).nextNewId, -3);
    assert.equal(after({ kind: 'restore', item: fresh(-7) }, put(one), put(fresh(-1))).nextNewId, -8);
  });

  it('changes nothing for items that are not staged', () => {
    const stage = after(put(one));
    const actions: readonly StageAction[] = [
      { kind: 'discard', id: 9 },
      { kind: 'hold', id: 9 },
      { kind: 'rebase', id: 9, base: one.base, text: '' },
      { kind: 'uploaded', id: 9, file: 'f', upload },
      { kind: 'settle', outcomes: [[9, failure]] },
    ];
    for (const action of actions) assert.deepEqual(reduceStage(stage, action), stage, action.kind);
  });
});

describe('what the stage knows of links', () => {
  const child = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Forward', url: `${workItems}/${id}` });
  const parent = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/${id}` });
  const stage: Stage = {
    ...emptyStage,
    items: [
      staged(item(1, 1), relate(parent(2), { rel: 'System.LinkTypes.Related', url: `${workItems}/9` })),
      staged(item(-1, 0), relate(child(4), { rel: 'Hyperlink', url: `${workItems}/8` })),
      stagedText(item(-2, 0), 'broken'),
    ],
  };

  const parents =
    ({ leadsTo }: ReturnType<typeof stageContext>) =>
    (id: number) =>
      leadsTo(id, 'System.LinkTypes.hierarchy-reverse', 0);

  it('is which new items there are, and who is whose parent by either end', () => {
    const context = stageContext(stage);
    assert.deepEqual([...context.newIds], [-1, -2]);
    assert.deepEqual([1, 4, 2, 8, 9, -2].map(parents(context)), [[2], [-1], [], [], [], []]);
  });

  it('is what bases say of items that are not staged', () => {
    const context = stageContext(stage, (id) => (id === 2 || id === 1 ? [parent(3)] : undefined));
    assert.deepEqual([1, 2, 3].map(parents(context)), [[2], [3], []]);
  });
});

describe('import of a stage', () => {
  const link = (id: number) => ({ rel: 'System.LinkTypes.Related', url: `${workItems}/${id}` });
  const fresh = (id: number, ...to: readonly number[]) => staged(item(id, 0), relate(...to.map(link)));
  const here: Stage = { items: [one, fresh(-1)], comment: '', nextNewId: -2 };

  it('gives new items new ids, and links follow', () => {
    const there: Stage = {
      items: [fresh(-1, -2, 7), fresh(-2, -1), staged(item(5, 1), relate(link(-2)))],
      comment: 'c',
      nextNewId: -3,
    };
    const { stage, kept } = importStage(here, there);
    assert.deepEqual(kept, []);
    assert.deepEqual(
      stage.items.map(({ id, base }) => [id, base.id]),
      [
        [1, 1],
        [-1, -1],
        [-2, -2],
        [-3, -3],
        [5, 5],
      ],
    );
    const texts = stage.items.slice(2).map(({ text }) => text);
    assert.deepEqual(texts, [fresh(-2, -3, 7).text, fresh(-3, -2).text, staged(item(5, 1), relate(link(-3))).text]);
    assert.equal(stage.nextNewId, -4);
    assert.equal(stage.comment, 'c');
  });

  it('keeps what is staged here, and says so where it differs', () => {
    const there: Stage = { items: [{ ...one, text: 'other' }, two], comment: 'theirs', nextNewId: -1 };
    const { stage, kept } = importStage({ ...here, comment: 'mine' }, there);
    assert.deepEqual(kept, [1]);
    assert.deepEqual(stage.items, [one, fresh(-1), two]);
    assert.equal(stage.comment, 'mine');
    assert.deepEqual(importStage(here, here).kept, []);
  });

  it('brings neither outcomes nor uploads of another computer', () => {
    const there: Stage = {
      items: [{ ...two, held: true, outcome: failure, uploads: { f: upload } }],
      comment: '',
      nextNewId: -1,
    };
    assert.deepEqual(importStage(emptyStage, there).stage.items, [{ ...two, held: true }]);
  });

  it('leaves texts alone that are no documents, and hyperlinks that look like links', () => {
    assert.equal(withLinks('broken workItems/-1', new Map([[-1, 5]])), 'broken workItems/-1');
    const hyperlink = staged(item(1, 1), relate({ rel: 'Hyperlink', url: `${workItems}/-1` })).text;
    assert.equal(withLinks(hyperlink, new Map([[-1, 5]])), hyperlink);
  });
});
