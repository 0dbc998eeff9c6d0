import { parseDocument } from '../../src/core/parseDocument';
import { linkTarget, relationKey } from '../../src/core/relations';
import type { StagedItem } from '../../src/core/stage';
import type { SimServer } from './server';
import { opposite, urlOf } from './serverFacts';

/** Relations that saved texts take away, until a later text says otherwise or the edit is discarded. */
export class Removals {
  readonly #wanted = new Map<number, ReadonlySet<string>>();

  save({ id, base, text }: Pick<StagedItem, 'id' | 'base' | 'text'>): void {
    const parsed = parseDocument(text);
    if (!parsed.ok || id < 0) return;
    const kept = new Set(parsed.document.relations.map(relationKey));
    const before = [...(this.#wanted.get(id) ?? []), ...base.relations.map(relationKey)];
    this.#wanted.set(id, new Set(before.filter((key) => !kept.has(key))));
  }

  discard(id: number): void {
    this.#wanted.delete(id);
  }

  /** Relations that are still there in the end, though nobody added them again. */
  left(server: SimServer): readonly string[] {
    return [...this.#wanted].flatMap(([id, keys]) => {
      const there = new Set(server.items.get(id)?.relations.map(relationKey));
      const added = new Set(server.events.flatMap((event) => (event.kind === 'added' ? bothEnds(event) : [])));
      const left = [...keys].filter((key) => there.has(key) && !added.has(`${id} ${key}`));
      return left.map((key) => `${key} was to be removed from ${id}, and is still there`);
    });
  }
}

function bothEnds({ id, key, relation }: SimServer['events'][number]): readonly string[] {
  const target = linkTarget(relation.url);
  const back = relationKey({ rel: opposite(relation.rel), url: urlOf(id) });
  return target === undefined ? [`${id} ${key}`] : [`${id} ${key}`, `${target} ${back}`];
}
