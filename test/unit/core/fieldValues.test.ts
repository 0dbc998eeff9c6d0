import assert from 'node:assert/strict';
import { findField, findRelationType, findType, findTypeField, sameName } from '../../../src/core/definitions';
import {
  deepEqual,
  displayName,
  identityText,
  instant,
  isHidden,
  isReadOnly,
  kindOf,
  numberOf,
  sameValue,
  tagList,
  toDocumentValue,
  toWireValue,
  type ValueKind,
} from '../../../src/core/fieldValues';
import { named, nearestNames } from '../../../src/core/nearest';
import type { JsonValue } from '../../../src/core/workItem';
import { bug, definitions, jamal } from './fixture';

type Pair = readonly [ValueKind, JsonValue | undefined, JsonValue | undefined];

const equal: readonly Pair[] = [
  ['other', 'a', 'a'],
  ['other', undefined, ''],
  ['other', null, ''],
  ['other', undefined, null],
  ['other', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }],
  ['tags', 'a; B', ['b', 'A']],
  ['tags', undefined, []],
  ['tags', '', []],
  ['tags', 'a;a ;A', ['a']],
  ['tags', ['1'], [1]],
  ['number', 2, '2'],
  ['number', '1.0', 1],
  ['number', '1e3', 1000],
  ['number', ' -.5 ', -0.5],
  ['date', '2014-12-29T20:49:21.62Z', '2014-12-29T20:49:21.620Z'],
  ['date', '2014-12-29', '2014-12-29T00:00:00Z'],
  ['date', '2014-12-29T20:49', '2014-12-29T20:49:00Z'],
  ['date', '2014-12-29T20:49:21', '2014-12-29t20:49:21z'],
  ['date', '2014-12-29T20:49:21+01:00', '2014-12-29T19:49:21Z'],
  ['date', '2014-12-29T20:49:21.1234500Z', '2014-12-29T20:49:21.12345Z'],
  ['date', 'tomorrow', 'tomorrow'],
  ['boolean', true, 'TRUE'],
  ['boolean', 'False', false],
  ['treePath', 'A\\B', 'a\\b\\'],
  ['guid', '{AB}', 'ab'],
  ['identity', jamal, 'FABRIKAMFIBER4@hotmail.com'],
  ['identity', jamal, 'Jamal Hartnett'],
  ['identity', jamal, 'Jamal Hartnett<fabrikamfiber4@hotmail.com>'],
  ['identity', 'Jamal Hartnett <fabrikamfiber4@hotmail.com>', 'fabrikamfiber4@hotmail.com'],
  ['identity', { displayName: 'Team A', uniqueName: 'vstfs:///x' }, 'Team A'],
  ['identity', { descriptor: 'aad.1' }, { descriptor: 'aad.1' }],
  ['identity', undefined, ''],
  ['other', jamal, 'fabrikamfiber4@hotmail.com'],
  ['identity', jamal, { descriptor: jamal.descriptor }],
];

const different: readonly Pair[] = [
  ['other', 'a', 'A'],
  ['other', 1, '1'],
  ['other', { a: 1 }, { a: 1, b: 2 }],
  ['other', { a: 1 }, { b: 1 }],
  ['other', { a: undefined as unknown as JsonValue }, { b: 1 }],
  ['other', [1], [1, 2]],
  ['other', [1], { 0: 1 }],
  ['other', { 0: 1 }, [1]],
  ['other', [1, 2], [2, 1]],
  ['other', 'a', undefined],
  ['other', '', 'a'],
  ['other', 0, ''],
  ['boolean', false, ''],
  ['tags', 'a', ['a', 'b']],
  ['tags', ['a', 'b'], ['a', 'c']],
  ['tags', undefined, 5],
  ['tags', 'a', ['a', null]],
  ['tags', '', [{}]],
  ['tags', '', ['a;b']],
  ['number', 2, 3],
  ['number', '2x', 2],
  ['number', '0x10', 16],
  ['number', '', 0],
  ['date', '2014-12-29T20:49:21.1234567Z', '2014-12-29T20:49:21.1234568Z'],
  ['date', '2014-12-29', '2014-12-30'],
  ['date', '2014-13-29', '2014-13-30'],
  ['date', '2014-02-30', '2014-03-02'],
  ['date', 5, '1970-01-01'],
  ['boolean', true, 'yes'],
  ['boolean', 'x', 'y'],
  ['treePath', 'A\\B', 'A/B'],
  ['treePath', 1, 2],
  ['guid', 'a', 'b'],
  ['guid', 1, 2],
  ['longText', 'a', 'a '],
  ['identity', jamal, 'Johnnie McLeod'],
  ['identity', jamal, 'other@hotmail.com'],
  ['identity', 'Jamal', 'jamal@x'],
  ['identity', { descriptor: 'aad.1' }, { descriptor: 'aad.2' }],
  ['identity', { descriptor: '', displayName: 'A' }, { descriptor: '', displayName: 'B' }],
  ['identity', jamal, 7],
];

