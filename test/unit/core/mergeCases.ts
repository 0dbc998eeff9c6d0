import type { Document } from '../../../src/core/document';
import type { Clash } from '../../../src/core/merge';
import type { JsonValue, Relation, TextFormat, WorkItem } from '../../../src/core/workItem';
import { clear, comment, formats, jamal, link, parent, relate, set, steps, unrelate, workItems } from './fixture';

export interface MergeCase {
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

export function wrote(values: Readonly<Record<string, JsonValue>>): (item: WorkItem) => WorkItem {
  return (before) => {
    const all = Object.entries({ ...before.fields, ...values }).filter(([, value]) => value !== null);
    return { ...before, rev: before.rev + 1, fields: Object.fromEntries(all) };
  };
}

export function linked(...relations: readonly Relation[]): (item: WorkItem) => WorkItem {
  return (before) => ({ ...before, relations });
}

export const cases: readonly MergeCase[] = [
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
    name: 'something of mine that is no list of tags, which must not pass for none',
    base: { 'System.Tags': 'a; b' },
    mine: set({ 'System.Tags': 5 }),
    theirs: wrote({ 'System.Tags': 'a; b; theirs' }),
    fields: { 'System.Tags': ['a', 'b', 'theirs'] },
    clashes: [{ pointer: '/fields/System.Tags', base: ['a', 'b'], mine: 5, theirs: ['a', 'b', 'theirs'] }],
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
    name: 'the same text from both, theirs in another format',
    base: { 'System.Description': '1' },
    mine: set({ 'System.Description': '2' }),
    theirs: (before) => ({
      ...before,
      fields: { ...before.fields, 'System.Description': '2' },
      formats: { 'System.Description': 'markdown' },
    }),
    fields: { 'System.Description': '2' },
    formats: { 'System.Description': 'markdown' },
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
    name: 'the same relation from both, mine with a comment',
    mine: relate({ rel: 'System.LinkTypes.Related', url: `${workItems}/3`, attributes: { comment: 'mine' } }),
    theirs: linked(link('Related', 3)),
    links: ['3 mine'],
  },
  {
    name: 'the same relation from both, theirs with a comment',
    mine: relate({ rel: 'System.LinkTypes.Related', url: `${workItems}/3` }),
    theirs: linked(link('Related', 3, { comment: 'theirs' })),
    links: ['3 theirs'],
  },
  {
    name: 'a comment that I cleared, and they changed',
    relations: [link('Related', 3, { comment: 'old' })],
    mine: comment(0, ''),
    theirs: linked(link('Related', 3, { comment: 'theirs' })),
    links: ['3 theirs'],
    clashes: [
      {
        pointer: '/relations/0',
        base: { rel: 'System.LinkTypes.Related', url: `${workItems}/3`, attributes: { comment: 'old' } },
        mine: { rel: 'System.LinkTypes.Related', url: `${workItems}/3`, attributes: { comment: '' } },
        theirs: { rel: 'System.LinkTypes.Related', url: `${workItems}/3`, attributes: { comment: 'theirs' } },
      },
    ],
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
