import assert from 'node:assert/strict';
import { query } from './memorySource';
import type { LinkRow } from '../../../../src/sandbox/wiql/linkRows';

const child = 'System.LinkTypes.Hierarchy-Forward';

/** Rows as text: `2` for a root, `2>3` for a link. */
function rows(text: string, top?: number): string {
  const print = ({ source, target }: LinkRow): string => (source === undefined ? `${target}` : `${source}>${target}`);
  return query(`SELECT [System.Id] FROM WorkItemLinks WHERE ${text}`, top === undefined ? {} : { top })
    .rows.map(print)
    .join(' ');
}

describe('a query of links', () => {
  const cases: readonly (readonly [condition: string, expected: string])[] = [
    [`[System.Links.LinkType] = '${child}' MODE (MustContain)`, '1 1>2 2 2>3 2>4'],
    [`[System.Links.LinkType] = 'system.linktypes.hierarchy-forward'`, '1 1>2 2 2>3 2>4'],
    [
      `[System.Links.LinkType] IN ('${child}', 'System.LinkTypes.Dependency-Forward') MODE (MustContain)`,
      '1 1>2 2 2>3 2>4 3 3>4',
    ],
    [
      `[Source].[System.WorkItemType] = 'Feature' AND [System.Links.LinkType] <> '' MODE (MustContain)`,
      '2 2>1 2>3 2>4',
    ],
    [
      `[Source].[System.TeamProject] = @project AND ([System.Links.LinkType] = '${child}') AND ([Target].[System.WorkItemType] = 'Task') MODE (MayContain)`,
      '1 2 2>4 3 4',
    ],
    [`[Source].[System.TeamProject] = @project AND [System.Links.LinkType] = '${child}' MODE (DoesNotContain)`, '3 4'],
    [
      `[Source].[System.Id] = 2 AND [System.Links.LinkType] = '${child}' ORDER BY [System.Title] DESC MODE (MustContain)`,
      '2 2>4 2>3',
    ],
    [`[System.Links.LinkType] = '${child}' AND [Source].[System.AssignedTo] = [Target].[System.AssignedTo]`, '2 2>4'],
    [`[System.Links.LinkType] = '${child}' AND [Target].[System.AssignedTo] EVER 'Bob Ray'`, '1 1>2 2 2>4'],
  ];
  for (const [condition, expected] of cases) {
    it(condition, () => assert.equal(rows(condition), expected));
  }

  it('stops at $top', () => assert.equal(rows(`[System.Links.LinkType] = '${child}'`, 3), '1 1>2 2'));

  it('names the link on every row but the roots', () => {
    const [root, link] = query(`SELECT [System.Id] FROM WorkItemLinks WHERE [System.Links.LinkType] = '${child}'`).rows;
    assert.deepEqual(root, { target: 1 });
    assert.deepEqual(link, { rel: child, source: 1, target: 2 });
  });
});

describe('a recursive query', () => {
  const tree = (condition: string, mode = 'Recursive'): string =>
    rows(`${condition} AND [System.Links.LinkType] = '${child}' MODE (${mode})`);

  it('shows each item once, below its parent', () => {
    assert.equal(tree('[Source].[System.TeamProject] = @project'), '1 1>2 2>3 2>4');
  });

  it('begins at the highest items that match', () => {
    assert.equal(tree("[Source].[System.WorkItemType] = 'Feature'"), '2 2>3 2>4');
    assert.equal(tree("[Source].[System.WorkItemType] IN ('Bug', 'Task')"), '3 4 5');
  });

  it('goes down through items that match only', () => {
    assert.equal(
      tree("[Source].[System.WorkItemType] = 'Epic' AND [Target].[System.WorkItemType] = 'Feature'"),
      '1 1>2',
    );
    assert.equal(tree("[Source].[System.WorkItemType] = 'Epic' AND [Target].[System.WorkItemType] = 'Task'"), '1');
  });

  it('shows the way to matching items where these are matched first', () => {
    const condition = "[Source].[System.WorkItemType] IN ('Epic', 'Task') AND [Target].[System.WorkItemType] = 'Task'";
    assert.equal(tree(condition, 'Recursive, ReturnMatchingChildren'), '1 1>2 2>4');
  });

  it('follows one kind of tree only', () => {
    const refused = /needs exactly one link type, and one whose topology is a tree/;
    assert.throws(() => rows('[Source].[System.Id] = 1 MODE (Recursive)'), refused);
    assert.throws(
      () => rows("[System.Links.LinkType] = 'System.LinkTypes.Dependency-Forward' MODE (Recursive)"),
      refused,
    );
    assert.throws(() => rows(`[System.Links.LinkType] IN ('${child}', 'x') MODE (Recursive)`), refused);
  });
});