describe('values of fields', () => {
  for (const [kind, a, b] of equal) {
    it(`${kind}: ${JSON.stringify(a)} is ${JSON.stringify(b)}`, () => {
      assert.equal(sameValue(a, b, kind), true);
      assert.equal(sameValue(b, a, kind), true);
    });
  }

  for (const [kind, a, b] of different) {
    it(`${kind}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`, () => {
      assert.equal(sameValue(a, b, kind), false);
      assert.equal(sameValue(b, a, kind), false);
    });
  }

  it('are of the kind that the definition says, in any case of the name', () => {
    const kinds = [
      'system.tags',
      'System.History',
      'System.AssignedTo',
      'System.Description',
      'Custom.Notes',
      'Microsoft.VSTS.Common.Priority',
      'microsoft.vsts.scheduling.storypoints',
      'Microsoft.VSTS.Scheduling.DueDate',
      'Custom.Blocked',
      'Custom.Token',
      'Custom.Team',
      'System.Title',
      'No.Such.Field',
    ].map((name) => kindOf(name, definitions));
    assert.deepEqual(kinds, [
      'tags',
      'history',
      'identity',
      'longText',
      'longText',
      'number',
      'number',
      'date',
      'boolean',
      'guid',
      'treePath',
      'other',
      'other',
    ]);
  });

  it('are known for as many names as documents bring', () => {
    const own = { fields: [...definitions.fields] };
    for (let index = 0; index < 3000; index++) assert.equal(kindOf(`Custom.Field${index}`, own), 'other');
    assert.equal(kindOf('SYSTEM.Tags', own), 'tags');
  });

  it('may be written, but for those that the server owns', () => {
    for (const name of ['System.AreaPath', 'System.IterationPath', 'System.Title', 'No.Such.Field']) {
      assert.equal(isReadOnly(name, definitions), false, name);
    }
    for (const name of ['System.Id', 'system.createdby', 'System.CommentCount', 'System.AreaLevel2', 'System.Parent']) {
      assert.equal(isReadOnly(name, definitions), true, name);
    }
  });

  it('are hidden where they say nothing of the work', () => {
    for (const name of ['System.Rev', 'SYSTEM.WATERMARK', 'System.IterationLevel7', 'WEF_1_System.ExtensionMarker']) {
      assert.equal(isHidden(name), true, name);
    }
    for (const name of ['System.Title', 'System.Parent', 'Custom.System.AreaLevel1', 'System.AreaLevelX']) {
      assert.equal(isHidden(name), false, name);
    }
  });

  it('become what stands in the document', () => {
    assert.deepEqual(toDocumentValue('a;  b ;; A', 'tags'), ['a', 'b']);
    assert.equal(toDocumentValue(5, 'tags'), 5);
    assert.equal(toDocumentValue('said', 'history'), '');
    assert.equal(toDocumentValue(jamal, 'other'), 'fabrikamfiber4@hotmail.com');
    assert.equal(toDocumentValue('Jamal Hartnett <f@h>', 'identity'), 'f@h');
    assert.equal(toDocumentValue('Jamal Hartnett', 'identity'), 'Jamal Hartnett');
    assert.equal(toDocumentValue('Jamal <f@h>', 'other'), 'Jamal <f@h>');
    assert.deepEqual(toDocumentValue({ own: 1 }, 'identity'), { own: 1 });
  });

  it('become what the server takes', () => {
    assert.equal(toWireValue(['a', ' B ', 'b'], 'tags'), 'a; B');
    assert.equal(toWireValue('a, b', 'tags'), 'a, b');
    assert.deepEqual(toWireValue(['a'], 'other'), ['a']);
  });

  it('of tags leave out what is no tag', () => {
    assert.deepEqual(tagList(['a', { b: 1 }, null, 'c;d', 'e,f', 4]), ['a', '4']);
    assert.deepEqual(tagList(undefined), []);
    assert.deepEqual(tagList(7), []);
  });

  it('of people have a text and a name', () => {
    assert.equal(identityText({ displayName: 'Team A', uniqueName: 'vstfs:///x' }), 'Team A');
    assert.equal(identityText({ uniqueName: 'vstfs:///x' }), 'vstfs:///x');
    assert.equal(identityText({ descriptor: 'aad.1' }), 'aad.1');
    assert.equal(identityText({ displayName: '' }), '');
    assert.equal(identityText(7), '');
    assert.equal(identityText(' DOMAIN\\carl '), 'DOMAIN\\carl');
    assert.equal(identityText('<f@h>'), 'f@h');
    assert.equal(displayName(jamal), 'Jamal Hartnett');
    assert.equal(displayName('Jamal <f@h>'), 'Jamal');
    assert.equal(displayName('f@h'), 'f@h');
  });

  it('of time and number are told from other texts', () => {
    for (const text of ['2014', '2014-1-1', '29.12.2014', '2014-12-29T25:00Z', 'x2014-12-29', '2014-12-29x', true]) {
      assert.equal(instant(text), undefined, String(text));
    }
    for (const text of ['', '1,5', 'one', '1e', '--1', true, '1e400', Infinity])
      assert.equal(numberOf(text), undefined, String(text));
    assert.equal(deepEqual(undefined, undefined), true);
  });
});

