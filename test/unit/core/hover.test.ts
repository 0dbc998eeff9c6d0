import * as assert from 'node:assert/strict';
import { formatDocument, withValue } from '../../../src/core/document';
import { fieldDescription, hoverSubject, valueBefore } from '../../../src/core/hover';
import { lastSet, type UpdateNote } from '../../../src/core/lastSet';
import { bug, collectionUrl, definitions } from './languageFixture';
import { words } from './schemaFixture';

function at(marked: string): object | undefined {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const subject = hoverSubject(text, offset, definitions);
  if (subject === undefined) return undefined;
  const { range, field, reference } = subject;
  return { text: text.slice(range.offset, range.offset + range.length), field, reference: reference?.kind };
}

describe('what somebody points at', () => {
  const cases: readonly (readonly [string, object | undefined])[] = [
    ['{"fields": {"System.Ti|tle": "x"}}', { text: '"System.Title"', field: 'System.Title', reference: undefined }],
    ['{"fields": {"System.Title": "x|y"}}', { text: '"xy"', field: 'System.Title', reference: undefined }],
    ['{"fields": {"System.AssignedTo": "a|@b"}}', { text: '"a@b"', field: 'System.AssignedTo', reference: 'person' }],
    [
      '{"fields": {"System.AssignedTo|": "a@b"}}',
      { text: '"System.AssignedTo"', field: 'System.AssignedTo', reference: undefined },
    ],
    ['{"fields": {"System.Title":| "x"}}', undefined],
    ['{"id": 2|99}', undefined],
    [
      `{"relations": [{"url": "${collectionUrl}/_apis/wit/workItems/|300"}]}`,
      { text: `"${collectionUrl}/_apis/wit/workItems/300"`, field: undefined, reference: 'item' },
    ],
  ];
  for (const [marked, expected] of cases) {
    it(marked, () => {
      assert.deepEqual(at(marked), expected);
    });
  }
});

describe('what a field is', () => {
  const text = formatDocument(bug(), { definitions, schemaUri: '' });
  const described = (field: string): string => fieldDescription(text, field, definitions, words);

  it('is its name, then help text, kind, allowed values, default and reference name', () => {
    assert.equal(
      described('Microsoft.VSTS.Common.Priority'),
      '**Priority**\n\nNumber\n\nAllowed values: 1 · 2 · 3 · 4\n\nDefault: 2\n\nMicrosoft\\.VSTS\\.Common\\.Priority',
    );
    assert.match(described('system.description'), /^\*\*Description\*\*\n\nWhat it is about\n\nLong text\n\n/);
    assert.match(described('System.CreatedDate'), /\n\nDate · Read-only\n\n/);
  });

  it('is the place of the card where it is the column of a board, of which no server says what it is for', () => {
    const referenceName = 'WEF_0123456789ABCDEF0123456789ABCDEF_Kanban.Column';
    const traits = { type: 'string', readOnly: false, isIdentity: false, description: '' } as const;
    const column = { ...traits, referenceName, name: 'Kanban Column' };
    const other = { ...column, referenceName: 'WEF_0_Other' };
    const more = { ...definitions, fields: [...definitions.fields, column, other] };
    assert.match(fieldDescription(text, referenceName, more, words), /Column\*\*\n\nColumn of a board\n\nText\n\n/);
    assert.match(fieldDescription(text, 'WEF_0_Other', more, words), /Column\*\*\n\nText\n\n/);
  });

  it('shows help texts of the server as text, never as links', () => {
    const title = described('System.Title');
    assert.ok(title.includes('What \\[is\\]\\(http\\:\\/\\/evil\\.example\\) wrong\\, \\*briefly\\*'), title);
  });

  it('is what the collection says of it where the type says nothing', () => {
    assert.equal(described('System.ChangedBy'), '**Changed By**\n\nPerson · Read-only\n\nSystem\\.ChangedBy');
    assert.equal(described('Custom.Unheard'), '');
    assert.match(fieldDescription('{', 'System.Title', definitions, words), /^\*\*Title\*\*\n\nText\n\n/);
  });
});

describe('value before the edit', () => {
  const text = formatDocument(bug(), { definitions, schemaUri: '' });
  const changed = (field: string, value: Parameters<typeof withValue>[2]): object | undefined =>
    valueBefore(withValue(text, ['fields', field], value), field, bug(), definitions);

  it('is the server’s, in the document’s spelling', () => {
    assert.deepEqual(changed('System.State', 'Active'), { value: 'New' });
    assert.deepEqual(changed('System.Tags', ['Red']), { value: ['Blue', 'Green'] });
    assert.deepEqual(changed('System.AssignedTo', 'x@y'), { value: 'fabrikamfiber4@hotmail.com' });
  });

  it('is no value where the field had none', () => {
    assert.deepEqual(changed('Microsoft.VSTS.Scheduling.Effort', 3), { value: undefined });
  });

  it('is nothing where the text says the same in another spelling, and for a comment', () => {
    assert.equal(changed('System.State', 'New'), undefined);
    assert.equal(changed('System.Tags', ['green', 'BLUE']), undefined);
    assert.equal(changed('System.History', 'Look here'), undefined);
    assert.equal(valueBefore('{"fields": {}}', 'System.State', bug(), definitions), undefined);
  });
});

describe('who set a field last', () => {
  const update = (
    rev: number,
    by: string,
    names: readonly string[],
    changed?: string,
    date = '9999-01-01T00:00:00Z',
  ): UpdateNote => ({
    rev,
    by,
    date,
    fields: Object.fromEntries([
      ...names.map((name) => [name, { newValue: 'x' }] as const),
      ...(changed === undefined ? [] : [['System.ChangedDate', { newValue: changed }] as const]),
    ]),
  });
  const history = [
    update(1, 'Ann', ['System.Title', 'System.State'], '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
    update(2, 'Ben', ['System.State'], undefined, '2026-01-03T00:00:00Z'),
    update(3, 'Cem', ['System.Tags'], '2026-01-05T00:00:00Z'),
  ];

  it('is the newest update that names it, in any case', () => {
    assert.deepEqual(lastSet(history, 'system.title'), { by: 'Ann', date: '2026-01-01T00:00:00Z', rev: 1 });
    assert.deepEqual(lastSet(history, 'System.Tags'), { by: 'Cem', date: '2026-01-05T00:00:00Z', rev: 3 });
  });

  it('was then when the update before it was superseded, where it tells no date of its own', () => {
    assert.deepEqual(lastSet(history, 'System.State'), { by: 'Ben', date: '2026-01-02T00:00:00Z', rev: 2 });
    assert.deepEqual(lastSet([update(1, 'Ann', ['A'])], 'A'), { by: 'Ann', date: '', rev: 1 });
  });

  it('is nobody for a field that no update names', () => {
    assert.equal(lastSet(history, 'System.Reason'), undefined);
  });
});
