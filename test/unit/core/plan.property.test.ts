import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { groupIntoBatches, type Linked } from '../../../src/core/batches';
import { property } from './property';

interface Links {
  readonly limit: number;
  readonly entries: readonly Linked[];
  readonly targets: ReadonlyMap<number, readonly number[]>;
}

/** New and existing items, in any order, that link to any of the new ones. */
const links: fc.Arbitrary<Links> = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.array(fc.array(fc.nat(15), { maxLength: 2 }), { maxLength: 16 }))
  .map(([limit, wishes]) => {
    const targets = new Map(
      wishes.map((targetsOf, index) => {
        const id = index % 3 === 0 ? index + 1 : -index;
        const created = targetsOf.map((wish) => wish % Math.max(1, wishes.length)).filter((wish) => wish % 3 !== 0);
        return [id, created.map((wish) => -wish)] as const;
      }),
    );
    return { limit, targets, entries: [...targets].map(([id, newTargets]) => ({ id, newTargets })) };
  });

/** Everything that an item leads to, itself included only in a circle. */
function reach(id: number, targets: Links['targets']): ReadonlySet<number> {
  const found = new Set<number>();
  const open = [...(targets.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(targets.get(next) ?? []));
  }
  return found;
}

describe('laws of batches', () => {
  property(
    'each entry stands in one batch, behind all that it links to or with them',
    links,
    ({ limit, entries, targets }) => {
      const groups = groupIntoBatches(entries, limit);
      const circle = (id: number) => [...reach(id, targets)].filter((other) => reach(other, targets).has(id));
      const large = entries.filter(({ id }) => circle(id).length > limit).map(({ id }) => id);
      if (!groups.ok) {
        assert.deepEqual(groups.problems.map(({ id }) => id).sort(), large.sort());
        return;
      }
      assert.deepEqual(large, []);
      const place = new Map(groups.batches.flatMap((own, index) => own.map(({ id }) => [id, index] as const)));
      assert.equal(groups.batches.flat().length, entries.length);
      assert.equal(place.size, entries.length);
      assert(groups.batches.every((own) => own.length > 0 && own.length <= limit));
      for (const [id, to] of targets) {
        for (const target of to) assert((place.get(target) ?? 0) <= (place.get(id) ?? 0), `${id} before ${target}`);
        assert(circle(id).every((other) => place.get(other) === place.get(id)));
      }
      const order = groups.batches.flat().map(({ id }) => id);
      for (const [id, to] of targets) {
        const later = to.filter((target) => !circle(id).includes(target) && order.indexOf(target) > order.indexOf(id));
        assert.deepEqual(later, []);
      }
    },
  );

  property('without circles there are as few batches as can be', links, ({ limit, entries, targets }) => {
    if (entries.some(({ id }) => reach(id, targets).has(id))) return;
    const groups = groupIntoBatches(entries, limit);
    assert(groups.ok);
    assert.equal(groups.batches.length, Math.ceil(entries.length / limit));
  });
});
