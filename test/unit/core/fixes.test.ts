import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { stringifyDocument, toDocument, type Document } from '../../../src/core/document';
import { textFixes, type Fix } from '../../../src/core/fixes';
import { parseDocument } from '../../../src/core/parseDocument';
import type { Problem, ProblemCode } from '../../../src/core/problem';
import { validate, type ValidateContext } from '../../../src/core/validate';
import type { JsonValue, WorkItem } from '../../../src/core/workItem';
import {
  clear,
  collectionUrl,
  definitions,
  formats,
  item,
  link,
  parent,
  relate,
  schemaUri,
  set,
  steps,
} from './fixture';

const base = item(
  299,
  5,
  { 'System.Tags': 'old', 'Microsoft.VSTS.Common.Priority': 2, 'System.Description': '<p>old</p>' },
  [link('Related', 1, { comment: 'why' })],
);

const target = (id: number): string => `${collectionUrl}/_apis/wit/workItems/${id}`;
const related = { rel: 'System.LinkTypes.Related', url: target(7) };

function problemsOf(text: string, of: WorkItem, context: ValidateContext = {}): readonly Problem[] {
  const parsed = parseDocument(text);
  return parsed.ok ? validate(parsed.document, of, definitions, context) : parsed.problems;
}

interface Case {
  readonly code: ProblemCode;
  readonly edit: (document: Document) => Document;
  /** Kinds of the fixes with what they name, in the order in which they are offered. */
  readonly fixes: readonly string[];
  readonly item?: WorkItem;
  readonly context?: ValidateContext;
}

const cases: readonly Case[] = [
  { code: 'changedId', edit: (document) => ({ ...document, id: 300 }), fixes: ['restore 299'] },
  {
    code: 'unknownField',
    edit: set({ 'Custom.Note': 'x' }),
    fixes: ['rename Custom.Notes', 'removeField Custom.Note'],
  },
  {
    code: 'unknownField',
    edit: set({ 'System.Titel': 'x' }),
    fixes: ['removeField System.Titel'],
  },
  {
    code: 'readOnlyField',
    edit: set({ 'System.CreatedDate': '2020-01-01' }),
    fixes: ['restore 2014-12-29T20:49:21.617Z'],
  },
  { code: 'readOnlyField', edit: set({ 'System.CommentCount': 7 }), fixes: ['restore undefined'] },
  {
    code: 'requiredField',
    edit: set({ 'System.Title': '' }),
    fixes: ['restore JavaScript implementation for Microsoft Account'],
  },
  {
    code: 'notAllowed',
    edit: set({ 'System.State': 'In progres' }),
    fixes: ['setValue In Progress', 'setValue To Do', 'setValue Done', 'setValue Removed', 'restore To Do'],
  },
  {
    code: 'notAllowed',
    edit: set({ 'Microsoft.VSTS.Common.Priority': 9 }),
    fixes: ['setValue 1', 'setValue 2', 'setValue 3', 'setValue 4', 'restore 2'],
  },
  {
    code: 'illegalTransition',
    item: item(299, 5, { 'System.State': 'Done' }),
    edit: set({ 'System.State': 'In Progress' }),
    fixes: ['setValue To Do', 'restore Done'],
  },
  {
    code: 'wrongType',
    edit: set({ 'Microsoft.VSTS.Common.Priority': 2.4 }),
    fixes: ['setValue 2', 'restore 2'],
  },
  {
    code: 'wrongType',
    edit: set({ 'System.Title': true }),
    fixes: ['setValue true', 'restore JavaScript implementation for Microsoft Account'],
  },
  { code: 'wrongType', edit: set({ 'Custom.Blocked': 'perhaps' }), fixes: ['restore undefined'] },
  {
    code: 'tooLong',
    edit: set({ 'System.Title': 'x'.repeat(256) }),
    fixes: ['restore JavaScript implementation for Microsoft Account'],
  },
  { code: 'badTag', edit: set({ 'System.Tags': ['old', 'a; b,c'] }), fixes: ['splitTag a,b,c'] },
  { code: 'badTag', edit: set({ 'System.Tags': ['x'.repeat(500)] }), fixes: ['restore old'] },
  { code: 'badTag', edit: set({ 'System.Tags': 'old; a, b' }), fixes: ['splitTag old,a,b'] },
  {
    code: 'fieldWithoutFormat',
    edit: steps(set({ 'Custom.Notes': 'x' }), formats({ 'Custom.Notes': 'markdown' })),
    fixes: ['restore undefined'],
  },
  {
    code: 'formatWithoutContent',
    edit: formats({ 'System.Description': 'markdown' }),
    fixes: ['restore undefined'],
  },
  {
    code: 'unknownIdentity',
    edit: set({ 'System.AssignedTo': 'nobody@example.com' }),
    fixes: ['restore '],
    context: { knowsIdentity: () => false },
  },
  {
    code: 'unknownLinkType',
    edit: relate({ rel: 'System.LinkTypes.Relatd', url: target(7) }),
    fixes: ['setLinkType System.LinkTypes.Related', 'removeRelation'],
  },
  {
    code: 'missingLinkTarget',
    edit: relate({ rel: related.rel, url: 'https://example.com' }),
    fixes: ['removeRelation'],
  },
  { code: 'selfLink', edit: relate({ rel: related.rel, url: target(299) }), fixes: ['removeRelation'] },
  {
    code: 'secondParent',
    item: item(299, 5, {}, [link('Hierarchy-Reverse', 8)]),
    edit: relate(parent(9)),
    fixes: ['removeOtherParents', 'removeRelation'],
  },
  {
    code: 'secondParent',
    edit: relate(parent(8), related, parent(9), parent(10)),
    fixes: ['removeOtherParents', 'removeRelation'],
  },
  { code: 'duplicateRelation', edit: relate(related, related), fixes: ['removeRelation'] },
  {
    code: 'unreadableAttachment',
    edit: relate({ rel: 'AttachedFile', url: 'file:///gone.txt' }),
    fixes: ['removeRelation'],
    context: { canRead: () => false },
  },
];

