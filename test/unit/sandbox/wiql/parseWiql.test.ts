import assert from 'node:assert/strict';
import { parseWiql } from '../../../../src/sandbox/wiql/parseWiql';
import type { Condition, Operand, WiqlQuery } from '../../../../src/sandbox/wiql/syntax';

describe('the tree of a query', () => {
  const cases: readonly (readonly [condition: string, tree: string])[] = [
    ["[A] = 'x'", "A = 'x'"],
    ['[A] <> -2.5', 'A <> -2.5'],
    ['A = true', 'A = true'],
    ['A = [B]', 'A = [B]'],
    ['[A] = 1 AND [B] = 2 OR [C] = 3', '((A = 1 and B = 2) or C = 3)'],
    ['[A] = 1 AND ([B] = 2 OR [C] = 3)', '(A = 1 and (B = 2 or C = 3))'],
    ['NOT [A] = 1 and not not [B] = 2', '(not A = 1 and B = 2)'],
    ["[A] IN ('x', 2, @Me)", "A in ('x', 2, @me)"],
    ["[A] not in ('x')", "A not in ('x')"],
    ["[A] IN GROUP 'g'", "A in group 'g'"],
    ["[A] NOT IN GROUP 'g'", "A not in group 'g'"],
    ["[A] CONTAINS 'x'", "A contains 'x'"],
    ["[A] NOT CONTAINS WORDS 'x'", "A not contains words 'x'"],
    ["[A] UNDER 'p\\q'", "A under 'p\\q'"],
    ["[A] not under 'p'", "A not under 'p'"],
    ['[A] IS EMPTY', 'A is empty'],
    ['[A] is not empty', 'A is not empty'],
    ["EVER [A] = 'x'", "A ever = 'x'"],
    ["[A] WAS EVER 'x'", "A ever = 'x'"],
    ["[A] EVER 'x'", "A ever = 'x'"],
    ['[A] >= @Today - 7', 'A >= @today-7'],
    ["[A] = @CurrentIteration('[P]\\T') + 1", "A = @currentiteration('[P]\\T')+1"],
    ['[Source].[A] = 1 AND Target.[B] = 2 AND Source.C = 3', '((source.A = 1 and target.B = 2 and source.C = 3))'],
  ];
  for (const [condition, expected] of cases) {
    it(`of ${condition}`, () => {
      const { where } = parseWiql(`SELECT [System.Id] FROM WorkItems WHERE ${condition}`);
      assert.ok(where);
      assert.equal(print(where), expected.replace(/^\(\((.*)\)\)$/, '($1)'));
    });
  }

  it('keeps the source of a comparison as it was written', () => {
    const { where } = parseWiql("select a from workitems where [A]   >=  '2026-01-01T01:00:00Z'");
    assert.equal(where?.kind === 'comparison' && where.source, "[A]   >=  '2026-01-01T01:00:00Z'");
  });

  it('has every clause', () => {
    const query = parseWiql(
      "Select [System.Id], Title From WorkItemLinks Where [Source].[A] = 1 Order By [B], [C] desc, D asc AsOf '2026-01-01' Mode (Recursive, ReturnMatchingChildren)",
    );
    assert.deepEqual(
      { ...query, where: undefined, asOf: query.asOf?.source },
      {
        from: 'links',
        select: [
          { name: 'System.Id', source: '[System.Id]' },
          { name: 'Title', source: 'Title' },
        ],
        where: undefined,
        orderBy: [
          { field: { name: 'B', source: '[B]' }, descending: false },
          { field: { name: 'C', source: '[C]' }, descending: true },
          { field: { name: 'D', source: 'D' }, descending: false },
        ],
        asOf: "'2026-01-01'",
        mode: 'recursive',
        matchingChildren: true,
      },
    );
  });

  const modes: readonly (readonly [text: string, mode: WiqlQuery['mode']])[] = [
    ['', 'mustContain'],
    ['mode(MustContain)', 'mustContain'],
    ['MODE (MayContain)', 'mayContain'],
    ['mode (doesnotcontain)', 'doesNotContain'],
    ['mode(Recursive) order by [System.Id]', 'recursive'],
  ];
  for (const [text, mode] of modes) {
    it(`has the mode ${mode} for "${text}"`, () => {
      assert.equal(parseWiql(`SELECT [System.Id] FROM WorkItemLinks ${text}`).mode, mode);
    });
  }

  it('reads SELECT *', () => assert.deepEqual(parseWiql('select * from issue').select, []));
});

