import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';

const project = '/Fabrikam-Fiber-Git';

export interface WiqlCalls {
  readonly call: (...parameters: Parameters<Api['call']>) => Promise<Reply>;
  /** Address of the collection. */
  readonly url: () => string;
  /** Posts a query in the sample project, or in `scope`; `parameters` begin with `&`. */
  readonly ask: (query: string, options?: Place) => Promise<Reply>;
  /** The ids that a flat query finds. */
  readonly ids: (query: string, options?: Place) => Promise<readonly number[]>;
  /** Creates a work item and tells its id. */
  readonly create: (type: string, fields: Readonly<Record<string, unknown>>) => Promise<number>;
  /** Patches a work item. */
  readonly change: (id: number, operations: unknown) => Promise<Reply>;
}

interface Place {
  readonly scope?: string;
  readonly parameters?: string;
}

/** One server for the tests of a group, and what they ask of it. */
export function withWiql(): WiqlCalls {
  let api: Api;
  before(async () => {
    api = await startApi();
  });
  after(async () => {
    await api.sandbox.close();
  });
  const ask: WiqlCalls['ask'] = (query, { scope = project, parameters = '' } = {}) =>
    api.call('POST', `${scope}/_apis/wit/wiql?api-version=7.1${parameters}`, { body: { query } });
  return {
    call: (...parameters) => api.call(...parameters),
    url: () => api.sandbox.url,
    ask,
    async ids(query, options) {
      const reply = await ask(query, options);
      assert.equal(reply.status, 200, reply.text);
      const items = member(reply.body, 'workItems');
      assert.ok(Array.isArray(items));
      return items.map((item: unknown) => Number(member(item, 'id')));
    },
    async create(type, fields) {
      const body = Object.entries(fields).map(([name, value]) => ({ op: 'add', path: `/fields/${name}`, value }));
      const reply = await api.call('POST', `${project}/_apis/wit/workitems/$${type}?api-version=7.1`, {
        body,
        type: 'application/json-patch+json',
      });
      assert.equal(reply.status, 200, reply.text);
      return Number(member(reply.body, 'id'));
    },
    async change(id, operations) {
      const reply = await api.patch(`/_apis/wit/workitems/${id}?api-version=7.1`, operations);
      assert.equal(reply.status, 200, reply.text);
      return reply;
    },
  };
}
