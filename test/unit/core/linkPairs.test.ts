import assert from 'node:assert/strict';
import { applyEdits } from 'jsonc-parser';
import { planCommit } from '../../../src/core/commitPlan';
import type { Document } from '../../../src/core/document';
import { textFixes } from '../../../src/core/fixes';
import { parseDocument } from '../../../src/core/parseDocument';
import { relationOf } from '../../../src/core/relations';
import { emptyStage, type StagedItem } from '../../../src/core/stage';
import { stageContext } from '../../../src/core/stageContext';
import { validate } from '../../../src/core/validate';
import {
  bug,
  child,
  comment,
  definitions,
  item,
  link,
  parent,
  relate,
  related,
  set,
  staged,
  steps,
  unrelate,
  workItems,
} from './fixture';
import { context, created, only } from './planFixture';

describe('a link that is edited at both ends', () => {
  const paths = (items: readonly StagedItem[]) =>
    only(items).entries.map(({ operations }) => operations.slice(1).map(({ op, path }) => `${op} ${path}`));

  it('is added once', () => {
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(parent(1)))];
    assert.deepEqual(paths(both), [['add /relations/-'], []]);
  });

  it('is added where the comment stands', () => {
    const spoken = { ...parent(1), attributes: { comment: 'c' } };
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(spoken))];
    assert.deepEqual(paths(both), [[], ['add /relations/-']]);
  });

  it('is removed once, also where both ends have the same name', () => {
    const both = [
      staged(item(1, 1, {}, [link('Related', 2)]), unrelate(0)),
      staged(item(2, 1, {}, [link('Related', 1)]), unrelate(0)),
    ];
    assert.deepEqual(paths(both), [['remove /relations/0'], []]);
  });

  it('is another link where the type is another, or the direction', () => {
    const both = [staged(item(1, 1), relate(child(2))), staged(item(2, 1), relate(related(1), child(1)))];
    assert.deepEqual(paths(both), [['add /relations/-'], ['add /relations/-', 'add /relations/-']]);
  });

  it('is not mistaken for a hyperlink or a link whose type nobody knows', () => {
    const hyperlinks = [
      staged(item(1, 1), relate({ rel: 'Hyperlink', url: `${workItems}/2` })),
      staged(item(2, 1), relate({ rel: 'Hyperlink', url: `${workItems}/1` })),
    ];
    assert.deepEqual(paths(hyperlinks), [['add /relations/-'], ['add /relations/-']]);
    const strange = (id: number) => ({ rel: 'System.LinkTypes.Strange', url: `${workItems}/${id}` });
    const unknown = [staged(item(1, 1), relate(strange(2))), staged(item(2, 1), relate(strange(1)))];
    assert.deepEqual(paths(unknown), [['add /relations/-'], ['add /relations/-']]);
  });

  it('still carries the other changes of an item', () => {
    const both = [
      staged(item(1, 1), relate(child(2))),
      staged(item(2, 1), steps(relate(parent(1)), set({ 'System.Title': 'x' }))),
    ];
    assert.deepEqual(paths(both), [['add /relations/-'], ['add /fields/System.Title']]);
  });

  it('is known for new items too', () => {
    const batch = only([
      created(-1, { 'System.Title': bug.name }, child(-2)),
      created(-2, { 'System.Title': bug.name }, parent(-1)),
    ]);
    const links = batch.entries.map(({ id, operations }) => [
      id,
      operations.filter(({ path }) => path === '/relations/-').length,
    ]);
    assert.deepEqual(links, [
      [-2, 0],
      [-1, 1],
    ]);
  });
});

/** An edit at each of both ends of a link, and what is said to either: its own comment and the other's. */
interface Ends {
  readonly name: string;
  readonly parent: (document: Document) => Document;
  readonly child: (document: Document) => Document;
  readonly linked: boolean;
  readonly problems?: readonly (readonly [pointer: string, mine: string | undefined, theirs: string | undefined])[];
}

const spoken = (relation: { rel: string; url: string }, text: string) =>
  relate({ ...relation, attributes: { comment: text } });

