import assert from 'node:assert/strict';
import type { ToHost } from '../../../src/protocol/form';
import { createHostClient, RequestError, type HostClient } from '../../../src/webview/hostClient';

function connect(): { readonly client: HostClient; readonly sent: ToHost[] } {
  const sent: ToHost[] = [];
  return { client: createHostClient((message) => sent.push(message)), sent };
}

function coded(code: RequestError['code']): (error: unknown) => boolean {
  return (error) => error instanceof RequestError && error.code === code;
}

describe('host client', () => {
  it('gives each request its own reply, in whatever order they come', async () => {
    const { client, sent } = connect();
    const first = client.request('renderMarkdown', { text: 'a' });
    const second = client.request('renderMarkdown', { text: 'b' });
    const [a, b] = sent.map(({ id }) => id);
    assert.ok(a !== undefined && b !== undefined && a !== b);
    client.receive({ kind: 'reply', id: b, result: 'B' });
    client.receive({ kind: 'reply', id: a, result: 'A' });
    assert.deepEqual(await Promise.all([first, second]), ['A', 'B']);
  });

  it('rejects with the code and the words of an error frame', async () => {
    const { client, sent } = connect();
    const request = client.request('openItem', { id: 1 });
    client.receive({ kind: 'error', id: sent[0]?.id ?? 0, code: 'refused', message: 'No such item.' });
    await assert.rejects(request, { code: 'refused', message: 'No such item.' });
  });

  it('tells the host to stop when a signal calls off, and drops a late answer', async () => {
    const { client, sent } = connect();
    const calling = new AbortController();
    const request = client.request('searchItems', { text: 'a' }, calling.signal);
    calling.abort();
    await assert.rejects(request, coded('cancelled'));
    const id = sent[0]?.id ?? 0;
    assert.deepEqual(sent[1], { kind: 'cancel', id });
    client.receive({ kind: 'reply', id, result: [] });
    calling.abort();
    assert.equal(sent.length, 2);
  });

  it('does not call off what has been answered', async () => {
    const { client, sent } = connect();
    const calling = new AbortController();
    const request = client.request('searchItems', { text: 'a' }, calling.signal);
    client.receive({ kind: 'reply', id: sent[0]?.id ?? 0, result: [] });
    calling.abort();
    assert.deepEqual(await request, []);
    assert.equal(sent.length, 1);
  });

  it('sends nothing for a signal that has called off already', async () => {
    const { client, sent } = connect();
    await assert.rejects(client.request('searchItems', { text: 'a' }, AbortSignal.abort()), coded('cancelled'));
    assert.deepEqual(sent, []);
  });

  it('rejects everything that waits when the form goes away, and everything after', async () => {
    const { client, sent } = connect();
    const waiting = client.request('ready', null);
    client.dispose();
    await assert.rejects(waiting, coded('disposed'));
    await assert.rejects(client.request('ready', null), coded('disposed'));
    assert.equal(sent.length, 1);
  });
});
