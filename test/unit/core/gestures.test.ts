import assert from 'node:assert/strict';
import { toDocument } from '../../../src/core/document';
import {
  changeDocumentType,
  childDocument,
  duplicateDocument,
  initialState,
  moveDocument,
  newBase,
  newDocument,
} from '../../../src/core/gestures';
import { validate } from '../../../src/core/validate';
import {
  backlogItem,
  bug,
  collectionUrl,
  definitions,
  formats,
  item,
  jamal,
  link,
  relation,
  set,
  steps,
  task,
  workItems,
} from './fixture';

const template = item(0, 0, {
  'System.Title': null,
  'System.State': 'New',
  'System.WorkItemType': 'Bug',
  'Microsoft.VSTS.Common.Priority': 2,
});
const base = newBase(template, -3, 'Fabrikam-Fiber-Git', 'Bug');

describe('moving to another project', () => {
  const document = toDocument(item(1, 1), definitions);

  it('takes area and iteration along', () => {
    const { fields } = moveDocument(document, { project: 'Other' });
    assert.deepEqual(
      [fields['System.TeamProject'], fields['System.AreaPath'], fields['System.IterationPath']],
      ['Other', 'Other', 'Other'],
    );
  });

  it('goes to the paths that are named, and changes nothing else', () => {
    const moved = moveDocument(document, { project: 'Other', areaPath: 'Other\\A', iterationPath: 'Other\\I' });
    const expected = set({
      'System.TeamProject': 'Other',
      'System.AreaPath': 'Other\\A',
      'System.IterationPath': 'Other\\I',
    });
    assert.deepEqual(moved, expected(document));
    assert.deepEqual(Object.keys(moved.fields), Object.keys(document.fields));
  });
});

describe('changing the type', () => {
  it('takes the first state of the type where it does not know the old one', () => {
    const changed = changeDocumentType(toDocument(item(1, 1), definitions), backlogItem);
    assert.deepEqual(
      [changed.fields['System.WorkItemType'], changed.fields['System.State']],
      ['Product Backlog Item', 'New'],
    );
  });

  it('keeps a state that the type knows, in any case', () => {
    const document = toDocument(item(1, 1, { 'System.State': 'done' }), definitions);
    assert.equal(changeDocumentType(document, backlogItem).fields['System.State'], 'done');
  });

  it('brings a line for everything that the type requires, with its default or a problem', () => {
    const document = toDocument(item(1, 1), definitions);
    const changed = changeDocumentType(document, bug);
    const expected = set({
      'System.WorkItemType': 'Bug',
      'System.State': 'New',
      'Microsoft.VSTS.Common.Severity': '3 - Medium',
      'Custom.Token': '',
    });
    assert.deepEqual(changed, expected(document));
    assert.deepEqual(
      validate(changed, item(1, 1), definitions).map(({ code, pointer }) => [code, pointer]),
      [['requiredField', '/fields/Custom.Token']],
    );
  });

  it('leaves values that stand there', () => {
    const filled = toDocument(
      item(1, 1, { 'custom.token': 'x', 'Microsoft.VSTS.Common.Severity': '1 - Critical' }),
      definitions,
    );
    const { fields } = changeDocumentType(filled, bug);
    assert.deepEqual(
      [fields['custom.token'], fields['Custom.Token'], fields['Microsoft.VSTS.Common.Severity']],
      ['x', undefined, '1 - Critical'],
    );
  });

  it('begins where the type begins', () => {
    assert.equal(initialState(task), 'To Do');
    assert.equal(initialState({ ...task, transitions: {} }), 'To Do');
    assert.equal(initialState({ ...task, transitions: {}, states: task.states.slice(1) }), 'In Progress');
    assert.equal(initialState({ ...task, transitions: {}, states: [] }), '');
  });
});

