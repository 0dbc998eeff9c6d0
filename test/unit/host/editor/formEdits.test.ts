import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from 'jsonc-parser';
import { formatDocument, toDocument, type Document } from '../../../../src/core/document';
import { diff } from '../../../../src/core/operations';
import { parseDocument } from '../../../../src/core/parseDocument';
import { planEdit, type FormEdit } from '../../../../src/host/editor/formEdits';
import { collectionUrl, definitions, task } from './formFixture';

const original = formatDocument(task, { definitions, schemaUri: 'workitem-schema://fabrikam/p/Task.json' });
const link = (id: number) => ({ rel: 'System.LinkTypes.Related', url: `${collectionUrl}/_apis/wit/workItems/${id}` });
const parent = { rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${collectionUrl}/_apis/wit/workItems/297`, name: '' };

function parsed(text: string): Document {
  const result = parseDocument(text);
  assert.ok(result.ok, `the text is broken:\n${text}`);
  return result.document;
}

function apply(text: string, edit: FormEdit): string {
  const planned = planEdit(edit, { text, document: parsed(text), base: task, definitions });
  assert.ok(planned.ok, `refused: ${JSON.stringify(planned)}`);
  return applyEdits(text, [...planned.edits]);
}

/** Lines that are not in the other text, to see that an edit touches nothing else. */
function lines(text: string, other: string): readonly string[] {
  const known = new Set(other.split('\n'));
  return text
    .split('\n')
    .filter((line) => !known.has(line))
    .map((line) => line.trim());
}

describe('form edits', () => {
  it('change one line for one field', () => {
    const text = apply(original, { kind: 'setField', field: 'System.Title', value: 'New "title"' });
    assert.deepEqual(lines(text, original), ['"System.Title": "New \\"title\\"",']);
    assert.deepEqual(lines(original, text).length, 1);
  });

  it('keep the spelling and the layout of the text', () => {
    const own = `{"id":299,\r\n "fields":{ "system.title" : "a" },"relations":[]}`;
    assert.equal(
      apply(own, { kind: 'setField', field: 'System.Title', value: 'b' }),
      `{"id":299,\r\n "fields":{ "system.title" : "b" },"relations":[]}`,
    );
  });

  it('are none where the text says it already', () => {
    const same: readonly FormEdit[] = [
      { kind: 'setField', field: 'system.title', value: 'JavaScript implementation for Microsoft Account' },
      { kind: 'setField', field: 'System.Tags', value: ['Tag1', 'Tag2'] },
      { kind: 'setField', field: 'System.History', value: null },
      { kind: 'setField', field: 'Custom.Approved', value: null },
      { kind: 'revertField', field: 'System.Title' },
      { kind: 'revertRelation', relation: parent },
      { kind: 'commentRelation', relation: parent, comment: 'decomposition of work' },
    ];
    for (const edit of same) {
      const planned = planEdit(edit, { text: original, document: parsed(original), base: task, definitions });
      assert.deepEqual(planned, { ok: true, edits: [] }, JSON.stringify(edit));
    }
  });

  const cleared: readonly (readonly [string, string | null | readonly string[] | undefined])[] = [
    ['System.Title', ''],
    ['System.Tags', []],
    ['Microsoft.VSTS.Scheduling.RemainingWork', null],
    ['Microsoft.VSTS.Common.Activity', undefined],
  ];
  for (const [field, value] of cleared) {
    it(`clear ${field} as ${value === undefined ? 'nothing' : JSON.stringify(value)}`, () => {
      const filled = apply(original, { kind: 'setField', field, value: 'x' });
      const { fields } = parsed(apply(filled, { kind: 'setField', field, value: null }));
      assert.deepEqual(fields[field], value);
    });
  }

  it('of a field, once reverted, leave no change: for any value of any field', () => {
    const names = [...definitions.fields.map(({ referenceName }) => referenceName), 'Custom.Unheard'];
    const value = fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 }), (settings) => {
        let text = original;
        for (const [field, to] of settings) text = apply(text, { kind: 'setField', field, value: to });
        for (const [field] of settings) text = apply(text, { kind: 'revertField', field });
        assert.deepEqual(diff(task, parsed(text), definitions).changes, []);
      }),
    );
  });

  it('name a format only where the base does not have it anyway', () => {
    const markdown = apply(original, { kind: 'setFormat', field: 'System.Description', format: 'markdown' });
    assert.deepEqual(parsed(markdown).multilineFieldsFormat, { 'System.Description': 'markdown' });
    assert.equal(apply(original, { kind: 'setFormat', field: 'System.Description', format: 'html' }), original);
    const back = apply(markdown, { kind: 'setFormat', field: 'System.Description', format: 'html' });
    assert.equal(parsed(back).multilineFieldsFormat, undefined);
    const reverted = apply(markdown, { kind: 'revertField', field: 'System.Description' });
    assert.equal(parsed(reverted).multilineFieldsFormat, undefined);
  });

  it('can take Markdown away from a text that the base has in Markdown, and give it back', () => {
    const base = { ...task, formats: { 'System.Description': 'markdown' as const } };
    const text = formatDocument(base, { definitions, schemaUri: '' });
    const place = (now: string) => ({ text: now, document: parsed(now), base, definitions });
    const planned = planEdit({ kind: 'setFormat', field: 'System.Description', format: 'html' }, place(text));
    assert.ok(planned.ok);
    const html = applyEdits(text, [...planned.edits]);
    assert.deepEqual(parsed(html).multilineFieldsFormat, { 'System.Description': 'html' });
    const back = planEdit({ kind: 'revertField', field: 'System.Description' }, place(html));
    assert.ok(back.ok);
    assert.equal(applyEdits(html, [...back.edits]), text);
  });

  it('add relations at the end and touch no other line', () => {
    const text = apply(original, { kind: 'addRelations', relations: [link(309), link(398)] });
    assert.deepEqual(
      parsed(text)
        .relations.slice(-2)
        .map(({ url }) => url),
      [link(309).url, link(398).url],
    );
    assert.deepEqual(lines(original, text), []);
  });

  for (const own of ['{"id":299,"fields":{}}', '{"id":299,"fields":{},"relations":[]}']) {
    it(`add a relation to ${own}`, () => {
      const text = apply(own, { kind: 'addRelations', relations: [link(309)] });
      assert.deepEqual(parsed(text).relations, [link(309)]);
    });
  }

  it('refuse to link twice what is the same in another spelling', () => {
    const planned = planEdit(
      {
        kind: 'addRelations',
        relations: [{ rel: 'system.linktypes.RELATED', url: `${collectionUrl}/_apis/wit/workitems/300` }],
      },
      { text: original, document: parsed(original), base: task, definitions },
    );
    assert.equal(planned.ok ? undefined : planned.code, 'alreadyLinked');
  });

  it('remove a relation wherever it stands by now, and bring it back with its comment', () => {
    const moved = JSON.stringify(
      { ...parsed(original), relations: [...parsed(original).relations].reverse() },
      null,
      1,
    );
    const text = apply(moved, { kind: 'removeRelation', relation: parent });
    assert.ok(!text.includes('workItems/297'));
    const back = apply(text, { kind: 'revertRelation', relation: parent });
    assert.deepEqual(diff(task, parsed(back), definitions).changes, []);
  });

  it('say that a relation is not there any more', () => {
    const planned = planEdit(
      { kind: 'removeRelation', relation: { ...link(1), name: '' } },
      { text: original, document: parsed(original), base: task, definitions },
    );
    assert.deepEqual(planned, { ok: false, code: 'outdated', relation: { ...link(1), name: '' } });
  });

  it('tell apart what one address is linked as', () => {
    const url = 'vstfs:///Build/Build/7';
    const build = (name: string) => ({ rel: 'ArtifactLink', url, attributes: { name } });
    const own = JSON.stringify({ id: 299, fields: {}, relations: [build('Build'), build('Found in build')] });
    const text = apply(own, { kind: 'removeRelation', relation: { rel: 'ArtifactLink', url, name: 'Found in build' } });
    assert.deepEqual(parsed(text).relations, [build('Build')]);
  });

  it('write, change, clear and revert the comment of a relation', () => {
    const commentOf = (text: string) =>
      parsed(text).relations.find(({ url }) => url === parent.url)?.attributes?.comment;
    const changed = apply(original, { kind: 'commentRelation', relation: parent, comment: 'other' });
    assert.equal(commentOf(changed), 'other');
    assert.deepEqual(lines(changed, original), ['"comment": "other"']);
    assert.equal(commentOf(apply(changed, { kind: 'commentRelation', relation: parent, comment: '' })), undefined);
    assert.equal(apply(changed, { kind: 'revertRelation', relation: parent }), original);
    const related = { ...link(300), url: `${collectionUrl}/p/_apis/wit/workItems/300`, name: '' };
    const first = apply(original, { kind: 'commentRelation', relation: related, comment: 'see there' });
    assert.deepEqual(parsed(first).relations[1]?.attributes, { comment: 'see there' });
    assert.deepEqual(
      diff(task, parsed(apply(first, { kind: 'revertRelation', relation: related })), definitions).changes,
      [],
    );
  });

  it('leave an untouched document without changes', () => {
    assert.deepEqual(diff(task, toDocument(task, definitions), definitions).changes, []);
  });
});