function said(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? 'undefined');
  return text.replace(/["[\]]/g, '');
}

function named(fix: Fix): string {
  switch (fix.kind) {
    case 'setValue':
    case 'restore':
      return `${fix.kind} ${said(fix.value)}`;
    case 'rename':
      return `rename ${fix.name}`;
    case 'addField':
      return `addField ${fix.field} ${said(fix.value)}`;
    case 'removeField':
      return `removeField ${fix.field}`;
    case 'splitTag':
      return `splitTag ${fix.tags.join(',')}`;
    case 'setLinkType':
      return `setLinkType ${fix.rel}`;
    default:
      return fix.kind;
  }
}

describe('ways out of problems', () => {
  for (const { code, edit, fixes, item: of = base, context = {} } of cases) {
    it(`are offered for ${code}, and lead out: ${fixes.join(' | ')}`, () => {
      const text = stringifyDocument(edit(toDocument(of, definitions)), schemaUri);
      const problem = problemsOf(text, of, context).find((found) => found.code === code);
      assert(problem, `${code} is found`);
      const offered = textFixes(problem, { text, base: of, definitions });
      assert.deepEqual(offered.map(named), fixes);
      for (const { edits } of offered) {
        const after = applyEdits(text, [...edits]);
        const left: readonly Problem[] = problemsOf(after, of, context).filter(
          (one) => one.code === code && one.pointer === problem.pointer,
        );
        assert.deepEqual(left, [], after);
      }
    });
  }
});

describe('ways out of a missing value', () => {
  const fresh = item(-1, 0, { 'System.WorkItemType': 'Bug', 'System.State': 'New', 'System.Title': null });

  it('give it back, or add one of those that the field takes', () => {
    const state = 'System.State';
    const text = stringifyDocument(clear(state)(toDocument(base, definitions)), schemaUri);
    const problem = problemsOf(text, base).find((one) => one.code === 'requiredField' && one.field === state);
    assert(problem);
    const offered = textFixes(problem, { text, base, definitions });
    assert.deepEqual(offered.map(named), [
      'restore To Do',
      `addField ${state} To Do`,
      `addField ${state} In Progress`,
      `addField ${state} Done`,
      `addField ${state} Removed`,
    ]);
    const values = offered.map(({ edits }) => {
      const parsed = parseDocument(applyEdits(text, [...edits]));
      return parsed.ok && parsed.document.fields[state];
    });
    assert.deepEqual(values, ['To Do', 'To Do', 'In Progress', 'Done', 'Removed']);
  });

  it('add the field empty where nothing is known of its values', () => {
    const text = stringifyDocument(clear('System.Title')(toDocument(fresh, definitions)), schemaUri);
    const problem = problemsOf(text, fresh).find((one) => one.code === 'requiredField' && one.field === 'System.Title');
    assert(problem);
    assert.deepEqual(textFixes(problem, { text, base: fresh, definitions }).map(named), ['addField System.Title ']);
  });
});

describe('ways out of text that is no document', () => {
  function fixed(text: string, code: ProblemCode): string {
    const problem = problemsOf(text, base).find((one) => one.code === code);
    assert(problem, `${code} is found in ${text}`);
    const [fix] = textFixes(problem, { text, base, definitions });
    assert(fix);
    return applyEdits(text, [...fix.edits]);
  }

  it('take away the second field of one name, in any case', () => {
    const text = '{"id": 299, "fields": {"System.Title": "a", "system.title": "b", "System.State": "New"}}';
    const after = fixed(text, 'duplicateField');
    assert.equal(after, '{"id": 299, "fields": {"System.Title": "a", "System.State": "New"}}');
  });

  it('take away a property that no document has, the first one too', () => {
    assert.equal(fixed('{"rev": 3, "id": 299, "fields": {}}', 'wrongShape'), '{"id": 299, "fields": {}}');
    assert.equal(fixed('{"id": 299, "fields": {}, "rev": {"a": 3}}', 'wrongShape'), '{"id": 299, "fields": {}}');
  });

  it('are none where only writing helps', () => {
    for (const text of ['{"id": 299', '{"id": "x", "fields": {}}', '']) {
      for (const problem of problemsOf(text, base)) {
        assert.deepEqual(textFixes(problem, { text, base, definitions }), []);
      }
    }
  });
});

describe('ways out of what the server refused', () => {
  const refused = (pointer: string): Problem => ({ code: 'rejected', pointer, severity: 'error', message: 'No.' });

  it('take back the change that it names', () => {
    const text = stringifyDocument(set({ 'System.Title': 'New' })(toDocument(base, definitions)), schemaUri);
    const context = { text, base, definitions };
    assert.deepEqual(textFixes(refused('/fields/System.Title'), context).map(named), [
      'restore JavaScript implementation for Microsoft Account',
    ]);
    assert.deepEqual(textFixes(refused('/fields/System.State'), context), []);
    assert.deepEqual(textFixes(refused('/id'), context), []);
  });

  it('give a link its comment back', () => {
    const document = toDocument(base, definitions);
    const changed = { ...document, relations: [{ ...related, url: target(1), attributes: { comment: 'other' } }] };
    const text = stringifyDocument(changed, schemaUri);
    const [fix] = textFixes(refused('/relations/0'), { text, base, definitions });
    assert(fix);
    const parsed = parseDocument(applyEdits(text, [...fix.edits]));
    assert.deepEqual(parsed.ok && parsed.document.relations, document.relations);
  });
});
