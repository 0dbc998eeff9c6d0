import assert from 'node:assert/strict';
import { resolveBatch, type Batch } from '../../../src/core/commitPlan';
import type { Operation } from '../../../src/core/operations';
import type { JsonValue, Relation } from '../../../src/core/workItem';
import { relation, workItems } from './fixture';

/** What the other end of a link is called. */
export function opposite(rel: string): string {
  return rel.endsWith('-Forward') ? rel.replace('-Forward', '-Reverse') : rel.replace('-Reverse', '-Forward');
}

/**
 * Items and their links as a server keeps them: a link stands at both of its ends, and what is added, here or from the other end, comes
 * first in the list, so that whoever counts on positions of an older list is caught. A link that is there already is refused.
 */
export class LinkedServer {
  readonly realIds = new Map<number, number>();

  constructor(private readonly lists: Map<number, readonly Relation[]>) {}

  /** All relations of an item, as words that can be compared. */
  words(id: number): readonly string[] {
    return this.list(id)
      .map(({ rel, url, attributes }) => `${rel} ${url} ${JSON.stringify(attributes['comment'] ?? '')}`)
      .sort();
  }

  /** All relations of an item, in its order. */
  list(id: number): readonly Relation[] {
    const list = this.lists.get(id);
    assert(list !== undefined, `There is no item ${id}.`);
    return list;
  }

  take(batch: Batch): void {
    for (const { id } of batch.entries) {
      if (id > 0) continue;
      this.realIds.set(id, 100 - id);
      this.lists.set(100 - id, []);
    }
    for (const { id, operations } of resolveBatch(batch, this.realIds).entries) {
      for (const operation of operations) this.apply(this.realIds.get(id) ?? id, operation);
    }
  }

  private apply(id: number, { op, path, value }: Operation): void {
    const [, area, name = '', attributes] = path.split('/');
    if (area !== 'relations') return;
    if (name === '-') this.add(id, value as unknown as Relation);
    else if (attributes === 'attributes') this.comment(id, Number(name), value ?? '');
    else if (op === 'remove') this.remove(id, this.placeOf(id, path));
  }

  private add(id: number, { rel, url, attributes }: Partial<Relation>): void {
    assert(rel !== undefined && url !== undefined);
    const added = relation(rel, url, attributes);
    assert(!this.list(id).some((other) => isSame(other, added)), 'Relation already exists.');
    this.lists.set(id, [added, ...this.list(id)]);
    const end = this.otherEnd(id, added);
    if (end !== undefined) this.lists.set(end.id, [end.relation, ...this.list(end.id)]);
  }

  private remove(id: number, at: number): void {
    const gone = this.list(id)[at];
    assert(gone !== undefined, `Index out of range: ${at}`);
    this.replace(id, gone, undefined);
  }

  private comment(id: number, at: number, text: JsonValue): void {
    const old = this.list(id)[at];
    assert(old !== undefined, `Index out of range: ${at}`);
    this.replace(id, old, { ...old, attributes: { ...old.attributes, comment: text } });
  }

  private replace(id: number, old: Relation, by: Relation | undefined): void {
    const change = (item: number, one: Relation, next: Relation | undefined) =>
      this.lists.set(
        item,
        this.list(item).flatMap((other) => (isSame(other, one) ? (next ?? []) : [other])),
      );
    const end = this.otherEnd(id, old);
    if (end !== undefined) {
      change(end.id, end.relation, by && { ...end.relation, attributes: by.attributes });
    }
    change(id, old, by);
  }

  /** `/relations/{index}`, or `/relations/{rel}/{id}` of the batch update documentation 4.1. */
  private placeOf(id: number, path: string): number {
    const [, , name = '', target] = path.split('/');
    if (target === undefined) return Number(name);
    return this.list(id).findIndex(({ rel, url }) => rel === name && url.endsWith(`/${target}`));
  }

  private otherEnd(id: number, { rel, url, attributes }: Relation) {
    if (!url.startsWith(workItems)) return undefined;
    const target = Number(url.slice(workItems.length + 1));
    return { id: target, relation: relation(opposite(rel), `${workItems}/${id}`, attributes) };
  }
}

function isSame(a: Relation, b: Relation): boolean {
  return a.rel === b.rel && a.url === b.url;
}
