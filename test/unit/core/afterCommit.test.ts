import assert from 'node:assert/strict';
import { carryOver, committedState } from '../../../src/core/afterCommit';
import { parseDocument } from '../../../src/core/parseDocument';
import { toDocument, withValue } from '../../../src/core/document';
import { collectionUrl, definitions, item, link, relate, set, staged, steps } from './fixture';

const title = 'System.Title';

describe('the state after a commit', () => {
  it('is base and edit under the real id and revision, without the comment', () => {
    const sent = staged(item(299, 5), set({ [title]: 'New', 'System.Tags': ['a', 'b'], 'System.History': 'why' }));
    const after = committedState(sent, { id: 299, rev: 6 }, definitions);
    assert.deepEqual([after.rev, after.fields[title], after.fields['System.Tags']], [6, 'New', 'a; b']);
    assert.equal(after.fields['System.History'], undefined);
  });

  it('is the base where the text is no document', () => {
    const base = item(299, 5);
    assert.deepEqual(committedState({ base, text: '{' }, { id: 299, rev: 6 }, definitions), { ...base, rev: 6 });
  });
});

describe('text that was written on while its new item was committed', () => {
  const fresh = item(-1, 0, { [title]: '' });
  const other = { rel: 'System.LinkTypes.Related', url: `${collectionUrl}/_apis/wit/workItems/-2` };
  const sent = staged(fresh, steps(set({ [title]: 'Sent' }), relate(other)));
  const real = item(301, 1, { [title]: 'Sent', 'System.CommentCount': 0, 'System.State': 'To Do' }, [
    link('Related', 302),
  ]);
  const realIds = new Map([
    [-1, 301],
    [-2, 302],
  ]);

  it('says of the real item what is new, and nothing else', () => {
    const written = withValue(sent.text, ['fields', 'System.Description'], '<p>more</p>');
    const parsed = parseDocument(carryOver(written, sent, real, realIds, definitions));
    assert(parsed.ok);
    const { fields, ...rest } = toDocument(real, definitions);
    assert.deepEqual(parsed.document.relations, rest.relations);
    assert.equal(parsed.document.id, 301);
    assert.equal(parsed.document.fields['System.Description'], '<p>more</p>');
    for (const [name, value] of Object.entries(fields)) assert.deepEqual(parsed.document.fields[name] ?? value, value);
  });

  it('says nothing where nothing was written since', () => {
    const parsed = parseDocument(carryOver(sent.text, sent, real, realIds, definitions));
    assert(parsed.ok);
    assert.deepEqual(parsed.document.relations, toDocument(real, definitions).relations);
    assert.equal(parsed.document.fields[title], 'Sent');
  });
});
