import assert from 'node:assert/strict';
import { query, where } from './memorySource';

/** `[condition, ids]` */
type Case = readonly [condition: string, ids: readonly number[]];

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [condition, ids] of cases) it(condition, () => assert.deepEqual(where(condition), ids));
  });
}

table('text fields', [
  ["[System.State] = 'done'", [3]],
  ["[State] <> 'To Do'", [1, 2, 3]],
  ["[System.Title] CONTAINS 'CARD'", [3, 4]],
  ["[System.Title] = 'Card isn''t read'", [3]],
  ["[System.Title] NOT CONTAINS 'card'", [1, 2, 5]],
  ["[System.State] IN ('New', 'to do')", [1, 4, 5]],
  ["[System.State] NOT IN ('New', 'To Do')", [2, 3]],
  ["[System.Title] > 'other'", [1, 4, 5]],
  ["[System.State] = 'No such state'", []],
  ["[System.WorkItemType] = '[Any]'", [1, 2, 3, 4, 5]],
  ['[System.WorkItemType] = [Any]', [1, 2, 3, 4, 5]],
  ["[System.WorkItemType] <> '[Any]'", [1, 2, 3, 4, 5]],
  ['[System.TeamProject] = @project', [1, 2, 3, 4]],
  ["[System.State] WAS EVER 'New'", [1, 2, 3]],
  ["NOT [System.State] EVER 'New'", [4, 5]],
  ["[System.Description] CONTAINS 'card number'", [3]],
  ["[System.Description] CONTAINS '<b>'", []],
  ["[System.Description] CONTAINS 'number & the'", [3]],
  ["[System.Description] CONTAINS WORDS 'card num*'", [3]],
  ["[System.Description] CONTAINS WORDS 'card name'", []],
  ["[System.Description] NOT CONTAINS WORDS 'card'", [1, 2, 4, 5]],
  ["[System.Title] CONTAINS WORDS 'the card'", [4]],
  ["[System.Title] NOT CONTAINS WORDS 'read'", [1, 2, 5]],
  ['[System.Description] IS EMPTY', [1, 2, 4, 5]],
  ['[System.Description] IS NOT EMPTY', [3]],
  ["[System.History] CONTAINS 'tuesday'", [3]],
]);

table('tags match whole', [
  ["[System.Tags] CONTAINS 'web'", [3]],
  ["[System.Tags] CONTAINS 'pay'", []],
  ["[System.Tags] NOT CONTAINS 'Payment'", [1, 2, 4, 5]],
]);

table('people', [
  ['[System.AssignedTo] = @Me', [3]],
  ['[System.AssignedTo] <> @me', [1, 2, 4, 5]],
  ["[System.AssignedTo] = 'bob ray'", [2, 4]],
  ["[System.AssignedTo] = 'BOB@fabrikam.com'", [2, 4]],
  ["[System.AssignedTo] = 'Anything <bob@fabrikam.com>'", [2, 4]],
  ["[System.AssignedTo] = 'Gone Person'", [5]],
  ["[System.AssignedTo] = ''", [1]],
  ["[System.AssignedTo] <> ''", [2, 3, 4, 5]],
  ["[System.AssignedTo] CONTAINS 'lee'", [3]],
  ["[System.AssignedTo] IN (@Me, 'Gone Person')", [3, 5]],
  ["[System.AssignedTo] IN GROUP 'Developers'", [2, 4]],
  ["[System.AssignedTo] NOT IN GROUP 'Developers'", [1, 3, 5]],
  ["EVER [System.AssignedTo] = 'Ann Lee'", [2, 3]],
  ['[System.AssignedTo] = [System.CreatedBy]', [1, 3]],
  ['[System.AssignedTo] <> [System.CreatedBy]', [2, 4, 5]],
]);

table('numbers and truth values', [
  ['[System.Id] > 3', [4, 5]],
  ["[System.Id] = '3'", [3]],
  ['[System.Id] IN (1, 5, 99)', [1, 5]],
  ['[System.Id] NOT IN (1, 5, 99)', [2, 3, 4]],
  ["[Microsoft.VSTS.Common.Priority] = ''", [1, 2, 5]],
  ['[Priority] <> 1', [1, 2, 4, 5]],
  ['[Priority] < 2', [3]],
  ['[Effort] >= 2.5', [4]],
  ['[System.Id] IN (@Follows)', [3, 4]],
  ['[System.Id] = @Follows', [3, 4]],
  ['[System.BoardColumnDone] = true', [4]],
  ['[System.BoardColumnDone] <> 1', [1, 2, 3, 5]],
  ['[Priority] < [System.Id]', [3, 4]],
]);

