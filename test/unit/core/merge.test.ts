import assert from 'node:assert/strict';
import { toDocument } from '../../../src/core/document';
import { merge } from '../../../src/core/merge';
import { definitions, formats, item, link, parent, relate, set, steps, workItems } from './fixture';
import { linked, cases } from './mergeCases';

describe('merge', () => {
  for (const {
    name,
    base: given = {},
    relations = [],
    formats: own = {},
    mine,
    theirs,
    fields,
    links,
    clashes = [],
  } of cases) {
    it(name, () => {
      const base = item(1, 1, given, relations, { formats: own });
      const result = merge(base, mine(toDocument(base, definitions)), theirs(base), definitions);
      assert.deepEqual(result.clashes, clashes);
      for (const [field, value] of Object.entries(fields ?? {}))
        assert.deepEqual(result.document.fields[field], value, field);
      const drawn = result.document.relations.map(({ url, attributes }) =>
        `${url.slice(workItems.length + 1)} ${attributes?.comment ?? ''}`.trim(),
      );
      if (links !== undefined) assert.deepEqual(drawn, links);
    });
  }

  it('knows the parent by its topology, or by its name where the type is unknown', () => {
    const base = item(1, 1);
    const mine = relate(parent(5))(toDocument(base, definitions));
    const theirs = linked(link('Hierarchy-Reverse', 6))(base);
    assert.equal(merge(base, mine, theirs, { ...definitions, relationTypes: [] }).clashes.length, 1);
    const duplicate = (id: number) => ({ rel: 'System.LinkTypes.Duplicate-Reverse', url: `${workItems}/${id}` });
    const other = relate(duplicate(5))(toDocument(base, definitions));
    assert.equal(merge(base, other, linked(link('Duplicate-Reverse', 6))(base), definitions).clashes.length, 1);
    const forward = relate({ ...duplicate(5), rel: 'System.LinkTypes.Duplicate-Forward' })(
      toDocument(base, definitions),
    );
    assert.equal(merge(base, forward, linked(link('Duplicate-Forward', 6))(base), definitions).clashes.length, 0);
  });

  it('keeps theirs in Markdown, and takes mine over with its text', () => {
    const base = item(1, 1, { 'System.Description': 'x', 'Custom.Notes': 'y' });
    const mine = steps(
      set({ 'System.Description': '# x' }),
      formats({ 'system.description': 'markdown' }),
    )(toDocument(base, definitions));
    const theirs = { ...base, formats: { 'Custom.Notes': 'markdown', 'Custom.Html': 'html' } as const };
    assert.deepEqual(merge(base, mine, theirs, definitions).document.multilineFieldsFormat, {
      'Custom.Notes': 'markdown',
      'system.description': 'markdown',
    });
    const same = {
      ...theirs,
      fields: { ...theirs.fields, 'System.Description': '# x' },
      formats: { 'System.Description': 'markdown' } as const,
    };
    assert.deepEqual(merge(base, mine, same, definitions), {
      document: { ...mine, multilineFieldsFormat: { 'System.Description': 'markdown' } },
      clashes: [],
    });
  });
});
