import * as assert from 'node:assert/strict';
import { formatDocument } from '../../../src/core/document';
import { references } from '../../../src/core/references';
import { bug, collectionUrl, definitions } from './languageFixture';

const target = `${collectionUrl}/_apis/wit/workItems/300`;

function found(text: string): readonly object[] {
  return references(text, definitions).map(({ range, ...rest }) => ({
    ...rest,
    text: text.slice(range.offset, range.offset + range.length),
  }));
}

function relation(rel: string, url: string, more = ''): readonly object[] {
  return found(`{"relations": [{"rel": "${rel}", "url": "${url}"${more}}]}`);
}

describe('references', () => {
  it('are the people and the links of a document, in the order in which they stand', () => {
    const text = formatDocument(bug(), { definitions, schemaUri: 'workitem-schema://fabrikam/P/Bug.json' });
    assert.deepEqual(found(text), [
      {
        kind: 'person',
        field: 'System.AssignedTo',
        name: 'fabrikamfiber4@hotmail.com',
        text: '"fabrikamfiber4@hotmail.com"',
      },
      {
        kind: 'person',
        field: 'System.ChangedBy',
        name: 'fabrikamfiber16@hotmail.com',
        text: '"fabrikamfiber16@hotmail.com"',
      },
      {
        kind: 'item',
        id: 297,
        rel: 'System.LinkTypes.Hierarchy-Reverse',
        text: `"${collectionUrl}/_apis/wit/workItems/297"`,
      },
    ]);
  });

  it('tell links to work items, addresses, files and artifacts apart', () => {
    const kinds: readonly (readonly [string, string, object | undefined])[] = [
      ['System.LinkTypes.Related', target, { kind: 'item', id: 300, rel: 'System.LinkTypes.Related' }],
      [
        'System.LinkTypes.Related',
        `${collectionUrl}/_apis/wit/workItems/-2`,
        { kind: 'item', id: -2, rel: 'System.LinkTypes.Related' },
      ],
      ['Unknown', target, { kind: 'item', id: 300, rel: 'Unknown' }],
      ['System.LinkTypes.Remote.Related', target, { kind: 'hyperlink', url: target }],
      ['Hyperlink', target, { kind: 'hyperlink', url: target }],
      ['hyperlink', 'http://example.com', { kind: 'hyperlink', url: 'http://example.com' }],
      ['Hyperlink', 'javascript:alert(1)', undefined],
      ['ArtifactLink', 'vstfs:///Build/Build/7', { kind: 'artifact', url: 'vstfs:///Build/Build/7', name: '' }],
      ['attachedfile', 'file:///tmp/a.txt', { kind: 'attachment', url: 'file:///tmp/a.txt', name: '' }],
    ];
    for (const [rel, url, expected] of kinds) {
      assert.deepEqual(
        relation(rel, url),
        expected === undefined ? [] : [{ ...expected, text: `"${url}"` }],
        `${rel} ${url}`,
      );
    }
  });

  it('carry the name of an attachment', () => {
    assert.deepEqual(relation('AttachedFile', 'https://x/1', ', "attributes": {"name": "a.txt"}'), [
      { kind: 'attachment', url: 'https://x/1', name: 'a.txt', text: '"https://x/1"' },
    ]);
  });

  it('are found in broken text as far as it goes', () => {
    assert.equal(found(`{"fields": {"System.AssignedTo": "a@b"}, "relations": [{"url": "${target}"`).length, 2);
    assert.deepEqual(found('not json'), []);
    assert.deepEqual(found('{"fields": 3, "relations": {"url": 1}}'), []);
    assert.deepEqual(found('{"relations": [1, {"rel": 3, "url": 4}]}'), []);
  });
});
