import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { assertShows } from './shows';

const version = 'api-version=7.1';
const add = (rel: string, url: string, attributes?: unknown) => ({
  op: 'add',
  path: '/relations/-',
  value: { rel, url, attributes },
});
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_entry, index) => make(index));
const isFull = (message: RegExp) => ({ status: 400, body: { message } });

/** Azure DevOps documentation, object limits of work items. */
describe('The limits of a work item', () => {
  let api: Api;
  before(async () => void (api = await startApi({ seed: 'load:1002' })));
  after(() => api.sandbox.close());

  const patch = (id: number, ...operations: readonly unknown[]): Promise<Reply> =>
    api.patch(`/_apis/wit/workitems/${id}?${version}`, operations);
  const relations = async (id: number): Promise<readonly unknown[]> => {
    const item = await api.call('GET', `/_apis/wit/workitems/${id}?$expand=relations&${version}`);
    const list = member(item.body, 'relations');
    return Array.isArray(list) ? (list as unknown[]) : [];
  };
  const remove = { op: 'remove', path: '/relations/0' };
  const upload = async (name: string): Promise<string> => {
    const path = `/_apis/wit/attachments?fileName=${name}&${version}`;
    const reply = await api.call('POST', path, { body: name, type: 'application/octet-stream' });
    return String(member(reply.body, 'url'));
  };

  it('are 100 attachments: one more is refused, the place of a removed one is free, a hyperlink is none', async () => {
    const urls: string[] = [];
    for (const name of times(101, (index) => `file${index}.txt`)) urls.push(await upload(name));
    const [last = '', ...others] = urls;
    const files = others.map((url) => add('AttachedFile', url));
    assertShows(await patch(300, ...files, add('AttachedFile', last)), isFull(/100 .* which is the limit/));
    assert.equal((await relations(300)).filter((one) => member(one, 'rel') === 'AttachedFile').length, 0);

    const item = 299;
    const before = (await relations(item)).filter((one) => member(one, 'rel') === 'AttachedFile').length;
    assertShows(await patch(item, ...files.slice(before)), { status: 200 });
    assertShows(await patch(item, add('AttachedFile', last)), isFull(/100 .* which is the limit/));
    assertShows(await patch(item, add('Hyperlink', 'https://example.com/')), { status: 200 });
    const place = (await relations(item)).findIndex((one) => member(one, 'rel') === 'AttachedFile');
    const swapped = await patch(item, { op: 'remove', path: `/relations/${place}` }, add('AttachedFile', last));
    assertShows(swapped, { status: 200 });
  });

  it('are 1,000 links to work items, counted at both ends; the place of a removed one is free', async () => {
    // An item that has no family of its own.
    const created = await api.patch(`/Fabrikam-Fiber-Git/_apis/wit/workitems/$Task?${version}`, [
      { op: 'add', path: '/fields/System.Title', value: 'Linked to everything' },
    ]);
    const hub = Number(member(created.body, 'id'));
    const related = (id: number) => add('System.LinkTypes.Related', `${api.sandbox.url}/_apis/wit/workItems/${id}`);
    const targets = times(1001, (index) => 1001 + index);
    const [spare = 0, ...others] = targets;
    assertShows(await patch(hub, ...targets.map(related)), isFull(/has 1000 links, which is the limit/));
    assert.equal((await relations(hub)).length, 0);
    assertShows(await patch(hub, ...others.map(related)), { status: 200 });
    assert.equal((await relations(hub)).length, 1000);
    assertShows(await patch(hub, related(spare)), isFull(/has 1000 links, which is the limit/));
    // The other end may have room: it is the full one that refuses.
    assertShows(await patch(spare, related(hub)), isFull(new RegExp(`${hub} has 1000 links`)));
    assertShows(await patch(hub, remove, related(spare)), { status: 200 });
    assert.equal((await relations(hub)).length, 1000);
  });
});
