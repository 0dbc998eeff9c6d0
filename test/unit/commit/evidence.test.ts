import assert from 'node:assert/strict';
import { judgeUpdate } from '../../../src/commit/evidence';
import type { SentEntry } from '../../../src/commit/journal';
import { applyEdit } from '../../../src/core/apply';
import { diff } from '../../../src/core/operations';
import { parseDocument } from '../../../src/core/parseDocument';
import type { Document } from '../../../src/core/document';
import { definitions, item, relate, set, staged, steps } from '../core/fixture';

const base = item(7, 3);
const title = set({ 'System.Title': 'Renamed' });
const state = set({ 'System.State': 'Active' });
const hyperlink = relate({ rel: 'Hyperlink', url: 'https://example.com/notes' });

function sent(edit: (document: Document) => Document): SentEntry {
  const { text } = staged(base, edit);
  const parsed = parseDocument(text);
  assert.ok(parsed.ok);
  const { changes } = diff(base, parsed.document, definitions);
  const operations = [{ op: 'add', path: '/fields/System.Title', value: 'Renamed' }] as const;
  const uri = '/_apis/wit/workitems/7';
  const wire = { id: 7, method: 'PATCH', uri, operations, pointers: ['/fields/System.Title'] } as const;
  return { ...wire, project: definitions.project, base, text, changes, creation: undefined };
}

const less = sent(title);
const cases: readonly (readonly [what: string, more: SentEntry])[] = [
  ['a field', sent(steps(title, state))],
  ['a link', sent(steps(title, hyperlink))],
];

describe('two lost batches with the same item at the same revision', () => {
  for (const [what, more] of cases) {
    for (const [which, applied, other] of [
      ['more', more, less],
      ['less', less, more],
    ] as const) {
      it(`where one has ${what} more and the one with ${which} arrived, it is the one that was applied`, () => {
        const next = { ...applyEdit(base, applied, definitions), rev: base.rev + 1 };
        const judge = (entry: SentEntry, rival: SentEntry) =>
          judgeUpdate(entry, { current: next, next, me: undefined, rivals: [rival] }, definitions);
        assert.deepEqual([judge(applied, other), judge(other, applied)], ['applied', 'notApplied']);
      });
    }
  }
});
