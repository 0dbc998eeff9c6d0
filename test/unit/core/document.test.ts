import assert from 'node:assert/strict';
import {
  documentField,
  documentText,
  editText,
  formatDocument,
  toDocument,
  withValue,
} from '../../../src/core/document';
import { locate, locator, pathToPointer, pointerToPath } from '../../../src/core/locate';
import { parseDocument, parseWithPlaces } from '../../../src/core/parseDocument';
import type { Problem } from '../../../src/core/problem';
import { definitions, item, jamal, link, relation, schemaUri } from './fixture';

const full = item(
  299,
  7,
  {
    'System.Id': 299,
    'System.Rev': 7,
    'System.AreaLevel1': 'Fabrikam-Fiber-Git',
    'WEF_6CB513B6E70E43499D9FC94E5BBFB784_System.ExtensionMarker': true,
    'System.AssignedTo': jamal,
    'System.Tags': 'Tag1; Tag2',
    'System.Description': '# Text',
    'System.Watermark': 616,
    'System.Parent': 297,
    'System.History': 'said before',
    'Microsoft.VSTS.Scheduling.RemainingWork': 4,
  },
  [
    link('Hierarchy-Reverse', 297, { comment: 'decomposition of work', name: 'Parent' }),
    relation('AttachedFile', 'https://dev.azure.com/fabrikam/_apis/wit/attachments/a', {
      id: 1,
      name: 'Spec.txt',
      resourceSize: 5,
    }),
  ],
  { formats: { 'System.Description': 'markdown', 'Custom.Notes': 'html' } },
);

const golden = `{
  "$schema": "workitem-schema://fabrikam/Fabrikam-Fiber-Git/Task.json",
  "id": 299,
  "fields": {
    "System.Title": "JavaScript implementation for Microsoft Account",
    "System.WorkItemType": "Task",
    "System.State": "To Do",
    "System.Reason": "New task",
    "System.AssignedTo": "fabrikamfiber4@hotmail.com",
    "System.AreaPath": "Fabrikam-Fiber-Git",
    "System.IterationPath": "Fabrikam-Fiber-Git",
    "System.Tags": [
      "Tag1",
      "Tag2"
    ],
    "Microsoft.VSTS.Scheduling.RemainingWork": 4,
    "System.Description": "# Text",
    "System.TeamProject": "Fabrikam-Fiber-Git",
    "System.History": "",
    "System.CreatedBy": "fabrikamfiber4@hotmail.com",
    "System.CreatedDate": "2014-12-29T20:49:21.617Z",
    "System.Parent": 297
  },
  "relations": [
    {
      "rel": "System.LinkTypes.Hierarchy-Reverse",
      "url": "https://dev.azure.com/fabrikam/_apis/wit/workItems/297",
      "attributes": {
        "comment": "decomposition of work"
      }
    },
    {
      "rel": "AttachedFile",
      "url": "https://dev.azure.com/fabrikam/_apis/wit/attachments/a",
      "attributes": {
        "name": "Spec.txt"
      }
    }
  ],
  "multilineFieldsFormat": {
    "System.Description": "markdown"
  }
}
`;

describe('the document of a work item', () => {
  it('is a text with a stable order, the schema first and a line end last', () => {
    assert.equal(formatDocument(full, { definitions, schemaUri }), golden);
  });

  it('shows the fields that people set most even where they have no value', () => {
    const { fields } = toDocument(item(1, 1), definitions);
    assert.deepEqual([fields['System.AssignedTo'], fields['System.Tags'], fields['System.History']], ['', [], '']);
    const bare = toDocument(item(1, 1, { 'System.Description': null }), { fields: [] }).fields;
    assert.deepEqual(
      ['System.AssignedTo', 'System.Tags', 'System.History'].map((name) => Object.hasOwn(bare, name)),
      [false, false, true],
    );
  });

  it('leaves out formats that hold anyway, and fields that are null', () => {
    const html = item(1, 1, {}, [], { formats: { 'System.Description': 'html' } });
    assert(!('multilineFieldsFormat' in toDocument(html, definitions)));
    const nothing = { ...html, fields: { ...html.fields, 'Custom.Notes': null } };
    assert(!('Custom.Notes' in toDocument(nothing, definitions).fields));
  });

  it('reads back as what it shows', () => {
    assert.deepEqual(parseDocument(golden), { ok: true, document: toDocument(full, definitions) });
  });

  it('finds fields in any case, and only its own', () => {
    const document = toDocument(full, definitions);
    assert.equal(documentField(document, 'system.title'), 'JavaScript implementation for Microsoft Account');
    assert.equal(documentField(document, 'toString'), undefined);
    assert.equal(documentText(document, 'System.Parent'), '');
    assert.equal(documentText(document, 'system.state'), 'To Do');
  });
});

