import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { stringifyDocument, type Document } from '../../../src/core/document';
import { merge, type Clash } from '../../../src/core/merge';
import type { Preferred } from '../../../src/core/mergeRelations';
import { formatOf } from '../../../src/core/operations';
import { parseDocument } from '../../../src/core/parseDocument';
import type { DocumentRelation } from '../../../src/core/relations';
import { resolveClash, resolveConflict, takeOver } from '../../../src/core/resolve';
import type { WorkItem } from '../../../src/core/workItem';
import { asTheirs, documentEdit, editDocument, meaning, place, places, workItem } from './arbitraries';
import { definitions, schemaUri } from './fixture';
import { property } from './property';

interface Sides {
  readonly base: WorkItem;
  readonly mine: Document;
  readonly theirs: WorkItem;
  readonly side: Preferred;
  /** Picks one of the clashes. */
  readonly at: number;
}

/** Few fields, of each way of merging: every run writes the text many times. */
const shown = new Set([
  'System.Title',
  'System.Tags',
  'System.AssignedTo',
  'System.Description',
  'Custom.Notes',
  'toString',
]);

function few<T extends { readonly fields: Readonly<Record<string, unknown>> }>(given: T): T {
  return { ...given, fields: Object.fromEntries(Object.entries(given.fields).filter(([name]) => shown.has(name))) };
}

/** Their edits include that of a text's format. */
const sides: fc.Arbitrary<Sides> = fc
  .record({
    item: workItem,
    my: documentEdit,
    their: documentEdit,
    flip: fc.boolean(),
    side: fc.constantFrom<Preferred>('mine', 'theirs'),
    at: fc.nat(),
  })
  .map(({ item, my, their, flip, side, at }) => {
    const base = few(item);
    const theirs = few(asTheirs(base, editDocument(base, their)));
    const markdown = base.formats['System.Description'] === 'markdown';
    const formats: WorkItem['formats'] = markdown === flip ? {} : { 'System.Description': 'markdown' };
    return { base, mine: few(editDocument(base, my)), theirs: { ...theirs, formats }, side, at };
  });

function parsed(text: string): Document {
  const result = parseDocument(text);
  assert(result.ok, text);
  return result.document;
}

describe('laws of resolving conflicts', () => {
  property('a decided clash is gone, and every other one is as it was', sides, ({ base, mine, theirs, side, at }) => {
    const staged = { base, text: stringifyDocument(mine, schemaUri) };
    const before = merge(base, mine, theirs, definitions);
    const chosen = before.clashes[at % Math.max(1, before.clashes.length)];
    if (chosen === undefined) return;
    const decided = resolveClash(staged, chosen, side, theirs, definitions);
    const after = merge(decided.base, parsed(decided.text), theirs, definitions);
    assert.deepEqual(
      places(after.clashes),
      places(before.clashes).filter((name) => name !== place(chosen)),
    );
    const expected = side === 'theirs' ? before.document : withMine(before.document, mine, chosen, base);
    assert.deepEqual(meaning(after.document), meaning(expected));
  });

  property('with all decided the edit stands on their state', sides, ({ base, mine, theirs, side }) => {
    const staged = { base, text: stringifyDocument(mine, schemaUri) };
    const resolved = resolveConflict(staged, theirs, side, definitions);
    assert.deepEqual(resolved.clashes, []);
    assert.equal(resolved.base, theirs);
    const expected = merge(base, mine, theirs, definitions, side).document;
    assert.deepEqual(meaning(parsed(resolved.text)), meaning(expected));
  });

  property('taking over leaves the clashes and loses nothing of either side', sides, ({ base, mine, theirs }) => {
    const staged = { base, text: stringifyDocument(mine, schemaUri) };
    const before = merge(base, mine, theirs, definitions);
    const taken = takeOver(staged, theirs, definitions);
    const after = merge(taken.base, parsed(taken.text), theirs, definitions);
    assert.equal(taken.base.rev, base.rev);
    assert.deepEqual(places(after.clashes), places(before.clashes));
    assert.deepEqual(meaning(after.document), meaning(before.document));
  });
});

/** A merged document that has my value at the place of a clash instead of theirs; a text in the format that it was written in. */
function withMine(merged: Document, mine: Document, clash: Clash, base: WorkItem): Document {
  if (place(clash).startsWith('/fields/')) {
    const name = place(clash).slice('/fields/'.length);
    const format = mine.multilineFieldsFormat?.[name] ?? formatOf(base, name);
    const fields = new Map(Object.entries(merged.fields));
    const value = Object.hasOwn(mine.fields, name) ? mine.fields[name] : undefined;
    if (value === undefined) fields.delete(name);
    else fields.set(name, value);
    const formats = { ...merged.multilineFieldsFormat, [name]: format };
    return { ...merged, fields: Object.fromEntries(fields), multilineFieldsFormat: formats };
  }
  const there = (relation: DocumentRelation): boolean =>
    place({ ...clash, mine: { ...relation } as never }) === place(clash);
  return {
    ...merged,
    relations: [...merged.relations.filter((one) => !there(one)), ...mine.relations.filter(there)],
  };
}