describe('a query that cannot be read', () => {
  const cases: readonly (readonly [query: string, message: string])[] = [
    ['SELECT [System.Id] FROM WorkItems WHERE )', 'Expecting field name or expression. The error is caused by «)».'],
    [
      'SELECT [System.Id] FROM WorkItems WHERE [System.Id] IN ORDER BY [System.Id]',
      'Expecting left bracket. The error is caused by «ORDER».',
    ],
    [
      'SELECT [System.Id] FROM WorkItems WHERE [System.Id] IN ()',
      'Expecting constant value. The error is caused by «)».',
    ],
    [
      'SELECT TOP 5000 [System.Id] FROM WorkItems',
      'TF51006: The query statement is missing a FROM clause. The error is caused by «5000».',
    ],
    ['SELECT [A] FROM WorkItems WHERE [A] * 2', 'Expecting comparison operator. The error is caused by «*».'],
    ['SELECT [A] FROM WorkItems [B]', 'Expecting end of string. The error is caused by «[B]».'],
    ['SELECT [A] FROM WorkItems WHERE [A] = 1 [B] = 2', 'Expecting end of string. The error is caused by «[B]».'],
    ['SELECT [A] FROM WorkItems WHERE [A] =', 'Expecting constant value. The error is caused by «».'],
    ['SELECT [A] FROM WorkItems WHERE ([A] = 1', 'Expecting right bracket. The error is caused by «».'],
    ['SELECT FROM WorkItems', 'Expecting field name or expression. The error is caused by «FROM».'],
    ['SELECT [A] FROM Nothing', 'Expecting WorkItems or WorkItemLinks. The error is caused by «Nothing».'],
    ['SELECT [A] FROM constructor', 'Expecting WorkItems or WorkItemLinks. The error is caused by «constructor».'],
    ['DELETE FROM WorkItems', 'Expecting keyword SELECT. The error is caused by «DELETE».'],
    ['SELECT [A] FROM WorkItems ORDER BY', 'Expecting field name or expression. The error is caused by «».'],
    ['SELECT [A] FROM WorkItems ORDER BY [A] ORDER BY [B]', 'Expecting end of string. The error is caused by «ORDER».'],
    ['SELECT [A] FROM WorkItemLinks MODE (Sideways)', 'Expecting mode. The error is caused by «Sideways».'],
    ["SELECT [A] FROM WorkItems WHERE [A] = @Today('1'", 'Expecting right bracket. The error is caused by «».'],
  ];
  for (const [query, message] of cases) {
    it(query, () => assert.throws(() => parseWiql(query), { name: 'WiqlError', message, status: 400 }));
  }

  it('is too long', () => {
    const query = `SELECT [A] FROM WorkItems WHERE [A] = '${'x'.repeat(32_000)}'`;
    assert.throws(() => parseWiql(query), /exceeds the limit of 32000 characters/);
  });

  it('nests too deep, without a crash', () => {
    const query = `SELECT [A] FROM WorkItems WHERE ${'('.repeat(10_000)}[A] = 1${')'.repeat(10_000)}`;
    assert.throws(() => parseWiql(query), { name: 'WiqlError' });
  });

  it('may be long and flat', () => {
    const query = `SELECT [A] FROM WorkItems WHERE ${Array<string>(2_500).fill('[A] = 1').join(' OR ')}`;
    const { where } = parseWiql(query);
    assert.equal(where?.kind === 'or' && where.parts.length, 2_500);
  });
});

function print(condition: Condition): string {
  if (condition.kind === 'not') return `not ${print(condition.part)}`;
  if (condition.kind !== 'comparison') return `(${condition.parts.map(print).join(` ${condition.kind} `)})`;
  const { field, test } = condition;
  const name = field.end === undefined ? field.name : `${field.end}.${field.name}`;
  const not = 'negated' in test && test.negated ? 'not ' : '';
  switch (test.kind) {
    case 'compare':
      return `${name} ${test.ever ? 'ever ' : ''}${test.operator} ${printOperand(test.value)}`;
    case 'contains':
      return `${name} ${not}contains ${test.words ? 'words ' : ''}${printOperand(test.value)}`;
    case 'in':
      return `${name} ${not}in (${test.values.map(printOperand).join(', ')})`;
    case 'inGroup':
      return `${name} ${not}in group ${printOperand(test.value)}`;
    case 'under':
      return `${name} ${not}under ${printOperand(test.value)}`;
    case 'empty':
      return `${name} is ${not}empty`;
  }
}

function printOperand(operand: Operand): string {
  if (operand.kind !== 'macro') return operand.kind === 'number' ? String(operand.value) : operand.source;
  const argument = operand.argument === undefined ? '' : `('${operand.argument}')`;
  const offset = operand.offset === 0 ? '' : operand.offset > 0 ? `+${operand.offset}` : String(operand.offset);
  return `@${operand.name}${argument}${offset}`;
}
