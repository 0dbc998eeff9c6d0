import assert from 'node:assert/strict';
import { parseWiql } from '../../../../src/sandbox/wiql/parseWiql';
import { MAX_ROWS, runWiql } from '../../../../src/sandbox/wiql/runWiql';
import { query, scope, source, where } from './memorySource';

describe('a query that is refused', () => {
  const cases: readonly (readonly [condition: string, message: string])[] = [
    [
      '[Custom.Nope] = 1',
      'TF51005: The query references a field that does not exist. The error is caused by «[Custom.Nope]».',
    ],
    [
      '[System.Id] = [Nope]',
      'TF51005: The query references a field that does not exist. The error is caused by «[Nope]».',
    ],
    [
      "[System.AreaPath] = 'MyProject\\my-repo'",
      "TF51011: The specified area path does not exist. The error is caused by «'MyProject\\my-repo'».",
    ],
    [
      "[System.IterationPath] UNDER 'Fabrikam\\Sprint 9'",
      "TF51011: The specified iteration path does not exist. The error is caused by «'Fabrikam\\Sprint 9'».",
    ],
    [
      "[System.CreatedDate] >= '2026-07-27T15:02:58Z'",
      "You cannot supply a time with the date when running a query using date precision. The error is caused by «[System.CreatedDate] >= '2026-07-27T15:02:58Z'».",
    ],
    [
      "[System.IterationPath] contains 'Marketing'",
      "The specified operator cannot be used with area path fields. The error is caused by «[System.IterationPath] contains 'Marketing'».",
    ],
    [
      "[System.Tags] = 'Web'",
      "The specified operator cannot be used with long-text fields. The error is caused by «[System.Tags] = 'Web'».",
    ],
    [
      "[System.Id] CONTAINS '1'",
      "The specified operator cannot be used with integer fields. The error is caused by «[System.Id] CONTAINS '1'».",
    ],
    [
      "[System.Id] = 'one'",
      "The value does not fit a field of type integer. The error is caused by «[System.Id] = 'one'».",
    ],
    [
      "[System.ChangedDate] > 'soon'",
      "The value does not fit a field of type dateTime. The error is caused by «[System.ChangedDate] > 'soon'».",
    ],
    [
      '[System.Title] = @Me',
      'The value does not fit a field of type string. The error is caused by «[System.Title] = @Me».',
    ],
    [
      '[System.Title] = [System.Id]',
      'The value does not fit a field of type string. The error is caused by «[System.Title] = [System.Id]».',
    ],
    ['[System.Title] = @Nonsense', 'The macro is not known. The error is caused by «@Nonsense».'],
    [
      "[System.ChangedDate] = @StartOfDay('soon')",
      "The argument or offset does not fit the macro. The error is caused by «@StartOfDay('soon')».",
    ],
    [
      '[System.AssignedTo] = @Me - 1',
      'The argument or offset does not fit the macro. The error is caused by «@Me - 1».',
    ],
    [
      "[System.Links.LinkType] = 'x'",
      'The field can only be used in a query of WorkItemLinks. The error is caused by «[System.Links.LinkType]».',
    ],
    ['[System.Id] IN ([System.Id])', 'Expecting constant value. The error is caused by «[System.Id]».'],
  ];
  for (const [condition, message] of cases) {
    it(condition, () => assert.throws(() => where(condition), { name: 'WiqlError', status: 400, message }));
  }

  it('has a text of more than 100 characters to look for in a long text', () => {
    const text = 'x'.repeat(101);
    assert.throws(() => where(`[System.Description] CONTAINS '${text}'`), /more than 100 characters/);
    assert.deepEqual(where(`[System.Title] CONTAINS '${text}'`), []);
  });

  it('names unknown fields among its columns or in its order', () => {
    assert.throws(() => query('SELECT [Nope] FROM WorkItems'), /TF51005.*«\[Nope\]»/);
    assert.throws(() => query('SELECT [System.Id] FROM WorkItems ORDER BY Nope'), /TF51005.*«Nope»/);
  });

  it('needs a project, or a team, where there is none', () => {
    assert.throws(() => where('[System.TeamProject] = @project', { project: undefined }), { status: 400 });
    assert.throws(() => where("[System.IterationPath] = @CurrentIteration('none')"), { status: 500 });
  });

  it('has too many rows', () => {
    const many = {
      ...source,
      *items() {
        for (let count = 0; count <= MAX_ROWS; count++) yield* source.items(undefined);
      },
    };
    const parsed = parseWiql('SELECT [System.Id] FROM WorkItems WHERE [System.Id] = 1');
    assert.throws(
      () => runWiql(parsed, many, scope),
      /^WiqlError: VS402337: The number of work items returned exceeds the size limit of 20000\./,
    );
    assert.equal(runWiql(parsed, many, scope, MAX_ROWS).items.length, MAX_ROWS);
  });
});
