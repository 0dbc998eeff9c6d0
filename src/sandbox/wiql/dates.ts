/** A date constant of a query. */
export interface DateConstant {
  readonly at: Date;
  /** Not midnight in UTC: refused where only days count. */
  readonly hasTime: boolean;
}

const UNITED_STATES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(AM|PM)?)?$/i;
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Reads `2026-01-31`, the same with a time, or `1/31/2026 5:30 PM`; times without a zone are UTC. Undefined when it is no date. */
export function parseDate(text: string): DateConstant | undefined {
  const at = parseIso(text.trim()) ?? parseUnitedStates(text.trim());
  if (!at || Number.isNaN(at.getTime())) return undefined;
  return { at, hasTime: at.getTime() % 86_400_000 !== 0 };
}

function parseIso(text: string): Date | undefined {
  if (!ISO.test(text)) return undefined;
  if (text.length === 10) return new Date(`${text}T00:00:00Z`);
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
  return new Date(zoned ? text : `${text.replace(' ', 'T')}Z`);
}

function parseUnitedStates(text: string): Date | undefined {
  const found = UNITED_STATES.exec(text);
  if (!found) return undefined;
  const [, month, day, year, hour = '0', minute = '0', second = '0', half] = found;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)));
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day) ? at : undefined;
}

/** `2026-01-31` of a moment, in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

type Unit = 'y' | 'M' | 'w' | 'd' | 'h' | 'm';

const DATE_MACROS: Readonly<Record<string, { readonly unit: Unit; readonly start: (now: Date) => Date }>> = {
  today: { unit: 'd', start: (now) => startOf(now, 0) },
  startofday: { unit: 'd', start: (now) => startOf(now, 0) },
  startofweek: { unit: 'w', start: (now) => startOf(now, now.getUTCDay()) },
  startofmonth: { unit: 'M', start: (now) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)) },
  startofyear: { unit: 'y', start: (now) => new Date(Date.UTC(now.getUTCFullYear(), 0, 1)) },
};

/** Whether a macro (lower case, without `@`) stands for a date. */
export function isDateMacro(name: string): boolean {
  return Object.hasOwn(DATE_MACROS, name);
}

/**
 * The date that a macro stands for: the start of its period (weeks begin on Sunday), moved by the argument
 * (`'-2w'`; without a unit the macro's own) and by the offset in the macro's unit. Undefined when the argument cannot be read.
 */
export function dateOfMacro(name: string, argument: string | undefined, offset: number, now: Date): Date | undefined {
  const macro = Object.hasOwn(DATE_MACROS, name) ? DATE_MACROS[name] : undefined;
  if (!macro) return undefined;
  const start = macro.start(now);
  const moved = argument === undefined ? start : moveByArgument(start, argument, macro.unit);
  const result = moved && move(moved, offset, macro.unit);
  return result && !Number.isNaN(result.getTime()) ? result : undefined;
}

function startOf(now: Date, daysBefore: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - daysBefore));
}

function moveByArgument(date: Date, argument: string, unit: Unit): Date | undefined {
  const found = /^\s*([+-]?\d{1,5})\s*([yMwdhm])?\s*$/.exec(argument);
  return found ? move(date, Number(found[1]), (found[2] as Unit | undefined) ?? unit) : undefined;
}

function move(date: Date, by: number, unit: Unit): Date {
  const moved = new Date(date);
  switch (unit) {
    case 'y':
      moved.setUTCFullYear(moved.getUTCFullYear() + by);
      return moved;
    case 'M':
      moved.setUTCMonth(moved.getUTCMonth() + by);
      return moved;
    case 'w':
      moved.setUTCDate(moved.getUTCDate() + 7 * by);
      return moved;
    case 'd':
      moved.setUTCDate(moved.getUTCDate() + by);
      return moved;
    case 'h':
      moved.setUTCHours(moved.getUTCHours() + by);
      return moved;
    case 'm':
      moved.setUTCMinutes(moved.getUTCMinutes() + by);
      return moved;
  }
}