const ends: readonly Ends[] = [
  {
    name: 'two comments of one link',
    linked: true,
    parent: comment(0, 'here'),
    child: comment(0, 'there'),
    problems: [
      ['/relations/0', 'here', 'there'],
      ['/relations/0', 'there', 'here'],
    ],
  },
  {
    name: 'a comment of a link that is removed at its other end',
    linked: true,
    parent: unrelate(0),
    child: comment(0, 'there'),
    problems: [
      ['/relations/-', undefined, 'there'],
      ['/relations/0', 'there', undefined],
    ],
  },
  {
    name: 'two comments of a new link',
    linked: false,
    parent: spoken(child(2), 'here'),
    child: spoken(parent(1), 'there'),
    problems: [
      ['/relations/0', 'here', 'there'],
      ['/relations/0', 'there', 'here'],
    ],
  },
  {
    name: 'a comment that is cleared at the other end',
    linked: true,
    parent: comment(0, ''),
    child: comment(0, 'there'),
    problems: [
      ['/relations/0', '', 'there'],
      ['/relations/0', 'there', ''],
    ],
  },
  { name: 'one comment at both ends', linked: true, parent: comment(0, 'same'), child: comment(0, 'same') },
  { name: 'a comment at one end only', linked: true, parent: comment(0, 'here'), child: set({ 'System.Title': 'x' }) },
  {
    name: 'a new link with a comment at one end',
    linked: false,
    parent: relate(child(2)),
    child: spoken(parent(1), 'c'),
  },
  { name: 'one comment of a new link', linked: false, parent: spoken(child(2), 'c'), child: spoken(parent(1), 'c') },
  { name: 'a link that is removed at both ends', linked: true, parent: unrelate(0), child: unrelate(0) },
];

function bothEnds(linked: boolean, above: Ends['parent'], below: Ends['child']): readonly StagedItem[] {
  return [
    staged(item(1, 1, {}, linked ? [link('Hierarchy-Forward', 2, { comment: 'old' })] : []), above),
    staged(item(2, 1, {}, linked ? [link('Hierarchy-Reverse', 1, { comment: 'old' })] : []), below),
  ];
}

describe('both ends of a link', () => {
  for (const { name, linked, parent: above, child: below, problems = [] } of ends) {
    const items = bothEnds(linked, above, below);
    it(`${name} ${problems.length === 0 ? 'is sent' : 'is to be decided first'}`, () => {
      const planned = planCommit(items, context);
      assert.equal(planned.ok, problems.length === 0);
      const found = planned.ok ? [] : planned.problems;
      assert.deepEqual(
        found,
        problems.map(([pointer, mine, theirs], index) => ({
          id: index + 1,
          problem: { code: 'linkEndsDiffer', pointer, severity: 'error', other: 2 - index, mine, theirs },
        })),
      );
    });
  }

  for (const { name, linked, parent: above, child: below, problems = [] } of ends) {
    it(`${name}: told while either end is edited, unless one of them is held`, () => {
      const items = bothEnds(linked, above, below);
      for (const { id, base, text } of items) {
        const parsed = parseDocument(text);
        assert(parsed.ok);
        const told = (stage: readonly StagedItem[]) =>
          validate(parsed.document, base, definitions, stageContext({ ...emptyStage, items: stage }));
        const [pointer, mine, theirs] = problems[id - 1] ?? [];
        const problem = { code: 'linkEndsDiffer', pointer, severity: 'error', other: 3 - id, mine, theirs };
        const expected = pointer === undefined ? [] : [problem];
        assert.deepEqual(told(items), expected);
        assert.deepEqual(told(items.filter((one) => one.id !== id)), expected);
        assert.deepEqual(told(items.filter((one) => one.id === id)), []);
        for (const heldId of [1, 2]) {
          assert.deepEqual(told(items.map((one) => ({ ...one, held: one.id === heldId }))), []);
        }
      }
    });
  }

  it('that differ come together by taking what the other says, or by taking back what this one says', () => {
    const base = item(1, 1, {}, [link('Hierarchy-Forward', 2, { comment: 'old' })]);
    const { text } = staged(base, comment(0, 'here'));
    const after = (pointer: string, theirs: string | undefined) =>
      textFixes(
        { code: 'linkEndsDiffer', pointer, severity: 'error', other: 2, mine: 'here', theirs },
        { text, base, definitions },
      ).map(({ kind, edits }) => {
        const parsed = parseDocument(applyEdits(text, [...edits]));
        return [kind, parsed.ok ? parsed.document.relations[0]?.attributes?.comment : parsed.problems];
      });
    const restored = ['restore', 'old'];
    assert.deepEqual(after('/relations/0', 'there'), [['setValue', 'there'], restored]);
    assert.deepEqual(after('/relations/0', ''), [['setValue', undefined], restored]);
    assert.deepEqual(after('/relations/0', undefined), [restored]);
    assert.deepEqual(after('/relations/-', 'there'), []);
  });

  it('that change one comment send it once', () => {
    const items = [
      staged(item(1, 1, {}, [link('Related', 2)]), comment(0, 'same')),
      staged(item(2, 1, {}, [link('Related', 1)]), comment(0, 'same')),
    ];
    const paths = only(items).entries.map(({ operations }) => operations.slice(1).map(({ path }) => path));
    assert.deepEqual(paths, [['/relations/0/attributes/comment'], []]);
  });
});

