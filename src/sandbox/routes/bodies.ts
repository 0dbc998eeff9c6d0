import { badRequest } from '../errors';
import type { Request } from '../router';

/** The properties of a JSON object; names compare without regard to case, as .NET reads them. */
export interface Body {
  has(name: string): boolean;
  get(name: string): unknown;
  /** Undefined when absent or null. @throws {ApiError} 400 for anything but a text. */
  text(name: string): string | undefined;
  /** Undefined when absent or null; numbers may be written as text. @throws {ApiError} 400 for anything but a whole number. */
  integer(name: string): number | undefined;
  /** Undefined when absent or null. @throws {ApiError} 400 for anything but true and false. */
  truth(name: string): boolean | undefined;
}

/** Reads the body as an object. @throws {ApiError} 400 for anything else. */
export function objectBody(request: Request): Body {
  return asBody(request.json(), 'The body must be a JSON object.');
}

/** Reads a value as an object. @throws {ApiError} 400 with `message` for anything else. */
export function asBody(value: unknown, message: string): Body {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(message);
  const properties = new Map(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one as unknown]));
  const get = (name: string): unknown => properties.get(name.toLowerCase()) ?? undefined;
  return {
    has: (name) => get(name) !== undefined,
    get,
    text(name) {
      const found = get(name);
      if (found === undefined || typeof found === 'string') return found;
      throw badRequest(`The value of ${name} must be a text.`);
    },
    integer(name) {
      const found = get(name);
      if (found === undefined) return undefined;
      const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
      if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
      throw badRequest(`The value of ${name} must be a whole number.`);
    },
    truth(name) {
      const found = get(name);
      if (found === undefined || typeof found === 'boolean') return found;
      throw badRequest(`The value of ${name} must be true or false.`);
    },
  };
}

/** A whole number of the query string between two bounds, or undefined when absent. @throws {ApiError} 400 for anything else. */
export function integerParameter(request: Request, name: string, least: number, most: number): number | undefined {
  const text = request.query.get(name);
  if (text === undefined || text === '') return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw badRequest(`The value of ${name} must be a whole number between ${least} and ${most}.`);
}

/** `{count, value}`, the shape of every list. */
export function listOf<T>(value: readonly T[]): { readonly count: number; readonly value: readonly T[] } {
  return { count: value.length, value };
}
