import assert from 'node:assert/strict';
import { toDocument } from '../../../src/core/document';
import { stageContext } from '../../../src/core/stageContext';
import { emptyStage } from '../../../src/core/stage';
import { validate } from '../../../src/core/validate';
import type { DocumentRelation } from '../../../src/core/relations';
import type { StagedItem } from '../../../src/core/stage';
import { child, collectionUrl, definitions, item, link, parent, relate, staged, unrelate } from './fixture';

/** "Duplicate" and "Duplicate Of" are the ends of a tree too (`GET _apis/wit/workItemRelationTypes`), but no parent and child. */
describe('duplicates', () => {
  const to = (rel: string, id: number) => ({
    rel: `System.LinkTypes.${rel}`,
    url: `${collectionUrl}/_apis/wit/workItems/${id}`,
  });
  const child = item(299, 5, {}, [link('Hierarchy-Reverse', 1)]);

  it('of an item that has a parent are no second parent', () => {
    const document = relate(to('Duplicate-Reverse', 7))(toDocument(child, definitions));
    assert.deepEqual(validate(document, child, definitions), []);
  });

  it('that have a parent are not taken from it', () => {
    const bases = (id: number) => (id === 7 ? [to('Hierarchy-Reverse', 1)] : undefined);
    const document = relate(to('Duplicate-Forward', 7))(toDocument(child, definitions));
    assert.deepEqual(validate(document, child, definitions, stageContext(emptyStage, bases)), []);
  });
});

/** Links that the stage and what was read of others make of an item's edit: who is above, and what goes round. */
interface StagedLinks {
  readonly name: string;
  readonly stage: readonly StagedItem[];
  /** Relations of items that are not staged. */
  readonly bases?: Readonly<Record<number, readonly DocumentRelation[]>>;
  /** Of item 1, which is staged where the stage says so. */
  readonly base?: ReturnType<typeof item>;
  readonly edit: (document: ReturnType<typeof toDocument>) => ReturnType<typeof toDocument>;
  readonly problems: readonly (readonly [code: string, numbers: readonly number[]])[];
}

const url = (id: number) => `${collectionUrl}/_apis/wit/workItems/${id}`;
const successor = (id: number) => ({ rel: 'System.LinkTypes.Dependency-Forward', url: url(id) });
const predecessor = (id: number) => ({ rel: 'System.LinkTypes.Dependency-Reverse', url: url(id) });
const one = item(1, 1);

const links: readonly StagedLinks[] = [
  {
    name: 'a parent below the item, through two staged documents',
    stage: [staged(item(2, 1), relate(parent(3))), staged(item(3, 1), relate(parent(1)))],
    edit: relate(parent(2)),
    problems: [['linkCircle', [1, 2, 3, 1]]],
  },
  {
    name: 'a child above the item, which has no parent itself',
    stage: [staged(item(5, 1), relate(parent(9)))],
    base: item(1, 1, {}, [link('Hierarchy-Reverse', 5)]),
    edit: relate(child(9)),
    problems: [['linkCircle', [1, 9, 5, 1]]],
  },
  {
    name: 'a successor that precedes the item, by staged and by known links of either end',
    stage: [staged(item(3, 1), relate(predecessor(2)))],
    bases: { 3: [], 4: [successor(1)], 2: [], 1: [] },
    edit: relate(successor(2), predecessor(3)),
    problems: [
      ['linkCircle', [1, 2, 3, 1]],
      ['linkCircle', [1, 3, 2, 1]],
    ],
  },
  {
    name: 'both ends of one link on one item',
    stage: [],
    edit: relate(successor(2), predecessor(2)),
    problems: [
      ['linkCircle', [1, 2, 1]],
      ['linkCircle', [1, 2, 1]],
    ],
  },
  {
    name: 'links of networks go round as they like',
    stage: [staged(item(2, 1), relate({ rel: 'System.LinkTypes.Related', url: url(1) }))],
    edit: relate({ rel: 'System.LinkTypes.Related', url: url(2) }),
    problems: [],
  },
  {
    name: 'another type, another way',
    stage: [staged(item(2, 1), relate(successor(1)))],
    edit: relate(child(2)),
    problems: [],
  },
  {
    name: 'a link that the stage removes from its other end leads nowhere',
    stage: [staged(item(2, 1, {}, [link('Hierarchy-Reverse', 3)]), unrelate(0))],
    bases: { 3: [child(2), parent(1)] },
    edit: relate(parent(2)),
    problems: [],
  },
  {
    name: 'a child whose parent lets it go',
    stage: [staged(item(8, 1, {}, [link('Hierarchy-Forward', 7)]), unrelate(0))],
    bases: { 7: [parent(8)] },
    edit: relate(child(7)),
    problems: [],
  },
  {
    name: 'a child that leaves its parent itself, staged or not',
    stage: [
      staged(item(7, 1, {}, [link('Hierarchy-Reverse', 8)]), unrelate(0)),
      staged(item(8, 1, {}, [link('Hierarchy-Forward', 7)])),
    ],
    edit: relate(child(7)),
    problems: [],
  },
  {
    name: 'a child that another item of the stage takes too',
    stage: [staged(item(8, 1), relate(child(7)))],
    edit: relate(child(7)),
    problems: [['secondParent', [8, 1]]],
  },
  {
    name: 'what was staged of the item itself before says nothing: the child becomes the parent',
    stage: [staged(one, relate(child(2)))],
    edit: relate(parent(2)),
    problems: [],
  },
  {
    name: 'a child that becomes the parent in one edit, though it still names its parent',
    stage: [],
    base: item(1, 1, {}, [link('Hierarchy-Forward', 2)]),
    bases: { 2: [parent(1)] },
    edit: (document) => relate(parent(2))(unrelate(0)(document)),
    problems: [],
  },
  {
    name: 'a removal that was staged before and is taken back',
    stage: [staged(item(1, 1, {}, [link('Hierarchy-Reverse', 5)]), unrelate(0))],
    bases: { 5: [child(1), parent(9)] },
    base: item(1, 1, {}, [link('Hierarchy-Reverse', 5)]),
    edit: relate(child(9)),
    problems: [['linkCircle', [1, 9, 5, 1]]],
  },
];

describe('links of a stage', () => {
  for (const { name, stage, bases = {}, base = one, edit, problems } of links) {
    it(name, () => {
      const context = stageContext({ ...emptyStage, items: stage }, (id) => bases[id]);
      const found = validate(edit(toDocument(base, definitions)), base, definitions, context);
      assert.deepEqual(
        found.map((problem) => [
          problem.code,
          problem.code === 'linkCircle' ? problem.ids : problem.code === 'secondParent' ? problem.parents : [],
        ]),
        problems,
      );
    });
  }
});
