import { derived } from '../derived';
import { errors } from '../errors';
import type { Store } from '../store';
import { randomUUID } from 'node:crypto';

/** Tags of one work item (Azure DevOps object limits). */
const maxTags = 100;
const maxTagLength = 400;

/** Splits `a; b, c` into names; blank ones and repetitions (in any letter case) are dropped. */
export function splitTags(text: string): readonly string[] {
  const names = new Map<string, string>();
  for (const part of text.split(/[;,]/)) {
    const name = part.trim().slice(0, maxTagLength);
    if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

/** Names of the tags as they are spelled, by `project:name in lower case`. */
const spellings = derived(['tags'], (store): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const tag of store.all('tags')) names.set(`${tag.projectId}:${tag.name.toLowerCase()}`, tag.name);
  return names;
});

/**
 * The stored form of a tag list: in alphabetical order, in the spelling the project's tags already have.
 * New names become tags of the project.
 */
export function storeTags(store: Store, projectId: string, names: readonly string[], now: Date): string {
  if (names.length > maxTags) throw errors.tooManyTags();
  const spelled = names.map((name) => {
    const existing = spellings(store).get(`${projectId}:${name.toLowerCase()}`);
    if (existing !== undefined) return existing;
    const id = randomUUID();
    store.put('tags', id, { id, name, projectId, lastUpdated: now.toISOString() });
    return name;
  });
  return [...new Set(spelled)].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })).join('; ');
}
