import { child, item, link, parent, relate, related, relation, steps, unrelate, workItems } from './fixture';
import { type Judgement, same } from './validateFixture';

/** Links of every type, by item. */
const leading = (links: Readonly<Record<number, readonly number[]>>) => (id: number) => links[id] ?? [];

export const relationJudgements: readonly Judgement[] = [
  {
    name: 'good relations',
    edit: relate(
      related(300),
      parent(5),
      child(6),
      { rel: 'Hyperlink', url: 'https://x' },
      { rel: 'ArtifactLink', url: 'vstfs:///a/b/c' },
      { rel: 'AttachedFile', url: 'https://x/_apis/wit/attachments/a' },
      { rel: 'System.LinkTypes.Remote.Dependency-Forward', url: 'https://other' },
    ),
    problems: [],
  },
  {
    name: 'relations that stood there already',
    base: item(1, 1, {}, [relation('No.Such.Type', 'x'), link('Related', 1)]),
    edit: same,
    problems: [],
  },
  {
    name: 'a link type that is none',
    edit: relate({ ...related(300), rel: 'System.LinkTypes.Hierarchy-Forwards' }),
    problems: [
      {
        code: 'unknownLinkType',
        rel: 'System.LinkTypes.Hierarchy-Forwards',
        pointer: '/relations/0/rel',
        nearest: ['System.LinkTypes.Hierarchy-Forward'],
      },
    ],
  },
  {
    name: 'a link type by its plain name',
    edit: relate({ ...related(300), rel: 'Parent' }),
    problems: [{ code: 'unknownLinkType', nearest: ['System.LinkTypes.Hierarchy-Reverse'] }],
  },
  {
    name: 'a link type that is switched off, and so is none that could be meant',
    edit: relate({ ...related(300), rel: 'System.LinkTypes.Retired-Forward' }),
    problems: [{ code: 'unknownLinkType', nearest: [] }],
  },
  {
    name: 'a link to nowhere',
    edit: relate({ ...related(300), url: 'https://x' }),
    problems: [{ code: 'missingLinkTarget', target: undefined, pointer: '/relations/0/url', at: '"https://x"' }],
  },
  {
    name: 'empty urls',
    edit: relate({ rel: 'Hyperlink', url: ' ' }, { rel: 'System.LinkTypes.Remote.Dependency-Forward', url: '' }),
    problems: [{ code: 'missingLinkTarget' }, { code: 'missingLinkTarget', pointer: '/relations/1/url' }],
  },
  {
    name: 'a link to an item that is gone',
    edit: relate(related(300)),
    context: { exists: (id) => id !== 300 },
    problems: [{ code: 'missingLinkTarget', target: 300 }],
  },
  {
    name: 'a link to an item of which nothing is known',
    edit: relate(related(300)),
    context: { exists: () => undefined, newIds: new Set() },
    problems: [],
  },
  {
    name: 'a link to a new item that is not staged',
    edit: relate({ ...related(300), url: `${workItems}/-9` }),
    context: { newIds: new Set([-1]) },
    problems: [{ code: 'missingLinkTarget', target: -9 }],
  },
  {
    name: 'a link to a new item that is',
    edit: relate({ ...related(300), url: `${workItems}/-1` }),
    context: { newIds: new Set([-1]), exists: () => false },
    problems: [],
  },
  {
    name: 'a link to itself',
    edit: relate({ ...related(300), url: `${workItems}/1` }),
    problems: [{ code: 'selfLink' }],
  },
  {
    name: 'a second parent',
    base: item(1, 1, {}, [link('Hierarchy-Reverse', 5)]),
    edit: relate(parent(6)),
    problems: [{ code: 'secondParent', parents: [5, 6], pointer: '/relations/1' }],
  },
  {
    name: 'two new parents',
    edit: relate(parent(5), parent(6)),
    problems: [
      { code: 'secondParent', pointer: '/relations/0' },
      { code: 'secondParent', pointer: '/relations/1' },
    ],
  },
  {
    name: 'a parent of an item that another one names as its child',
    edit: relate(parent(6)),
    context: { leadsTo: (id, rel) => (id === 1 && rel.endsWith('Reverse') ? [8, 6] : []) },
    problems: [{ code: 'secondParent', parents: [6, 8], pointer: '/relations/0' }],
  },
  {
    name: 'a parent instead of another one, which still names its child',
    base: item(1, 1, {}, [link('Hierarchy-Reverse', 8)]),
    edit: steps(unrelate(0), relate(parent(6))),
    context: { leadsTo: (id, rel) => (id === 1 && rel.endsWith('Reverse') ? [8] : []) },
    problems: [],
  },
  {
    name: 'one parent twice',
    edit: relate(parent(5), parent(5)),
    problems: [{ code: 'duplicateRelation', pointer: '/relations/1' }],
  },
  {
    name: 'a child of somebody else',
    edit: relate(child(7)),
    context: { leadsTo: (id, rel) => (id === 7 && rel.endsWith('Reverse') ? [8] : []) },
    problems: [{ code: 'secondParent', parents: [8, 1], pointer: '/relations/0' }],
  },
  {
    name: 'a child that names it as its parent',
    edit: relate(child(7)),
    context: { leadsTo: (_id, rel) => (rel.endsWith('Reverse') ? [1] : []) },
    problems: [],
  },
  {
    name: 'a circle of parents',
    edit: relate(parent(2)),
    context: { leadsTo: leading({ 2: [4, 3], 3: [5, 1], 4: [5] }) },
    problems: [{ code: 'linkCircle', ids: [1, 2, 3, 1], pointer: '/relations/0/url' }],
  },
  {
    name: 'no circle where others go in one',
    edit: relate(parent(2)),
    context: { leadsTo: leading({ 2: [3], 3: [2] }) },
    problems: [],
  },
  {
    name: 'the same relation twice',
    edit: relate(related(300), { ...related(300), url: 'https://fabrikam.visualstudio.com/p/_apis/wit/workItems/300' }),
    problems: [{ code: 'duplicateRelation', pointer: '/relations/1', first: '/relations/0' }],
  },
  {
    name: 'one artifact under two names',
    edit: relate(
      { rel: 'ArtifactLink', url: 'vstfs:///a/b/c', attributes: { name: 'x' } },
      { rel: 'ArtifactLink', url: 'vstfs:///a/b/c', attributes: { name: 'y' } },
    ),
    problems: [],
  },
  {
    name: 'a file that cannot be read',
    edit: relate({ rel: 'AttachedFile', url: 'file:///gone' }, { rel: 'AttachedFile', url: 'file:///there' }),
    context: { canRead: (url) => url === 'file:///there' },
    problems: [{ code: 'unreadableAttachment', url: 'file:///gone' }],
  },
  {
    name: 'an attachment that is neither a file nor on the server',
    edit: relate({ rel: 'AttachedFile', url: 'C:\\spec.txt' }, { rel: 'AttachedFile', url: '' }),
    problems: [
      { code: 'unreadableAttachment', url: 'C:\\spec.txt', pointer: '/relations/0/url' },
      { code: 'unreadableAttachment', url: '' },
    ],
  },
  {
    name: 'too many attachments',
    edit: relate(
      ...Array.from({ length: 101 }, (_entry, index) => ({
        rel: 'AttachedFile',
        url: `https://x/_apis/wit/attachments/${index}`,
      })),
    ),
    problems: [{ code: 'tooManyRelations', count: 101, limit: 100, pointer: '/relations/-' }],
  },
  {
    name: 'too many links',
    edit: relate(...Array.from({ length: 1001 }, (_entry, index) => ({ rel: 'Hyperlink', url: `https://x/${index}` }))),
    problems: [{ code: 'tooManyRelations', count: 1001, limit: 1000 }],
  },
  {
    name: 'as many links as there may be',
    edit: relate(...Array.from({ length: 1000 }, (_entry, index) => ({ rel: 'Hyperlink', url: `https://x/${index}` }))),
    problems: [],
  },
];
