import assert from 'node:assert/strict';
import { toDocument, type Document } from '../../../../src/core/document';
import { formView, linkedIds, type FormSource } from '../../../../src/host/editor/formModel';
import type { FieldView, FormView, RelationView } from '../../../../src/protocol/form';
import { collectionUrl, definitions, task } from './formFixture';

const untouched = toDocument(task, definitions);

function viewOf(document: Document, more: Partial<FormSource> = {}): FormView {
  return formView({
    base: task,
    document,
    definitions,
    version: 3,
    dirty: false,
    problems: [],
    targets: new Map(),
    people: new Map(),
    iconOf: (type) => (type === undefined ? '' : `icon of ${type.name}`),
    ...more,
  });
}

function withFields(fields: Document['fields']): Document {
  return { ...untouched, fields: { ...untouched.fields, ...fields } };
}

function fieldOf(view: FormView, name: string): FieldView {
  const found = view.sections.flatMap(({ fields }) => fields).find((field) => field.name === name);
  assert.ok(found, `${name} is not shown`);
  return found;
}

function relationsOf(view: FormView): readonly RelationView[] {
  return view.relations.flatMap(({ relations }) => relations);
}

describe('form model', () => {
  it('arranges the fields as Azure DevOps does', () => {
    const outline = viewOf(untouched).sections.map(
      ({ id, fields }) => `${id}: ${fields.map(({ label }) => label).join(', ')}`,
    );
    assert.deepEqual(outline, [
      'title: Title',
      'people: Assigned To, Tags',
      'status: State, Reason, Area Path, Iteration Path',
      'text: Description, Notes',
      'comment: History',
      'planning: Priority, Activity, Blocked, Start Date',
      'effort: Remaining Work',
      'other: Approved',
      'more: Work Item Type, Team Project, Created By, Created Date',
    ]);
  });

  it('shows a field of the document that no definition knows', () => {
    const view = viewOf(withFields({ 'Custom.Unheard': 'of' }));
    assert.equal(fieldOf(view, 'Custom.Unheard').input.kind, 'text');
  });

  const inputs: readonly (readonly [string, Document['fields'], FieldView['input']['kind']])[] = [
    ['System.Title', {}, 'text'],
    ['System.State', {}, 'state'],
    ['System.AssignedTo', {}, 'person'],
    ['System.AreaPath', {}, 'path'],
    ['System.Tags', {}, 'tags'],
    ['System.Tags', { 'System.Tags': 'A; B' }, 'tags'],
    ['System.Tags', { 'System.Tags': ['A', 1] }, 'json'],
    ['System.Description', {}, 'longText'],
    ['System.History', {}, 'comment'],
    ['Microsoft.VSTS.Common.Priority', {}, 'choice'],
    ['Microsoft.VSTS.Scheduling.RemainingWork', {}, 'number'],
    ['Microsoft.VSTS.Scheduling.StartDate', {}, 'dateTime'],
    ['Microsoft.VSTS.Scheduling.StartDate', { 'Microsoft.VSTS.Scheduling.StartDate': 'soon' }, 'text'],
    ['Custom.Approved', {}, 'boolean'],
    ['Custom.Approved', { 'Custom.Approved': 'perhaps' }, 'text'],
    ['System.Title', { 'System.Title': { a: 1 } }, 'json'],
  ];
  for (const [name, fields, kind] of inputs) {
    it(`edits ${name} ${JSON.stringify(fields)} as ${kind}`, () => {
      assert.equal(fieldOf(viewOf(withFields(fields)), name).input.kind, kind);
    });
  }

  it('offers the state of the base and those that may follow it, whatever the document says', () => {
    const { input } = fieldOf(viewOf(withFields({ 'System.State': 'Done' })), 'System.State');
    assert.deepEqual(input, {
      kind: 'state',
      choices: [
        { value: 'To Do', color: 'b2b2b2' },
        { value: 'In Progress', color: '007acc' },
        { value: 'Done', color: '339933' },
        { value: 'Removed', color: 'ffffff' },
      ],
    });
    const done = { ...task, fields: { ...task.fields, 'System.State': 'Done' } };
    const after = fieldOf(viewOf(toDocument(done, definitions), { base: done }), 'System.State').input;
    assert.deepEqual(after.kind === 'state' && after.choices.map(({ value }) => value), [
      'To Do',
      'In Progress',
      'Done',
    ]);
  });

  it('offers a new item the states that it may begin with', () => {
    const created = { ...task, id: -1, rev: 0 };
    const { input } = fieldOf(viewOf(toDocument(created, definitions), { base: created }), 'System.State');
    assert.deepEqual(input.kind === 'state' && input.choices.map(({ value }) => value), ['To Do']);
  });

  it('names people, from the base and from searches', () => {
    const base = fieldOf(viewOf(untouched), 'System.AssignedTo');
    assert.deepEqual(base.input, {
      kind: 'person',
      person: { displayName: 'Johnnie McLeod', uniqueName: 'fabrikamfiber2@hotmail.com' },
    });
    const chuck = { displayName: 'Chuck Reinhart', uniqueName: 'Fabrikamfiber3@hotmail.com' };
    const document = withFields({ 'System.AssignedTo': 'fabrikamfiber3@hotmail.com' });
    const searched = fieldOf(
      viewOf(document, { people: new Map([['fabrikamfiber3@hotmail.com', chuck]]) }),
      'System.AssignedTo',
    );
    assert.deepEqual(searched.input, { kind: 'person', person: chuck });
    assert.equal(searched.was, 'Johnnie McLeod');
  });

  it('marks what is changed and says what it was', () => {
    const view = viewOf(
      withFields({ 'System.Title': 'New', 'System.Description': '', 'System.Tags': ['tag2', 'tag1'] }),
    );
    assert.deepEqual(
      [fieldOf(view, 'System.Title').changed, fieldOf(view, 'System.Title').was],
      [true, task.fields['System.Title']],
    );
    assert.equal(fieldOf(view, 'System.Description').was, 'Follow the code samples from MSDN');
    assert.equal(fieldOf(view, 'System.Tags').changed, false, 'other order and case are no change');
    assert.equal(fieldOf(view, 'System.State').changed, false);
  });

  it('shows a long text in the format that it will have', () => {
    const document: Document = { ...untouched, multilineFieldsFormat: { 'System.Description': 'markdown' } };
    assert.deepEqual(fieldOf(viewOf(document), 'System.Description').input, { kind: 'longText', format: 'markdown' });
    assert.deepEqual(fieldOf(viewOf(untouched), 'Custom.Notes').input, { kind: 'longText', format: 'plain' });
  });

  it('groups relations by type under plain names', () => {
    const outline = viewOf(untouched).relations.map(
      ({ name, relations }) => `${name}: ${relations.map(({ targetId, text }) => String(targetId ?? text)).join(', ')}`,
    );
    assert.deepEqual(outline, [
      'Parent: 297',
      'Related: 300',
      'Web addresses: https://example.com/wiki',
      'Attachments: Spec v2.txt',
      'Development: Fixed in Commit 3fefa488',
    ]);
  });

  it('shows the targets of links that are known', () => {
    const found = { id: 297, title: 'Sign in', type: 'Product Backlog Item', state: 'Committed' };
    const [parent] = relationsOf(viewOf(untouched, { targets: new Map([[297, found]]) }));
    assert.deepEqual(parent?.item, { ...found, stateColor: '007acc', icon: 'icon of Product Backlog Item' });
    assert.deepEqual(linkedIds({ base: task, document: untouched }), [297, 300]);
  });

  it('keeps removed relations in view, and tells added and changed ones', () => {
    const [parent, , ...rest] = untouched.relations;
    assert.ok(parent);
    const added = { rel: 'System.LinkTypes.Related', url: `${collectionUrl}/_apis/wit/workItems/309` };
    const document = { ...untouched, relations: [{ ...parent, attributes: { comment: 'other' } }, ...rest, added] };
    const view = viewOf(document);
    const changes = relationsOf(view).map(({ targetId, text, change }) => `${String(targetId ?? text)} ${change}`);
    assert.deepEqual(changes, [
      '297 changed',
      '309 added',
      '300 removed',
      'https://example.com/wiki none',
      'Spec v2.txt none',
      'Fixed in Commit 3fefa488 none',
    ]);
  });

  it('gives the same relation the same key before and after it is removed, and two of one address two keys', () => {
    const keyOf = (view: FormView): string | undefined =>
      relationsOf(view).find(({ targetId }) => targetId === 300)?.key;
    const removed = { ...untouched, relations: untouched.relations.filter(({ url }) => !url.endsWith('/300')) };
    assert.equal(keyOf(viewOf(removed)), keyOf(viewOf(untouched)));
    const doubled = { ...untouched, relations: [...untouched.relations, ...untouched.relations] };
    const keys = relationsOf(viewOf(doubled)).map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('offers work item links that can be made here, parent and child first', () => {
    assert.deepEqual(
      viewOf(untouched).linkTypes.map(({ name }) => name),
      ['Parent', 'Child', 'Related', 'Successor', 'Affects'],
    );
  });

  it('lists the true operations, each with the place that it comes from', () => {
    const document = {
      ...withFields({ 'System.Title': 'New' }),
      relations: untouched.relations.filter(({ url }) => !url.endsWith('/300')),
    };
    assert.deepEqual(viewOf(document).operations, [
      {
        op: 'remove',
        path: '/relations/1',
        value: '',
        target: { kind: 'relation', key: 'system.linktypes.related item 300' },
      },
      { op: 'add', path: '/fields/System.Title', value: '"New"', target: { kind: 'field', key: 'System.Title' } },
    ]);
    assert.deepEqual(viewOf(untouched).operations, []);
  });

  it('puts each problem where it belongs', () => {
    const problem = (pointer: string) => ({
      pointer,
      severity: 'error' as const,
      message: `at ${pointer}`,
      fixable: true,
    });
    const view = viewOf(untouched, {
      problems: [
        '/fields/system.title',
        '/multilineFieldsFormat/System.Description',
        '/relations/1/url',
        '/fields',
        '',
      ].map(problem),
    });
    assert.deepEqual(fieldOf(view, 'System.Title').problems, [
      { pointer: '/fields/system.title', severity: 'error', message: 'at /fields/system.title', fixable: true },
    ]);
    assert.equal(fieldOf(view, 'System.Description').problems.length, 1);
    assert.equal(relationsOf(view).find(({ targetId }) => targetId === 300)?.problems.length, 1);
    assert.deepEqual(
      view.problems.map(({ message }) => message),
      ['at /fields', 'at '],
    );
  });
});
