import assert from 'node:assert/strict';
import { derived } from '../../../src/sandbox/derived';
import { Store } from '../../../src/sandbox/store';

const tag = (name: string) => ({ id: name, name, projectId: 'p' });

describe('what is derived from tables', () => {
  let made: number;
  let store: Store;
  const names = derived(['tags', 'counters'], (from) => {
    made += 1;
    return [...from.all('tags')].map(({ name }) => name);
  });

  beforeEach(() => {
    made = 0;
    store = new Store();
  });

  it('is made once, until one of these tables is written', () => {
    store.put('tags', 'a', tag('a'));
    assert.deepEqual([names(store), names(store), made], [['a'], ['a'], 1]);
    store.put('people', 'x', { id: 'x', displayName: '', uniqueName: '', descriptor: '', personId: 1 });
    assert.deepEqual([names(store), made], [['a'], 1]);
    store.put('tags', 'b', tag('b'));
    assert.deepEqual([names(store), made], [['a', 'b'], 2]);
    store.next('anything');
    assert.deepEqual([names(store), made], [['a', 'b'], 3]);
  });

  it('forgets what a transaction took back', () => {
    const failed = (): void =>
      store.transact(() => {
        store.put('tags', 'a', tag('a'));
        assert.deepEqual(names(store), ['a']);
        throw new Error('no');
      });
    assert.throws(failed, /no/);
    assert.deepEqual(names(store), []);
  });

  it('belongs to one store', () => {
    store.put('tags', 'a', tag('a'));
    assert.deepEqual(names(store), ['a']);
    assert.deepEqual(names(new Store()), []);
  });
});
