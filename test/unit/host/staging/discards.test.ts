import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDiscards } from '../../../../src/host/staging/discards';
import { item, staged } from '../../core/fixture';

describe('what was discarded', () => {
  let folder: string;
  const edit = (title: string) =>
    staged(item(299, 7), (document) => ({ ...document, fields: { ...document.fields, 'System.Title': title } }));
  const lastText = async (): Promise<string | undefined> => (await openDiscards(folder).last())?.items[0]?.text;

  beforeEach(() => {
    folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'discards-')), 'discarded');
  });
  afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

  it('is nothing at first', async () => {
    assert.equal(await openDiscards(folder).last(), undefined);
  });

  it('is kept whole, the newest first, whoever asks, until it is restored', async () => {
    await openDiscards(folder).keep([edit('First')]);
    await openDiscards(folder).keep([edit('Second')]);
    const last = await openDiscards(folder).last();
    assert.deepEqual(last?.items, [edit('Second')]);
    await last.forget();
    assert.equal(await lastText(), edit('First').text);
  });

  it('is let go of after fifty others', async () => {
    const discards = openDiscards(folder);
    for (let time = 0; time < 53; time += 1) await discards.keep([edit(`${time}`)]);
    assert.equal(fs.readdirSync(folder).length, 50);
    assert.equal(await lastText(), edit('52').text);
  });

  it('steps over a file that cannot be read, and leaves it where it is', async () => {
    await openDiscards(folder).keep([edit('Good')]);
    fs.writeFileSync(path.join(folder, '999999999999999.json'), '{"version":');
    assert.equal(await lastText(), edit('Good').text);
    assert.equal(fs.readdirSync(folder).length, 2);
  });
});
