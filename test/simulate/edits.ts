import { stringifyDocument, toDocument, type Document } from '../../src/core/document';
import { parseDocument } from '../../src/core/parseDocument';
import type { DocumentRelation } from '../../src/core/relations';
import type { StagedItem } from '../../src/core/stage';
import type { JsonValue, WorkItem } from '../../src/core/workItem';
import type { Chance } from './chance';
import { definitions, link, project } from './definitions';
import type { Leanings } from './leanings';
import { urlOf } from './serverFacts';

/** Makes texts that occur nowhere else, so that each can be found, and counted, wherever it went. */
export class Markers {
  #count = 0;

  next(author: 'me' | 'other' | 'new' | 'note'): string {
    this.#count += 1;
    return `${author}${this.#count}x`;
  }
}

/** Values of mine that can be told apart: `me12x` in fields, `new3x` in new items, `note7x` in comments. */
export const myMarker = /\b(?:me|new|note)\d+x\b/g;
export const otherMarker = /\bother\d+x\b/g;

export function seedFields(id: number): Readonly<Record<string, JsonValue>> {
  return {
    'System.Title': `seed title ${id}`,
    'System.State': 'New',
    'System.AreaPath': project,
    'System.IterationPath': project,
    'System.Description': ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].join('\n'),
    'System.Tags': 'alpha; beta',
    'Microsoft.VSTS.Common.Priority': 2,
  };
}

export function newItem(id: number): WorkItem {
  const fields = {
    'System.TeamProject': project,
    'System.WorkItemType': 'Bug',
    'System.AreaPath': project,
    'System.IterationPath': project,
    'System.State': 'New',
  };
  return { id, rev: 0, fields, formats: {}, relations: [], url: '' };
}

type Habits = Pick<Leanings, 'tidiness' | 'ties'>;

interface Draft {
  readonly id: number;
  readonly fields: Record<string, JsonValue>;
  relations: DocumentRelation[];
}

type Mutation = (draft: Draft, chance: Chance, markers: Markers, others: readonly number[]) => void;

const mutations: readonly Mutation[] = [
  (draft, _chance, markers) => {
    if (!holdsOther(draft, 'System.Title')) draft.fields['System.Title'] = `title ${markers.next('me')}`;
  },
  (draft, chance, markers) => {
    const text = draft.fields['System.Description'];
    const lines = typeof text === 'string' ? text.split('\n') : [];
    const mine = lines.flatMap((line, index) => (line.includes('other') ? [] : [index]));
    if (mine.length === 0) return;
    lines[chance.pick(mine)] = `line ${markers.next('me')}`;
    draft.fields['System.Description'] = lines.join('\n');
  },
  (draft, _chance, markers) => {
    const tags = draft.fields['System.Tags'];
    draft.fields['System.Tags'] = [...(Array.isArray(tags) ? (tags as string[]) : []), markers.next('me')];
  },
  (draft, _chance, markers) => {
    draft.fields['System.History'] = `comment ${markers.next('note')}`;
  },
  (draft, _chance, markers) => {
    draft.relations = [...draft.relations, { rel: 'Hyperlink', url: `https://h.example/${markers.next('me')}` }];
  },
  removeRelation,
  addLink,
  (draft, chance) => {
    if (chance.happens(0.15) && !holdsOther(draft, 'System.Title')) draft.fields['System.Title'] = 'refused';
  },
];

function addLink(draft: Draft, chance: Chance, _markers: Markers, others: readonly number[]): void {
  const targets = others.filter((id) => id !== draft.id);
  if (targets.length === 0) return;
  const wanted = { rel: chance.pick([link.related, link.child]), url: urlOf(chance.pick(targets)) };
  const there = draft.relations.some(({ rel, url }) => rel === wanted.rel && url === wanted.url);
  if (!there) draft.relations = [...draft.relations, wanted];
}

function removeRelation(draft: Draft, chance: Chance): void {
  const own = draft.relations.filter(({ url }) => !url.includes('other'));
  if (own.length === 0) return;
  const gone = chance.pick(own);
  draft.relations = draft.relations.filter((relation) => relation !== gone);
}

function holdsOther(draft: Draft, name: string): boolean {
  const value = draft.fields[name];
  return typeof value === 'string' && value.includes('other');
}

/** The text of an item after a few changes by its owner; what others wrote is never among them. */
export function editedText(
  source: Document,
  chance: Chance,
  markers: Markers,
  others: readonly number[],
  { tidiness, ties }: Habits = { tidiness: 0, ties: 0 },
): string {
  const draft: Draft = { id: source.id, fields: { ...source.fields }, relations: [...source.relations] };
  const count = 1 + chance.below(3);
  for (let index = 0; index < count; index += 1) chance.pick(mutations)(draft, chance, markers, others);
  if (chance.happens(tidiness)) removeRelation(draft, chance);
  if (chance.happens(ties)) addLink(draft, chance, markers, others);
  return stringifyDocument({ ...source, ...draft }, 'sim');
}

export function textOf(
  item: WorkItem,
  chance: Chance,
  markers: Markers,
  others: readonly number[],
  habits: Habits,
): string {
  return editedText(toDocument(item, definitions), chance, markers, others, habits);
}

/** A new item: some of them share their title, so that titles alone tell nothing. */
export function newText(
  item: WorkItem,
  chance: Chance,
  markers: Markers,
  others: readonly number[],
  { likeness, ties }: Pick<Leanings, 'likeness' | 'ties'>,
): string {
  const title = chance.happens(likeness) ? 'the same title' : `title ${markers.next('me')}`;
  const shown = toDocument(item, definitions);
  const description = `made as ${markers.next('new')}`;
  const fields = { ...shown.fields, 'System.Title': title, 'System.Description': description };
  const targets = others.filter((id) => id !== item.id && chance.happens(Math.max(0.3, ties)));
  const relations = targets.map((id) => ({ rel: link.related, url: urlOf(id) }));
  return stringifyDocument({ ...shown, fields, relations }, 'sim');
}

/** The staged document, changed once more. */
export function newerText(item: StagedItem, chance: Chance, markers: Markers): string | undefined {
  const parsed = parseDocument(item.text);
  return parsed.ok ? editedText(parsed.document, chance, markers, []) : undefined;
}

/** A text of the item that says nothing of its relations. */
export function emptyText(item: StagedItem): string {
  return stringifyDocument({ id: item.id, fields: {}, relations: [] }, 'sim');
}

/** Whom items may link to in a tangle: new items each other in a circle, one item the circle, and all others that item. */
export function tangle(ids: readonly number[], news: readonly number[]): (id: number) => readonly number[] {
  const ring = new Map(news.map((id, index) => [id, news[(index + 1) % news.length]]));
  const [, knot] = ids;
  return (id) => [id === knot ? news[0] : (ring.get(id) ?? knot)].filter((target) => target !== undefined);
}
