import assert from 'node:assert/strict';
import { importStage, withLinks } from '../../../src/core/importStage';
import type { Outcome } from '../../../src/core/outcome';
import {
  emptyStage,
  findStaged,
  reduceStage,
  type Stage,
  type StageAction,
  type StagedItem,
} from '../../../src/core/stage';
import { stageContext } from '../../../src/core/stageContext';
import { formatStageFile, parseStageFile } from '../../../src/core/stageFile';
import type { JsonValue } from '../../../src/core/workItem';
import { collectionUrl, definitions, item, relate, set, staged, stagedText } from './fixture';

const workItems = `${collectionUrl}/_apis/wit/workItems`;
const one = staged(item(1, 1), set({ 'System.Title': 'x' }));
const two = staged(item(2, 1), set({ 'System.Title': 'y' }));
const upload = { url: 'u', size: 1, modified: 2 };
const committed: Outcome = { kind: 'committed', id: 1, rev: 2 };
const failure: Outcome = { kind: 'unknown', message: 'lost' };

function after(...actions: readonly StageAction[]): Stage {
  return actions.reduce(reduceStage, emptyStage);
}

const put = ({ id, base, text }: StagedItem): StageAction => ({ kind: 'put', id, base, text });

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

const golden = `{
  "format": "work-item-batch-stage",
  "version": 1,
  "comment": "why",
  "nextNewId": -1,
  "items": [
    {
      "id": 1,
      "base": {
        "id": 1,
        "rev": 2,
        "fields": {
          "System.Title": "t"
        },
        "formats": {},
        "relations": [],
        "url": "u"
      },
      "held": false,
      "uploads": {},
      "text": [
        "{",
        "}",
        ""
      ]
    }
  ]
}
`;

const written: Stage = {
  ...emptyStage,
  comment: 'why',
  items: [
    {
      id: 1,
      base: { id: 1, rev: 2, fields: { 'System.Title': 't' }, formats: {}, relations: [], url: 'u' },
      text: '{\n}\n',
      held: false,
      outcome: undefined,
      uploads: {},
    },
  ],
};

/** The file with something else at a path. */
function damaged(path: readonly (string | number)[], value: JsonValue | undefined): string {
  const file = JSON.parse(golden) as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  const owner = path.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, file);
  if (value === undefined) Reflect.deleteProperty(owner, last);
  else owner[last] = value;
  return JSON.stringify(file);
}

const damages: readonly (readonly [path: readonly (string | number)[], value: JsonValue | undefined])[] = [
  [['format'], 'other'],
  [['comment'], 1],
  [['nextNewId'], 0],
  [['nextNewId'], -1.5],
  [['nextNewId'], '-1'],
  [['items'], {}],
  [['items', 0], 5],
  [['items', 0, 'id'], 0],
  [['items', 0, 'id'], 1.5],
  [['items', 0, 'id'], undefined],
  [['items', 0, 'held'], 'no'],
  [['items', 0, 'text'], 'one text'],
  [['items', 0, 'text'], []],
  [
    ['items', 0, 'text'],
    ['a', 1],
  ],
  [['items', 0, 'base'], null],
  [['items', 0, 'base', 'id'], 'x'],
  [['items', 0, 'base', 'rev'], undefined],
  [['items', 0, 'base', 'fields'], []],
  [['items', 0, 'base', 'formats'], { a: 'rtf' }],
  [['items', 0, 'base', 'formats'], null],
  [['items', 0, 'base', 'relations'], {}],
  [['items', 0, 'base', 'relations'], [{ rel: 'r', url: 'u' }]],
  [['items', 0, 'base', 'relations'], [{ rel: 'r', url: 5, attributes: {} }]],
  [['items', 0, 'base', 'relations'], [5]],
  [['items', 0, 'base', 'url'], 5],
  [['items', 0, 'uploads'], undefined],
  [['items', 0, 'uploads'], { a: 5 }],
  [['items', 0, 'uploads'], { a: { url: 'u', size: '1', modified: 1 } }],
  [['items', 0, 'uploads'], { a: { url: 5, size: 1, modified: 1 } }],
  [['items', 0, 'uploads'], { a: { url: 'u', size: 1, modified: 1, sha: 5 } }],
  [['items', 0, 'outcome'], 'failed'],
  [['items', 0, 'outcome'], { kind: 'strange', message: '' }],
  [['items', 0, 'outcome'], { kind: 'unknown' }],
  [['items', 0, 'outcome'], { kind: 'committed', id: 1 }],
  [['items', 0, 'outcome'], { kind: 'committed', id: '1', rev: 1 }],
  [['items', 0, 'outcome'], { kind: 'rejected', message: '', pointer: '' }],
  [['items', 0, 'outcome'], { kind: 'rejected', message: '', status: 400 }],
  [['items', 0, 'outcome'], { kind: 'collateral', message: '', culprits: ['1'] }],
  [['items', 0, 'outcome'], { kind: 'collateral', message: '' }],
  [['items', 0, 'outcome'], { kind: 'conflict', message: '' }],
  [['items', 0, 'outcome'], { kind: 'conflict', message: '', clashes: [{}] }],
];

describe('the stage file', () => {
  it('can be read by eye, line by line', () => {
    assert.equal(formatStageFile(written), golden);
    assert.deepEqual(parseStageFile(golden), { ok: true, stage: written });
  });

  it('keeps a checksum that an upload has', () => {
    const withSum = {
      ...written,
      items: written.items.map((entry) => ({ ...entry, uploads: { f: { ...upload, sha: 's' } } })),
    };
    assert.deepEqual(parseStageFile(formatStageFile(withSum)), { ok: true, stage: withSum });
  });

  for (const [path, value] of damages) {
    it(`is damaged with ${JSON.stringify(value)} at ${path.join('.')}`, () => {
      const parsed = parseStageFile(damaged(path, value));
      assert(!parsed.ok);
      assert.equal(parsed.code, 'damaged');
      const last = path.includes('items') && path.length > 2 ? String(path[2]) : String(path[0]);
      assert(parsed.detail.includes(last), parsed.detail);
    });
  }

  it('is damaged where it is no JSON, or an item stands twice', () => {
    for (const text of ['', '{', '[]', 'null', golden.slice(0, 40)]) {
      const parsed = parseStageFile(text);
      assert(!parsed.ok && parsed.code === 'damaged' && parsed.detail !== '', text);
    }
    const twice = formatStageFile({ ...written, items: [...written.items, ...written.items] });
    assert.deepEqual(parseStageFile(twice), { ok: false, code: 'damaged', detail: 'Item 1 stands twice.' });
  });

  it('says its version where that is not known', () => {
    for (const [value, detail] of [
      [2, 'Version 2.'],
      ['1', 'Version "1".'],
      [undefined, 'Version null.'],
    ] as const) {
      assert.deepEqual(parseStageFile(damaged(['version'], value)), { ok: false, code: 'unknownVersion', detail });
    }
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

  it('is which new items there are, and who is whose parent by either end', () => {
    const { newIds, parentOf } = stageContext(stage, definitions);
    assert.deepEqual([...newIds], [-1, -2]);
    assert.deepEqual([1, 4, 2, 8, 9, -2].map(parentOf), [2, -1, undefined, undefined, undefined, undefined]);
  });

  it('is what bases say of items that are not staged', () => {
    const { parentOf } = stageContext(stage, definitions, (id) => (id === 2 || id === 1 ? [parent(3)] : undefined));
    assert.deepEqual([1, 2, 3].map(parentOf), [2, 3, undefined]);
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