describe('a new item', () => {
  it('has the values of its template under an id that is not real yet', () => {
    assert.deepEqual([base.id, base.rev, base.url, base.relations], [-3, 0, '', []]);
    const document = newDocument(base, definitions);
    assert.equal(document.id, -3);
    assert.deepEqual(Object.entries(document.fields).slice(0, 3), [
      ['System.Title', ''],
      ['System.WorkItemType', 'Bug'],
      ['System.State', 'New'],
    ]);
    assert.equal(document.fields['Microsoft.VSTS.Common.Priority'], 2);
    assert.deepEqual(document.relations, []);
  });

  it('keeps a title that its template has', () => {
    assert.equal(newDocument(item(-1, 0, { 'System.Title': 'T' }), definitions).fields['System.Title'], 'T');
  });

  it('can be a child, in the area and iteration of its parent', () => {
    const parent = toDocument(item(9, 1, { 'System.AreaPath': 'P\\A', 'System.IterationPath': null }), definitions);
    const child = childDocument(parent, base, definitions, collectionUrl);
    assert.deepEqual(child.relations, [{ rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/9` }]);
    assert.deepEqual(
      [child.fields['System.AreaPath'], child.fields['System.IterationPath']],
      ['P\\A', 'Fabrikam-Fiber-Git'],
    );
    // Other trees, such as that of duplicates, have a reverse end too.
    const reversed = { ...definitions, relationTypes: [...definitions.relationTypes].reverse() };
    assert.equal(newDocument(base, reversed, 'u').relations[0]?.rel, 'System.LinkTypes.Hierarchy-Reverse');
  });
});

describe('duplicating as new', () => {
  const original = item(
    7,
    3,
    {
      'System.AssignedTo': jamal,
      'System.Description': '# d',
      'System.Tags': 'a; b',
      'System.State': 'Done',
      'System.Parent': 5,
      'Microsoft.VSTS.Common.ClosedDate': '2024-01-01T00:00:00Z',
      'Microsoft.VSTS.Common.StackRank': 5,
      WEF_1_Kanban: 'x',
    },
    [
      link('Hierarchy-Reverse', 5, { comment: 'c' }),
      link('Hierarchy-Forward', 6),
      link('Related', 8),
      relation('Hyperlink', 'https://x', { id: 1 }),
      relation('AttachedFile', 'https://x/_apis/wit/attachments/a', { id: 2, name: 'a' }),
      relation('ArtifactLink', 'vstfs:///a/b/c', { id: 3, name: 'n' }),
    ],
  );

  it('copies what can be edited, but where it stood in its life', () => {
    const document = steps(
      set({ 'System.History': 'h' }),
      formats({ 'System.Description': 'markdown' }),
    )(toDocument(original, definitions));
    const copy = duplicateDocument(document, base, definitions, collectionUrl);
    assert.equal(copy.id, -3);
    const expected = set({
      'System.WorkItemType': 'Task',
      'System.Title': 'JavaScript implementation for Microsoft Account',
      'System.AssignedTo': 'fabrikamfiber4@hotmail.com',
      'System.Description': '# d',
      'System.Tags': ['a', 'b'],
    })(toDocument(base, definitions));
    assert.deepEqual(copy.fields, expected.fields);
    assert.deepEqual(copy.multilineFieldsFormat, { 'System.Description': 'markdown' });
  });

  it('leaves the format of a text that is empty: a format goes only with a text', () => {
    const empty = steps(
      set({ 'System.Description': '' }),
      formats({ 'System.Description': 'markdown' }),
    )(toDocument(original, definitions));
    const copy = duplicateDocument(empty, base, definitions, collectionUrl);
    assert.equal(copy.multilineFieldsFormat, undefined);
  });

  it('takes parent, attachments and links to the outside along, and is related to the original', () => {
    const { relations } = duplicateDocument(toDocument(original, definitions), base, definitions, collectionUrl);
    assert.deepEqual(
      relations.map(({ rel, url }) => `${rel} ${url}`),
      [
        `System.LinkTypes.Hierarchy-Reverse ${workItems}/5`,
        'Hyperlink https://x',
        'AttachedFile https://x/_apis/wit/attachments/a',
        'ArtifactLink vstfs:///a/b/c',
        `System.LinkTypes.Related ${workItems}/7`,
      ],
    );
  });
});
