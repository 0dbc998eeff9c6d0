import assert from 'node:assert/strict';
import { stringifyDocument, toDocument, type Document } from '../../../src/core/document';
import { rebaseText } from '../../../src/core/rebase';
import type { WorkItem } from '../../../src/core/workItem';
import { clear, comment, definitions, item, link, relate, schemaUri, set, steps, unrelate, workItems } from './fixture';
import { wrote } from './mergeCases';

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