interface WrongText {
  readonly text: string;
  readonly problems: readonly Partial<Problem & { readonly expected: string; readonly piece: string }>[];
}

const wrongTexts: readonly WrongText[] = [
  { text: '', problems: [{ code: 'invalidJson', piece: '' }] },
  { text: '{"id": 1, "fields": {}', problems: [{ code: 'invalidJson', piece: '' }] },
  { text: '{"id": 1, "fields": {"a": }}', problems: [{ code: 'invalidJson', piece: '}' }] },
  { text: '{"id": 1, "fields": {},}', problems: [{ code: 'invalidJson' }, { code: 'invalidJson' }] },
  { text: '// c\n{"id": 1, "fields": {}}', problems: [{ code: 'invalidJson', piece: '// c' }] },
  { text: '\uFEFF{"id": 1, "fields": {}}', problems: [{ code: 'invalidJson' }] },
  { text: '[]', problems: [{ code: 'wrongShape', pointer: '', expected: 'object', piece: '[]' }] },
  { text: '{"fields": {}}', problems: [{ code: 'wrongShape', pointer: '', expected: 'id' }] },
  { text: '{"id": 1}', problems: [{ code: 'wrongShape', pointer: '', expected: 'fields' }] },
  { text: '{"id": 0, "fields": {}}', problems: [{ code: 'wrongShape', pointer: '/id', expected: 'id', piece: '0' }] },
  { text: '{"id": "1", "fields": {}}', problems: [{ code: 'wrongShape', pointer: '/id', piece: '"1"' }] },
  { text: '{"id": 1.5, "fields": {}}', problems: [{ code: 'wrongShape', pointer: '/id', piece: '1.5' }] },
  { text: '{"id": 1, "fields": []}', problems: [{ code: 'wrongShape', pointer: '/fields', expected: 'object' }] },
  {
    text: '{"id": 1, "fields": {}, "rev": 3}',
    problems: [{ code: 'wrongShape', pointer: '/rev', expected: 'nothing' }],
  },
  { text: '{"id": 1, "id": 2, "fields": {}}', problems: [{ code: 'duplicateField', pointer: '/id', piece: '"id"' }] },
  {
    text: '{"id": 1, "fields": {"System.Title": "a", "system.title": "b"}}',
    problems: [{ code: 'duplicateField', pointer: '/fields/system.title', piece: '"system.title"' }],
  },
  {
    text: '{"id": 1, "fields": {"a": {"x": 1, "x": 2}}}',
    problems: [{ code: 'duplicateField', pointer: '/fields/a/x', piece: '"x"' }],
  },
  {
    text: '{"id": 1, "fields": {"a": [{"x": 1, "x": 2}]}}',
    problems: [{ code: 'duplicateField', pointer: '/fields/a/0/x' }],
  },
  { text: '{"id": 1, "fields": {}, "relations": {}}', problems: [{ pointer: '/relations', expected: 'array' }] },
  { text: '{"id": 1, "fields": {}, "relations": [1]}', problems: [{ pointer: '/relations/0', expected: 'object' }] },
  {
    text: '{"id": 1, "fields": {}, "relations": [{}]}',
    problems: [
      { pointer: '/relations/0', expected: 'rel' },
      { pointer: '/relations/0', expected: 'url' },
    ],
  },
  {
    text: '{"id": 1, "fields": {}, "relations": [{"rel": 1, "url": "u", "x": 1}]}',
    problems: [
      { pointer: '/relations/0/rel', expected: 'string' },
      { pointer: '/relations/0/x', expected: 'nothing' },
    ],
  },
  {
    text: '{"id": 1, "fields": {}, "relations": [{"rel": "r", "url": "u", "attributes": {"comment": 1, "own": 2}}]}',
    problems: [
      { pointer: '/relations/0/attributes/own', expected: 'nothing' },
      { pointer: '/relations/0/attributes/comment', expected: 'string' },
    ],
  },
  {
    text: '{"id": 1, "fields": {}, "relations": [{"rel": "r", "url": "u", "attributes": []}]}',
    problems: [{ pointer: '/relations/0/attributes', expected: 'object' }],
  },
  {
    text: '{"id": 1, "fields": {}, "multilineFieldsFormat": {"a": "rtf", "b": "HTML"}}',
    problems: [{ pointer: '/multilineFieldsFormat/a', expected: 'html or markdown', piece: '"rtf"' }],
  },
  {
    text: '{"id": 1, "fields": {}, "multilineFieldsFormat": "html"}',
    problems: [{ pointer: '/multilineFieldsFormat', expected: 'object' }],
  },
];

