import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { stringifyDocument, toDocument, type Document } from '../../../src/core/document';
import { merge } from '../../../src/core/merge';
import { diff, formatOf, type Change } from '../../../src/core/operations';
import { commentOf } from '../../../src/core/relations';
import { parseDocument } from '../../../src/core/parseDocument';
import { rebaseText } from '../../../src/core/rebase';
import type { JsonValue, WorkItem } from '../../../src/core/workItem';
import {
  asTheirs,
  documentEdit,
  edited,
  editDocument,
  identity,
  meaning,
  place,
  places,
  slot,
  workItem,
} from './arbitraries';
import { definitions, schemaUri } from './fixture';
import { properties, property } from './property';

interface Sides {
  readonly base: WorkItem;
  readonly mine: Document;
  readonly theirs: WorkItem;
}

const sides: fc.Arbitrary<Sides> = fc.tuple(workItem, documentEdit, documentEdit).map(([base, my, their]) => ({
  base,
  mine: editDocument(base, my),
  theirs: asTheirs(base, editDocument(base, their)),
}));

describe('laws of merge', () => {
  properties('sides that say nothing new do not clash', edited, {
    'with a side of mine that changed nothing the result is theirs': ([base, document]) => {
      const theirs = asTheirs(base, document);
      const { document: result, clashes } = merge(base, toDocument(base, definitions), theirs, definitions);
      assert.deepEqual(clashes, []);
      assert.deepEqual(meaning(result), meaning(toDocument(theirs, definitions)));
    },
    'with a side of theirs that changed nothing the result is mine': ([base, mine]) => {
      const { document: result, clashes } = merge(base, mine, base, definitions);
      assert.deepEqual(clashes, []);
      assert.deepEqual(meaning(result), meaning(mine));
    },
    'equal sides do not clash': ([base, mine]) => {
      const { document: result, clashes } = merge(base, mine, asTheirs(base, mine), definitions);
      assert.deepEqual(clashes, []);
      assert.deepEqual(meaning(result), meaning(mine));
    },
    'my text stays as it is where they changed nothing': ([base, mine]) => {
      const text = stringifyDocument(mine, schemaUri).replaceAll('\n', '\r\n');
      assert.equal(rebaseText(text, base, { ...base, rev: base.rev + 1 }, definitions).text, text);
    },
  });

  properties('no change is lost and none made up', sides, {
    'both sides see the same clashes, and merge to the same where there are none': ({ base, mine, theirs }) => {
      const one = merge(base, mine, theirs, definitions);
      const other = merge(base, asMine(theirs), asTheirs(base, mine), definitions);
      assert.deepEqual(places(one.clashes), places(other.clashes));
      if (one.clashes.length === 0) assert.deepEqual(meaning(one.document), meaning(other.document));
    },
    'merging what is merged changes nothing': ({ base, mine, theirs }) => {
      const once = merge(base, mine, theirs, definitions).document;
      const twice = merge(theirs, once, theirs, definitions);
      assert.deepEqual(twice.clashes, []);
      assert.deepEqual(meaning(twice.document), meaning(once));
    },
    'each change of mine is in the result or among the clashes, and never in both': eitherOr,
    'nothing of theirs is lost or changed but by a change of mine': ({ base, mine, theirs }) => {
      const { document: result } = merge(base, mine, theirs, definitions);
      const own = new Set(diff(base, mine, definitions).changes.map(nameOf));
      const foreign = diff(theirs, result, definitions)
        .changes.map(nameOf)
        .filter((name) => !own.has(name));
      assert.deepEqual(foreign, []);
    },
  });

  property(
    'my text takes over what only they changed, and keeps mine where both did',
    sides,
    ({ base, mine, theirs }) => {
      const text = stringifyDocument(mine, schemaUri);
      const rebased = rebaseText(text, base, theirs, definitions);
      const parsed = parseDocument(rebased.text);
      assert(parsed.ok, rebased.text);
      const expected = merge(base, mine, theirs, definitions, 'mine');
      assert.deepEqual(meaning(parsed.document), meaning(expected.document));
      assert.deepEqual(rebased.clashes, expected.clashes);
    },
  );
});

/** Their state as a document; it names the formats that are HTML too, for what it does not name stays what it is. */
function asMine(theirs: WorkItem): Document {
  const format = formatOf(theirs, 'System.Description');
  return { ...toDocument(theirs, definitions), multilineFieldsFormat: { 'System.Description': format } };
}

function nameOf(change: Change): string {
  return change.kind === 'field' || change.kind === 'format' ? change.field : identity(change.relation);
}

function eitherOr({ base, mine, theirs }: Sides): void {
  const { document: result, clashes } = merge(base, mine, theirs, definitions);
  const clashing = new Set(clashes.map(({ pointer }) => pointer));
  const slots = new Set(clashes.map(place));
  const their = toDocument(theirs, definitions);
  for (const change of diff(base, mine, definitions).changes) {
    if (change.kind === 'format') {
      const theirFormat = formatOf(theirs, change.field);
      const clashes = clashing.has(`/fields/${change.field}`) && theirFormat !== change.to;
      assert.equal(clashing.has(`/multilineFieldsFormat/${change.field}`), clashes);
      const format = result.multilineFieldsFormat?.[change.field] ?? 'html';
      assert.equal(format, clashes ? theirFormat : change.to);
      continue;
    }
    if (change.kind === 'field') {
      const value = fieldOf(result, change.field);
      if (clashing.has(`/fields/${change.field}`)) assert.deepEqual(value, fieldOf(their, change.field));
      else assert(contains(value, change.to, change.from), `${change.field}: ${JSON.stringify(value)}`);
      continue;
    }
    const stands = (document: Document) =>
      comparable(document.relations.find((relation) => identity(relation) === identity(change.relation)));
    // Whoever only adds a relation leaves its comment to the other.
    const isSilent = change.kind === 'addRelation' && commentOf(change.relation) === '' && stands(their) !== undefined;
    if (isSilent || slots.has(slot(change.relation))) assert.deepEqual(stands(result), stands(their));
    else assert.deepEqual(stands(result), comparable(change.kind === 'removeRelation' ? undefined : change.relation));
  }
}

function fieldOf(document: Document, name: string): JsonValue | undefined {
  const value = document.fields[name];
  return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

function comparable(relation: Document['relations'][number] | undefined): unknown {
  return relation === undefined ? undefined : [identity(relation), relation.attributes ?? {}];
}

/** A merged value contains mine: it is mine, or a list with what I added and without what I took, or text with my lines. */
function contains(value: JsonValue | undefined, to: JsonValue | undefined, from: JsonValue | undefined): boolean {
  if (JSON.stringify(value) === JSON.stringify(to)) return true;
  if (Array.isArray(to) || Array.isArray(from)) {
    const [now, my, old] = [value, to, from].map((list) => new Set((list ?? []) as readonly string[]));
    assert(now && my && old);
    return (
      [...my].every((tag) => old.has(tag) || now.has(tag)) && [...old].every((tag) => my.has(tag) || !now.has(tag))
    );
  }
  if (typeof value !== 'string' || typeof to !== 'string' || typeof from !== 'string') return false;
  const count = (text: string, line: string) => text.split('\n').filter((other) => other === line).length;
  return to.split('\n').every((line) => count(to, line) <= count(from, line) || count(value, line) > 0);
}
