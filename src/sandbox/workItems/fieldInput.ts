import { errors } from '../errors';
import { invalidField } from '../ruleErrors';
import type { FieldDefinition, FieldValue } from '../model';
import { findPerson } from '../people';
import type { Store } from '../store';

/** Characters that a string field and a long text hold (Azure DevOps object limits). */
const maxString = 255;
const maxText = 1_000_000;
const maxInteger = 2 ** 31;
/** SQL Server's calendar begins here; the service answers templates with this very date. */
const firstDate = Date.UTC(1753, 0, 1);

/** What a client's value becomes; undefined clears the field. */
export function readInput(
  store: Store,
  field: FieldDefinition,
  raw: unknown,
  bypassRules: boolean,
): FieldValue | undefined {
  if (raw === null || raw === undefined || raw === '') return undefined;
  if (field.isIdentity === true) return readIdentity(store, field, raw, bypassRules);
  if (typeof raw === 'object') throw invalid(field, 'InvalidType');
  switch (field.type) {
    case 'integer':
      return readNumber(field, raw, (value) => Number.isInteger(value) && Math.abs(value) < maxInteger);
    case 'double':
      return readNumber(field, raw, Number.isFinite);
    case 'boolean':
      return readBoolean(field, raw);
    case 'dateTime':
      return readDate(field, raw);
    case 'guid':
      if (typeof raw === 'string' && /^[{(]?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}[)}]?$/i.test(raw)) return raw;
      throw invalid(field, 'InvalidType');
    case 'string':
    case 'treePath':
      return readText(field, raw, maxString);
    case 'html':
    case 'plainText':
    case 'history':
      return readText(field, raw, maxText);
  }
}

function readText(field: FieldDefinition, raw: unknown, limit: number): string {
  const text = typeof raw === 'string' ? raw : raw === true ? 'True' : raw === false ? 'False' : String(raw);
  if (text.length > limit) throw invalid(field, 'InvalidTooLong');
  return text;
}

function readNumber(field: FieldDefinition, raw: unknown, accepts: (value: number) => boolean): number {
  const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  if (typeof value === 'number' && accepts(value)) return value;
  throw invalid(field, 'InvalidType');
}

function readBoolean(field: FieldDefinition, raw: unknown): boolean {
  if (typeof raw === 'boolean') return raw;
  const text = String(raw).toLowerCase();
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw invalid(field, 'InvalidType');
}

function readDate(field: FieldDefinition, raw: unknown): string {
  const time = typeof raw === 'string' ? parseDate(raw) : undefined;
  if (time === undefined) throw invalid(field, 'InvalidType');
  if (time < firstDate || time > Date.UTC(9999, 11, 31)) throw invalid(field, 'InvalidDate');
  return new Date(time).toISOString();
}

/** RFC 1123, as Microsoft's client for Node.js writes dates into addresses. */
const httpDate = /^[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d GMT$/i;

/** Milliseconds of a date as clients send it; without a zone it is UTC. */
export function parseDate(text: string): number | undefined {
  const time = momentOf(text.trim());
  return Number.isNaN(time) ? undefined : time;
}

function momentOf(text: string): number {
  if (httpDate.test(text)) return Date.parse(text);
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  if (!iso) return /^\d/.test(text) ? Date.parse(`${text} UTC`) : NaN;
  const [, day = '', clock = '00:00', zone = 'Z'] = iso;
  return Date.parse(`${day}T${clock.replace(/(\.\d{3})\d+$/, '$1')}${zone.toUpperCase()}`);
}

function readIdentity(
  store: Store,
  field: FieldDefinition,
  raw: unknown,
  bypassRules: boolean,
): FieldValue | undefined {
  const person = findPerson(store, raw);
  if (person) return { person: person.id };
  const text = nameOf(raw);
  // An IdentityRef without any name is how clients say "nobody".
  if (text === '') return undefined;
  if (bypassRules) return text.slice(0, maxString);
  throw errors.unknownIdentity(text.slice(0, maxString), field.name, field.referenceName);
}

function nameOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return String(raw);
  const { displayName, uniqueName, descriptor, id } = raw as Record<string, unknown>;
  const found = [displayName, uniqueName, descriptor, id].find((key) => typeof key === 'string' && key !== '');
  return typeof found === 'string' ? found : '';
}

function invalid(field: FieldDefinition, status: string) {
  return invalidField(field.referenceName, status);
}
