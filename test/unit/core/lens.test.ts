import * as assert from 'node:assert/strict';
import { formatDocument, withValue } from '../../../src/core/document';
import { displayName, lastChange, placedOperations } from '../../../src/core/lens';
import { longFields } from '../../../src/core/longFields';
import { readOnlyRanges } from '../../../src/core/readOnlyRanges';
import { relativeTime } from '../../../src/core/relativeTime';
import { bug, collectionUrl, definitions } from './languageFixture';

const text = formatDocument(bug(), { definitions, schemaUri: '' });

describe('what stands above a document', () => {
  it('operations with the places that they come from', () => {
    const related = { rel: 'System.LinkTypes.Related', url: `${collectionUrl}/_apis/wit/workItems/300` };
    const edited = withValue(withValue(text, ['fields', 'System.State'], 'Active'), ['relations'], [related]);
    assert.deepEqual(
      placedOperations(edited, bug(), definitions, 'index')?.map(({ operation: { op, path }, pointer }) => [
        op,
        path,
        pointer,
      ]),
      [
        ['remove', '/relations/0', '/relations/-'],
        ['add', '/fields/System.State', '/fields/System.State'],
        ['add', '/relations/-', '/relations/0'],
      ],
    );
    assert.deepEqual(placedOperations(text, bug(), definitions, 'index'), []);
    assert.equal(placedOperations('{', bug(), definitions, 'index'), undefined);
  });

  it('who changed the item last', () => {
    assert.deepEqual(lastChange(bug()), { rev: 7, by: 'Norman Paulk', at: Date.UTC(2026, 2, 1, 10) });
    assert.deepEqual(lastChange(bug({ fields: {} })), { rev: 7, by: '', at: undefined });
    assert.equal(displayName('Ann Beebe <ann@x>'), 'Ann Beebe');
    assert.equal(displayName({ uniqueName: 'ann@x' }), 'ann@x');
  });

  it('how long ago, in the unit that people say', () => {
    const now = Date.UTC(2026, 2, 10);
    const ago = (seconds: number): string => {
      const { value, unit } = relativeTime(now - seconds * 1000, now);
      return `${value} ${unit}`;
    };
    assert.equal(ago(20), '0 second');
    assert.equal(ago(-20), '0 second');
    assert.equal(ago(60), '-1 minute');
    assert.equal(ago(3599), '-59 minute');
    assert.equal(ago(7200), '-2 hour');
    assert.equal(ago(2 * 86_400), '-2 day');
    assert.equal(ago(70 * 86_400), '-2 month');
    assert.equal(ago(800 * 86_400), '-2 year');
    assert.equal(ago(-7200), '2 hour');
  });

  it('fields that nobody can edit are known by their places', () => {
    const shown = readOnlyRanges(text, definitions).map(({ offset, length }) => text.slice(offset, offset + length));
    assert.deepEqual(shown, [
      '"System.ChangedBy": "fabrikamfiber16@hotmail.com"',
      '"System.ChangedDate": "2026-03-01T10:00:00Z"',
    ]);
    assert.deepEqual(readOnlyRanges('{"fields": 1}', definitions), []);
  });

  it('long texts with their format', () => {
    assert.deepEqual(
      longFields(text, definitions).map(({ field, format, value }) => [field, format, value]),
      [['System.Description', 'html', '<p>Steps</p>']],
    );
    const markdown = withValue(text, ['multilineFieldsFormat'], { 'system.description': 'Markdown' });
    const [long] = longFields(markdown, definitions);
    assert.equal(long?.format, 'markdown');
    assert.equal(markdown.slice(long.key.offset, long.key.offset + long.key.length), '"System.Description"');
    assert.deepEqual(longFields('{"fields": {"System.Description": 3, "Custom.Unknown": "x"}}', definitions), []);
  });
});
