import assert from 'node:assert/strict';
import { stringifyDocument, toDocument, type Document } from '../../../src/core/document';
import { merge, type Clash } from '../../../src/core/merge';
import { rebaseText } from '../../../src/core/rebase';
import type { JsonValue, Relation, TextFormat, WorkItem } from '../../../src/core/workItem';
import {
  clear,
  collectionUrl,
  comment,
  definitions,
  formats,
  item,
  jamal,
  link,
  relate,
  schemaUri,
  set,
  steps,
  unrelate,
} from './fixture';

const workItems = `${collectionUrl}/_apis/wit/workItems`;

interface MergeCase {
  readonly name: string;
  readonly base?: Readonly<Record<string, JsonValue>>;
  readonly relations?: readonly Relation[];
  readonly formats?: Readonly<Record<string, TextFormat>>;
  readonly mine: (document: Document) => Document;
  readonly theirs: (item: WorkItem) => WorkItem;
  /** Of the merged document, by field. */
  readonly fields?: Readonly<Record<string, JsonValue | undefined>>;
  /** Of the merged document, as targets with their comments. */
  readonly links?: readonly string[];
  readonly clashes?: readonly Clash[];
}

function wrote(values: Readonly<Record<string, JsonValue>>): (item: WorkItem) => WorkItem {
  return (before) => {
    const all = Object.entries({ ...before.fields, ...values }).filter(([, value]) => value !== null);
    return { ...before, rev: before.rev + 1, fields: Object.fromEntries(all) };
  };
}

function linked(...relations: readonly Relation[]): (item: WorkItem) => WorkItem {
  return (before) => ({ ...before, relations });
}

