import { cursorAt, type Cursor } from './cursor';
import { sameName, type Definitions, type RelationType } from './definitions';
import { isReadOnly, kindOf } from './fieldValues';
import { isRemote, workItemUrl } from './relations';
import { escapeSnippet } from './snippet';
import { nodeAt } from './textTree';
import { field } from './workItem';

/** What can be completed at a place in a document, beyond what its schema knows. */
export type Wanted =
  | { readonly kind: 'identity'; readonly field: string }
  | { readonly kind: 'area' }
  | { readonly kind: 'iteration' }
  /** `present` are the tags that the item has already. */
  | { readonly kind: 'tag'; readonly present: readonly string[] }
  | { readonly kind: 'linkType' }
  /** The url of a relation to a work item. */
  | { readonly kind: 'target'; readonly rel: string }
  /** A whole relation, as an entry of the list. */
  | { readonly kind: 'relation' };

export interface CompletionPlace {
  readonly wanted: Wanted;
  readonly cursor: Cursor;
}

/** One thing to choose. */
export interface Suggestion {
  readonly label: string;
  /** Stands beside the label, dimmed. */
  readonly detail: string;
  /** What is typed is compared with this, without quotes. */
  readonly filter: string;
  /** JSON text; in a snippet `$1` is where the cursor goes on. */
  readonly insertText: string;
  readonly isSnippet: boolean;
}

export interface Person {
  readonly displayName: string;
  readonly uniqueName: string;
}

/** A work item as a list shows it. */
export interface ItemHead {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  /** Name of the person it is assigned to, `''` for nobody; undefined where that was not asked. */
  readonly assignedTo?: string;
}

/** What is wanted at an offset; undefined where nothing of ours is. */
export function completionPlace(text: string, offset: number, definitions: Definitions): CompletionPlace | undefined {
  const cursor = cursorAt(text, offset);
  const wanted = cursor === undefined ? undefined : wantedAt(text, cursor, definitions);
  return cursor === undefined || wanted === undefined ? undefined : { wanted, cursor };
}

function wantedAt(text: string, { path }: Cursor, definitions: Definitions): Wanted | undefined {
  const [root, second, third] = path;
  if (root === 'fields' && typeof second === 'string') return wantedInField(text, second, path.length, definitions);
  if (root !== 'relations' || typeof second !== 'number') return undefined;
  if (path.length === 2) return { kind: 'relation' };
  if (path.length !== 3) return undefined;
  if (third === 'rel') return { kind: 'linkType' };
  if (third !== 'url') return undefined;
  const rel = String(nodeAt(text, ['relations', second, 'rel'])?.value ?? '');
  return isItemLink(rel, definitions) ? { kind: 'target', rel } : undefined;
}

function wantedInField(text: string, name: string, depth: number, definitions: Definitions): Wanted | undefined {
  if (sameName(name, field.tags)) {
    if (depth !== 3) return undefined;
    const tags = nodeAt(text, ['fields', name])?.children ?? [];
    return { kind: 'tag', present: tags.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) };
  }
  if (depth !== 2 || isReadOnly(name, definitions)) return undefined;
  if (sameName(name, field.areaPath)) return { kind: 'area' };
  if (sameName(name, field.iterationPath)) return { kind: 'iteration' };
  return kindOf(name, definitions) === 'identity' ? { kind: 'identity', field: name } : undefined;
}

/** A relation whose kind is not written yet may become a link to a work item. */
function isItemLink(rel: string, definitions: Definitions): boolean {
  const type = definitions.relationTypes.find((candidate) => sameName(candidate.referenceName, rel));
  return type === undefined || (type.usage === 'workItemLink' && !type.remote);
}

export function personSuggestions(people: readonly Person[]): readonly Suggestion[] {
  return people.map(({ displayName, uniqueName }) => ({
    label: displayName === '' ? uniqueName : displayName,
    detail: displayName === '' ? '' : uniqueName,
    ...literal(uniqueName, `${displayName} ${uniqueName}`),
  }));
}

/** Paths of a tree. The last name is the label, because the beginnings are all alike. */
export function pathSuggestions(paths: readonly string[]): readonly Suggestion[] {
  return paths.map((path) => {
    const cut = path.lastIndexOf('\\') + 1;
    return { label: path.slice(cut), detail: path.slice(0, Math.max(cut - 1, 0)), ...literal(path, path) };
  });
}

export function tagSuggestions(tags: readonly string[], present: readonly string[]): readonly Suggestion[] {
  const taken = new Set(present.map((tag) => tag.toLowerCase()));
  return tags
    .filter((tag) => !taken.has(tag.toLowerCase()))
    .map((tag) => ({ label: tag, detail: '', ...literal(tag, tag) }));
}

/** Kinds of relations by their plain names. Links to other organisations are made by Azure DevOps alone. */
export function linkTypeSuggestions(definitions: Definitions): readonly Suggestion[] {
  return usable(definitions).map(({ name, referenceName }) => ({
    label: name,
    detail: referenceName,
    ...literal(referenceName, `${name} ${referenceName}`),
  }));
}

/** Whole relations by plain name, with the cursor where the url goes. */
export function relationSuggestions(definitions: Definitions): readonly Suggestion[] {
  return usable(definitions).map(({ name, referenceName }) => ({
    label: name,
    detail: referenceName,
    filter: name,
    insertText: `{ "rel": ${escapeSnippet(JSON.stringify(referenceName))}, "url": "$1" }`,
    isSnippet: true,
  }));
}

function usable(definitions: Definitions): readonly RelationType[] {
  return definitions.relationTypes.filter((type) => type.enabled && !type.remote && !isRemote(type.referenceName));
}

/**
 * Work items as targets of a link. The server has chosen them by what was typed, so they must not be filtered again by their texts: a
 * title that contains the typed words in another order is found all the same.
 */
export function targetSuggestions(
  items: readonly ItemHead[],
  cursor: Cursor,
  collectionUrl: string,
): readonly Suggestion[] {
  return items.map((item) => ({
    label: `#${item.id} ${item.title}`,
    detail: `${item.type} · ${item.state}`,
    filter: cursor.typed,
    insertText: JSON.stringify(workItemUrl(collectionUrl, item.id)),
    isSnippet: false,
  }));
}

/** Items that were seen before and fit what is typed: by the beginning of the number, or by all words of the title. */
export function matchingItems(items: readonly ItemHead[], typed: string): readonly ItemHead[] {
  const number = /^\s*#?(\d+)\s*$/.exec(typed)?.[1];
  if (number !== undefined) return items.filter(({ id }) => String(id).startsWith(number));
  const words = typed.toLowerCase().replace(/^\s*#/, '').split(/\s+/).filter(Boolean);
  return items.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}

/** What to ask the server for: a text that is an address already is no search. */
export function searchText(typed: string): string | undefined {
  const text = typed.trim().replace(/^#/, '').trim();
  return /^[a-z][a-z\d+.-]*:/i.test(text) ? undefined : text;
}

function literal(value: string, filter: string): Pick<Suggestion, 'filter' | 'insertText' | 'isSnippet'> {
  return { filter, insertText: JSON.stringify(value), isSnippet: false };
}