/** A position is good until somebody adds or removes a link from its other end, so that end does not. */
describe('positions of relations', () => {
  const sent = (items: readonly StagedItem[]) =>
    only(items).entries.map(({ id, operations, pointers }) => [
      id,
      ...operations.slice(1).map(({ op, path, value }, index) => {
        const url = relationOf(value)?.url.replace(workItems, ' ') ?? '';
        return `${op} ${path}${url} at ${pointers[index + 1]}`;
      }),
    ]);
  const removing = staged(item(2, 1, {}, [link('Related', 9), link('Hierarchy-Reverse', 1)]), unrelate(0));

  it('are not disturbed by a link that an earlier entry adds: it is sent from the end that names positions', () => {
    const adding = staged(item(3, 1), relate(related(2)));
    assert.deepEqual(sent([adding, removing]), [
      [3],
      [2, 'remove /relations/0 at /relations/-', 'add /relations/- /3 at /relations/-'],
    ]);
  });

  it('are not disturbed by a link that an earlier entry removes', () => {
    const parting = staged(item(1, 1, {}, [link('Hierarchy-Forward', 2)]), unrelate(0));
    assert.deepEqual(sent([parting, removing]), [
      [1],
      [2, 'remove /relations/1 at /relations/-', 'remove /relations/0 at /relations/-'],
    ]);
  });

  it('have done their work when a later entry adds a link', () => {
    const adding = staged(item(3, 1), relate(related(2)));
    assert.deepEqual(sent([removing, adding]), [
      [2, 'remove /relations/0 at /relations/-'],
      [3, 'add /relations/- /2 at /relations/0'],
    ]);
  });

  it('are not disturbed by a new item, wherever it stands: it is created first', () => {
    const adding = created(-1, { 'System.Title': 'x' }, related(2));
    const [first, second] = sent([removing, adding]);
    assert.deepEqual(first?.[0], -1);
    assert.deepEqual(second, [2, 'remove /relations/0 at /relations/-', 'add /relations/- /-1 at /relations/-']);
    assert(!JSON.stringify(first).includes('/2'));
  });

  it('that no end names stay where they are written', () => {
    const adding = staged(item(3, 1), relate(related(2)));
    const other = staged(item(2, 1), set({ 'System.Title': 'x' }));
    assert.deepEqual(sent([adding, other]), [
      [3, 'add /relations/- /2 at /relations/0'],
      [2, 'add /fields/System.Title at /fields/System.Title'],
    ]);
  });

  it('lose a removal that the other end does not know: it is sent from its own', () => {
    const parting = staged(item(1, 1, {}, [link('Dependency-Forward', 2)]), unrelate(0));
    assert.deepEqual(sent([parting, removing]), [
      [1, 'remove /relations/0 at /relations/-'],
      [2, 'remove /relations/0 at /relations/-'],
    ]);
  });

  it('of a changed comment stay with their entry', () => {
    const commenting = staged(item(1, 1, {}, [link('Hierarchy-Forward', 2)]), comment(0, 'c'));
    assert.deepEqual(sent([commenting, removing]), [
      [1, 'add /relations/0/attributes/comment at /relations/0'],
      [2, 'remove /relations/0 at /relations/-'],
    ]);
  });
});
