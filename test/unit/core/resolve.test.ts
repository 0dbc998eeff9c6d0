import assert from 'node:assert/strict';
import type { Document } from '../../../src/core/document';
import { parseDocument } from '../../../src/core/parseDocument';
import { clashesWith, resolveConflict, takeOver } from '../../../src/core/resolve';
import type { WorkItem } from '../../../src/core/workItem';
import { definitions, item, link, relate, set, staged, steps, unrelate } from './fixture';

const title = 'System.Title';
const state = 'System.State';
const text = 'System.Description';

function documentOf(written: string): Document {
  const parsed = parseDocument(written);
  assert(parsed.ok);
  return parsed.document;
}

describe('resolving a conflict', () => {
  const base = item(299, 5, { [title]: 'Old', [state]: 'To Do' });
  const theirs = item(299, 6, { [title]: 'Theirs', [state]: 'Done' });
  const mine = staged(base, set({ [title]: 'Mine', [state]: 'In Progress' }));

  it('takes mine at one place and leaves the other to be decided, with the revision that the guard tests', () => {
    const [clash] = clashesWith(mine, theirs, definitions);
    const resolved = resolveConflict(mine, theirs, 'mine', definitions, clash);
    assert.deepEqual(
      resolved.clashes.map(({ pointer }) => pointer),
      [`/fields/${state}`],
    );
    assert.equal(resolved.base.rev, 5);
    assert.equal(resolved.base.fields[title], 'Theirs');
    assert.equal(documentOf(resolved.text).fields[title], 'Mine');
  });

  it('takes theirs at one place, then mine at the other, and stands on their revision', () => {
    const [first, second] = clashesWith(mine, theirs, definitions);
    const half = resolveConflict(mine, theirs, 'theirs', definitions, first);
    const whole = resolveConflict(half, theirs, 'mine', definitions, second);
    assert.deepEqual(whole.clashes, []);
    assert.equal(whole.base, theirs);
    const { fields } = documentOf(whole.text);
    assert.deepEqual([fields[title], fields[state]], ['Theirs', 'In Progress']);
  });

  it('brings an edit without clashes up to their state', () => {
    const edit = staged(base, set({ [state]: 'Done' }));
    const moved = item(299, 6, { [title]: 'Theirs', [state]: 'To Do' });
    const resolved = resolveConflict(edit, moved, 'mine', definitions);
    assert.equal(resolved.base, moved);
    assert.equal(documentOf(resolved.text).fields[title], 'Theirs');
  });

  it('leaves text alone that is no document', () => {
    const broken = { base, text: '{' };
    assert.deepEqual(resolveConflict(broken, theirs, 'theirs', definitions).text, '{');
    assert.deepEqual(clashesWith(broken, theirs, definitions), []);
  });
});

describe('resolving a conflict of long text', () => {
  const html: WorkItem = item(299, 5, { [text]: '<p>old</p>' });
  const markdown: WorkItem = { ...item(299, 6, { [text]: '# theirs' }), formats: { [text]: 'markdown' } };
  const mine = staged(html, set({ [text]: '<p>mine</p>' }));

  it('keeps my text in the format that it was written in', () => {
    const { multilineFieldsFormat, fields } = documentOf(resolveConflict(mine, markdown, 'mine', definitions).text);
    assert.deepEqual([fields[text], multilineFieldsFormat], ['<p>mine</p>', { [text]: 'html' }]);
  });

  it('takes their text with its format', () => {
    const resolved = resolveConflict(mine, markdown, 'theirs', definitions);
    assert.deepEqual(resolved.clashes, []);
    assert.equal(documentOf(resolved.text).fields[text], '# theirs');
  });
});

describe('resolving a conflict of relations', () => {
  const parent = (id: number) => link('Hierarchy-Reverse', id);
  const shown = (id: number) => {
    const { rel, url } = parent(id);
    return { rel, url };
  };
  const base = item(299, 5, {}, [parent(1)]);
  const theirs = item(299, 6, {}, [parent(2)]);

  it('knows the parent as one place, whoever it is', () => {
    const mine = staged(base, steps(unrelate(0), relate(shown(3))));
    const taken = documentOf(resolveConflict(mine, theirs, 'theirs', definitions).text);
    assert.deepEqual(taken.relations, [shown(2)]);
    const kept = resolveConflict(mine, theirs, 'mine', definitions);
    assert.deepEqual(documentOf(kept.text).relations, [shown(3)]);
    assert.equal(kept.base, theirs);
  });

  it('finds the one of several that I took away by what it is, for it has no place in my text', () => {
    const comment = (id: number, text: string) => link('Related', id, { comment: text });
    const before = item(299, 5, {}, [comment(7, 'a'), comment(8, 'a')]);
    const after = item(299, 6, {}, [comment(7, 'b'), comment(8, 'b')]);
    const mine = staged(before, unrelate(0, 1));
    const clashes = clashesWith(mine, after, definitions);
    assert.deepEqual(
      clashes.map(({ pointer }) => pointer),
      ['/relations/-', '/relations/-'],
    );
    const resolved = resolveConflict(mine, after, 'theirs', definitions, clashes[1]);
    assert.equal(resolved.clashes.length, 1);
    assert.deepEqual(
      documentOf(resolved.text).relations.map(({ url }) => url),
      [comment(8, '').url],
    );
  });
});

describe('taking over what only they changed', () => {
  it('leaves nothing but the clashes between my text and theirs', () => {
    const base = item(299, 5, { [title]: 'Old', [state]: 'To Do' });
    const theirs = item(299, 6, { [title]: 'Theirs', [state]: 'Done' });
    const taken = takeOver(staged(base, set({ [title]: 'Mine' })), theirs, definitions);
    assert.deepEqual([taken.base.fields[title], taken.base.fields[state], taken.base.rev], ['Old', 'Done', 5]);
    const { fields } = documentOf(taken.text);
    assert.deepEqual([fields[title], fields[state]], ['Mine', 'Done']);
    assert.equal(taken.clashes.length, 1);
  });
});
