import { until } from '../workbench/until';
import { startTroubledServer, type TroubledServer } from './troubledServer';

/** A server of its own that can be given faults, and looked at without the extension. */
export interface StagingServer {
  readonly url: string;
  /** Name of the connection to it, as it stands in the addresses of its documents. */
  readonly connection: string;
  /** Method and address of all requests so far, those of the tests too. */
  requests(): readonly string[];
  /** Bodies of the batches among them. */
  batches(): readonly string[];
  /** Orders a fault, as `POST _sandbox/faults` takes it. */
  order(fault: Readonly<Record<string, unknown>>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Waits until a fault for a path has struck. */
  seen(path: string): Promise<void>;
  /** Makes a change as somebody else. */
  change(id: number, fields: Readonly<Record<string, string>>): Promise<void>;
  read(id: number): Promise<Readonly<Record<string, unknown>>>;
  /** Ids of the parents that an item has. */
  parents(id: number): Promise<readonly number[]>;
  create(type: string, title: string): Promise<number>;
  remove(id: number): Promise<void>;
  /** Ids of the items of a title. */
  find(title: string): Promise<readonly number[]>;
}

const project = 'Fabrikam-Fiber-Git';

let server: Promise<TroubledServer> | undefined;

after(async () => {
  await (await server)?.close();
});

/** One for all tests; they make the items that they change. */
export async function stagingServer(): Promise<StagingServer> {
  server ??= startTroubledServer();
  return controls(await server);
}

function controls(server: TroubledServer): StagingServer {
  const send = async (method: string, path: string, body?: unknown, type = 'application/json'): Promise<unknown> => {
    const request =
      body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': type } };
    const reply = await fetch(`${server.url}/${path}`, request);
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url: server.url,
    connection: server.connection,
    requests: () => [...server.asked],
    batches: () => [...server.batches],
    order: async (fault) => {
      await send('POST', '_sandbox/faults', fault);
    },
    clearFaults: async () => {
      await send('DELETE', '_sandbox/faults');
    },
    seen: async (path) => {
      const left = async (): Promise<string> => JSON.stringify(await send('GET', '_sandbox/faults'));
      await until(`a request to ${path}`, left, (text) => !text.includes(path), 10_000);
    },
    change: (id, fields) => server.change(id, fields),
    read: async (id) => {
      const item = (await send('GET', `_apis/wit/workitems/${id}?api-version=7.1`)) as { readonly fields: object };
      return item.fields as Readonly<Record<string, unknown>>;
    },
    parents: async (id) => {
      const path = `_apis/wit/workitems/${id}?$expand=relations&api-version=7.1`;
      const item = (await send('GET', path)) as {
        readonly relations?: readonly { readonly rel: string; readonly url: string }[];
      };
      const links = item.relations?.filter(({ rel }) => rel === 'System.LinkTypes.Hierarchy-Reverse') ?? [];
      return links.map(({ url }) => Number(url.split('/').at(-1)));
    },
    create: async (type, title) => {
      const patch = [{ op: 'add', path: '/fields/System.Title', value: title }];
      const path = `${project}/_apis/wit/workitems/$${type}?api-version=7.1`;
      const item = (await send('POST', path, patch, 'application/json-patch+json')) as { readonly id: number };
      return item.id;
    },
    remove: async (id) => {
      await send('DELETE', `${project}/_apis/wit/workitems/${id}?api-version=7.1`);
    },
    find: async (title) => {
      const query = `SELECT [System.Id] FROM WorkItems WHERE [System.Title] = '${title}'`;
      const result = (await send('POST', `${project}/_apis/wit/wiql?api-version=7.1`, { query })) as {
        readonly workItems: readonly { readonly id: number }[];
      };
      return result.workItems.map(({ id }) => id);
    },
  };
}

export async function titleOf(server: StagingServer, id: number): Promise<unknown> {
  return (await server.read(id))['System.Title'];
}
