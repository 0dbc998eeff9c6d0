import type { TextRange } from './locate';
import type { Clash } from './merge';
import type { ValueKind } from './fieldValues';
import type { JsonValue } from './workItem';

/** `error`: the server would refuse, or would do something else than was meant. */
export type Severity = 'error' | 'warning' | 'information';

/** Where a problem stands: a JSON pointer into the document, or, for text that is no document yet, a range. */
interface Place {
  readonly pointer: string;
  readonly severity: Severity;
}

type TextProblem =
  | { readonly code: 'invalidJson'; readonly detail: string; readonly range: TextRange }
  | { readonly code: 'wrongShape'; readonly expected: string; readonly range: TextRange }
  | { readonly code: 'duplicateField'; readonly field: string; readonly range: TextRange };

type FieldProblem =
  | { readonly code: 'changedId'; readonly id: number }
  | { readonly code: 'unknownField'; readonly field: string; readonly nearest: readonly string[] }
  | { readonly code: 'readOnlyField'; readonly field: string; readonly value: JsonValue }
  | { readonly code: 'requiredField'; readonly field: string }
  | {
      readonly code: 'notAllowed';
      readonly field: string;
      readonly value: JsonValue;
      readonly allowed: readonly string[];
      readonly nearest: readonly string[];
    }
  | { readonly code: 'wrongType'; readonly field: string; readonly expected: ValueKind | 'integer' }
  /** Beyond what a number can hold: it would leave as `null`, and clear the field. */
  | { readonly code: 'numberTooLarge'; readonly field: string }
  | { readonly code: 'tooLong'; readonly field: string; readonly length: number; readonly limit: number }
  | {
      readonly code: 'illegalTransition';
      readonly from: string;
      readonly to: string;
      readonly allowed: readonly string[];
    }
  | { readonly code: 'tooManyTags'; readonly count: number; readonly limit: number }
  | { readonly code: 'badTag'; readonly tag: string }
  | { readonly code: 'formatWithoutContent'; readonly field: string }
  /** Only long texts that are shown formatted are stored in a format. */
  | { readonly code: 'fieldWithoutFormat'; readonly field: string }
  | { readonly code: 'unsupportedFormat'; readonly field: string; readonly apiVersion: string }
  | { readonly code: 'unknownIdentity'; readonly field: string; readonly value: string };

type RelationProblem =
  | { readonly code: 'unknownLinkType'; readonly rel: string; readonly nearest: readonly string[] }
  | { readonly code: 'missingLinkTarget'; readonly target: number | undefined; readonly url: string }
  | { readonly code: 'selfLink' }
  | { readonly code: 'secondParent'; readonly parents: readonly number[] }
  | { readonly code: 'linkCircle'; readonly ids: readonly number[] }
  | { readonly code: 'duplicateRelation'; readonly first: string }
  | {
      /** A link is edited at both of its ends, and they say different things. */
      readonly code: 'linkEndsDiffer';
      /** The item at the other end. */
      readonly other: number;
      /** The comment that an end gives it; `undefined` where it removes the link. */
      readonly mine: string | undefined;
      readonly theirs: string | undefined;
    }
  | { readonly code: 'tooManyRelations'; readonly count: number; readonly limit: number }
  | { readonly code: 'unreadableAttachment'; readonly url: string }
  | { readonly code: 'missingUpload'; readonly url: string }
  | { readonly code: 'attachmentTooLarge'; readonly url: string; readonly size: number; readonly limit: number };

/** Problems of the plan as a whole: too much to send at once. */
interface PlanProblem {
  readonly code: 'groupTooLarge';
  readonly count: number;
  readonly limit: number;
}

/** What became of an entry, shown where its cause stands. */
type OutcomeProblem =
  | { readonly code: 'rejected'; readonly message: string; readonly status?: number }
  | { readonly code: 'conflict'; readonly message: string; readonly clash: Clash | undefined }
  | {
      readonly code: 'collateral';
      readonly culprits: readonly number[];
      /** The server refused the batch because of an entry and named none. */
      readonly unnamed: boolean;
      readonly message: string;
    }
  | { readonly code: 'unknownOutcome'; readonly message: string }
  | { readonly code: 'committed'; readonly id: number; readonly rev: number };

/** A coded fact about a place in a document, without words. */
export type Problem = Place & (TextProblem | FieldProblem | RelationProblem | PlanProblem | OutcomeProblem);

export type ProblemCode = Problem['code'];

/** A problem of one code. */
export type ProblemOf<Code extends ProblemCode> = Extract<Problem, { readonly code: Code }>;

/**
 * Problems that keep an item from being sent: what they stand for would be ignored in silence or would mean something else than
 * what was written. Everything else the server may judge, because it knows its rules better than any copy of them.
 */
const blocking: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'invalidJson',
  'wrongShape',
  'duplicateField',
  'changedId',
  'readOnlyField',
  'badTag',
  'numberTooLarge',
  'formatWithoutContent',
  'fieldWithoutFormat',
  'unsupportedFormat',
  'missingLinkTarget',
  'linkEndsDiffer',
  'unreadableAttachment',
  'missingUpload',
  'attachmentTooLarge',
  'groupTooLarge',
]);

export function isBlocking(problem: Problem): boolean {
  return problem.severity === 'error' && blocking.has(problem.code);
}
