import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { openJournal } from '../../../src/sandbox/journal';
import type { Write } from '../../../src/sandbox/store';

/** What a journal hands over, and whether it is new. */
function read(file: string, chunkSize?: number): { readonly writes: readonly Write[]; readonly isNew: boolean } {
  const writes: Write[] = [];
  const journal = openJournal(file, (write) => writes.push(write), chunkSize);
  journal.close();
  return { writes, isNew: journal.isNew };
}

const tag = (key: string): Write => ['tags', key, { id: key, name: key, projectId: 'p' }];
const header = '{"format":"work-item-sandbox","version":1}\n';

describe('The journal', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'journal-'));
    file = path.join(folder, 'data');
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const key = fc.string({ unit: 'grapheme', maxLength: 40 });
  it('is read alike in chunks of any size, whatever size it was written in', () => {
    const contents = fc.tuple(
      fc.array(key),
      fc.array(fc.array(key, { minLength: 1 })),
      fc.integer({ min: 1, max: 99 }),
    );
    const isReadAlike = fc.property(contents, ([rows, transactions, chunkSize]) => {
      const journal = openJournal(file, () => assert.fail('A new journal contains nothing.'), chunkSize);
      journal.begin(rows.map(tag));
      for (const keys of transactions) journal.append(keys.map(tag));
      journal.close();
      const expected = [...rows, ...transactions.flat()].map(tag);
      assert.deepEqual(read(file, chunkSize), { writes: expected, isNew: expected.length === 0 });
      assert.deepEqual(read(file).writes, expected);
      fs.rmSync(file);
    });
    fc.assert(isReadAlike, { verbose: true, numRuns: 100 });
  });

  it('goes on after the last whole line', () => {
    fs.writeFileSync(file, `${header}${JSON.stringify([tag('a')])}\n[["tags","b",{"id`);
    const journal = openJournal(file, () => undefined, 7);
    journal.append([tag('c')]);
    journal.close();
    assert.deepEqual(read(file).writes, [tag('a'), tag('c')]);
  });

  it('is new again when its beginning was not finished', () => {
    for (const text of ['', header.slice(0, 9), `${header.replace('1', '0')}${JSON.stringify([tag('a')])}\n`]) {
      fs.writeFileSync(file, text);
      assert.deepEqual(read(file), { writes: [], isNew: true }, text);
    }
  });

  it('is finished only by its last write', () => {
    const journal = openJournal(file, () => undefined, 1);
    const halfway = function* (): Generator<Write> {
      yield tag('a');
      throw new Error('killed');
    };
    assert.throws(() => journal.begin(halfway()), /killed/);
    journal.close();
    assert.match(fs.readFileSync(file, 'utf8'), /\["tags","a"/);
    assert.deepEqual(read(file), { writes: [], isNew: true });
  });

  it('leaves any other file as it is, also one without a line', () => {
    for (const text of [
      'Dear Jamal',
      'Dear Jamal,\nthis is a letter that is longer than the first line of a journal.\n',
    ]) {
      fs.writeFileSync(file, text);
      assert.throws(() => read(file), /data is not a data file/);
      assert.equal(fs.readFileSync(file, 'utf8'), text);
    }
  });

  it('says which line is damaged, and changes nothing', () => {
    const text = `${header}${JSON.stringify([tag('a')])}\n[["tags"\n`;
    fs.writeFileSync(file, text);
    assert.throws(
      () => read(file),
      new RegExp(`data is damaged: its line at byte ${text.lastIndexOf('[[')} is no JSON`),
    );
    assert.equal(fs.readFileSync(file, 'utf8'), text);
  });
});