describe('a text that is no document', () => {
  for (const { text, problems } of wrongTexts) {
    it(JSON.stringify(text), () => {
      const parsed = parseDocument(text);
      assert(!parsed.ok);
      const found = parsed.problems.map((problem) => {
        assert('range' in problem);
        const { offset, length } = problem.range;
        assert.equal(problem.severity, 'error');
        return { ...problem, piece: text.slice(offset, offset + length) };
      });
      assert.equal(found.length, problems.length, JSON.stringify(found));
      for (const [index, problem] of problems.entries())
        assert.deepEqual({ ...found[index], ...problem }, found[index]);
    });
  }

  it('may hold attributes that only the server writes, and formats in any case', () => {
    const attributes = '{"isLocked": false, "id": 1, "authorizedDate": "", "resourceSize": 1, "comment": ""}';
    const text = `{"id": -1, "fields": {"a": [1, {"b": null}]}, "relations": [{"rel": "r", "url": "u", "attributes": ${attributes}}], "multilineFieldsFormat": {"a": "Markdown"}}`;
    const expected = {
      ok: true,
      document: {
        id: -1,
        fields: { a: [1, { b: null }] },
        relations: [{ rel: 'r', url: 'u' }],
        multilineFieldsFormat: { a: 'markdown' },
      },
    };
    assert.deepEqual(parseDocument(text), expected);
    assert.deepEqual(parseWithPlaces(text), expected);
  });
});

describe('places', () => {
  const text = '{"id": 1, "fields": {"System.Title": "a", "a/b~c": [10, {"x": true}]}, "relations": []}';
  const piece = (source: string, pointer: string) => {
    const { offset, length } = locate(source, pointer);
    return source.slice(offset, offset + length);
  };

  for (const [pointer, expected] of [
    ['', '{'],
    ['/id', '1'],
    ['/fields/System.Title', '"a"'],
    ['/fields/system.title', '"a"'],
    ['/fields/a~1b~0c/0', '10'],
    ['/fields/a~1b~0c/1/x', 'true'],
    ['/fields/a~1b~0c/7', '"a/b~c"'],
    ['/fields/a~1b~0c/1/y', '{"x": true}'],
    ['/fields/Missing', '"fields"'],
    ['/fields/System.Title/deeper', '"System.Title"'],
    ['/relations/-', '"relations"'],
    ['/nowhere/at/all', '{'],
  ] as const) {
    it(`${pointer} is ${expected}`, () => {
      assert.equal(piece(text, pointer), expected);
    });
  }

  it('are found in broken text, up to where it breaks', () => {
    assert.equal(piece('{"fields": {"a": "x", "b": ', '/fields/a'), '"x"');
    assert.equal(piece('{"fields": {"a": "x", "b": ', '/fields/b'), '"b"');
    assert.equal(piece('{"fields": {"a": "x", "b', '/fields/b'), '"b');
    assert.deepEqual(locate('', '/fields'), { offset: 0, length: 0 });
    assert.deepEqual(locate('  ', '/fields'), { offset: 0, length: 0 });
  });

  it('of a name that stands twice is the last, as in JSON', () => {
    assert.equal(piece('{"a": 1, "a": 2}', '/a'), '2');
  });

  it('can be found for many pointers with one reading', () => {
    const find = locator(text);
    assert.deepEqual(find('/id'), locate(text, '/id'));
    assert.deepEqual(find('/fields'), locate(text, '/fields'));
  });

  it('have pointers that read back as paths', () => {
    const path = ['fields', 'a/b', '~1', 0, ''];
    assert.equal(pathToPointer(path), '/fields/a~1b/~01/0/');
    assert.deepEqual(
      pointerToPath(pathToPointer(path)),
      path.map((segment) => String(segment)),
    );
    assert.deepEqual(pointerToPath(''), []);
  });
});

describe('edits of a text', () => {
  it('touch only what changes, and keep the line ends', () => {
    const text = '{\r\n  "fields": {\r\n    "a": 1,\r\n    "b": 2\r\n  }\r\n}';
    assert.deepEqual(editText(text, ['fields', 'a'], 7), [{ offset: text.indexOf('1'), length: 1, content: '7' }]);
    assert.equal(withValue(text, ['fields', 'b'], undefined), '{\r\n  "fields": {\r\n    "a": 1\r\n  }\r\n}');
    assert.equal(
      withValue(text, ['fields', 'c'], 'x'),
      '{\r\n  "fields": {\r\n    "a": 1,\r\n    "b": 2,\r\n    "c": "x"\r\n  }\r\n}',
    );
  });

  it('append to lists, and make what is missing', () => {
    assert.equal(withValue('{"relations": [1]}', ['relations', -1], 2).replaceAll(/\s/g, ''), '{"relations":[1,2]}');
    assert.equal(withValue('{}', ['relations', -1], 2).replaceAll(/\s/g, ''), '{"relations":[2]}');
  });
});
