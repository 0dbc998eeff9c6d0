import { AdoError } from '../../src/ado/errors';
import type { CommitClient } from '../../src/commit/deps';
import type { BatchReply } from '../../src/core/outcome';
import type { JsonValue, WorkItem } from '../../src/core/workItem';
import type { Chance } from './chance';
import { collectionUrl } from './definitions';
import type { SimServer } from './server';

/** What happens to one `$batch` on its way. */
export type WireFault =
  | 'none'
  | 'refusedConnection'
  | 'dropBefore'
  | 'dropAfter'
  | 'late'
  | 'badGateway'
  | 'throttled'
  | 'signInPage'
  | 'critical'
  | 'short'
  | 'empty'
  | 'nullBody'
  | 'truncated'
  | 'objects'
  | 'slowDown';

export const wireFaults: readonly WireFault[] = [
  'refusedConnection',
  'dropBefore',
  'dropAfter',
  'late',
  'badGateway',
  'throttled',
  'signInPage',
  'critical',
  'short',
  'empty',
  'nullBody',
  'truncated',
  'objects',
  'slowDown',
];

/** The wire of one process: every call passes `step`, where the schedule lets others act, breaks things, or kills. */
export interface WireOptions {
  readonly server: SimServer;
  readonly chance: Chance;
  readonly me: string;
  readonly step: (place: string) => Promise<void>;
  readonly batchFault: () => WireFault;
  readonly readFails: () => boolean;
  /** Runs something later, when the clock of the schedule has moved on. */
  readonly later: (run: () => void) => void;
  /** A batch is on its way. */
  readonly left: () => void;
  /** An item was read; 0 stands for asking which items there are. */
  readonly looked: (id: number) => void;
}

type Sub = Parameters<SimServer['batch']>[1][number];

/** A client whose wire is the schedule. */
export function simClient(options: WireOptions): CommitClient {
  const { server, step, me } = options;
  const reading = async <T>(place: string, read: () => T): Promise<T> => {
    await step(place);
    if (options.readFails()) throw new AdoError('unreachable', 'The server cannot be reached.');
    return read();
  };
  const known = (id: number): readonly WorkItem[] => {
    const item = server.items.get(id);
    return item === undefined || item.deleted ? [] : [server.show(item)];
  };
  return {
    collectionUrl,
    apiVersion: () => '7.1',
    serverNow: () => server.now(),
    connectionData: () =>
      reading('connectionData', () => ({
        userId: me,
        displayName: me,
        uniqueName: `${me}@sim.example`,
        deploymentType: 'hosted' as const,
      })),
    workItems: (ids) =>
      reading('workItems', () => {
        for (const id of ids) options.looked(id);
        const items = ids.flatMap(known);
        return { items, missing: ids.filter((id) => !items.some((item) => item.id === id)) };
      }),
    revisions: (id) =>
      reading('revisions', () => {
        const item = server.items.get(id);
        return item === undefined ? [] : item.revisions.map((revision) => server.show(item, revision));
      }),
    updates: (id) => reading('updates', () => server.updates(id)),
    runWiql: (_project, wiql) =>
      reading('runWiql', () => {
        options.looked(0);
        const since = Date.parse(/>= '([^']+)'/.exec(wiql)?.[1] ?? '');
        const rows = [...server.items.values()]
          .filter((item) => !item.deleted && createdBy(server.show(item), me, since))
          .map(({ id }) => ({ id, parent: undefined, rel: '' }));
        return { queryType: 'flat' as const, columns: [], rows };
      }),
    uploadAttachment: () => Promise.reject(new Error('Nothing is attached here.')),
    check: () => Promise.reject(new Error('Nothing is checked here.')),
    sendBatch: (body) => sendBatch(options, body),
  };
}

function createdBy({ fields }: WorkItem, me: string, since: number): boolean {
  const author = JSON.stringify(fields['System.CreatedBy'] ?? '');
  const created = fields['System.CreatedDate'];
  return author.includes(`"${me}"`) && typeof created === 'string' && Date.parse(created) >= since;
}

async function sendBatch(options: WireOptions, body: JsonValue): Promise<BatchReply> {
  const { server, step, me } = options;
  await step('send');
  options.left();
  const fault = options.batchFault();
  const requests = JSON.parse(JSON.stringify(body)) as readonly Sub[];
  const lost = (sent: 'no' | 'maybe'): BatchReply => ({ kind: 'lost', message: 'The connection broke.', sent });
  switch (fault) {
    case 'refusedConnection':
      return lost('no');
    case 'dropBefore':
      return lost('maybe');
    case 'throttled':
      return reply(429, '{"message":"TF400733: The request has been canceled."}');
    case 'signInPage':
      return reply(203, '<html>Sign in</html>', 'text/html');
    case 'critical':
      return reply(200, JSON.stringify(whole([critical])));
    case 'late':
      options.later(() => server.batch(me, requests));
      return lost('maybe');
    case 'badGateway':
      options.later(() => server.batch(me, requests));
      return reply(502, '<html>Bad gateway</html>', 'text/html');
    default: {
      const replies = server.batch(me, requests);
      await step('sent');
      return answered(fault, replies);
    }
  }
}

const critical = {
  code: 400,
  body: JSON.stringify({ count: 1, value: { Message: 'TF401349: An unexpected error has occurred.' } }),
};

function whole(value: readonly JsonValue[]): JsonValue {
  return { count: value.length, value };
}

function answered(fault: WireFault, replies: ReturnType<SimServer['batch']>): BatchReply {
  const texts = replies.map(({ code, body }) => ({ code, headers: {}, body: JSON.stringify(body) }));
  switch (fault) {
    case 'dropAfter':
      return { kind: 'lost', message: 'The connection broke.', sent: 'maybe' };
    case 'short':
      return reply(200, JSON.stringify(whole(texts.slice(0, -1))));
    case 'empty':
      return reply(200, JSON.stringify(whole([])));
    case 'nullBody':
      return reply(200, 'null');
    case 'truncated':
      return reply(200, JSON.stringify(whole(texts)).slice(0, 40));
    case 'objects':
      return reply(200, JSON.stringify(whole(replies.map(({ code, body }) => ({ code, body })))));
    case 'slowDown':
      return { ...reply(200, JSON.stringify(whole(texts))), retryAfter: 5 };
    default:
      return reply(200, JSON.stringify(whole(texts)));
  }
}

function reply(status: number, body: string, contentType = 'application/json'): Extract<BatchReply, { kind: 'reply' }> {
  return { kind: 'reply', status, body, contentType };
}
