import assert from 'node:assert/strict';
import { applyEdit, invert } from '../../../src/core/apply';
import { planCommit, type CommitPlan, type PlanEntry } from '../../../src/core/commitPlan';
import { toDocument } from '../../../src/core/document';
import { locate } from '../../../src/core/locate';
import { diff, toOperations } from '../../../src/core/operations';
import { parseDocument } from '../../../src/core/parseDocument';
import type { WorkItem } from '../../../src/core/workItem';
import { referenceCases, type EditCase } from './cases';
import { collectionUrl, definitions, item, link, relation, staged, unrelate } from './fixture';
import { moreCases } from './moreCases';
import { applyOperations } from './wire';

function plan({ base, edit }: EditCase, removeBy: 'index' | 'id'): CommitPlan {
  return planCommit([staged(base, edit)], {
    definitions,
    collectionUrl,
    apiVersion: '7.1',
    comment: '',
    removeBy,
    bypassRules: true,
    suppressNotifications: false,
  });
}

function entryOf(planned: CommitPlan): PlanEntry | undefined {
  assert(planned.ok, JSON.stringify(planned));
  return planned.batches[0]?.entries[0];
}

function read(text: string) {
  const parsed = parseDocument(text);
  assert(parsed.ok, JSON.stringify(parsed));
  return parsed.document;
}

/** Without the comment, which is said once and then no part of the item. */
function lastingChanges(item: WorkItem, other: EditCase['base'] | ReturnType<typeof read>) {
  const document = 'rev' in other ? toDocument(other, definitions) : other;
  return diff(item, document, definitions).changes.filter(
    (change) => change.kind !== 'field' || change.field !== 'System.History',
  );
}

describe('operations of an edit', () => {
  for (const entry of [...referenceCases, ...moreCases]) {
    describe(entry.name, () => {
      const { base, edit, operations } = entry;
      const text = staged(base, edit).text;

      it('yields the operations, behind a test of the revision', () => {
        const planned = entryOf(plan(entry, 'index'));
        const expected = operations.length === 0 ? [] : [{ op: 'test', path: '/rev', value: base.rev }, ...operations];
        assert.deepEqual(planned?.operations ?? [], expected);
      });

      it('removes by id where the connection is set to it', () => {
        const planned = entryOf(plan(entry, 'id'));
        assert.deepEqual(planned?.operations.slice(1) ?? [], entry.byId ?? operations);
      });

      it('makes the document true, by operations and by applying the edit', () => {
        const document = read(text);
        const made = diff(base, document, definitions);
        for (const removeBy of ['index', 'id'] as const) {
          const sent = toOperations(made, base, definitions, { removeBy });
          assert.deepEqual(lastingChanges(applyOperations(base, sent), document), []);
        }
        assert.deepEqual(lastingChanges(applyEdit(base, made, definitions), document), []);
      });

      it('can be taken back', () => {
        const made = diff(base, read(text), definitions);
        const after = applyEdit(base, made, definitions);
        const before = applyEdit(after, invert(made), definitions);
        assert.deepEqual(lastingChanges(before, base), []);
        const back = toOperations(invert(made), after, definitions, { removeBy: 'index' });
        assert.deepEqual(lastingChanges(applyOperations(after, back), base), []);
      });

      it('finds the line of every operation', () => {
        const planned = entryOf(plan(entry, 'index'));
        const pointers = planned?.pointers.slice(1) ?? [];
        assert.equal(pointers.length, entry.places.length);
        for (const [index, pointer] of pointers.entries()) {
          const { offset, length } = locate(text, pointer);
          const piece = text.slice(offset, offset + length);
          assert(piece.includes(entry.places[index] ?? '?'), `${pointer} stands at ${piece}`);
        }
      });
    });
  }

  // Not in the table: it cannot be taken back, for the server refuses the second ("Relation already exists.").
  it('takes both of two relations that say the same', () => {
    const twin = (id: number) => relation('Hyperlink', 'https://example.com', { id });
    const base = item(1, 1, {}, [twin(1), link('Related', 300), twin(2)]);
    const edit = diff(base, unrelate(0, 2)(toDocument(base, definitions)), definitions);
    const paths = (removeBy: 'index' | 'id') =>
      toOperations(edit, base, definitions, { removeBy }).map(({ path }) => path);
    assert.deepEqual(paths('index'), ['/relations/2', '/relations/0']);
    assert.deepEqual(paths('id'), ['/relations/hyperlink/2', '/relations/hyperlink/1']);
  });
});
