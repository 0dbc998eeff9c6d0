import { conjuncts } from './compileCondition';
import { endOf } from './linkQuery';
import type { Comparison, CompareOperator, Condition, FieldName, LinkMode, Operand, Test, WiqlQuery } from './syntax';

type Clause = Record<string, unknown>;
type RenderField = (name: FieldName) => Record<string, unknown>;

/** A condition as `$expand=clauses` shows it: a comparison, or a logical operator with its clauses. */
export function conditionClauses(condition: Condition, field: RenderField): Clause {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        logicalOperator: condition.kind,
        clauses: condition.parts.map((part) => conditionClauses(part, field)),
      };
    case 'not':
      return { logicalOperator: 'not', clauses: [conditionClauses(condition.part, field)] };
    case 'comparison':
      return comparisonClause(condition, field);
  }
}

/** The clauses of a query of links, apart by the end that they speak of. */
export function linkQueryClauses(query: WiqlQuery, field: RenderField): Clause {
  const parts = conjuncts(query.where);
  const at = (end: 'source' | 'target' | 'link', name: string): Clause => {
    const clauses = parts.filter((part) => endOf(part) === end).map((part) => conditionClauses(part, field));
    return clauses.length === 0 ? {} : { [name]: { logicalOperator: 'and', clauses } };
  };
  return {
    ...at('link', 'linkClauses'),
    filterOptions: filterOptions(query.mode),
    ...(query.mode === 'recursive'
      ? { queryRecursionOption: query.matchingChildren ? 'childFirst' : 'parentFirst' }
      : {}),
    ...at('source', 'sourceClauses'),
    ...at('target', 'targetClauses'),
  };
}

/** `filterOptions` of the REST API; the 7.1 example gives a recursive query as linksRecursiveMayContain. */
function filterOptions(mode: LinkMode): string {
  switch (mode) {
    case 'mustContain':
      return 'linksOneHopMustContain';
    case 'mayContain':
      return 'linksOneHopMayContain';
    case 'doesNotContain':
      return 'linksOneHopDoesNotContain';
    case 'recursive':
      return 'linksRecursiveMayContain';
  }
}

function comparisonClause({ field: name, test }: Comparison, field: RenderField): Clause {
  const operator = operatorOf(test);
  const clause = { field: field(name), operator };
  if (test.kind === 'compare' && test.value.kind === 'field') {
    return { ...clause, isFieldValue: true, fieldValue: field(test.value.field) };
  }
  return { ...clause, value: valueText(test) };
}

function valueText(test: Test): string {
  switch (test.kind) {
    case 'in':
      return test.values.map(operandText).join(', ');
    case 'empty':
      return '';
    default:
      return operandText(test.value);
  }
}

function operandText(operand: Operand): string {
  return operand.kind === 'text' ? operand.value : operand.source;
}

const COMPARE: Readonly<Record<CompareOperator, string>> = {
  '=': 'Equals',
  '<>': 'NotEquals',
  '<': 'LessThan',
  '<=': 'LessThanEquals',
  '>': 'GreaterThan',
  '>=': 'GreaterThanEquals',
};

function operatorOf(test: Test): Clause {
  const [name, label] = operatorNames(test);
  return { referenceName: `SupportedOperations.${name}`, name: label };
}

/** Reference names and labels as `supportedOperations` of fields lists them. */
function operatorNames(test: Test): readonly [string, string] {
  switch (test.kind) {
    case 'compare': {
      if (test.ever) return ['Ever', 'Was Ever'];
      const isField = test.value.kind === 'field';
      return [`${COMPARE[test.operator]}${isField ? 'Field' : ''}`, `${test.operator}${isField ? ' [Field]' : ''}`];
    }
    case 'contains':
      if (test.words)
        return test.negated ? ['NotContainsWords', 'Does Not Contain Words'] : ['ContainsWords', 'Contains Words'];
      return test.negated ? ['NotContains', 'Does Not Contain'] : ['Contains', 'Contains'];
    case 'in':
      return test.negated ? ['NotIn', 'Not In'] : ['In', 'In'];
    case 'inGroup':
      return test.negated ? ['NotInGroup', 'Not In Group'] : ['InGroup', 'In Group'];
    case 'under':
      return test.negated ? ['NotUnder', 'Not Under'] : ['Under', 'Under'];
    case 'empty':
      return test.negated ? ['IsNotEmpty', 'Is Not Empty'] : ['IsEmpty', 'Is Empty'];
  }
}
