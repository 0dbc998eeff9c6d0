import type { Test } from './syntax';
import { wiqlErrors } from './wiqlError';
import type { WiqlError } from './wiqlError';
import type { WiqlField } from './wiqlSource';

/** Kinds of fields that compare alike. */
export type Family = 'text' | 'person' | 'number' | 'date' | 'boolean' | 'path' | 'long' | 'tags';

const FAMILIES: Readonly<Record<string, Family>> = {
  string: 'text',
  guid: 'text',
  integer: 'number',
  double: 'number',
  dateTime: 'date',
  boolean: 'boolean',
  treePath: 'path',
  plainText: 'long',
  html: 'long',
  history: 'long',
};

/** The type of a link. Its field says integer, but is compared with the reference name of the end that the source sees. */
export const LINK_TYPE = 'System.Links.LinkType';

export function familyOf(field: WiqlField): Family {
  if (field.referenceName === LINK_TYPE) return 'text';
  if (field.referenceName === 'System.Tags') return 'tags';
  if (field.isIdentity === true) return 'person';
  return (Object.hasOwn(FAMILIES, field.type) ? FAMILIES[field.type] : undefined) ?? 'text';
}

type Operation = 'equal' | 'order' | 'ever' | 'contains' | 'words' | 'in' | 'group' | 'under' | 'empty';

/** Which operators each family takes (Azure DevOps documentation, query fields, operators and macros). */
const OPERATIONS: Readonly<Record<Family, readonly Operation[]>> = {
  text: ['equal', 'order', 'ever', 'contains', 'in', 'group'],
  person: ['equal', 'order', 'ever', 'contains', 'in', 'group'],
  number: ['equal', 'order', 'ever', 'in'],
  date: ['equal', 'order', 'ever', 'in'],
  boolean: ['equal', 'ever'],
  path: ['equal', 'in', 'under'],
  long: ['contains', 'words', 'empty'],
  tags: ['contains', 'words', 'empty'],
};

/** The one text of a single line that is indexed for words (Azure DevOps documentation, full-text searches). */
const TITLE = 'System.Title';

/** The refusal of an operator that the field does not take, or undefined when it takes it. */
export function refuseOperator(field: WiqlField, test: Test, source: string): WiqlError | undefined {
  const family = familyOf(field);
  const takes = (operation: Operation): boolean =>
    OPERATIONS[family].includes(operation) || (operation === 'words' && field.referenceName === TITLE);
  if (operationsOf(test).every(takes)) return undefined;
  if (family === 'path') return wiqlErrors.treePathOperator(source);
  if (family === 'long' || family === 'tags') return wiqlErrors.longTextOperator(source);
  return wiqlErrors.operator(field.type, source);
}

function operationsOf(test: Test): readonly Operation[] {
  switch (test.kind) {
    case 'compare': {
      const operation = test.operator === '=' || test.operator === '<>' ? 'equal' : 'order';
      return test.ever ? ['ever', operation] : [operation];
    }
    case 'contains':
      return [test.words ? 'words' : 'contains'];
    case 'in':
      return ['in'];
    case 'inGroup':
      return ['group'];
    case 'under':
      return ['under'];
    case 'empty':
      return ['empty'];
  }
}
