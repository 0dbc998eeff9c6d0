import type { Batch } from '../../../src/core/commitPlan';
import type { BatchReply, Outcome } from '../../../src/core/outcome';
import { item, set, staged } from './fixture';
import { only } from './planFixture';

export function batchOf(...ids: readonly number[]): Batch {
  return only(
    ids.map((id) => staged(item(id, 1), set({ 'System.Title': 'x' }))),
    { apiVersion: '7.1' },
  );
}

export function reply(body: unknown, status = 200): BatchReply {
  return {
    kind: 'reply',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    contentType: 'application/json',
  };
}

export function saved(id: number, rev = 2) {
  return { code: 200, headers: {}, body: JSON.stringify({ id, rev, fields: {} }) };
}

export function failed(code: number, message: string) {
  return { code, headers: {}, body: JSON.stringify({ count: 1, value: { Message: message } }) };
}

export const whole = failed(500, 'TF401321: Whole Bulk failed.');

export interface ReplyCase {
  readonly name: string;
  readonly ids: readonly number[];
  readonly reply: BatchReply;
  readonly outcomes: readonly Outcome[];
}

export const committed = (id: number, rev = 2): Outcome => ({ kind: 'committed', id, rev });

export const unknown = (message: string): Outcome => ({ kind: 'unknown', message });

const refusedWhole = 'The server refused the whole batch without naming a culprit.';

export const collateral = (culprits: readonly number[], message = 'TF401321: Whole Bulk failed.'): Outcome => ({
  kind: 'collateral',
  culprits,
  message,
});

/** Refused because of an entry that the server did not name. */
export const unnamed = (message = 'TF401321: Whole Bulk failed.'): Outcome => ({
  kind: 'collateral',
  culprits: [],
  unnamed: true,
  message,
});

export const rejected = (message: string, pointer = '', status = 400): Outcome => ({
  kind: 'rejected',
  status,
  message,
  pointer,
});

