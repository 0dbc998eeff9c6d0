import type { Blobs } from '../blobs';
import type { Store } from '../store';
import { seedDocumented } from './documented';
import { notesId, specId } from './documentedItems';
import { seedLoad } from './load';
import { jamal } from './people';
import { seedProjects } from './projects';
import { seedQueries } from './queries';
import { seedSample } from './sample';

/** What the server holds at its first start. */
export type Seed =
  | { readonly kind: 'fabrikam' }
  /** The documented items as they were at a moment (ISO date), and nothing else. */
  | { readonly kind: 'documented'; readonly until: string }
  /** The documented items and `count` more. */
  | { readonly kind: 'load'; readonly count: number };

const maxLoad = 1_000_000;

/**
 * Reads `--seed`: `fabrikam`, `load:N`, or `documented:ISO-DATE`.
 * @throws {Error} that says what is possible.
 */
export function parseSeed(text: string): Seed {
  const [kind, ...rest] = text.split(':');
  const argument = rest.join(':');
  if (kind === 'fabrikam' && argument === '') return { kind };
  if (kind === 'load' && /^\d{1,7}$/.test(argument) && Number(argument) <= maxLoad)
    return { kind, count: Number(argument) };
  if (kind === 'documented' && !Number.isNaN(Date.parse(argument))) {
    return { kind, until: new Date(argument).toISOString() };
  }
  throw new Error(
    `The seed "${text}" is unknown. Use fabrikam, load:N with N up to ${maxLoad}, or documented:ISO-DATE.`,
  );
}

/** Files of the sample: id, name and content. */
const files: readonly (readonly [id: string, name: string, content: string])[] = [
  [
    specId,
    'Spec.txt',
    'Sign in with a Microsoft account\n\n1. The customer chooses "Microsoft account".\n2. We keep the account id.\n',
  ],
  [notesId, 'Notes.txt', 'Notes of the planning meeting\n\n- Publish the sprint goal\n- Collect estimates\n'],
];

function seedFiles(store: Store, blobs: Blobs): void {
  for (const [id, fileName, content] of files) {
    blobs.put(id, Buffer.from(content));
    const createdDate = '2014-12-29T20:49:20.000Z';
    store.apply(['attachments', id, { id, fileName, size: content.length, createdBy: jamal.id, createdDate }]);
  }
}

/** Fills an empty store. */
export function plantSeed(store: Store, blobs: Blobs, seed: Seed, now: Date): void {
  seedProjects(store, now);
  seedQueries(store);
  seedFiles(store, blobs);
  seedDocumented(store, seed.kind === 'documented' ? seed.until : undefined);
  setCounters(store, seed);
  if (seed.kind === 'fabrikam') store.transact(() => seedSample(store, now));
  if (seed.kind === 'load') seedLoad(store, seed.count, now);
}

/** Where the sequences go on. The documents create 298 next, after 297. */
function setCounters(store: Store, seed: Seed): void {
  const set = (name: string, value: number): void => store.apply(['counters', name, value]);
  const last = Math.max(0, ...[...store.histories()].map((revisions) => revisions[0]?.id ?? 0));
  set('workItem', seed.kind === 'load' ? 1000 + seed.count : last);
  set('watermark', seed.kind === 'load' ? 10_000 + seed.count : 1000);
  set('link', seed.kind === 'load' ? 1000 + seed.count : 1000);
  set('resource', 140_000);
  set('comment', 10_000);
  set('node', 5000);
}
