import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { stringifyDocument, withValue } from '../../../src/core/document';
import { locate, locator, pathToPointer, type JsonPath } from '../../../src/core/locate';
import { parseDocument, parseWithPlaces } from '../../../src/core/parseDocument';
import { cursorAt } from '../../../src/core/cursor';
import { references } from '../../../src/core/references';
import { emptyStage, type Stage, type StagedItem } from '../../../src/core/stage';
import { formatStageFile, parseStageFile } from '../../../src/core/stageFile';
import type { Outcome } from '../../../src/core/outcome';
import type { JsonValue } from '../../../src/core/workItem';
import { documentRelations, edited, workItem } from './arbitraries';
import { definitions, schemaUri } from './fixture';
import { properties, property } from './property';

/** Texts that are nearly documents: pieces of JSON that are put together by chance. */
const nearly: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      '"id": 1',
      '"id": -7',
      '"ID": 1',
      '"fields": {"a": "x:\\"y\\\\"}',
      '"fields": {"a": {"b": 1, "c": [{}]}}',
      '"fields": {"a": 1, "A": 2}',
      '"fields": {"a": {"b": 1, "b": 2}}',
      '"fields": {"__proto__": {"x": "y"}, "\\u0061": ":"}',
      '"fields" :\t{"": "\\\\"}',
      '"relations": [{"rel": "r", "url": "u"}]',
      '"relations": [{"rel": "r", "url": "u", "attributes": {"comment": "c", "id": 1}}]',
      '"relations": [{"rel": "r", "url": "u", "attributes": {"own": 1}}]',
      '"relations": [{"rel": "r"}]',
      '"relations": null',
      '"multilineFieldsFormat": {"a": "MarkDown"}',
      '"multilineFieldsFormat": {"a": "html", "A": "html"}',
      '"multilineFieldsFormat": {"a": 1}',
      '"$schema": "s"',
      '"other": 1',
      'broken',
    ),
    { maxLength: 5 },
  )
  .map((pieces) => `{${pieces.join(', ')}}`);

describe('laws of texts', () => {
  property('the quick reader and the one that knows places are of one opinion', nearly, (text) => {
    assert.deepEqual(parseDocument(text), parseWithPlaces(text));
  });

  it('that go deeper than any document are told from documents, broken or not', () => {
    const nested = (depth: number, close = ']') =>
      `{"id": 1, "fields": {"a": ${'['.repeat(depth)}${close.repeat(depth)}}}`;
    for (const depth of [199, 5000, 200_000]) {
      for (const text of [nested(depth), nested(depth, '')]) {
        const parsed = parseDocument(text);
        assert.deepEqual(parsed, parseWithPlaces(text));
        assert(!parsed.ok);
        assert.deepEqual(
          parsed.problems.map((problem) => problem.code === 'invalidJson' && problem.detail),
          ['TooDeep'],
        );
        assert.deepEqual(locate(text, '/fields/a'), { offset: 0, length: 0 });
        assert.equal(cursorAt(text, 30), undefined);
        assert.deepEqual(references(text, definitions), []);
      }
    }
    const deepest = nested(198);
    assert(parseDocument(deepest).ok && parseWithPlaces(deepest).ok);
    assert(parseDocument(`{"id": 1, "fields": {"a": "${'[{'.repeat(500)}", "b": "\\"${'['.repeat(500)}"}}`).ok);
  });

  properties('a document reads back, and every value has its place', edited, {
    'reads back': ([, document]) => {
      const parsed = parseDocument(stringifyDocument(document, schemaUri));
      assert(parsed.ok);
      const spelled = JSON.parse(JSON.stringify(document)) as JsonValue;
      assert.deepEqual(parsed.document, spelled);
    },
    'has its place': ([, document]) => {
      const text = stringifyDocument(document, schemaUri);
      const find = locator(text);
      for (const [path, value] of leaves(JSON.parse(text) as JsonValue, [])) {
        const { offset, length } = find(pathToPointer(path));
        assert.deepEqual(JSON.parse(text.slice(offset, offset + length)), value);
      }
    },
  });

  property(
    'a broken text has a place for everything too',
    fc.tuple(edited, fc.nat(), fc.constantFrom('', '"', '}', ']', ',', '{', '\u2028', '//')),
    ([[, document], cut, instead]) => {
      const whole = stringifyDocument(document, schemaUri);
      const at = cut % whole.length;
      const text = whole.slice(0, at) + instead + whole.slice(at + (cut % 7));
      const find = locator(text);
      for (const pointer of ['', '/id', '/fields/System.Title', '/relations/0/url', '/relations/-', '/a/b/c']) {
        const { offset, length } = find(pointer);
        assert(offset >= 0 && length >= 0 && offset + length <= text.length);
      }
      parseDocument(text);
    },
  );

  property(
    'a value that is set stands there, and all others stand as they did',
    fc.tuple(edited, fc.nat(), fc.constantFrom<JsonValue>('x', 1, null, ['a'], { b: 1 })),
    ([[, document], index, value]) => {
      const text = stringifyDocument(document, schemaUri);
      const all = leaves(JSON.parse(text) as JsonValue, []);
      const [path] = all[index % all.length] ?? [];
      assert(path !== undefined);
      const after = leaves(JSON.parse(withValue(text, path, value)) as JsonValue, []);
      const pointer = pathToPointer(path);
      const others = (list: typeof all) => list.filter(([other]) => !pathToPointer(other).startsWith(pointer));
      assert.deepEqual(others(after), others(all));
      const { offset, length } = locate(withValue(text, path, value), pointer);
      assert.deepEqual(JSON.parse(withValue(text, path, value).slice(offset, offset + length)), value);
    },
  );
});

