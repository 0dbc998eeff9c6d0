import type { EditCase } from './cases';
import { clear, comment, formats, item, jamal, link, relate, relation, set, steps, unrelate } from './fixture';

const related = 'https://dev.azure.com/fabrikam/_apis/wit/workItems/300';
const build = 'vstfs:///Build/Build/123';

/** What the reference documents do not show. */
export const moreCases: readonly EditCase[] = [
  {
    name: 'a field is cleared by an empty text',
    base: item(1, 1, { 'Custom.Notes': 'x' }),
    edit: set({ 'Custom.Notes': '' }),
    operations: [{ op: 'remove', path: '/fields/Custom.Notes' }],
    places: ['""'],
  },
  {
    name: 'a field is cleared by taking its line away',
    base: item(1, 1, { 'Microsoft.VSTS.Scheduling.RemainingWork': 4 }),
    edit: clear('Microsoft.VSTS.Scheduling.RemainingWork'),
    operations: [{ op: 'remove', path: '/fields/Microsoft.VSTS.Scheduling.RemainingWork' }],
    places: ['"fields"'],
  },
  {
    name: 'a field is cleared by null',
    base: item(1, 1, { 'System.AssignedTo': jamal }),
    edit: set({ 'System.AssignedTo': null }),
    operations: [{ op: 'remove', path: '/fields/System.AssignedTo' }],
    places: ['null'],
  },
  {
    name: 'all tags are taken away',
    base: item(1, 1, { 'System.Tags': 'a; b' }),
    edit: set({ 'System.Tags': [] }),
    operations: [{ op: 'replace', path: '/fields/System.Tags', value: '' }],
    places: ['[]'],
  },
  {
    name: 'tags without their line are taken away',
    base: item(1, 1, { 'System.Tags': 'a; b' }),
    edit: clear('System.Tags'),
    operations: [{ op: 'replace', path: '/fields/System.Tags', value: '' }],
    places: ['"fields"'],
  },
  {
    name: 'tags are trimmed, repetitions dropped, numbers taken as text',
    base: item(1, 1, { 'System.Tags': 'a' }),
    edit: set({ 'System.Tags': [' a ', 'B', 'b', 2024, ''] }),
    operations: [{ op: 'replace', path: '/fields/System.Tags', value: 'a; B; 2024' }],
    places: ['"B"'],
  },
  {
    name: 'nothing changes in other spellings of the same values',
    base: item(1, 1, {
      'System.AssignedTo': jamal,
      'System.Tags': 'Alpha; beta',
      'Microsoft.VSTS.Common.Priority': 2,
      'Microsoft.VSTS.Scheduling.DueDate': '2024-03-01T00:00:00Z',
      'Custom.Blocked': true,
      'Custom.Token': 'd291b0c4-a05c-4ea6-8df1-4b41d5f39eff',
      'Custom.Team': 'Fabrikam\\Web',
    }),
    edit: set({
      'System.AssignedTo': 'Jamal Hartnett <FABRIKAMFIBER4@hotmail.com>',
      'System.Tags': ['BETA', 'alpha', 'Alpha'],
      'Microsoft.VSTS.Common.Priority': '2',
      'Microsoft.VSTS.Scheduling.DueDate': '2024-03-01T01:00:00.000+01:00',
      'Custom.Blocked': 'True',
      'Custom.Token': '{D291B0C4-A05C-4EA6-8DF1-4B41D5F39EFF}',
      'Custom.Team': 'fabrikam\\web\\',
      'Custom.Notes': '',
    }),
    operations: [],
    places: [],
  },
  {
    name: 'fields are found in any case and sent as the server spells them',
    base: item(1, 1),
    edit: steps(clear('System.Title'), set({ 'system.title': 'New', 'custom.notes': 'n' })),
    operations: [
      { op: 'add', path: '/fields/System.Title', value: 'New' },
      { op: 'add', path: '/fields/Custom.Notes', value: 'n' },
    ],
    places: ['"New"', '"n"'],
  },
  {
    name: 'an identity given as an object is sent as it is',
    base: item(1, 1),
    edit: set({ 'System.AssignedTo': { displayName: 'Jamal Hartnett', id: jamal.id } }),
    operations: [
      { op: 'add', path: '/fields/System.AssignedTo', value: { displayName: 'Jamal Hartnett', id: jamal.id } },
    ],
    places: ['Jamal Hartnett'],
  },
  {
    name: 'an identity of an old api-version is the person behind its mail',
    base: item(1, 1, { 'System.AssignedTo': 'Johnnie McLeod <fabrikamfiber2@hotmail.com>' }),
    edit: set({ 'System.AssignedTo': 'Johnnie McLeod' }),
    operations: [],
    places: [],
  },
  {
    name: 'a group is the same group',
    base: item(1, 1, { 'System.AssignedTo': { displayName: '[Fabrikam]\\Team', uniqueName: 'vstfs:///a/b/1' } }),
    edit: set({ 'System.AssignedTo': '[fabrikam]\\team' }),
    operations: [],
    places: [],
  },
  {
    name: 'read-only fields that are left out say nothing',
    base: item(1, 1, { 'System.Parent': 297, 'System.CommentCount': 3 }),
    edit: clear('System.CreatedBy', 'System.CreatedDate', 'System.Parent', 'System.CommentCount'),
    operations: [],
    places: [],
  },
  {
    name: 'text of a Markdown field takes its format along',
    base: item(1, 1, { 'System.Description': '# a' }, [], { formats: { 'System.Description': 'markdown' } }),
    edit: set({ 'System.Description': '# b' }),
    operations: [
      { op: 'add', path: '/fields/System.Description', value: '# b' },
      { op: 'add', path: '/multilineFieldsFormat/System.Description', value: 'Markdown' },
    ],
    places: ['"# b"', '"# b"'],
  },
  {
    name: 'an HTML field becomes Markdown together with its text',
    base: item(1, 1, { 'System.Description': '<b>a</b>' }),
    edit: steps(set({ 'System.Description': '**a**' }), formats({ 'System.Description': 'markdown' })),
    operations: [
      { op: 'add', path: '/fields/System.Description', value: '**a**' },
      { op: 'add', path: '/multilineFieldsFormat/System.Description', value: 'Markdown' },
    ],
    places: ['"**a**"', '"**a**"'],
  },
  {
    name: 'a Markdown field becomes HTML only when told so',
    base: item(1, 1, { 'System.Description': '**a**' }, [], { formats: { 'System.Description': 'markdown' } }),
    edit: steps(set({ 'System.Description': '<b>a</b>' }), formats({ 'System.Description': 'html' })),
    operations: [
      { op: 'add', path: '/fields/System.Description', value: '<b>a</b>' },
      { op: 'add', path: '/multilineFieldsFormat/System.Description', value: 'Html' },
    ],
    places: ['"<b>a</b>"', '"<b>a</b>"'],
  },
  {
    name: 'a cleared Markdown field sends no format',
    base: item(1, 1, { 'System.Description': '**a**' }, [], { formats: { 'System.Description': 'markdown' } }),
    edit: set({ 'System.Description': '' }),
    operations: [{ op: 'remove', path: '/fields/System.Description' }],
    places: ['""'],
  },
  {
    name: 'relations in another order and other spellings are the same relations',
    base: item(1, 1, {}, [
      link('Related', 300),
      relation('Hyperlink', 'https://Example.com/A', { id: 1 }),
      relation('ArtifactLink', 'vstfs:///Git/Commit/a%2Fb%2Fc', { id: 2, name: 'Fixed in Commit' }),
      relation('AttachedFile', 'https://dev.azure.com/fabrikam/_apis/wit/attachments/AB12', { id: 3, name: 'a.txt' }),
    ]),
    edit: (document) => ({
      ...document,
      relations: [
        { rel: 'attachedfile', url: 'https://dev.azure.com/fabrikam/p/_apis/wit/attachments/ab12?fileName=a.txt' },
        { rel: 'artifactLink', url: 'vstfs:///git/commit/a/b/c', attributes: { name: 'Fixed in Commit' } },
        { rel: 'hyperlink', url: 'HTTPS://example.com/A' },
        { rel: 'system.linktypes.related', url: 'https://fabrikam.visualstudio.com/p/_apis/wit/workItems/300' },
      ],
    }),
    operations: [],
    places: [],
  },
  {
    name: 'the same target under two types is two relations',
    base: item(1, 1, {}, [link('Related', 300)]),
    edit: relate({ rel: 'System.LinkTypes.Dependency-Forward', url: related }),
    operations: [
      { op: 'add', path: '/relations/-', value: { rel: 'System.LinkTypes.Dependency-Forward', url: related } },
    ],
    places: ['Dependency-Forward'],
  },
  {
    name: 'another type for the same target takes one away and adds the other',
    base: item(1, 1, {}, [link('Related', 300)]),
    edit: steps(unrelate(0), relate({ rel: 'System.LinkTypes.Dependency-Forward', url: related })),
    operations: [
      { op: 'remove', path: '/relations/0' },
      { op: 'add', path: '/relations/-', value: { rel: 'System.LinkTypes.Dependency-Forward', url: related } },
    ],
    byId: [
      { op: 'remove', path: '/relations/System.LinkTypes.Related/300', value: null },
      { op: 'add', path: '/relations/-', value: { rel: 'System.LinkTypes.Dependency-Forward', url: related } },
    ],
    places: ['"relations"', 'Dependency-Forward'],
  },
  {
    name: 'removals go from the last to the first, behind comments, before fields, and additions come last',
    base: item(1, 1, {}, [link('Related', 300), link('Related', 301), link('Related', 302, { comment: 'c' })]),
    edit: steps(
      comment(2, 'd'),
      unrelate(0, 1),
      set({ 'System.Title': 'New' }),
      relate({ rel: 'Hyperlink', url: 'https://example.com' }),
    ),
    operations: [
      { op: 'replace', path: '/relations/2/attributes/comment', value: 'd' },
      { op: 'remove', path: '/relations/1' },
      { op: 'remove', path: '/relations/0' },
      { op: 'add', path: '/fields/System.Title', value: 'New' },
      { op: 'add', path: '/relations/-', value: { rel: 'Hyperlink', url: 'https://example.com' } },
    ],
    byId: [
      { op: 'replace', path: '/relations/2/attributes/comment', value: 'd' },
      { op: 'remove', path: '/relations/System.LinkTypes.Related/301', value: null },
      { op: 'remove', path: '/relations/System.LinkTypes.Related/300', value: null },
      { op: 'add', path: '/fields/System.Title', value: 'New' },
      { op: 'add', path: '/relations/-', value: { rel: 'Hyperlink', url: 'https://example.com' } },
    ],
    places: ['"d"', '"relations"', '"relations"', '"New"', 'https://example.com'],
  },
  {
    name: 'a first comment of a relation is added, and one is taken away by an empty text',
    base: item(1, 1, {}, [link('Related', 300), link('Related', 301, { comment: 'c' })]),
    edit: steps(comment(0, 'new'), comment(1, '')),
    operations: [
      { op: 'add', path: '/relations/0/attributes/comment', value: 'new' },
      { op: 'replace', path: '/relations/1/attributes/comment', value: '' },
    ],
    places: ['"new"', '/301'],
  },
  {
    name: 'another name takes the relation away and adds it anew',
    base: item(1, 1, {}, [relation('ArtifactLink', build, { id: 5, name: 'Build' })]),
    edit: (document) => ({
      ...document,
      relations: [{ rel: 'ArtifactLink', url: build, attributes: { name: 'Found in build' } }],
    }),
    operations: [
      { op: 'remove', path: '/relations/0' },
      {
        op: 'add',
        path: '/relations/-',
        value: { rel: 'ArtifactLink', url: build, attributes: { name: 'Found in build' } },
      },
    ],
    byId: [
      { op: 'remove', path: '/relations/artifactLink/5', value: null },
      {
        op: 'add',
        path: '/relations/-',
        value: { rel: 'ArtifactLink', url: build, attributes: { name: 'Found in build' } },
      },
    ],
    places: ['"relations"', 'Found in build'],
  },
  {
    name: 'one build under two names is two links, and the right one goes',
    base: item(1, 1, {}, [
      relation('ArtifactLink', build, { id: 5, name: 'Build' }),
      relation('ArtifactLink', build, { id: 6, name: 'Found in build' }),
    ]),
    edit: unrelate(0),
    operations: [{ op: 'remove', path: '/relations/0' }],
    byId: [{ op: 'remove', path: '/relations/artifactLink/5', value: null }],
    places: ['"relations"'],
  },
  {
    name: 'a relation without an id goes by its index',
    base: item(1, 1, {}, [relation('Hyperlink', 'https://example.com')]),
    edit: unrelate(0),
    operations: [{ op: 'remove', path: '/relations/0' }],
    places: ['"relations"'],
  },
];
