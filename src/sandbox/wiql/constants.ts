import { dateOfMacro, isDateMacro, parseDate } from './dates';
import type { Operand } from './syntax';
import { wiqlErrors } from './wiqlError';
import type { WiqlScope } from './wiqlSource';

/** An operand other than a field, resolved. */
export type Constant =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'date'; readonly at: Date }
  | { readonly kind: 'me' }
  /** `'[Any]'`: whatever the value is. */
  | { readonly kind: 'any' }
  /** An iteration that the team does not have: equals nothing. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'areas'; readonly areas: readonly { readonly path: string; readonly includeChildren: boolean }[] };

export type ConstantOperand = Exclude<Operand, { readonly kind: 'field' }>;

/**
 * What a constant or macro stands for.
 * @throws {WiqlError} for an unknown macro, or one that lacks its project or team.
 */
export function resolveConstant(operand: ConstantOperand, scope: WiqlScope): Constant {
  switch (operand.kind) {
    case 'text':
      return operand.value.toLowerCase() === '[any]' ? { kind: 'any' } : { kind: 'text', text: operand.value };
    case 'number':
      return { kind: 'number', number: operand.value };
    case 'boolean':
      return { kind: 'boolean', boolean: operand.value };
    case 'macro':
      return resolveMacro(operand, scope);
  }
}

type MacroOperand = Extract<Operand, { readonly kind: 'macro' }>;

function resolveMacro(macro: MacroOperand, scope: WiqlScope): Constant {
  if (isDateMacro(macro.name)) {
    const at = dateOfMacro(macro.name, macro.argument, macro.offset, scope.now);
    if (!at) throw wiqlErrors.badMacroArgument(macro.source);
    return { kind: 'date', at };
  }
  if (macro.name === 'currentiteration') {
    const path = scope.currentIteration(macro.argument, macro.offset);
    return path === undefined ? { kind: 'nothing' } : { kind: 'text', text: path };
  }
  if (macro.offset !== 0) throw wiqlErrors.badMacroArgument(macro.source);
  if (macro.name === 'me') return { kind: 'me' };
  if (macro.name === 'teamareas') return { kind: 'areas', areas: scope.teamAreas(macro.argument) };
  if (macro.name === 'project') {
    if (scope.project === undefined) throw wiqlErrors.noProject(macro.source);
    return { kind: 'text', text: scope.project };
  }
  const ids = scope.ids(macro.name);
  if (!ids) throw wiqlErrors.unknownMacro(macro.source);
  return { kind: 'ids', ids };
}

/** The text of a constant for fields that hold text; undefined when it has none. */
export function textOf(constant: Constant): string | undefined {
  switch (constant.kind) {
    case 'text':
      return constant.text;
    case 'number':
      return String(constant.number);
    case 'boolean':
      return constant.boolean ? 'True' : 'False';
    default:
      return undefined;
  }
}

/** The number of a constant; `null` for the empty text, which asks for fields without a value. */
export function numberOf(constant: Constant): number | null | undefined {
  if (constant.kind === 'number') return constant.number;
  if (constant.kind !== 'text') return undefined;
  if (constant.text.trim() === '') return null;
  const number = Number(constant.text);
  return Number.isFinite(number) ? number : undefined;
}

/** The moment of a constant; `null` for the empty text. */
export function momentOf(constant: Constant): { readonly at: Date; readonly hasTime: boolean } | null | undefined {
  if (constant.kind === 'date') return { at: constant.at, hasTime: false };
  if (constant.kind !== 'text') return undefined;
  return constant.text.trim() === '' ? null : parseDate(constant.text);
}

/** The truth value of a constant; `null` for the empty text. */
export function truthOf(constant: Constant): boolean | null | undefined {
  if (constant.kind === 'boolean') return constant.boolean;
  if (constant.kind === 'number') return constant.number === 0 ? false : constant.number === 1 ? true : undefined;
  if (constant.kind !== 'text') return undefined;
  const text = constant.text.trim().toLowerCase();
  if (text === '') return null;
  return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : undefined;
}
