import { badRequest, errors } from '../errors';
import { findField } from '../process/fieldCatalogue';
import type { Revision } from '../model';
import type { Request } from '../router';
import type { Store } from '../store';
import { parseDate } from './fieldInput';
import type { RenderOptions, View } from './render';

/** Work items that one read may name. */
export const maxItems = 200;

const expansions = ['none', 'relations', 'fields', 'links', 'all'] as const;
type Expand = (typeof expansions)[number];

/** What a read asks for, from the query string or a body. */
export interface ReadOptions {
  readonly expand: Expand;
  readonly fields: readonly string[] | undefined;
  /** ISO date; undefined is now. */
  readonly asOf: string | undefined;
}

/** The view that renders replies to a request. */
export function viewOf(request: Request): View {
  return { store: request.store, baseUrl: request.baseUrl, version: request.version };
}

/**
 * Understands `fields`, `$expand` and `asOf`.
 * @throws {ApiError} 400 for unknown fields, a combination of both, or a value that is none.
 */
export function readOptions(
  store: Store,
  raw: { readonly expand: unknown; readonly fields: unknown; readonly asOf: unknown },
): ReadOptions {
  const expand = parseExpand(raw.expand);
  const fields = parseFields(store, raw.fields);
  if (fields !== undefined && expand !== 'none') throw errors.expandWithFields();
  return { expand, fields, asOf: parseAsOf(raw.asOf) };
}

function parseExpand(raw: unknown): Expand {
  if (raw === undefined || raw === null || raw === '') return 'none';
  // Numbers are what the SDKs' enumeration serialises to: None, Relations, Fields, Links, All.
  const name = typeof raw === 'number' ? expansions[raw] : typeof raw === 'string' ? raw.toLowerCase() : undefined;
  const index = typeof raw === 'string' && /^[0-4]$/.test(raw) ? Number(raw) : undefined;
  const found = index === undefined ? expansions.find((one) => one === name) : expansions[index];
  if (found === undefined) throw badRequest(`The value of $expand is not one of ${expansions.join(', ')}.`);
  return found;
}

function parseFields(store: Store, raw: unknown): readonly string[] | undefined {
  const names = typeof raw === 'string' ? raw.split(',') : raw;
  if (names === undefined || names === null) return undefined;
  if (!Array.isArray(names)) throw badRequest('The fields must be a list of field names.');
  const wanted = names
    .map((name: unknown) => (typeof name === 'string' ? name.trim() : ''))
    .filter((name) => name !== '');
  if (wanted.length === 0) return undefined;
  return wanted.map((name) => {
    const field = findField(store, name);
    if (!field) throw errors.fieldNotFound(name);
    return field.referenceName;
  });
}

function parseAsOf(raw: unknown): string | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined;
  const time = typeof raw === 'string' ? parseDate(raw) : undefined;
  if (time === undefined)
    throw badRequest('The value of asOf is not a date. Use ISO 8601, for example 2014-12-29T20:49:22.103Z.');
  return new Date(time).toISOString();
}

/** Ids of a list read, without repetitions. */
export function parseIds(raw: unknown): readonly number[] {
  const parts = typeof raw === 'string' ? raw.split(',').filter((part) => part.trim() !== '') : raw;
  if (!Array.isArray(parts) || parts.length === 0)
    throw badRequest('Name the ids of the work items to read, 200 at most.');
  if (parts.length > maxItems) throw errors.tooManyItems(parts.length);
  const ids = parts.map((part: unknown) => (typeof part === 'string' ? Number(part.trim()) : part));
  return [
    ...new Set(
      ids.map((id) => {
        if (typeof id !== 'number' || !Number.isSafeInteger(id))
          throw badRequest('The ids of work items are whole numbers.');
        return id;
      }),
    ),
  ];
}

/** `errorPolicy=omit` answers null for what cannot be read, instead of refusing the whole request. */
export function parseErrorPolicy(raw: unknown): 'fail' | 'omit' {
  if (raw === 2 || (typeof raw === 'string' && /^(omit|2)$/i.test(raw))) return 'omit';
  return 'fail';
}

/** The revision to show: the latest, or the one that stood at a moment. Undefined when there is none. */
export function revisionAt(store: Store, id: number, asOf: string | undefined): Revision | undefined {
  const live = store.live(id);
  if (!live || asOf === undefined) return live;
  return store.revisions(id).findLast((revision) => revision.date <= asOf);
}

/** How a single read is rendered: with `_links` always, and with the project in its urls from 5.0 on. */
export function singleView(options: ReadOptions): RenderOptions {
  return { ...listView(options), links: true, projectUrl: true };
}

/** How an entry of a list is rendered. */
export function listView({ expand, fields, asOf }: ReadOptions): RenderOptions {
  return {
    ...(fields === undefined ? {} : { fields }),
    ...(asOf === undefined ? {} : { asOf }),
    allFields: expand === 'all',
    relations: expand === 'all' || expand === 'relations',
    links: expand === 'all' || expand === 'links',
  };
}

/** How the reply to a save is rendered: relations and links by default. */
export function savedView(expand: unknown): RenderOptions {
  return { allFields: parseExpand(expand) === 'all', relations: true, links: true, projectUrl: true };
}
