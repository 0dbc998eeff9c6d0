import type { FieldDefinition, FieldType } from '../model';

interface Operation {
  readonly referenceName?: string;
  readonly name: string;
}

const LABELS: Readonly<Record<string, string>> = {
  Equals: '=',
  NotEquals: '<>',
  GreaterThan: '>',
  LessThan: '<',
  GreaterThanEquals: '>=',
  LessThanEquals: '<=',
  Contains: 'Contains',
  NotContains: 'Does Not Contain',
  In: 'In',
  InGroup: 'In Group',
  NotInGroup: 'Not In Group',
  Ever: 'Was Ever',
  Under: 'Under',
  NotUnder: 'Not Under',
  ContainsWords: 'Contains Words',
  NotContainsWords: 'Does Not Contain Words',
  IsEmpty: 'Is Empty',
  IsNotEmpty: 'Is Not Empty',
  EqualsField: '= [Field]',
  NotEqualsField: '<> [Field]',
  GreaterThanField: '> [Field]',
  LessThanField: '< [Field]',
  GreaterThanEqualsField: '>= [Field]',
  LessThanEqualsField: '<= [Field]',
};

const COMPARED = ['Equals', 'NotEquals', 'GreaterThan', 'LessThan', 'GreaterThanEquals', 'LessThanEquals'];
const FIELDS_COMPARED = COMPARED.map((name) => `${name}Field`);
const SEARCHED = ['Contains', 'NotContains', 'ContainsWords', 'NotContainsWords', 'IsEmpty', 'IsNotEmpty'];
const NUMBER = [...COMPARED, 'In', 'NotIn', 'Ever', ...FIELDS_COMPARED];

/** By type, as `GET _apis/wit/fields` of the 7.1 examples lists them; the search operators are those of the documentation. */
const OPERATIONS: Readonly<Record<FieldType, readonly string[]>> = {
  integer: NUMBER,
  double: NUMBER,
  guid: NUMBER,
  dateTime: NUMBER.filter((name) => name !== 'Ever'),
  string: [...COMPARED, 'Contains', 'NotContains', 'In', 'NotIn', 'InGroup', 'NotInGroup', 'Ever', ...FIELDS_COMPARED],
  boolean: ['Equals', 'NotEquals', 'Ever', 'EqualsField', 'NotEqualsField'],
  treePath: ['Under', 'NotUnder', 'Equals', 'NotEquals', 'In', 'NotIn'],
  plainText: SEARCHED,
  html: SEARCHED,
  history: SEARCHED,
};

/** Operators that queries may use with the field. Computed fields have no history to ask about. */
export function supportedOperations(field: FieldDefinition): readonly Operation[] {
  return OPERATIONS[field.type].filter((name) => name !== 'Ever' || !field.readOnly).map(operation);
}

/** "Not In" is sent without a reference name. */
function operation(name: string): Operation {
  if (name === 'NotIn') return { name: 'Not In' };
  return { referenceName: `SupportedOperations.${name}`, name: LABELS[name] ?? name };
}