table('dates compare by day', [
  ["[System.ChangedDate] = '2026-05-20'", [3, 4]],
  ["[System.ChangedDate] > '2026-05-19'", [3, 4, 5]],
  ["[System.ChangedDate] <= '2026-05-19T00:00:00Z'", [1, 2]],
  ['[System.ChangedDate] >= @Today', [3, 4, 5]],
  ['[System.ChangedDate] < @Today - 1', [1]],
  ['[System.ChangedDate] >= @StartOfWeek', [2, 3, 4, 5]],
  ['[System.ChangedDate] < @StartOfYear', []],
  ["[System.CreatedDate] = ''", [1, 2, 3, 4, 5]],
]);

describe('dates compare with their time where it is asked for', () => {
  const cases: readonly Case[] = [
    ["[System.ChangedDate] >= '2026-05-20T09:00:00.25Z'", [4, 5]],
    ["[System.ChangedDate] > '2026-05-19'", [2, 3, 4, 5]],
    ["[System.ChangedDate] = '2026-05-20'", [3]],
    ['[System.ChangedDate] > @Today', [4, 5]],
  ];
  for (const [condition, ids] of cases) {
    it(condition, () => assert.deepEqual(where(condition, { timePrecision: true }), ids));
  }
});

table('paths', [
  ["[System.AreaPath] = 'fabrikam\\web'", [4]],
  ["[System.AreaPath] UNDER 'Fabrikam\\Web'", [3, 4]],
  ["[System.AreaPath] UNDER '\\Fabrikam\\Web\\'", [3, 4]],
  ["[System.AreaPath] NOT UNDER 'Fabrikam'", [5]],
  ["[System.AreaPath] IN ('Fabrikam', 'Contoso')", [1, 2, 5]],
  ['[System.AreaPath] = @TeamAreas', [3, 4, 5]],
  ['[System.IterationPath] = @CurrentIteration', [4]],
  ['[System.IterationPath] UNDER @CurrentIteration - 1', []],
  ['[System.IterationPath] = @CurrentIteration + 1', []],
]);

table('conditions', [
  ["[State] = 'New' OR [State] = 'Done' AND [Priority] = 2", [1]],
  ["([State] = 'New' OR [State] = 'Done') AND NOT [Priority] = 1", [1]],
]);

describe('a flat query', () => {
  const ids = (text: string, top?: number): readonly number[] => query(text, top === undefined ? {} : { top }).items;

  it('returns everything, by id, without a condition', () => {
    assert.deepEqual(ids('SELECT [System.Id] FROM WorkItems'), [1, 2, 3, 4, 5]);
  });

  it('sorts by its terms, fields without a value first', () => {
    const text = 'SELECT [System.Id] FROM WorkItems ORDER BY [Priority] DESC, [System.ChangedDate] DESC';
    assert.deepEqual(ids(text), [4, 3, 5, 2, 1]);
    assert.deepEqual(ids('SELECT [System.Id] FROM WorkItems ORDER BY [System.AssignedTo]'), [1, 3, 2, 4, 5]);
  });

  it('stops at $top, after sorting', () => {
    assert.deepEqual(ids('SELECT [System.Id] FROM WorkItems ORDER BY [System.ChangedDate] DESC', 2), [5, 4]);
    assert.deepEqual(ids('SELECT [System.Id] FROM WorkItems ORDER BY [System.ChangedDate] DESC', 1), [5]);
    assert.deepEqual(ids('SELECT [System.Id] FROM WorkItems', 0), []);
  });

  it('sees the past with ASOF', () => {
    assert.deepEqual(ids("SELECT [System.Id] FROM WorkItems WHERE [State] = 'New' ASOF '2026-05-01'"), [1, 2, 3]);
    assert.deepEqual(ids("SELECT [System.Id] FROM WorkItems ASOF '2026-02-15'"), [1, 2]);
    assert.equal(query('SELECT [System.Id] FROM WorkItems ASOF @Today - 1').asOf, '2026-05-19T00:00:00.000Z');
  });

  it('tells its columns and its order', () => {
    const result = query('SELECT [System.Id], Title FROM WorkItems ORDER BY [Changed Date] DESC');
    assert.deepEqual(
      result.columns.map(({ referenceName }) => referenceName),
      ['System.Id', 'System.Title'],
    );
    assert.deepEqual(
      result.sortColumns.map(({ field, descending }) => [field.referenceName, descending]),
      [['System.ChangedDate', true]],
    );
  });
});