/** All values that hold no others, with their paths. */
function leaves(value: JsonValue, path: JsonPath): readonly (readonly [JsonPath, JsonValue])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const entries: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((entry, index) => [index, entry] as const)
    : Object.entries(value);
  return entries.flatMap(([key, entry]) => leaves(entry, [...path, key]));
}

const text = fc.string({ unit: 'binary', maxLength: 20 });

/** As everybody's objects are. */
const plain = { noNullPrototype: true };

const outcome: fc.Arbitrary<Outcome | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constant('committed' as const), id: fc.integer(), rev: fc.nat() }, plain),
  fc.record({ kind: fc.constant('unknown' as const), message: text }, plain),
  fc.record({ kind: fc.constant('rejected' as const), status: fc.nat(), message: text, pointer: text }, plain),
  fc.record({ kind: fc.constant('collateral' as const), culprits: fc.array(fc.integer()), message: text }, plain),
  fc.record(
    {
      kind: fc.constant('collateral' as const),
      culprits: fc.constant([]),
      unnamed: fc.constant(true as const),
      message: text,
    },
    plain,
  ),
  fc.record(
    {
      kind: fc.constant('conflict' as const),
      message: text,
      clashes: fc.array(
        fc.record(
          {
            pointer: text,
            base: fc.constantFrom(undefined, 'a', null),
            mine: fc.constantFrom(undefined, { b: 1 }),
            theirs: fc.constantFrom(undefined, 1, ['c']),
          },
          plain,
        ),
        { maxLength: 2 },
      ),
    },
    plain,
  ),
);

const upload = fc.record({ url: text, size: fc.nat(), modified: fc.nat() }, plain);

const stagedItem: fc.Arbitrary<StagedItem> = fc
  .tuple(
    workItem,
    text,
    fc.boolean(),
    outcome,
    fc.dictionary(fc.constantFrom('file:///a', '__proto__', ''), upload, { maxKeys: 2 }),
    documentRelations,
  )
  .map(([base, saved, held, fate, uploads]) => ({
    id: base.id,
    base,
    text: `${saved}\n\r\n${saved}`,
    held,
    outcome: fate,
    uploads: Object.fromEntries(Object.entries(uploads)),
  }));

const stage: fc.Arbitrary<Stage> = fc
  .tuple(fc.array(stagedItem, { maxLength: 3 }), text, fc.integer({ max: -1 }))
  .map(([items, comment, nextNewId]) => ({
    ...emptyStage,
    items: items.map((item, index) => withId(item, index % 2 === 0 ? index + 1 : -index)),
    comment,
    nextNewId: nextNewId - items.length,
  }));

function withId(item: StagedItem, id: number): StagedItem {
  return { ...item, id, base: { ...item.base, id } };
}

describe('laws of the stage file', () => {
  properties('what is written is read', stage, {
    'without any loss': (given) => {
      assert.deepEqual(parseStageFile(formatStageFile(given)), { ok: true, stage: given });
    },
  });

  property('a damaged file is told from a good one, or reads as a stage', fc.tuple(stage, fc.nat(), text), (given) => {
    const [good, at, instead] = given;
    const file = formatStageFile(good);
    const parsed = parseStageFile(file.slice(0, at % file.length) + instead + file.slice((at % file.length) + 1));
    assert(parsed.ok || parsed.detail !== '');
  });
});
