import { resolveConstant } from './constants';
import type { Constant, ConstantOperand } from './constants';
import { familyOf, refuseOperator } from './families';
import type { Comparison, CompareOperator, FieldName, Operand } from './syntax';
import { containsTest, wordsTest } from './textTests';
import { emptyTest, equalTest, holds, isPersonValue, orderTest, textKey, underTest } from './valueTests';
import type { TestPlace, ValueTest } from './valueTests';
import { wiqlErrors } from './wiqlError';
import type { WiqlField, WiqlScope, WiqlValue } from './wiqlSource';

export type Predicate<S> = (subject: S) => boolean;

/** How the fields of a subject (an item, a link with its ends) are read. */
export interface SubjectReader<S> {
  readonly scope: WiqlScope;
  /** @throws {WiqlError} for a field that the subject does not have. */
  reader(field: WiqlField, name: FieldName): (subject: S) => WiqlValue | undefined;
  /** The subject's past and present, for fields of this end. */
  history(subject: S, name: FieldName): Iterable<S>;
}

/**
 * Makes one comparison a closure.
 * @throws {WiqlError} for unknown fields, operators that the field does not take and values that do not fit it.
 */
export function compileComparison<S>(comparison: Comparison, subject: SubjectReader<S>): Predicate<S> {
  const { test, source } = comparison;
  const field = resolveField(comparison.field, subject.scope);
  const refusal = refuseOperator(field, test, source);
  if (refusal) throw refusal;
  const read = subject.reader(field, comparison.field);
  if (test.kind === 'compare' && test.value.kind === 'field') {
    return compareFields(comparison, test.operator, test.value.field, subject);
  }
  const check = valueTest(comparison, { scope: subject.scope, field, source });
  const anyRevision = field.type === 'history' || (test.kind === 'compare' && test.ever);
  if (!anyRevision) return (item) => check(read(item));
  return (item) => {
    for (const past of subject.history(item, comparison.field)) if (check(read(past))) return true;
    return false;
  };
}

/** @throws {WiqlError} TF51005 */
export function resolveField(name: FieldName, scope: WiqlScope): WiqlField {
  const field = scope.field(name.name);
  if (!field) throw wiqlErrors.noSuchField(name.source);
  return field;
}

function valueTest({ test }: Comparison, place: TestPlace): ValueTest {
  switch (test.kind) {
    case 'compare':
      return comparing(place, test.operator, constantOf(test.value, place));
    case 'contains': {
      const constant = constantOf(test.value, place);
      return negate(test.negated, test.words ? wordsTest(place, constant) : containsTest(place, constant));
    }
    case 'in':
      return negate(test.negated, oneOf(place, test.values));
    case 'inGroup': {
      const constant = constantOf(test.value, place);
      if (constant.kind !== 'text') throw wiqlErrors.incompatible(place.field.type, place.source);
      const inGroup = place.scope.group(place.field, constant.text);
      return negate(test.negated, (value) => value !== undefined && inGroup(value));
    }
    case 'under':
      return negate(test.negated, underTest(place, constantOf(test.value, place)));
    case 'empty':
      return negate(test.negated, emptyTest);
  }
}

/** A field without a value is different from every value: `<>` and the negated operators find it. */
function comparing(place: TestPlace, operator: CompareOperator, constant: Constant): ValueTest {
  if (operator === '=' || constant.kind === 'any') return equalTest(place, constant);
  if (operator === '<>') return negate(true, equalTest(place, constant));
  return orderTest(place, operator, constant);
}

function negate(negated: boolean, test: ValueTest): ValueTest {
  return negated ? (value) => !test(value) : test;
}

function constantOf(operand: Operand, place: TestPlace): Constant {
  if (operand.kind === 'field') throw wiqlErrors.expecting('constant value', operand.source);
  return resolveConstant(operand satisfies ConstantOperand, place.scope);
}

/** `IN (…)`: long lists of texts and numbers are looked up, not walked. */
function oneOf(place: TestPlace, operands: readonly Operand[]): ValueTest {
  const constants = operands.map((operand) => constantOf(operand, place));
  const family = familyOf(place.field);
  if (family === 'number' && constants.every((constant) => constant.kind === 'number')) {
    const numbers = new Set(constants.map((constant) => constant.number));
    return (value) => typeof value === 'number' && numbers.has(value);
  }
  if (family === 'text' && constants.every((constant) => constant.kind === 'text' && constant.text !== '')) {
    const texts = new Set(constants.map((constant) => (constant.kind === 'text' ? constant.text.toLowerCase() : '')));
    return (value) => value !== undefined && texts.has(textKey(value));
  }
  const tests = constants.map((constant) => equalTest(place, constant));
  return (value) => tests.some((test) => test(value));
}

function compareFields<S>(
  comparison: Comparison,
  operator: CompareOperator,
  otherName: FieldName,
  subject: SubjectReader<S>,
): Predicate<S> {
  const field = resolveField(comparison.field, subject.scope);
  const other = resolveField(otherName, subject.scope);
  const family = familyOf(field);
  if (familyOf(other) !== family) throw wiqlErrors.incompatible(field.type, comparison.source);
  const left = subject.reader(field, comparison.field);
  const right = subject.reader(other, otherName);
  const key = keyOf(family, subject.scope.timePrecision);
  return (item) => {
    const [one, two] = [left(item), right(item)];
    if (one === undefined || two === undefined) {
      return operator === '=' ? one === two : operator === '<>' && one !== two;
    }
    return holds(operator, key(one), key(two));
  };
}

function keyOf(family: string, timePrecision: boolean): (value: WiqlValue) => string | number {
  if (family === 'number') return Number;
  if (family === 'date') {
    return (value) => {
      if (typeof value !== 'string') return '';
      return timePrecision ? Date.parse(value) : value.slice(0, 10);
    };
  }
  if (family === 'person') return (value) => (isPersonValue(value) ? value.id : textKey(value));
  return textKey;
}
