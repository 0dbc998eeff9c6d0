import type { Query } from './router';

/** Reads a query string; names compare without regard to case, and the first of repeated ones counts. */
export function readQuery(search: URLSearchParams): Query {
  const values = new Map<string, string>();
  for (const [name, value] of search) {
    const key = name.toLowerCase();
    if (!values.has(key)) values.set(key, value);
  }
  return {
    get: (name) => values.get(name.toLowerCase()),
    flag: (name) => values.get(name.toLowerCase())?.toLowerCase() === 'true',
  };
}
