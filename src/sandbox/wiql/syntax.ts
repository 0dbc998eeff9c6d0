/** A query as a tree. Nothing in it is resolved: field names are as written, macros have no values yet. */
export interface WiqlQuery {
  /** `WorkItems` or `WorkItemLinks`. */
  readonly from: 'items' | 'links';
  /** Empty for `SELECT *`. */
  readonly select: readonly FieldName[];
  readonly where: Condition | undefined;
  readonly orderBy: readonly OrderTerm[];
  readonly asOf: Operand | undefined;
  readonly mode: LinkMode;
  /** `MODE (Recursive, ReturnMatchingChildren)`: the linked items are matched first. */
  readonly matchingChildren: boolean;
}

/** How a query of links treats items whose links do not match. */
export type LinkMode = 'mustContain' | 'mayContain' | 'doesNotContain' | 'recursive';

/** Which end of a link a field is read from; absent in queries of items. */
export type LinkEnd = 'source' | 'target';

export interface FieldName {
  readonly name: string;
  readonly end?: LinkEnd;
  /** As written, for messages. */
  readonly source: string;
}

export interface OrderTerm {
  readonly field: FieldName;
  readonly descending: boolean;
}

export type CompareOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Test =
  | { readonly kind: 'compare'; readonly operator: CompareOperator; readonly ever: boolean; readonly value: Operand }
  | { readonly kind: 'contains'; readonly words: boolean; readonly negated: boolean; readonly value: Operand }
  | { readonly kind: 'in'; readonly negated: boolean; readonly values: readonly Operand[] }
  | { readonly kind: 'inGroup'; readonly negated: boolean; readonly value: Operand }
  | { readonly kind: 'under'; readonly negated: boolean; readonly value: Operand }
  | { readonly kind: 'empty'; readonly negated: boolean };

export interface Comparison {
  readonly kind: 'comparison';
  readonly field: FieldName;
  readonly test: Test;
  readonly source: string;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | Comparison;

export type Operand =
  | { readonly kind: 'text'; readonly value: string; readonly source: string }
  | { readonly kind: 'number'; readonly value: number; readonly source: string }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly source: string }
  | { readonly kind: 'field'; readonly field: FieldName; readonly source: string }
  | {
      readonly kind: 'macro';
      /** In lower case, without `@`. */
      readonly name: string;
      readonly argument: string | undefined;
      /** `@Today - 7`: -7. */
      readonly offset: number;
      readonly source: string;
    };
