import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, CallOptions, Reply } from './api';

/** A query of bugs that every test may save. */
export const wiql =
  "SELECT [System.Id], [System.Title] FROM WorkItems WHERE [System.WorkItemType] = 'Bug' ORDER BY [System.Id] DESC";

/** A server of its own for each test of a group, and calls to its saved queries. */
export function withQueries(): QueryCalls {
  let api: Api;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(async () => {
    await api.sandbox.close();
  });
  const queries: QueryCalls['queries'] = (method, path, options = {}) => {
    const separator = path.includes('?') ? '&' : '?';
    return api.call(method, `/Fabrikam-Fiber-Git/_apis/wit/queries${path}${separator}api-version=7.1`, options);
  };
  return {
    call: (method, path, options) => api.call(method, path, options),
    queries,
    async create(folder, body) {
      const reply = await queries('POST', `/${folder}`, { body });
      assert.equal(reply.status, 201, reply.text);
      return String(member(reply.body, 'id'));
    },
  };
}

export interface QueryCalls {
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  /** `path` follows `wit/queries` of the sample project. */
  readonly queries: (method: string, path: string, options?: CallOptions) => Promise<Reply>;
  /** Saves a query or folder and tells its id. */
  readonly create: (folder: string, body: unknown) => Promise<string>;
}

/** The names of a list of queries. */
export function namesOf(value: unknown): readonly string[] {
  assert.ok(Array.isArray(value), JSON.stringify(value));
  return value.map((one: unknown) => String(member(one, 'name')));
}