const parent = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/${id}` });

const cases: readonly MergeCase[] = [
  {
    name: 'different fields',
    mine: set({ 'System.Title': 'mine' }),
    theirs: wrote({ 'System.State': 'Done' }),
    fields: { 'System.Title': 'mine', 'System.State': 'Done' },
  },
  {
    name: 'the same value',
    mine: set({ 'System.Title': 'same' }),
    theirs: wrote({ 'System.Title': 'same' }),
    fields: { 'System.Title': 'same' },
  },
  {
    name: 'the same person',
    mine: set({ 'System.AssignedTo': 'fabrikamfiber4@hotmail.com' }),
    theirs: wrote({ 'System.AssignedTo': jamal }),
    fields: { 'System.AssignedTo': 'fabrikamfiber4@hotmail.com' },
  },
  {
    name: 'different values',
    mine: set({ 'System.Title': 'mine' }),
    theirs: wrote({ 'System.Title': 'theirs' }),
    fields: { 'System.Title': 'theirs' },
    clashes: [
      {
        pointer: '/fields/System.Title',
        base: 'JavaScript implementation for Microsoft Account',
        mine: 'mine',
        theirs: 'theirs',
      },
    ],
  },
  {
    name: 'a value and none',
    base: { 'Custom.Notes': 'n' },
    mine: clear('Custom.Notes'),
    theirs: wrote({ 'Custom.Notes': 'm' }),
    fields: { 'Custom.Notes': 'm' },
    clashes: [{ pointer: '/fields/Custom.Notes', base: 'n', mine: undefined, theirs: 'm' }],
  },
  {
    name: 'none and a value',
    base: { 'Custom.Notes': 'n' },
    mine: set({ 'Custom.Notes': 'm' }),
    theirs: wrote({ 'Custom.Notes': null }),
    fields: { 'Custom.Notes': undefined },
    clashes: [{ pointer: '/fields/Custom.Notes', base: 'n', mine: 'm', theirs: undefined }],
  },
  {
    name: 'none on both sides',
    base: { 'Custom.Notes': 'n' },
    mine: clear('Custom.Notes'),
    theirs: wrote({ 'Custom.Notes': null }),
    fields: { 'Custom.Notes': undefined },
  },
  {
    name: 'tags that both added and took',
    base: { 'System.Tags': 'a; b; c' },
    mine: set({ 'System.Tags': ['b', 'c', 'Mine', 'both'] }),
    theirs: wrote({ 'System.Tags': 'a; b; Both; theirs' }),
    fields: { 'System.Tags': ['b', 'Both', 'theirs', 'Mine'] },
  },
  {
    name: 'all my tags gone',
    base: { 'System.Tags': 'a; b' },
    mine: set({ 'System.Tags': [] }),
    theirs: (before) => before,
    fields: { 'System.Tags': [] },
  },
  {
    name: 'all tags gone on both sides',
    base: { 'System.Tags': 'a; b' },
    mine: set({ 'System.Tags': ['a'] }),
    theirs: wrote({ 'System.Tags': 'b' }),
    fields: { 'System.Tags': [] },
  },
  {
    name: 'text whose edits do not touch',
    base: { 'System.Description': '1\n2\n3\n4' },
    mine: set({ 'System.Description': 'one\n2\n3\n4' }),
    theirs: wrote({ 'System.Description': '1\n2\n3\nfour\n5' }),
    fields: { 'System.Description': 'one\n2\n3\nfour\n5' },
  },
  {
    name: 'text whose edits touch',
    base: { 'System.Description': '1\n2\n3' },
    mine: set({ 'System.Description': 'one\n2\n3' }),
    theirs: wrote({ 'System.Description': '1\ntwo\n3' }),
    fields: { 'System.Description': '1\ntwo\n3' },
    clashes: [{ pointer: '/fields/System.Description', base: '1\n2\n3', mine: 'one\n2\n3', theirs: '1\ntwo\n3' }],
  },
  {
    name: 'text that both wrote anew',
    mine: set({ 'System.Description': 'a' }),
    theirs: wrote({ 'System.Description': 'b' }),
    clashes: [{ pointer: '/fields/System.Description', base: undefined, mine: 'a', theirs: 'b' }],
  },
  {
    name: 'short text never by lines',
    base: { 'System.Title': 'a\nb\nc' },
    mine: set({ 'System.Title': 'A\nb\nc' }),
    theirs: wrote({ 'System.Title': 'a\nb\nC' }),
    clashes: [{ pointer: '/fields/System.Title', base: 'a\nb\nc', mine: 'A\nb\nc', theirs: 'a\nb\nC' }],
  },
  {
    name: 'my comment',
    mine: set({ 'System.History': 'mine' }),
    theirs: wrote({ 'System.History': 'theirs', 'System.State': 'Done' }),
    fields: { 'System.History': 'mine', 'System.State': 'Done' },
  },
  {
    name: 'my text in a format that they changed meanwhile',
    base: { 'System.Description': 'x' },
    mine: set({ 'System.Description': '<b>' }),
    theirs: (before) => ({ ...before, formats: { 'System.Description': 'markdown' } }),
    clashes: [{ pointer: '/fields/System.Description', base: 'x', mine: '<b>', theirs: 'x' }],
  },
  {
    name: 'their text in a format that I change',
    base: { 'System.Description': '1\n2\n3' },
    mine: steps(set({ 'System.Description': '# 1\n2\n3' }), formats({ 'System.Description': 'markdown' })),
    theirs: wrote({ 'System.Description': '1\n2\n<b>' }),
    clashes: [
      { pointer: '/fields/System.Description', base: '1\n2\n3', mine: '# 1\n2\n3', theirs: '1\n2\n<b>' },
      { pointer: '/multilineFieldsFormat/System.Description', base: 'html', mine: 'markdown', theirs: 'html' },
    ],
  },
  {
    name: 'relations of both',
    relations: [link('Related', 1), link('Related', 2)],
    mine: steps(unrelate(0), relate({ rel: 'System.LinkTypes.Related', url: `${workItems}/3` })),
    theirs: linked(link('Related', 4), link('Related', 2, { comment: 'c' }), link('Related', 1)),
    links: ['4', '2 c', '3'],
  },
  {
    name: 'the same relation from both',
    mine: relate({ rel: 'System.LinkTypes.Related', url: `${workItems}/3` }),
    theirs: linked(link('Related', 3)),
    links: ['3'],
  },
  {
    name: 'a relation that both took away',
    relations: [link('Related', 1)],
    mine: unrelate(0),
    theirs: linked(),
    links: [],
  },
  {
    name: 'my comment on a relation that they took away',
    relations: [link('Related', 1)],
    mine: comment(0, 'mine'),
    theirs: linked(),
    links: [],
    clashes: [
      {
        pointer: '/relations/0',
        base: { rel: 'System.LinkTypes.Related', url: `${workItems}/1` },
        mine: { rel: 'System.LinkTypes.Related', url: `${workItems}/1`, attributes: { comment: 'mine' } },
        theirs: undefined,
      },
    ],
  },
  {
    name: 'their comment on a relation that I took away',
    relations: [link('Related', 1)],
    mine: unrelate(0),
    theirs: linked(link('Related', 1, { comment: 'c' })),
    links: ['1 c'],
    clashes: [
      {
        pointer: '/relations/-',
        base: { rel: 'System.LinkTypes.Related', url: `${workItems}/1` },
        mine: undefined,
        theirs: { rel: 'System.LinkTypes.Related', url: `${workItems}/1`, attributes: { comment: 'c' } },
      },
    ],
  },
  {
    name: 'two new parents',
    mine: relate(parent(5)),
    theirs: linked(link('Hierarchy-Reverse', 6)),
    links: ['6'],
    clashes: [{ pointer: '/relations/0', base: undefined, mine: parent(5), theirs: parent(6) }],
  },
  {
    name: 'another parent from one side',
    relations: [link('Hierarchy-Reverse', 4)],
    mine: steps(unrelate(0), relate(parent(5))),
    theirs: linked(link('Related', 1), link('Hierarchy-Reverse', 4)),
    links: ['1', '5'],
  },
  {
    name: 'several of one slot',
    relations: [link('Hierarchy-Reverse', 4)],
    mine: relate(parent(5)),
    theirs: linked(link('Hierarchy-Reverse', 6)),
    links: ['6'],
    clashes: [{ pointer: '/relations/0', base: parent(4), mine: [parent(4), parent(5)], theirs: parent(6) }],
  },
];

describe('merge', () => {
  for (const {
    name,
    base: given = {},
    relations = [],
    formats: own = {},
    mine,
    theirs,
    fields,
    links,
    clashes = [],
  } of cases) {
    it(name, () => {
      const base = item(1, 1, given, relations, { formats: own });
      const result = merge(base, mine(toDocument(base, definitions)), theirs(base), definitions);
      assert.deepEqual(result.clashes, clashes);
      for (const [field, value] of Object.entries(fields ?? {}))
        assert.deepEqual(result.document.fields[field], value, field);
      const drawn = result.document.relations.map(({ url, attributes }) =>
        `${url.slice(workItems.length + 1)} ${attributes?.comment ?? ''}`.trim(),
      );
      if (links !== undefined) assert.deepEqual(drawn, links);
    });
  }

  it('knows the parent by its topology, or by its name where the type is unknown', () => {
    const base = item(1, 1);
    const mine = relate(parent(5))(toDocument(base, definitions));
    const theirs = linked(link('Hierarchy-Reverse', 6))(base);
    assert.equal(merge(base, mine, theirs, { ...definitions, relationTypes: [] }).clashes.length, 1);
    const duplicate = (id: number) => ({ rel: 'System.LinkTypes.Duplicate-Reverse', url: `${workItems}/${id}` });
    const other = relate(duplicate(5))(toDocument(base, definitions));
    assert.equal(merge(base, other, linked(link('Duplicate-Reverse', 6))(base), definitions).clashes.length, 1);
    const forward = relate({ ...duplicate(5), rel: 'System.LinkTypes.Duplicate-Forward' })(
      toDocument(base, definitions),
    );
    assert.equal(merge(base, forward, linked(link('Duplicate-Forward', 6))(base), definitions).clashes.length, 0);
  });

  it('keeps theirs in Markdown, and takes mine over with its text', () => {
    const base = item(1, 1, { 'System.Description': 'x', 'Custom.Notes': 'y' });
    const mine = steps(
      set({ 'System.Description': '# x' }),
      formats({ 'system.description': 'markdown' }),
    )(toDocument(base, definitions));
    const theirs = { ...base, formats: { 'Custom.Notes': 'markdown', 'Custom.Html': 'html' } as const };
    assert.deepEqual(merge(base, mine, theirs, definitions).document.multilineFieldsFormat, {
      'Custom.Notes': 'markdown',
      'system.description': 'markdown',
    });
    const same = {
      ...theirs,
      fields: { ...theirs.fields, 'System.Description': '# x' },
      formats: { 'System.Description': 'markdown' } as const,
    };
    assert.deepEqual(merge(base, mine, same, definitions), {
      document: { ...mine, multilineFieldsFormat: { 'System.Description': 'markdown' } },
      clashes: [],
    });
  });
});

describe('my text on their base', () => {
  const base = item(1, 1, { 'System.Tags': 'a', 'Custom.Notes': 'n', 'System.ChangedDate': '2024-01-01T00:00:00Z' }, [
    link('Related', 2),
    link('Related', 3),
  ]);
  const lines = (edit: (document: Document) => Document) =>
    stringifyDocument(edit(toDocument(base, definitions)), schemaUri);

  it('changes in the lines that they changed, and only there', () => {
    const text = lines(set({ 'System.Title': 'mine' }));
    const theirs = {
      ...wrote({ 'System.State': 'Done', 'Custom.Notes': null, 'System.Tags': 'a; b' })(base),
      relations: [link('Related', 3, { comment: 'c' }), link('Related', 4)],
    };
    const expected = lines(
      steps(
        set({ 'System.Title': 'mine', 'System.State': 'Done', 'System.Tags': ['a', 'b'] }),
        clear('Custom.Notes'),
        comment(1, 'c'),
        unrelate(0),
        relate({ rel: 'System.LinkTypes.Related', url: `${workItems}/4` }),
      ),
    );
    assert.deepEqual(rebaseText(text, base, theirs, definitions), { text: expected, clashes: [] });
  });

  it('keeps mine where both changed', () => {
    const text = lines(set({ 'System.Title': 'mine' }));
    const { text: after, clashes } = rebaseText(text, base, wrote({ 'System.Title': 'theirs' })(base), definitions);
    assert.equal(after, text);
    assert.deepEqual(
      clashes.map(({ pointer }) => pointer),
      ['/fields/System.Title'],
    );
  });

  it('brings no read-only field back that was left out, and updates those that stand there', () => {
    const theirs = wrote({ 'System.ChangedDate': '2025-01-01T00:00:00Z' })(base);
    const without = lines(clear('System.ChangedDate'));
    assert.equal(rebaseText(without, base, theirs, definitions).text, without);
    const updated = rebaseText(
      lines((same) => same),
      base,
      theirs,
      definitions,
    ).text;
    assert.equal(updated, lines(set({ 'System.ChangedDate': '2025-01-01T00:00:00Z' })));
  });

  it('follows formats and names', () => {
    const file = (name: string) => ({
      rel: 'AttachedFile',
      url: 'https://x/_apis/wit/attachments/a',
      attributes: { name },
    });
    const before = item(1, 1, { 'System.Description': 'd' }, [file('old')], {
      formats: { 'System.Description': 'markdown' },
    });
    const after: WorkItem = { ...before, relations: [file('new')], formats: { 'Custom.Notes': 'markdown' } };
    const text = stringifyDocument(toDocument(before, definitions), schemaUri);
    const expected = stringifyDocument(toDocument(after, definitions), schemaUri);
    assert.equal(rebaseText(text, before, after, definitions).text, expected);
  });

  it('finds my fields in my spelling, and leaves alone what is no document', () => {
    const text = lines((document) => document).replace('"System.State"', '"system.STATE"');
    const theirs = wrote({ 'System.State': 'Done' })(base);
    assert.equal(rebaseText(text, base, theirs, definitions).text, text.replace('"To Do"', '"Done"'));
    assert.deepEqual(rebaseText('{', base, theirs, definitions), { text: '{', clashes: [] });
  });
});
