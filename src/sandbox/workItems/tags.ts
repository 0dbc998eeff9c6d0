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

interface Spellings {
  readonly tick: number;
  /** Key `project:name in lower case`. */
  readonly names: ReadonlyMap<string, string>;
}

const cache = new WeakMap<Store, Spellings>();

/** How a project spells a tag, or undefined when it has no such tag. */
function spelling(store: Store, projectId: string, name: string): string | undefined {
  let known = cache.get(store);
  if (known?.tick !== store.tick('tags')) {
    const names = new Map<string, string>();
    for (const tag of store.all('tags')) names.set(`${tag.projectId}:${tag.name.toLowerCase()}`, tag.name);
    known = { tick: store.tick('tags'), names };
    cache.set(store, known);
  }
  return known.names.get(`${projectId}:${name.toLowerCase()}`);
}

/**
 * The stored form of a tag list: in alphabetical order, in the spelling the project's tags already have.
 * New names become tags of the project.
 */
export function storeTags(store: Store, projectId: string, names: readonly string[]): string {
  if (names.length > maxTags) throw errors.tooManyTags();
  const spelled = names.map((name) => {
    const existing = spelling(store, projectId, name);
    if (existing !== undefined) return existing;
    const id = randomUUID();
    store.put('tags', id, { id, name, projectId });
    return name;
  });
  return [...new Set(spelled)].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })).join('; ');
}
