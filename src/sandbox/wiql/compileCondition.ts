import { compileComparison } from './compileComparison';
import type { Predicate, SubjectReader } from './compileComparison';
import type { Condition, FieldName } from './syntax';

/**
 * Makes a condition a closure, once per query.
 * @throws {WiqlError} as `compileComparison` does.
 */
export function compileCondition<S>(condition: Condition, subject: SubjectReader<S>): Predicate<S> {
  switch (condition.kind) {
    case 'comparison':
      return compileComparison(condition, subject);
    case 'not': {
      const part = compileCondition(condition.part, subject);
      return (item) => !part(item);
    }
    case 'and': {
      const parts = condition.parts.map((part) => compileCondition(part, subject));
      return (item) => {
        for (const part of parts) if (!part(item)) return false;
        return true;
      };
    }
    case 'or': {
      const parts = condition.parts.map((part) => compileCondition(part, subject));
      return (item) => {
        for (const part of parts) if (part(item)) return true;
        return false;
      };
    }
  }
}

/** Every field that a condition names, those on the right side of comparisons included. */
export function fieldsIn(condition: Condition): readonly FieldName[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(fieldsIn);
    case 'not':
      return fieldsIn(condition.part);
    case 'comparison': {
      const { test, field } = condition;
      return test.kind === 'compare' && test.value.kind === 'field' ? [field, test.value.field] : [field];
    }
  }
}

/** The parts that must all hold: `a AND (b AND c)` is three parts. */
export function conjuncts(condition: Condition | undefined): readonly Condition[] {
  if (!condition) return [];
  return condition.kind === 'and' ? condition.parts.flatMap(conjuncts) : [condition];
}
