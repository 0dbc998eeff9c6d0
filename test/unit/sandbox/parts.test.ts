import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAddress } from '../../../src/sandbox/addresses';
import { recycleBinDate, wireDate } from '../../../src/sandbox/dates';
import { createFaults } from '../../../src/sandbox/faults';
import { createRouter } from '../../../src/sandbox/router';
import { parseSeed } from '../../../src/sandbox/seed/seed';
import { negotiateVersion } from '../../../src/sandbox/versions';
import { parseDate } from '../../../src/sandbox/workItems/fieldInput';
import { splitTags } from '../../../src/sandbox/workItems/tags';

const organizations = new Set(['fabrikam', 'defaultcollection']);

describe('The sandbox’s parts', () => {
  it('write dates without trailing zeros, and lose nothing by it', () => {
    assert.equal(wireDate('2014-12-29T20:49:20.770Z'), '2014-12-29T20:49:20.77Z');
    assert.equal(wireDate('2014-12-29T20:49:20.000Z'), '2014-12-29T20:49:20Z');
    assert.equal(wireDate('2014-12-29T20:50:00.100Z'), '2014-12-29T20:50:00.1Z');
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9000-01-01'), noInvalidDate: true }), (date) => {
        assert.equal(Date.parse(wireDate(date.toISOString())), date.getTime());
      }),
      { verbose: true },
    );
  });

  it('write the dates of the recycle bin as recorded', () => {
    assert.equal(recycleBinDate('2025-01-10T12:13:35.000Z'), '1/10/2025 12:13:35 PM');
    assert.equal(recycleBinDate('2017-01-11T23:18:16.120Z'), '1/11/2017 11:18:16 PM');
    assert.equal(recycleBinDate('2017-01-11T00:05:06.000Z'), '1/11/2017 12:05:06 AM');
  });

  it('read dates with and without a time and a zone', () => {
    const noon = Date.UTC(2020, 1, 3, 12);
    for (const text of [
      '2020-02-03T12:00:00Z',
      '2020-02-03T12:00:00.0000000Z',
      '2020-02-03 12:00',
      '2020-02-03T13:00+01:00',
    ]) {
      assert.equal(parseDate(text), noon, text);
    }
    assert.equal(parseDate('2020-02-03'), Date.UTC(2020, 1, 3));
    for (const text of ['', 'tomorrow', '2020-13-03', '2020-02-03T25:00Z'])
      assert.equal(parseDate(text), undefined, text);
  });

  it('split tags at semicolons and commas, each once', () => {
    assert.deepEqual(splitTags(' b; a,B ;; c d '), ['b', 'a', 'c d']);
  });

  it('take addresses apart', () => {
    const cases: readonly (readonly [string, string, string | undefined, string | undefined, string])[] = [
      ['/fabrikam/_apis/wit/%24batch', '/fabrikam', undefined, undefined, 'wit/$batch'],
      ['/tfs/Any/My%20Project/_apis/wit/fields', '/tfs/Any', 'My Project', undefined, 'wit/fields'],
      ['/fabrikam/DefaultCollection/P/T/_apis/wit/wiql', '/fabrikam/DefaultCollection', 'P', 'T', 'wit/wiql'],
      ['/P/_apis/wit/workitems/$Bug', '', 'P', undefined, 'wit/workitems/$Bug'],
      ['/_apis/', '', undefined, undefined, ''],
    ];
    for (const [path, collection, project, team, resource] of cases) {
      assert.deepEqual(parseAddress(path, organizations), { collection, project, team, root: '_apis', resource }, path);
    }
    assert.equal(parseAddress('/fabrikam/P/T/X/_apis/wit', organizations), undefined);
    assert.equal(parseAddress('/nothing', organizations), undefined);
  });

  it('match routes without regard to case, decode parameters, and know what other verbs answer', () => {
    const handler = () => ({ status: 200 });
    const router = createRouter([
      { method: 'GET', path: 'wit/items/${type}', scope: 'project', handler },
      { method: 'GET', path: 'wit/items/{id}', scope: 'project', handler },
      { method: 'GET', path: 'wit/queries/{*path}', scope: 'project', handler },
    ]);
    assert.deepEqual(router.match('GET', 'WIT/Items/$Product%20Backlog')?.params, { type: 'Product Backlog' });
    assert.deepEqual(router.match('GET', 'wit/items/12')?.params, { id: '12' });
    assert.deepEqual(router.match('HEAD', 'wit/queries/a/b%20c')?.params, { path: 'a/b c' });
    assert.equal(router.match('POST', 'wit/items/12'), undefined);
    assert.equal(router.knows('wit/items/12'), true);
    assert.equal(router.knows('wit/other'), false);
  });

  it('agree on a version', () => {
    const ask = (method: string, query?: string, accept?: string, previewOnly = false) =>
      negotiateVersion({ method, query, accept, previewOnly, latest: '7.1' }).text;
    assert.equal(ask('GET'), '7.1');
    assert.equal(ask('PATCH', undefined, 'application/json; api-version=5.0-preview.2'), '5.0-preview.2');
    assert.equal(ask('POST', '7.1-preview.4', undefined, true), '7.1-preview.4');
    assert.throws(() => ask('PATCH'), /No api-version was supplied for the "PATCH" request/);
    assert.throws(() => ask('GET', '7.2'), /out of range/);
    assert.throws(() => ask('GET', 'seven'), /not valid/);
    assert.throws(() => ask('GET', '7.1', undefined, true), /-preview flag must be supplied/);
  });

  it('use faults up in the order in which they were ordered', () => {
    const faults = createFaults();
    faults.add([{ method: 'PATCH', path: '/wit/*batch', times: 2, status: 500 }, { drop: 'afterApply' }]);
    assert.equal(faults.take('GET', '/x')?.kind, 'drop');
    assert.equal(faults.take('PATCH', '/fabrikam/_apis/WIT/$batch')?.kind, 'status');
    assert.equal(faults.take('POST', '/_apis/wit/$batch'), undefined);
    assert.equal(faults.take('PATCH', '/_apis/wit/$batch')?.kind, 'status');
    assert.equal(faults.take('PATCH', '/_apis/wit/$batch'), undefined);
  });

  it('know their seeds', () => {
    assert.deepEqual(parseSeed('load:100'), { kind: 'load', count: 100 });
    assert.deepEqual(parseSeed('documented:2014-12-29T20:49:23Z'), {
      kind: 'documented',
      until: '2014-12-29T20:49:23.000Z',
    });
    for (const text of ['', 'load:', 'load:-1', 'load:99999999', 'fabrikam:1', 'other']) {
      assert.throws(() => parseSeed(text), /is unknown\. Use fabrikam, load:N/);
    }
  });
});
