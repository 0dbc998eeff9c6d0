import type { TableName } from './model';
import type { Store } from './store';

/** Something that follows from tables of a store: made when it is first asked for, and anew after a write to one of them. */
export function derived<T>(tables: readonly TableName[], make: (store: Store) => T): (store: Store) => T {
  const cache = new WeakMap<Store, { readonly tick: number; readonly value: T }>();
  return (store) => {
    let tick = 0;
    for (const table of tables) tick += store.tick(table);
    const known = cache.get(store);
    if (known?.tick === tick) return known.value;
    const value = make(store);
    cache.set(store, { tick, value });
    return value;
  };
}
