import { momentOf, numberOf, textOf, truthOf } from './constants';
import type { Constant } from './constants';
import { dayOf } from './dates';
import { familyOf } from './families';
import type { CompareOperator } from './syntax';
import { wiqlErrors } from './wiqlError';
import type { WiqlField, WiqlPerson, WiqlScope, WiqlValue } from './wiqlSource';

/** Decides on one field value; undefined is a field without a value. */
export type ValueTest = (value: WiqlValue | undefined) => boolean;

/** What a test is made for. */
export interface TestPlace {
  readonly scope: WiqlScope;
  readonly field: WiqlField;
  /** The whole comparison as written, for messages. */
  readonly source: string;
}

const always: ValueTest = () => true;
const never: ValueTest = () => false;
const isEmpty: ValueTest = (value) => value === undefined || value === '';

/** Text without regard to case; what is no text compares as its text. */
export function textKey(value: WiqlValue): string {
  return (isPersonValue(value) ? value.displayName : String(value)).toLowerCase();
}

export function isPersonValue(value: WiqlValue | undefined): value is WiqlPerson {
  return typeof value === 'object';
}

/** `= constant`; the empty text asks for fields without a value. */
export function equalTest(place: TestPlace, constant: Constant): ValueTest {
  if (constant.kind === 'any') return always;
  if (constant.kind === 'nothing') return never;
  switch (familyOf(place.field)) {
    case 'person':
      return equalPerson(place, constant);
    case 'number':
      return equalNumber(place, constant);
    case 'date':
      return orderDate(place, '=', constant);
    case 'boolean':
      return equalTruth(place, constant);
    case 'path':
      return equalPath(place, constant);
    default:
      return equalText(place, constant);
  }
}

/** `<`, `<=`, `>`, `>=`; a field without a value is neither less nor greater than anything. */
export function orderTest(place: TestPlace, operator: CompareOperator, constant: Constant): ValueTest {
  switch (familyOf(place.field)) {
    case 'date':
      return orderDate(place, operator, constant);
    case 'number': {
      const bound = numberOf(constant);
      if (bound === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
      return bound === null ? never : (value) => typeof value === 'number' && holds(operator, value, bound);
    }
    default: {
      const text = textOf(constant);
      if (text === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
      const bound = text.toLowerCase();
      return (value) => !isEmpty(value) && value !== undefined && holds(operator, textKey(value), bound);
    }
  }
}

/** Whether two keys of the same kind stand in that order. */
export function holds(operator: CompareOperator, left: string | number, right: string | number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function equalText(place: TestPlace, constant: Constant): ValueTest {
  const text = textOf(constant);
  if (text === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  if (text === '') return isEmpty;
  const wanted = text.toLowerCase();
  return (value) => {
    if (typeof value === 'string')
      return value === text || (value.length === text.length && value.toLowerCase() === wanted);
    return value !== undefined && textKey(value) === wanted;
  };
}

/** `Name <mail>` means the mail; any other text the display name or the mail. */
function equalPerson(place: TestPlace, constant: Constant): ValueTest {
  const { me } = place.scope;
  if (constant.kind === 'me') return (value) => isPersonValue(value) && value.id === me;
  const text = textOf(constant);
  if (text === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  if (text === '') return isEmpty;
  const mail = /<([^<>]+)>\s*$/.exec(text)?.[1];
  const wanted = (mail ?? text).toLowerCase();
  return byPerson((name, address) => address === wanted || (mail === undefined && name === wanted));
}

/** Asks once per person; a value that is no person here is its own name and address. */
export function byPerson(test: (name: string, address: string) => boolean): ValueTest {
  const known = new Map<string, boolean>();
  return (value) => {
    if (value === undefined) return false;
    const key = isPersonValue(value) ? value.id : String(value);
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const fresh = isPersonValue(value)
      ? test(value.displayName.toLowerCase(), value.uniqueName.toLowerCase())
      : test(key.toLowerCase(), key.toLowerCase());
    known.set(key, fresh);
    return fresh;
  };
}

function equalNumber(place: TestPlace, constant: Constant): ValueTest {
  if (constant.kind === 'ids') return (value) => typeof value === 'number' && constant.ids.has(value);
  const wanted = numberOf(constant);
  if (wanted === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  return wanted === null ? isEmpty : (value) => value === wanted;
}

function equalTruth(place: TestPlace, constant: Constant): ValueTest {
  const wanted = truthOf(constant);
  if (wanted === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  return wanted === null ? isEmpty : (value) => value === wanted;
}

function orderDate(place: TestPlace, operator: CompareOperator, constant: Constant): ValueTest {
  const moment = momentOf(constant);
  if (moment === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  if (moment === null) return operator === '=' ? isEmpty : never;
  if (place.scope.timePrecision) {
    const bound = moment.at.getTime();
    return (value) => typeof value === 'string' && holds(operator, Date.parse(value), bound);
  }
  if (moment.hasTime) throw wiqlErrors.timeWithDayPrecision(place.source);
  const bound = dayOf(moment.at);
  return (value) => typeof value === 'string' && holds(operator, value.slice(0, 10), bound);
}

function equalPath(place: TestPlace, constant: Constant): ValueTest {
  if (constant.kind === 'areas') return withinAreas(constant.areas);
  const path = pathOf(place, constant);
  return path === '' ? isEmpty : (value) => typeof value === 'string' && value.toLowerCase() === path;
}

/** `UNDER constant`: the node itself or anything below it. */
export function underTest(place: TestPlace, constant: Constant): ValueTest {
  if (constant.kind === 'nothing') return never;
  if (constant.kind === 'areas') return withinAreas(constant.areas);
  const path = pathOf(place, constant);
  return below(path);
}

function below(path: string): ValueTest {
  const known = new Map<string, boolean>();
  return (value) => {
    if (typeof value !== 'string') return false;
    const answer = known.get(value);
    if (answer !== undefined) return answer;
    const lower = value.toLowerCase();
    const fresh = lower === path || lower.startsWith(`${path}\\`);
    known.set(value, fresh);
    return fresh;
  };
}

function withinAreas(areas: readonly { readonly path: string; readonly includeChildren: boolean }[]): ValueTest {
  const tests = areas.map(({ path, includeChildren }): ValueTest => {
    const wanted = path.toLowerCase();
    return includeChildren ? below(wanted) : (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  });
  return (value) => tests.some((test) => test(value));
}

/** The path of a constant in lower case, without outer backslashes. @throws {WiqlError} TF51011 where there is no such node. */
function pathOf(place: TestPlace, constant: Constant): string {
  const text = textOf(constant);
  if (text === undefined) throw wiqlErrors.incompatible(place.field.type, place.source);
  const path = text.replace(/^\\+|\\+$/g, '');
  const kind = place.field.referenceName === 'System.IterationPath' ? 'iteration' : 'area';
  if (path !== '' && !place.scope.pathExists(kind, path)) throw wiqlErrors.noSuchPath(kind, `'${text}'`);
  return path.toLowerCase();
}

/** `IS EMPTY`. */
export const emptyTest: ValueTest = isEmpty;
