import type { JsonValue } from '../../src/core/workItem';
import type { Chance } from './chance';
import { link } from './definitions';
import type { Markers } from './edits';
import type { SimServer } from './server';
import { Refusal, current, urlOf } from './serverFacts';

/** The server refuses some things to others too. */
export function attempt(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Links an item to some other one. */
export function linkSomehow(server: SimServer, chance: Chance, by: string, id: number): void {
  const others = [...server.items.keys()].filter((candidate) => candidate !== id);
  if (others.length === 0) return;
  const rel = chance.pick([link.related, link.child]);
  server.addRelation(by, id, { rel, url: urlOf(chance.pick(others)), attributes: {} });
}

/** Somebody else changes something; tells what, in a few words. */
export function otherActs(server: SimServer, chance: Chance, markers: Markers): string {
  const id = chance.pick([...server.items.keys()]);
  const marker = markers.next('other');
  const { fields } = current(server.find(id));
  const acts: readonly (readonly [string, () => void])[] = [
    ['renames', () => server.write('other', id, { 'System.Title': marker })],
    ['tags', () => server.write('other', id, { 'System.Tags': `${textOf(fields['System.Tags'])}; ${marker}` })],
    [
      'rewrites a line of',
      () => {
        const lines = textOf(fields['System.Description']).split('\n');
        lines[chance.below(lines.length)] = marker;
        server.write('other', id, { 'System.Description': lines.join('\n') });
      },
    ],
    [
      'adds a hyperlink to',
      () => {
        server.addRelation('other', id, { rel: 'Hyperlink', url: `https://h.example/${marker}`, attributes: {} });
        server.write('other', id, {});
      },
    ],
    ['links', () => linkSomehow(server, chance, 'other', id)],
    ['links', () => linkSomehow(server, chance, 'other', id)],
  ];
  const [words, act] = chance.pick(acts);
  act();
  return `${words} ${id}`;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
