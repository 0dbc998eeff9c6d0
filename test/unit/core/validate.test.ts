import assert from 'node:assert/strict';
import { toDocument, type Document } from '../../../src/core/document';
import { locate } from '../../../src/core/locate';
import { isBlocking, type Problem } from '../../../src/core/problem';
import { validate, type ValidateContext } from '../../../src/core/validate';
import type { WorkItem } from '../../../src/core/workItem';
import { stringifyDocument } from '../../../src/core/document';
import {
  bug,
  clear,
  collectionUrl,
  definitions,
  formats,
  item,
  jamal,
  link,
  relate,
  relation,
  schemaUri,
  set,
  steps,
} from './fixture';

interface Judgement {
  readonly name: string;
  readonly base?: WorkItem;
  readonly edit: (document: Document) => Document;
  readonly context?: ValidateContext;
  readonly problems: readonly (Partial<Problem> & { readonly at?: string })[];
}

const workItems = `${collectionUrl}/_apis/wit/workItems`;
const related = { rel: 'System.LinkTypes.Related', url: `${workItems}/300` };
const parent = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/${id}` });
const child = (id: number) => ({ rel: 'System.LinkTypes.Hierarchy-Forward', url: `${workItems}/${id}` });
const same = (document: Document) => document;
const newTask = item(-1, 0, { 'System.Title': 'New' });
const newBug = item(-1, 0, { 'System.WorkItemType': 'Bug', 'System.State': 'New', 'System.Title': 'New' });

const fieldJudgements: readonly Judgement[] = [
  {
    name: 'nothing is wrong with what was not edited',
    base: item(1, 1, { 'System.State': 'Gone', 'No.Field': 1 }),
    edit: same,
    problems: [],
  },
  {
    name: 'nothing is wrong with good values',
    edit: set({
      'System.State': 'Done',
      'Microsoft.VSTS.Common.Priority': 4,
      'System.AssignedTo': 'a@b',
      'Custom.Blocked': true,
      'Custom.Notes': 'n',
      'Custom.Token': 'x',
      'Microsoft.VSTS.Scheduling.DueDate': '2024-01-01',
      'System.History': 'h',
      'System.AreaPath': 'fabrikam-fiber-git\\web',
      'System.Reason': 'any',
    }),
    problems: [],
  },
  {
    name: 'another id',
    edit: (document) => ({ ...document, id: 2 }),
    problems: [{ code: 'changedId', pointer: '/id', id: 1, severity: 'error', at: '2' }],
  },
  {
    name: 'a field that is not there',
    edit: set({ 'System.Titel': 'x' }),
    problems: [
      {
        code: 'unknownField',
        pointer: '/fields/System.Titel',
        field: 'System.Titel',
        nearest: ['System.Title', 'System.State'],
        at: '"x"',
      },
    ],
  },
  {
    name: 'a field of the server',
    edit: set({ 'System.CreatedBy': 'a@b' }),
    problems: [{ code: 'readOnlyField', field: 'System.CreatedBy', value: 'fabrikamfiber4@hotmail.com' }],
  },
  {
    name: 'a field that its definition keeps',
    edit: set({ 'System.CommentCount': 3 }),
    problems: [{ code: 'readOnlyField', field: 'System.CommentCount', value: '' }],
  },
  {
    name: 'a field of the server that no definition names',
    edit: set({ 'System.Watermark': 3 }),
    problems: [{ code: 'readOnlyField', field: 'System.Watermark' }],
  },
  {
    name: 'a required field without a value',
    edit: set({ 'System.Title': '' }),
    problems: [{ code: 'requiredField', pointer: '/fields/System.Title', field: 'System.Title', at: '""' }],
  },
  {
    name: 'a required field without its line',
    edit: clear('System.State', 'System.AreaPath'),
    problems: [
      { code: 'requiredField', field: 'System.State', at: '"fields"' },
      { code: 'requiredField', field: 'System.AreaPath' },
    ],
  },
  {
    name: 'a field that the type requires',
    base: item(1, 1, { 'System.WorkItemType': 'Bug', 'Custom.Token': 'x' }),
    edit: set({ 'Custom.Token': '' }),
    problems: [{ code: 'requiredField', field: 'Custom.Token' }],
  },
  {
    name: 'a required field with a default',
    base: item(1, 1, { 'System.WorkItemType': 'Bug', 'Microsoft.VSTS.Common.Severity': '2 - High' }),
    edit: set({ 'Microsoft.VSTS.Common.Severity': '' }),
    problems: [],
  },
  {
    name: 'a required field that was empty before',
    base: item(1, 1, { 'System.WorkItemType': 'Bug' }),
    edit: set({ 'System.Title': 'x' }),
    problems: [],
  },
  {
    name: 'all that a new item lacks',
    base: newBug,
    edit: set({ 'System.Title': '' }),
    problems: [
      { code: 'requiredField', field: 'System.Title' },
      { code: 'requiredField', field: 'Custom.Token' },
    ],
  },
  {
    name: 'a new item that says nothing of what has defaults',
    base: newTask,
    edit: clear('System.State', 'System.AreaPath', 'System.IterationPath'),
    problems: [],
  },
  {
    name: 'all that a new type requires',
    edit: set({ 'System.WorkItemType': 'Bug', 'System.State': 'New' }),
    problems: [{ code: 'requiredField', field: 'Custom.Token' }],
  },
  {
    name: 'a value that is not in the list',
    edit: set({ 'Microsoft.VSTS.Common.Priority': 9 }),
    problems: [{ code: 'notAllowed', value: 9, allowed: ['1', '2', '3', '4'], nearest: [] }],
  },
  { name: 'a value of the list as text', edit: set({ 'Microsoft.VSTS.Common.Priority': '3' }), problems: [] },
  { name: 'a value beside suggestions', edit: set({ 'Microsoft.VSTS.Build.FoundIn': '20240101.1' }), problems: [] },
  {
    name: 'a state that is none',
    edit: set({ 'System.State': 'In Progres' }),
    problems: [{ code: 'notAllowed', field: 'System.State', nearest: ['In Progress'] }],
  },
  {
    name: 'a type that is none',
    edit: set({ 'System.WorkItemType': 'Bugg' }),
    problems: [{ code: 'notAllowed', field: 'System.WorkItemType', nearest: ['Bug'] }],
  },
  {
    name: 'an area that is none',
    edit: set({ 'System.AreaPath': 'Fabrikam-Fiber-Git\\Webs' }),
    problems: [{ code: 'notAllowed', nearest: ['Fabrikam-Fiber-Git\\Web', 'Fabrikam-Fiber-Git\\Website'] }],
  },
  {
    name: 'an iteration that is none',
    edit: set({ 'System.IterationPath': 'Elsewhere' }),
    problems: [{ code: 'notAllowed', nearest: [] }],
  },
  {
    name: 'a step between states that is none',
    edit: set({ 'System.State': 'Removed' }),
    base: item(1, 1, { 'System.State': 'In Progress' }),
    problems: [{ code: 'illegalTransition', from: 'In Progress', to: 'Removed', allowed: ['To Do', 'Done'] }],
  },
  {
    name: 'a step in another spelling',
    base: item(1, 1, { 'System.State': 'In Progress' }),
    edit: set({ 'System.State': 'done' }),
    problems: [],
  },
  {
    name: 'a step from a state that is not known',
    base: item(1, 1, { 'System.State': 'Gone' }),
    edit: set({ 'System.State': 'Done' }),
    problems: [],
  },
  {
    name: 'no step where the type changes',
    base: item(1, 1, { 'System.State': 'In Progress' }),
    edit: set({ 'System.WorkItemType': 'Product Backlog Item', 'System.State': 'Removed' }),
    problems: [],
  },
  {
    name: 'no step of a new item',
    base: item(-1, 0, { 'System.State': 'In Progress' }),
    edit: set({ 'System.State': 'Removed' }),
    problems: [],
  },
  {
    name: 'no step of a type that is not known',
    base: item(1, 1, { 'System.WorkItemType': 'Epic', 'System.State': 'x' }),
    edit: set({ 'System.State': 'y' }),
    problems: [],
  },
  {
    name: 'numbers, dates and the like that are none',
    edit: set({
      'Microsoft.VSTS.Common.Priority': 1.5,
      'Microsoft.VSTS.Scheduling.StoryPoints': 'many',
      'Microsoft.VSTS.Scheduling.DueDate': 'soon',
      'Custom.Blocked': 'maybe',
      'System.Description': 5,
      'System.Title': ['x'],
      'System.AssignedTo': { name: 'x' },
      'System.Tags': 5,
      'System.AreaPath': 1,
      'Custom.Token': true,
      'System.History': { a: 1 },
    }),
    problems: [
      { code: 'wrongType', field: 'System.Title', expected: 'other' },
      { code: 'wrongType', field: 'System.AssignedTo', expected: 'identity' },
      { code: 'wrongType', field: 'System.AreaPath', expected: 'treePath' },
      { code: 'wrongType', field: 'System.Tags', expected: 'tags' },
      { code: 'wrongType', field: 'System.History', expected: 'history' },
      { code: 'wrongType', field: 'Microsoft.VSTS.Common.Priority', expected: 'integer' },
      { code: 'wrongType', expected: 'number' },
      { code: 'wrongType', expected: 'date' },
      { code: 'wrongType', expected: 'boolean' },
      { code: 'wrongType', expected: 'longText' },
      { code: 'wrongType', expected: 'guid' },
    ],
  },
  {
    name: 'numbers as text, and text as numbers',
    edit: set({ 'Microsoft.VSTS.Scheduling.StoryPoints': '1.5', 'System.Title': 5 }),
    problems: [],
  },
  {
    name: 'text that is too long',
    edit: set({
      'System.Title': 'x'.repeat(256),
      'Custom.Notes': 'x'.repeat(1_000_001),
      'System.Description': 'x'.repeat(1_000_000),
      'System.Reason': 'x'.repeat(255),
    }),
    problems: [
      { code: 'tooLong', field: 'System.Title', length: 256, limit: 255 },
      { code: 'tooLong', field: 'Custom.Notes', limit: 1_000_000 },
    ],
  },
  {
    name: 'a hundred tags',
    edit: set({ 'System.Tags': Array.from({ length: 100 }, (_tag, index) => `t${index}`) }),
    problems: [],
  },
  {
    name: 'too many tags',
    edit: set({ 'System.Tags': Array.from({ length: 101 }, (_tag, index) => `t${index}`) }),
    problems: [{ code: 'tooManyTags', count: 101, limit: 100 }],
  },
  {
    name: 'tags that are none',
    edit: set({ 'System.Tags': ['a;b', 'good', 'c,d', null, 'x'.repeat(401), 'x'.repeat(400)] }),
    problems: [
      { code: 'badTag', tag: 'a;b', pointer: '/fields/System.Tags/0', at: '"a;b"' },
      { code: 'badTag', tag: 'c,d', at: '"c,d"' },
      { code: 'badTag', tag: 'null' },
      { code: 'badTag', pointer: '/fields/System.Tags/4' },
    ],
  },
  {
    name: 'a format alone',
    base: item(1, 1, { 'System.Description': 'x' }),
    edit: formats({ 'System.Description': 'markdown' }),
    problems: [{ code: 'formatWithoutContent', pointer: '/multilineFieldsFormat/System.Description' }],
  },
  {
    name: 'a format of a text that goes',
    base: item(1, 1, { 'System.Description': 'x' }),
    edit: steps(clear('System.Description'), formats({ 'System.Description': 'markdown' })),
    problems: [{ code: 'formatWithoutContent' }],
  },
  {
    name: 'a format with its text',
    edit: steps(set({ 'System.Description': 'x' }), formats({ 'system.description': 'markdown' })),
    problems: [],
  },
  {
    name: 'somebody unknown',
    edit: set({ 'System.AssignedTo': 'x@y', 'Custom.Reviewer': jamal }),
    context: { knowsIdentity: (text) => text !== 'x@y' },
    problems: [{ code: 'unknownIdentity', field: 'System.AssignedTo', value: 'x@y', severity: 'error' }],
  },
  {
    name: 'somebody of whom nothing is known',
    edit: set({ 'System.AssignedTo': 'x@y' }),
    context: { knowsIdentity: () => undefined },
    problems: [],
  },
  {
    name: 'nothing that only rules forbid, with bypassed rules',
    edit: set({
      'System.State': 'x',
      'System.AssignedTo': 'x',
      'System.CreatedBy': 'a@b',
      'System.ChangedDate': '2024-01-01',
      'System.Title': '',
      'System.Parent': 5,
    }),
    context: { bypassRules: true, knowsIdentity: () => false },
    problems: [{ code: 'readOnlyField', field: 'System.Parent' }],
  },
];

const relationJudgements: readonly Judgement[] = [
  {
    name: 'good relations',
    edit: relate(
      related,
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
    edit: relate({ ...related, rel: 'System.LinkTypes.Hierarchy-Forwards' }),
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
    name: 'a link type that is switched off',
    edit: relate({ ...related, rel: 'System.LinkTypes.Retired-Forward' }),
    problems: [{ code: 'unknownLinkType' }],
  },
  {
    name: 'a link to nowhere',
    edit: relate({ ...related, url: 'https://x' }),
    problems: [{ code: 'missingLinkTarget', target: undefined, pointer: '/relations/0/url', at: '"https://x"' }],
  },
  {
    name: 'empty urls',
    edit: relate({ rel: 'Hyperlink', url: ' ' }, { rel: 'System.LinkTypes.Remote.Dependency-Forward', url: '' }),
    problems: [{ code: 'missingLinkTarget' }, { code: 'missingLinkTarget', pointer: '/relations/1/url' }],
  },
  {
    name: 'a link to an item that is gone',
    edit: relate(related),
    context: { exists: (id) => id !== 300 },
    problems: [{ code: 'missingLinkTarget', target: 300 }],
  },
  {
    name: 'a link to an item of which nothing is known',
    edit: relate(related),
    context: { exists: () => undefined, newIds: new Set() },
    problems: [],
  },
  {
    name: 'a link to a new item that is not staged',
    edit: relate({ ...related, url: `${workItems}/-9` }),
    context: { newIds: new Set([-1]) },
    problems: [{ code: 'missingLinkTarget', target: -9 }],
  },
  {
    name: 'a link to a new item that is',
    edit: relate({ ...related, url: `${workItems}/-1` }),
    context: { newIds: new Set([-1]), exists: () => false },
    problems: [],
  },
  { name: 'a link to itself', edit: relate({ ...related, url: `${workItems}/1` }), problems: [{ code: 'selfLink' }] },
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
    name: 'a child of somebody else',
    edit: relate(child(7)),
    context: { parentOf: (id) => (id === 7 ? 8 : undefined) },
    problems: [{ code: 'secondParent', parents: [8, 1], pointer: '/relations/0' }],
  },
  { name: 'a child that names it as its parent', edit: relate(child(7)), context: { parentOf: () => 1 }, problems: [] },
  {
    name: 'a circle of parents',
    edit: relate(parent(2)),
    context: { parentOf: (id) => ({ 2: 3, 3: 1 })[id] },
    problems: [{ code: 'linkCircle', ids: [1, 2, 3, 1], pointer: '/relations/0/url' }],
  },
  {
    name: 'no circle where others go in one',
    edit: relate(parent(2)),
    context: { parentOf: (id) => ({ 2: 3, 3: 2 })[id] },
    problems: [],
  },
  {
    name: 'the same relation twice',
    edit: relate(related, { ...related, url: 'https://fabrikam.visualstudio.com/p/_apis/wit/workItems/300' }),
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

describe('validation', () => {
  for (const { name, base = item(1, 1), edit, context, problems } of [...fieldJudgements, ...relationJudgements]) {
    it(name, () => {
      const document = edit(toDocument(base, definitions));
      const found = validate(document, base, definitions, context);
      assert.equal(found.length, problems.length, JSON.stringify(found));
      const text = stringifyDocument(document, schemaUri);
      for (const [index, { at, ...expected }] of problems.entries()) {
        assert.deepEqual({ ...found[index], ...expected }, found[index]);
        const { offset, length } = locate(text, found[index]?.pointer ?? '');
        if (at !== undefined) assert.equal(text.slice(offset, offset + length), at);
      }
    });
  }

  it('knows nothing without definitions, and then reports nothing', () => {
    const none = { ...definitions, fields: [], types: [], relationTypes: [], areas: [], iterations: [] };
    const document = steps(
      set({ 'Any.Field': 1, 'System.State': 'x', 'System.AreaPath': 'y' }),
      relate({ ...related, rel: 'Any' }),
    )(toDocument(item(1, 1), none));
    assert.deepEqual(validate(document, item(1, 1), none), []);
  });

  it('does not judge the transition of a type that came without any', () => {
    const silent = { ...definitions, types: [{ ...bug, transitions: {} }] };
    const base = item(1, 1, { 'System.WorkItemType': 'Bug', 'System.State': 'New' });
    assert.deepEqual(validate(set({ 'System.State': 'Committed' })(toDocument(base, silent)), base, silent), []);
  });

  it('keeps from being sent only what would not do what it says', () => {
    const error = { pointer: '', severity: 'error' } as const;
    assert.equal(isBlocking({ ...error, code: 'readOnlyField', field: 'f', value: '' }), true);
    assert.equal(isBlocking({ ...error, code: 'requiredField', field: 'f' }), false);
    assert.equal(isBlocking({ ...error, severity: 'warning', code: 'readOnlyField', field: 'f', value: '' }), false);
  });
});
