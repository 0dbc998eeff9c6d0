import assert from 'node:assert/strict';
import { emptyStage, type Stage } from '../../../src/core/stage';
import { formatStageFile, parseStageFile } from '../../../src/core/stageFile';
import type { JsonValue } from '../../../src/core/workItem';
import { upload } from './stageFixture';

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
  [['items', 0, 'base', 'id'], 2],
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

  it('is damaged where a property stands twice, as merges of files leave it, or goes deeper than anything that is written', () => {
    const deep = JSON.stringify({ field: 'x' }).replace('"x"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    for (const text of [
      golden.replace('"held": false,', '"held": false, "held": true,'),
      golden.replace('"System.Title": "t"', '"System.Title": "t", "System.Title": "u"'),
      golden.replace('"fields": {', `"fields": ${deep.slice(0, -1)}, `),
    ]) {
      const detail = 'A property stands twice, or values stand too deep in one another.';
      assert.notEqual(text, golden);
      assert.deepEqual(parseStageFile(text), { ok: false, code: 'damaged', detail });
    }
  });

  it('holds the deepest value that a document can have', () => {
    const value = JSON.parse(`${'['.repeat(198)}${']'.repeat(198)}`) as JsonValue;
    const clashes = [{ pointer: '/fields/f', base: undefined, mine: value, theirs: undefined }];
    const outcome = { kind: 'conflict', message: '', clashes } as const;
    const stage = { ...written, items: written.items.map((entry) => ({ ...entry, outcome })) };
    assert.deepEqual(parseStageFile(formatStageFile(stage)), { ok: true, stage });
  });

  it('never gives the id of a new item to another one, whatever it says of the next', () => {
    const [entry] = written.items;
    assert(entry !== undefined);
    const items = [-1, -4].map((id) => ({ ...entry, id, base: { ...entry.base, id } }));
    const parsed = parseStageFile(formatStageFile({ ...written, items }));
    assert(parsed.ok);
    assert.equal(parsed.stage.nextNewId, -5);
    assert.deepEqual(parsed.stage.items, items);
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