describe('definitions', () => {
  it('are found by name in any case, as often as asked', () => {
    for (let again = 0; again < 2; again++) {
      assert.equal(findField(definitions, 'SYSTEM.TITLE')?.referenceName, 'System.Title');
      assert.equal(findField(definitions, 'Title'), undefined);
      assert.equal(findType(definitions, 'bug'), bug);
      assert.equal(findTypeField(bug, 'custom.token')?.required, true);
      assert.equal(findRelationType(definitions, 'hyperlink')?.usage, 'resourceLink');
      assert.equal(sameName('Täsk', 'TÄSK'), true);
      assert.equal(sameName('a', 'á'), false);
    }
  });
});

describe('near names', () => {
  const names = ['Active', 'Resolved', 'Closed', 'New', 'Removed'];

  for (const [typed, expected] of [
    ['Aktive', ['Active']],
    ['resolve', ['Resolved']],
    ['closd', ['Closed']],
    ['Removd', ['Removed']],
    ['Nwe', ['New']],
    ['', []],
    ['something else', []],
  ] as const) {
    it(`of ${typed} are ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(nearestNames(typed, names), expected);
    });
  }

  it('are three at most, best first, then by the alphabet', () => {
    assert.deepEqual(nearestNames('aaaa', ['aaae', 'aaad', 'aabb', 'aaac', 'aaab']), ['aaab', 'aaac', 'aaad']);
    assert.deepEqual(nearestNames('aaaa', ['abba', 'aaab', 'aaac'], 1), ['aaab']);
  });

  it('are one where one is meant, written as people write it', () => {
    assert.deepEqual(nearestNames('AAAA', ['aaab', 'aaaa']), ['aaaa']);
    const relations = definitions.relationTypes.map(named);
    for (const written of ['Parent', 'parent', 'hierarchy-reverse', 'System.LinkTypes.Hierarchy-Reverse']) {
      assert.deepEqual(nearestNames(written, relations), ['System.LinkTypes.Hierarchy-Reverse'], written);
    }
    assert.deepEqual(nearestNames('Parrent', relations), ['System.LinkTypes.Hierarchy-Reverse']);
    const fields = definitions.fields.map(named);
    assert.deepEqual(nearestNames('assigned to', fields), ['System.AssignedTo']);
    assert.deepEqual(nearestNames('StoryPoint', fields), ['Microsoft.VSTS.Scheduling.StoryPoints']);
  });
});