export const cases: readonly ReplyCase[] = [
  {
    name: 'everything saved',
    ids: [1, 2],
    reply: reply({ count: 2, value: [saved(1), saved(2, 9)] }),
    outcomes: [committed(1), committed(2, 9)],
  },
  {
    name: 'new items by their real ids, the body an object',
    ids: [-1, 2],
    reply: reply({ count: 2, value: [{ code: 200, body: { id: 283, rev: 1 } }, saved(2)] }),
    outcomes: [committed(283, 1), committed(2)],
  },
  { name: 'a bare list of replies', ids: [1], reply: reply([saved(1)]), outcomes: [committed(1)] },
  {
    name: 'a byte order mark in front',
    ids: [1],
    reply: reply(`\uFEFF${JSON.stringify({ value: [saved(1)] })}`),
    outcomes: [committed(1)],
  },
  {
    name: 'the documented failure: one culprit, the others with it',
    ids: [12, 13, 14],
    reply: reply({ count: 3, value: [failed(400, 'Relation already exists.'), whole, whole] }),
    outcomes: [rejected('Relation already exists.'), collateral([12]), collateral([12])],
  },
  {
    name: 'two culprits',
    ids: [1, 2, 3],
    reply: reply({ value: [failed(400, 'a'), whole, failed(412, 'b')] }),
    outcomes: [rejected('a'), collateral([1, 3]), { kind: 'conflict', message: 'b', clashes: [] }],
  },
  {
    name: 'one refused while others are saved',
    ids: [1, 2],
    reply: reply({ value: [saved(1), failed(404, 'TF401232: Work item 2 does not exist.')] }),
    outcomes: [committed(1), rejected('TF401232: Work item 2 does not exist.', '', 404)],
  },
  {
    name: 'all of them collateral',
    ids: [1, 2],
    reply: reply({ value: [whole, whole] }),
    outcomes: [unnamed(), unnamed()],
  },
  {
    name: 'a stale revision by its status',
    ids: [1],
    reply: reply({ value: [failed(412, 'VS403351: Test Operation for path /rev failed')] }),
    outcomes: [{ kind: 'conflict', message: 'VS403351: Test Operation for path /rev failed', clashes: [] }],
  },
  {
    name: 'a stale revision by its words',
    ids: [1, 2],
    reply: reply({
      value: [
        failed(400, 'VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.'),
        failed(409, 'TF26071: changed by someone else'),
      ],
    }),
    outcomes: [
      {
        kind: 'conflict',
        message: 'VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.',
        clashes: [],
      },
      { kind: 'conflict', message: 'TF26071: changed by someone else', clashes: [] },
    ],
  },
  {
    name: 'another 409',
    ids: [1],
    reply: reply({ value: [failed(409, 'Relation already exists.')] }),
    outcomes: [rejected('Relation already exists.', '', 409)],
  },
  {
    name: 'an error of the server for one',
    ids: [1, 2],
    reply: reply({ value: [failed(500, 'TF400898: An Internal Error Occurred.'), { code: 503 }] }),
    outcomes: [unknown('TF400898: An Internal Error Occurred.'), unknown('The server replied with status 503.')],
  },
  {
    name: 'a message in lower case',
    ids: [1],
    reply: reply({ value: [{ code: 400, body: '{"message":"m"}' }] }),
    outcomes: [rejected('m')],
  },
  {
    name: 'a message that is no JSON object',
    ids: [1],
    reply: reply({ value: [{ code: 400, body: '"bare"' }] }),
    outcomes: [rejected('bare')],
  },
  {
    name: 'a yes without the item',
    ids: [1, 2, 3],
    reply: reply({
      value: [
        { code: 200, body: '' },
        { code: 200, body: '{"id":2}' },
        { code: 200, body: '[]' },
      ],
    }),
    outcomes: Array.from({ length: 3 }, () => unknown('The server said yes, but did not show the item.')),
  },
  {
    name: 'a yes for another item',
    ids: [1, 2],
    reply: reply({ value: [saved(2), saved(1)] }),
    outcomes: Array.from({ length: 2 }, () => unknown('The server said yes, but did not show the item.')),
  },
  {
    name: 'entries that are none',
    ids: [1, 2],
    reply: reply({ value: [null, 5] }),
    outcomes: [unknown('The server replied with status 0.'), unknown('The server replied with status 0.')],
  },
  {
    name: 'one error for many',
    ids: [1, 2],
    reply: reply({ value: [failed(400, 'TF401349: An unexpected error has occurred')] }),
    outcomes: [
      unnamed(`${refusedWhole} TF401349: An unexpected error has occurred`),
      unnamed(`${refusedWhole} TF401349: An unexpected error has occurred`),
    ],
  },
  {
    name: 'one yes for many',
    ids: [1, 2],
    reply: reply({ value: [saved(1)] }),
    outcomes: Array.from({ length: 2 }, () => unknown('The server gave 1 replies for 2 items.')),
  },
  {
    name: 'no reply at all',
    ids: [1],
    reply: reply({ count: 0, value: [] }),
    outcomes: [unknown('The server gave 0 replies for 1 items.')],
  },
  {
    name: 'more replies than items',
    ids: [1],
    reply: reply({ value: [saved(1), saved(2)] }),
    outcomes: [unknown('The server gave 2 replies for 1 items.')],
  },
  { name: 'nothing', ids: [1], reply: reply(''), outcomes: [unknown('The server replied with status 200.')] },
  { name: 'a page', ids: [1], reply: reply('<html>', 203), outcomes: [unknown('The server replied with status 203.')] },
  {
    name: 'a refusal of the one',
    ids: [1],
    reply: reply({ message: 'You must pass a valid patch document.' }, 400),
    outcomes: [rejected('You must pass a valid patch document.')],
  },
  {
    name: 'a refusal of the whole',
    ids: [1, 2],
    reply: reply({ value: { Message: 'no' } }, 400),
    outcomes: [unnamed(`${refusedWhole} no`), unnamed(`${refusedWhole} no`)],
  },
  {
    name: 'a refusal without words',
    ids: [1, 2],
    reply: reply('', 403),
    outcomes: Array.from({ length: 2 }, () => unnamed(`${refusedWhole} The server replied with status 403.`)),
  },
  ...[401, 404, 429].map((status) => ({
    name: `a ${status}, for which no item is to blame`,
    ids: [1],
    reply: reply({ message: 'not now' }, status),
    outcomes: [collateral([], 'not now')],
  })),
  {
    name: 'an error of the server for the whole',
    ids: [1],
    reply: reply({ message: 'busy' }, 503),
    outcomes: [unknown('busy')],
  },
  {
    name: 'a status on the edge',
    ids: [1, 2],
    reply: reply('', 499),
    outcomes: Array.from({ length: 2 }, () => unnamed(`${refusedWhole} The server replied with status 499.`)),
  },
  {
    name: 'a stale revision of the one',
    ids: [1],
    reply: reply({ message: 'stale' }, 412),
    outcomes: [{ kind: 'conflict', message: 'stale', clashes: [] }],
  },
  {
    name: 'a request that never left',
    ids: [1],
    reply: { kind: 'lost', message: 'refused', sent: 'no' },
    outcomes: [collateral([], 'refused')],
  },
  {
    name: 'a reply that was lost',
    ids: [1, 2],
    reply: { kind: 'lost', message: 'reset', sent: 'maybe' },
    outcomes: [unknown('reset'), unknown('reset')],
  },
];
