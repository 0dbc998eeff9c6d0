import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { openJournal } from '../../../src/sandbox/journal';
import type { Tag, WorkItemLink } from '../../../src/sandbox/model';
import { Store } from '../../../src/sandbox/store';

const tag = (id: string, name: string): Tag => ({ id, name, projectId: 'p' });
const link = (id: number, source: number, target: number): WorkItemLink => {
  return { id, rel: 'r', source, target, addedDate: '2020-01-01T00:00:00.000Z', addedBy: 'me' };
};

type Step =
  | { readonly put: string; readonly name: string }
  | { readonly remove: string }
  | { readonly link: number; readonly source: number; readonly target: number }
  | { readonly unlink: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ put: fc.constantFrom('a', 'b', 'c'), name: fc.string({ maxLength: 3 }) }),
    fc.record({ remove: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ link: fc.integer({ min: 1, max: 4 }), source: fc.constantFrom(1, 2), target: fc.constantFrom(3, 4) }),
    fc.record({ unlink: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 12 },
);

function play(store: Store, plan: readonly Step[]): void {
  for (const step of plan) {
    if ('put' in step) store.put('tags', step.put, tag(step.put, step.name));
    else if ('remove' in step) store.delete('tags', step.remove);
    else if ('unlink' in step) store.delete('links', step.unlink);
    else if (!store.get('links', step.link)) store.put('links', step.link, link(step.link, step.source, step.target));
  }
}

/** Everything that can be seen of a store, its indexes included. */
function look(store: Store): unknown {
  const rows = [...store.dump()].map((write) => JSON.stringify(write)).sort();
  const links = [1, 2, 3, 4].map((id) => [...store.links(id)].map((one) => one.id).sort());
  return { rows, links };
}

function unexpected(write: unknown): never {
  throw new Error(`A new journal contains nothing: ${JSON.stringify(write)}`);
}

describe('The store', () => {
  it('takes back everything of a transaction that fails, indexes included', () => {
    fc.assert(
      fc.property(steps, steps, (before, within) => {
        const store = new Store();
        store.transact(() => play(store, before));
        const seen = look(store);
        assert.throws(() =>
          store.transact(() => {
            play(store, within);
            throw new Error('no');
          }),
        );
        assert.deepEqual(look(store), seen);
      }),
      { verbose: true },
    );
  });

  it('takes back to a savepoint what came after it, and keeps what came before', () => {
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        const [store, other] = [new Store(), new Store()];
        store.transact(() => {
          play(store, before);
          const mark = store.savepoint();
          play(store, after);
          store.rollbackTo(mark);
        });
        other.transact(() => play(other, before));
        assert.deepEqual(look(store), look(other));
      }),
      { verbose: true },
    );
  });

  it('is the same again when its journal is played', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 4 }), (plans) => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'));
        try {
          const file = path.join(folder, 'data');
          const journal = openJournal(file, unexpected);
          journal.begin([]);
          const store = new Store(journal);
          for (const plan of plans) store.transact(() => play(store, plan));
          journal.close();
          const copy = new Store();
          openJournal(file, (write) => copy.apply(write)).close();
          assert.deepEqual(look(copy), look(store));
        } finally {
          fs.rmSync(folder, { recursive: true, force: true });
        }
      }),
      { verbose: true, numRuns: 30 },
    );
  });

  it('keeps what was there when the journal cannot be written', () => {
    const store = new Store({
      append: () => {
        throw new Error('disk full');
      },
    });
    assert.throws(() => store.transact(() => store.put('tags', 'a', tag('a', 'x'))), /disk full/);
    assert.equal(store.get('tags', 'a'), undefined);
  });
});
