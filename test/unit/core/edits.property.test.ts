import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdit, invert } from '../../../src/core/apply';
import { toDocument } from '../../../src/core/document';
import { diff, diffRelations, toOperations } from '../../../src/core/operations';
import { toDocumentRelation, type DocumentRelation } from '../../../src/core/relations';
import type { Relation, WorkItem } from '../../../src/core/workItem';
import {
  documentEdit,
  documentRelations,
  edited,
  editDocument,
  identity,
  meaning,
  wireRelation,
  workItem,
} from './arbitraries';
import { definitions } from './fixture';
import { genes } from './genes';
import { properties, property } from './property';
import { respelled } from './spellings';
import { applyOperations } from './wire';

describe('laws of edits', () => {
  const text = (item: WorkItem) => meaning(toDocument(item, definitions));

  /** Told once of each pair, for all laws. */
  const told = edited.map(([base, document]) => {
    const edit = diff(base, document, definitions);
    const after = applyEdit(base, edit, definitions);
    return { base, edit, after, before: text(base), meant: meaning(document) };
  });

  properties('an edit makes the document true, and can be taken back', told, {
    'applying the edit makes the document true': ({ after, meant }) => {
      assert.deepEqual(text(after), meant);
    },
    'sending the operations makes the document true, by index and by id': ({ base, edit, meant }) => {
      for (const removeBy of ['index', 'id'] as const) {
        assert.deepEqual(text(applyOperations(base, toOperations(edit, base, definitions, { removeBy }))), meant);
      }
    },
    'the inverse gives the base back, applied and sent': ({ before, edit, after }) => {
      assert.deepEqual(text(applyEdit(after, invert(edit), definitions)), before);
      const back = toOperations(invert(edit), after, definitions, { removeBy: 'index' });
      assert.deepEqual(text(applyOperations(after, back)), before);
    },
    'the inverse of the inverse is the edit': ({ edit }) => {
      assert.deepEqual(invert(invert(edit)), edit);
    },
    'a document that was not edited changes nothing': ({ base }) => {
      assert.deepEqual(diff(base, toDocument(base, definitions), definitions).changes, []);
    },
    'no field stands twice in one entry, and removals descend': ({ base, edit }) => {
      const operations = toOperations(edit, base, definitions, { removeBy: 'index' });
      const paths = operations.filter(({ path }) => !path.endsWith('/-')).map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length);
      const removals = operations.filter(({ op, path }) => op === 'remove' && path.startsWith('/relations/'));
      const indices = removals.map(({ path }) => Number(path.split('/').at(-1)));
      const descending = [...indices].sort((a, b) => b - a);
      assert.deepEqual(indices, descending);
    },
  });
});

describe('other words for the same', () => {
  const both = fc.tuple(edited, genes(120)).map(([[base, document], own]) => ({ base, document, own }));

  property('are no change, whichever values, urls and orders they are used for', both, ({ base, document, own }) => {
    const said = { ...document, fields: { ...document.fields, 'System.History': '' } };
    const after = applyEdit(base, diff(base, said, definitions), definitions);
    assert.deepEqual(diff(after, respelled(said, own), definitions).changes, []);
  });
});

/** What others may have done to the relations since: other order, some gone, some new, urls spelled otherwise. */
interface Meanwhile {
  readonly order: readonly number[];
  readonly gone: readonly boolean[];
  readonly added: readonly DocumentRelation[];
  readonly project: boolean;
}

const meanwhile: fc.Arbitrary<Meanwhile> = fc.record({
  order: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  gone: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  added: documentRelations,
  project: fc.boolean(),
});

function disturb(base: WorkItem, { order, gone, added, project }: Meanwhile): WorkItem {
  const known = new Set(base.relations.map(markOf));
  const left = base.relations.filter((_relation, index) => gone[index % 12] !== true);
  const fresh = added.map(wireRelation).filter((relation) => !known.has(markOf(relation)));
  const sorted = [...left, ...fresh]
    .map((relation, index) => ({ relation, place: order[index % 12] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ relation }) => (project ? readAlone(relation) : relation));
  return { ...base, relations: sorted };
}

function markOf(relation: Relation): unknown {
  return relation.attributes['mark'];
}

/** As a single read gives it: with the project in the url; artifacts not encoded. */
function readAlone(relation: Relation): Relation {
  const url = relation.url
    .replace('https://dev.azure.com/fabrikam/_apis', 'https://fabrikam.visualstudio.com/DefaultCollection/p-1/_apis')
    .replaceAll('%2F', '/');
  return { ...relation, url };
}

describe('relations on a base that others changed meanwhile', () => {
  property(
    'exactly the intended ones go, whatever became of the list',
    fc.tuple(workItem, documentEdit, meanwhile),
    ([base, edit, change]) => {
      const made = diff(base, editDocument(base, edit), definitions).changes;
      const intended = made.flatMap((entry) => (entry.kind === 'removeRelation' ? [entry] : []));
      const doomed = new Set<unknown>(intended.map(({ relation }) => identity(relation)));
      const newest = disturb(base, change);
      for (const removeBy of ['index', 'id'] as const) {
        const operations = toOperations({ changes: intended }, newest, definitions, { removeBy });
        const left = newest.relations.filter((relation) => !doomed.has(markOf(relation)));
        assert.deepEqual(applyOperations(newest, operations).relations, left);
      }
    },
  );

  property(
    'the whole edit still yields what was meant',
    fc.tuple(workItem, documentEdit, meanwhile),
    ([base, edit, change]) => {
      const document = editDocument(base, edit);
      const made = { changes: diffRelations(base.relations.map(toDocumentRelation), document.relations) };
      const newest = disturb(base, { ...change, gone: [false] });
      const after = applyOperations(newest, toOperations(made, newest, definitions, { removeBy: 'index' }));
      for (const entry of made.changes) {
        const { relation } = entry;
        // A relation that is there already keeps its comment where mine brings none.
        const anyComment = entry.kind === 'addRelation' && relation.attributes?.comment === undefined;
        const stands = after.relations.some((other) =>
          diffRelations([toDocumentRelation(other)], [relation]).every(
            ({ kind }) => anyComment && kind === 'changeRelation',
          ),
        );
        assert.equal(stands, entry.kind !== 'removeRelation');
      }
    },
  );
});
