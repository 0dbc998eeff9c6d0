import { ApiError } from './errors';

/** One field that the rules of its type refuse. */
export interface FieldProblem {
  readonly referenceName: string;
  readonly flags: readonly string[];
  readonly message: string;
}

/** Known from a recorded reply: Required together with InvalidEmpty. Others are sent as 0. */
const requiredAndEmpty = 524289;

function ruleProperties(message: string, problems: readonly FieldProblem[]): Record<string, unknown> {
  return {
    FieldReferenceName: null,
    FieldStatusFlags: 'none',
    ErrorMessage: message,
    FieldStatusCode: 0,
    RuleValidationErrors: problems.map(({ referenceName, flags, message: errorMessage }) => ({
      fieldReferenceName: referenceName,
      fieldStatusFlags: flags.join(', '),
      errorMessage,
      fieldStatusCode: flags.join() === 'required,invalidEmpty' ? requiredAndEmpty : 0,
      ruleValidationErrors: null,
    })),
  };
}

/** The refusal of a save: its text tells the first problem, its properties every one, by reference name. */
export function ruleValidation(problems: readonly [FieldProblem, ...FieldProblem[]]): ApiError {
  const [first, ...others] = problems;
  const more =
    others.length === 0
      ? ''
      : ` ${others.length === 1 ? 'One additional error' : `${others.length} additional errors`} occurred during validation of the work item. Please correct all errors and try again.`;
  const message = first.message + more;
  return new ApiError(400, message, 'RuleValidationException', { customProperties: ruleProperties(message, problems) });
}

/** A value that cannot stand in its field at all, e.g. 'InvalidType', or a field that may not be written ('ReadOnly'). */
export function invalidField(referenceName: string, status: string): ApiError {
  const message = `TF401326: Invalid field status '${status}' for field '${referenceName}'.`;
  return new ApiError(400, message, 'RuleValidationException', { customProperties: ruleProperties(message, []) });
}
