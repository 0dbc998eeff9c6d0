import assert from 'node:assert/strict';
import { ApiError } from '../../../../src/sandbox/errors';
import type { Person } from '../../../../src/sandbox/model';
import { readQuery } from '../../../../src/sandbox/queryString';
import { createRouter } from '../../../../src/sandbox/router';
import type { Method, Reply } from '../../../../src/sandbox/router';
import { queryRoutes } from '../../../../src/sandbox/routes/queries';
import { wiqlRoutes } from '../../../../src/sandbox/routes/wiql';
import { jamal, norman } from '../../../../src/sandbox/seed/people';
import { fiberId, seedProjects } from '../../../../src/sandbox/seed/projects';
import { seedQueries } from '../../../../src/sandbox/seed/queries';
import { Store } from '../../../../src/sandbox/store';

const wiql = 'SELECT [System.Id] FROM WorkItems';
const now = new Date('2026-05-20T10:30:00Z');
const reader: Person = {
  id: 'r-1',
  displayName: 'Rita Reader',
  uniqueName: 'rita@fabrikam.com',
  descriptor: 'aad.r',
  personId: 9,
};

/** Calls the handler of a route as somebody, without a server. */
function callerOf(store: Store) {
  const router = createRouter([...queryRoutes, ...wiqlRoutes]);
  return (user: Person, method: Method, path: string, body?: unknown): Reply => {
    const match = router.match(method, path);
    assert.ok(match, path);
    return match.route.handler({
      method,
      path,
      baseUrl: 'http://127.0.0.1/fabrikam',
      project: store.get('projects', fiberId),
      team: undefined,
      params: match.params,
      query: readQuery(new URLSearchParams()),
      headers: {},
      version: { major: 7, minor: 1, preview: false, text: '7.1' },
      user,
      now,
      store,
      bytes: Buffer.alloc(0),
      json: () => body,
    });
  };
}

function refusal(status: number, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof ApiError && error.status === status && message.test(error.message);
}

describe('permissions on saved queries', () => {
  let call: ReturnType<typeof callerOf>;

  beforeEach(() => {
    const store = new Store();
    seedProjects(store, now);
    seedQueries(store);
    store.put('people', reader.id, reader);
    call = callerOf(store);
  });

  const write: readonly (readonly [Method, string, unknown])[] = [
    ['POST', 'wit/queries/Shared Queries', { name: 'New', wiql }],
    ['PATCH', 'wit/queries/Shared Queries/All Bugs', { name: 'Renamed' }],
    ['DELETE', 'wit/queries/Shared Queries/All Bugs', undefined],
  ];

  for (const [method, path, body] of write) {
    it(`let members of the project’s teams ${method} shared queries, and nobody else`, () => {
      assert.throws(
        () => call(reader, method, path, body),
        refusal(403, /^TF401256: You do not have Write permissions for query /),
      );
      assert.ok(call(norman, method, path, body).status < 300);
    });
  }

  it('let everybody read and run shared queries', () => {
    assert.equal(call(reader, 'GET', 'wit/queries/Shared Queries/All Bugs').status, 200);
  });

  it('keep one’s own queries to oneself', () => {
    const created = call(norman, 'POST', 'wit/queries/My Queries', { name: 'Mine', wiql });
    const { id } = created.body as { id: string };
    assert.equal(call(norman, 'GET', `wit/wiql/${id}`).status, 200);
    for (const path of ['wit/queries/My Queries/Mine', `wit/queries/${id}`, `wit/wiql/${id}`]) {
      assert.throws(() => call(jamal, 'GET', path), refusal(404, /^TF401243: /), path);
    }
  });

  it('let a reader have queries of their own', () => {
    assert.equal(call(reader, 'POST', 'wit/queries/My Queries', { name: 'Mine', wiql }).status, 201);
  });

  it('refuse to move a query to where one may not write', () => {
    const { id } = call(reader, 'POST', 'wit/queries/My Queries', { name: 'Mine', wiql }).body as { id: string };
    assert.throws(() => call(reader, 'POST', 'wit/queries/Shared Queries', { id }), refusal(403, /^TF401256/));
  });
});
