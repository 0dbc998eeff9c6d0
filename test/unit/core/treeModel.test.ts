import assert from 'node:assert/strict';
import { emptyStage, type Stage, type StagedItem } from '../../../src/core/stage';
import { itemNodes, newItemNodes, type ItemNode, type ResultRow } from '../../../src/core/treeModel';
import type { WorkItem } from '../../../src/core/workItem';
import { item, jamal, relate, set, staged, stagedText, workItems } from './fixture';

/** A tree as text: one line for each node, what is below further right. */
function drawn(nodes: readonly ItemNode[], indent = ''): readonly string[] {
  return nodes.flatMap(({ key, title, mark, children }) => [
    `${indent}${key} ${title}${mark === undefined ? '' : ` [${mark}]`}`,
    ...drawn(children, `${indent}  `),
  ]);
}

function row(id: number, parent?: number): ResultRow {
  return { id, parent };
}

function items(...ids: readonly number[]): ReadonlyMap<number, WorkItem> {
  return new Map(ids.map((id) => [id, item(id, 1, { 'System.Title': `T${id}` })]));
}

function stageOf(...all: readonly StagedItem[]): Stage {
  return { ...emptyStage, items: all };
}

describe('the tree of a result', () => {
  for (const { name, rows, ids, lines } of [
    { name: 'a flat list, each once', rows: [row(1), row(2), row(1)], ids: [1, 2], lines: ['1 T1', '2 T2'] },
    {
      name: 'a tree',
      rows: [row(1), row(2, 1), row(3, 2), row(4)],
      ids: [1, 2, 3, 4],
      lines: ['1 T1', '  1.2 T2', '    1.2.3 T3', '4 T4'],
    },
    {
      name: 'links of one hop, with items in several places',
      rows: [row(1), row(2, 1), row(3, 1), row(2), row(1, 2), row(3, 2)],
      ids: [1, 2, 3],
      lines: ['1 T1', '  1.2 T2', '  1.3 T3', '2 T2', '  2.1 T1', '  2.3 T3'],
    },
    {
      name: 'a row without an item, and what stood under it',
      rows: [row(1), row(2, 1), row(3, 2)],
      ids: [1, 3],
      lines: ['1 T1', '3 T3'],
    },
    { name: 'a parent that is no row', rows: [row(2, 9), row(3, 2)], ids: [2, 3], lines: ['2 T2', '  2.3 T3'] },
    {
      name: 'a circle',
      rows: [row(1, 2), row(2, 1), row(5)],
      ids: [1, 2, 5],
      lines: ['5 T5', '1 T1', '  1.2 T2', '    1.2.1 T1'],
    },
    { name: 'an item that is its own parent', rows: [row(1, 1), row(1)], ids: [1], lines: ['1 T1'] },
    { name: 'nothing', rows: [], ids: [1], lines: [] },
  ]) {
    it(name, () => {
      assert.deepEqual(drawn(itemNodes(rows, items(...ids), emptyStage)), lines);
    });
  }

  it('does not grow without bound where everything is linked to everything', () => {
    const all = Array.from({ length: 30 }, (_entry, index) => index + 1);
    const rows = all.flatMap((id) => [row(id), ...all.filter((other) => other !== id).map((other) => row(other, id))]);
    assert.equal(drawn(itemNodes(rows, items(...all), emptyStage)).length, 30 * 30);
  });

  it('shows what the staged document says, and how it stands', () => {
    const base = item(1, 1, { 'System.AssignedTo': jamal });
    const edited = staged(base, set({ 'System.Title': 'new', 'System.State': 'Done', 'System.AssignedTo': 'ann@x' }));
    const node = (stage: Stage) => itemNodes([row(1)], new Map([[1, base]]), stage)[0];
    assert.deepEqual(node(stageOf(edited)), {
      key: '1',
      id: 1,
      title: 'new',
      type: 'Task',
      state: 'Done',
      assignedTo: 'ann@x',
      mark: 'staged',
      children: [],
    });
    const { title, state, assignedTo, mark } = node(stageOf({ ...stagedText(base, 'broken'), held: true })) ?? {};
    assert.deepEqual(
      [title, state, assignedTo, mark],
      ['JavaScript implementation for Microsoft Account', 'To Do', 'Jamal Hartnett', 'held'],
    );
  });

  it('knows people by their names, and nobody where nobody is assigned', () => {
    const base = item(1, 1, { 'System.AssignedTo': jamal });
    const who = (edited: StagedItem) => itemNodes([row(1)], new Map([[1, base]]), stageOf(edited))[0]?.assignedTo;
    assert.equal(who(staged(base, set({ 'System.Title': 'x' }))), 'Jamal Hartnett');
    assert.equal(who(staged(base, set({ 'System.AssignedTo': '' }))), '');
    assert.equal(itemNodes([row(2)], items(2), emptyStage)[0]?.assignedTo, '');
  });
});

describe('new items', () => {
  it('stand under the new item that they name as their parent', () => {
    const fresh = (id: number, parent?: number) =>
      staged(
        item(id, 0, { 'System.Title': `N${id}` }),
        parent === undefined
          ? undefined
          : relate(
              { rel: 'System.LinkTypes.Related', url: `${workItems}/-9` },
              { rel: 'system.linktypes.hierarchy-reverse', url: `${workItems}/${parent}` },
            ),
      );
    const stage = stageOf(
      fresh(-2, -1),
      fresh(-1),
      staged(item(7, 1)),
      fresh(-3, 7),
      stagedText(item(-4, 0), 'broken'),
    );
    assert.deepEqual(drawn(newItemNodes(stage)), [
      '-1 N-1 [staged]',
      '  -1.-2 N-2 [staged]',
      '-3 N-3 [staged]',
      '-4 JavaScript implementation for Microsoft Account [staged]',
    ]);
  });
});
