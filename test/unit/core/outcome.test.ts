import assert from 'node:assert/strict';
import { placeOfMessage } from '../../../src/core/blame';
import { planCommit, type Batch } from '../../../src/core/commitPlan';
import { markOf, outcomeProblems } from '../../../src/core/fate';
import { readOutcomes, type BatchReply, type Outcome } from '../../../src/core/outcome';
import { collectionUrl, definitions, item, relate, set, staged, steps } from './fixture';

const workItems = `${collectionUrl}/_apis/wit/workItems`;

function batchOf(...ids: readonly number[]): Batch {
  const items = ids.map((id) => staged(item(id, 1), set({ 'System.Title': 'x' })));
  const planned = planCommit(items, {
    definitions,
    collectionUrl,
    apiVersion: '7.1',
    comment: '',
    removeBy: 'index',
    bypassRules: false,
    suppressNotifications: false,
  });
  assert(planned.ok);
  const [batch] = planned.batches;
  assert(batch !== undefined);
  return batch;
}

function reply(body: unknown, status = 200): BatchReply {
  return {
    kind: 'reply',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    contentType: 'application/json',
  };
}

function saved(id: number, rev = 2) {
  return { code: 200, headers: {}, body: JSON.stringify({ id, rev, fields: {} }) };
}

function failed(code: number, message: string) {
  return { code, headers: {}, body: JSON.stringify({ count: 1, value: { Message: message } }) };
}

const whole = failed(500, 'TF401321: Whole Bulk failed.');

interface ReplyCase {
  readonly name: string;
  readonly ids: readonly number[];
  readonly reply: BatchReply;
  readonly outcomes: readonly Outcome[];
}

const committed = (id: number, rev = 2): Outcome => ({ kind: 'committed', id, rev });
const unknown = (message: string): Outcome => ({ kind: 'unknown', message });
const collateral = (culprits: readonly number[], message = 'TF401321: Whole Bulk failed.'): Outcome => ({
  kind: 'collateral',
  culprits,
  message,
});
const rejected = (message: string, pointer = '', status = 400): Outcome => ({
  kind: 'rejected',
  status,
  message,
  pointer,
});

const cases: readonly ReplyCase[] = [
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
    outcomes: [collateral([]), collateral([])],
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
      collateral([], 'TF401349: An unexpected error has occurred'),
      collateral([], 'TF401349: An unexpected error has occurred'),
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
    outcomes: [collateral([], 'no'), collateral([], 'no')],
  },
  {
    name: 'a refusal without words',
    ids: [1, 2],
    reply: reply('', 403),
    outcomes: Array.from({ length: 2 }, () => collateral([], 'The server replied with status 403.')),
  },
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
    outcomes: Array.from({ length: 2 }, () => collateral([], 'The server replied with status 499.')),
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

describe('outcomes', () => {
  for (const { name, ids, reply: given, outcomes } of cases) {
    it(name, () => {
      const batch = batchOf(...ids);
      const order = batch.entries.map(({ id }) => id);
      const read = readOutcomes(batch, given);
      assert.deepEqual(new Map(read.outcomes), new Map(ids.map((id, index) => [id, outcomes[index]])));
      assert.deepEqual(
        read.outcomes.map(([id]) => id),
        order,
      );
      assert.equal(
        read.uniform,
        outcomes.every(({ kind }) => kind === 'committed'),
      );
    });
  }
});

const edited = staged(
  item(299, 1),
  steps(
    set({
      'System.Title': 'x',
      'Microsoft.VSTS.Common.Priority': 9,
      'Microsoft.VSTS.Scheduling.StoryPoints': 1,
      'Custom.Unknown': 1,
      'System.Tags': ['a'],
    }),
    relate(
      { rel: 'System.LinkTypes.Related', url: `${workItems}/300` },
      { rel: 'System.LinkTypes.Hierarchy-Reverse', url: `${workItems}/297` },
    ),
  ),
);

const places: readonly (readonly [message: string, pointer: string])[] = [
  [
    'TF401320: Rule Error for field Priority. Error code: Required, InvalidEmpty.',
    '/fields/Microsoft.VSTS.Common.Priority',
  ],
  [
    'TF401320: Rule Error for field Story Points. Error code: InvalidNotEmpty. One additional error occurred.',
    '/fields/Microsoft.VSTS.Scheduling.StoryPoints',
  ],
  ['TF401320: Rule Error for field Severity. Error code: Required.', '/fields/Microsoft.VSTS.Common.Severity'],
  ['TF401320: Rule Error for field Nowhere Known. Error code: Required.', '/fields/Nowhere Known'],
  ["TF401326: Invalid field status 'ReadOnly' for field 'System.BoardColumn'.", '/fields/System.BoardColumn'],
  ['TF51535: Cannot find field Custom.Unknown.', '/fields/Custom.Unknown'],
  [
    "VS403691: Update to work item 165 had two or more updates for field with reference name 'System.Title'. A field cannot be updated more than once.",
    '/fields/System.Title',
  ],
  ["TF401347: Invalid tree name given for work item -1, field 'System.AreaPath'.", '/fields/System.AreaPath'],
  ["The field 'State' contains the value 'Done' that is not in the list of supported values", '/fields/System.State'],
  ['TF401243: Failed to save work item because too many new tags were added to the work item.', '/fields/System.Tags'],
  ['Unable to evaluate path /fields/Custom.Unknown.', '/fields/Custom.Unknown'],
  ['Relation already exists.', '/relations/0'],
  [
    'TF201036: You cannot add a Child link between work items 297 and 299 because a work item can have only one Parent link.',
    '/relations/1',
  ],
  ['TF401232: Work item 297 does not exist, or you do not have permissions to read it.', '/relations/1'],
  ['TF201035: You cannot add a Related link between work items 299 and 300 because it is circular', '/relations/0'],
  ['Something went wrong.', ''],
  ['', ''],
];

describe('the place that a refusal speaks of', () => {
  const planned = planCommit([edited], {
    definitions,
    collectionUrl,
    apiVersion: '7.1',
    comment: '',
    removeBy: 'index',
    bypassRules: false,
    suppressNotifications: false,
  });
  assert(planned.ok);
  const entry = planned.batches[0]?.entries[0];
  assert(entry !== undefined);

  for (const [message, pointer] of places) {
    it(message || 'nothing', () => {
      assert.equal(placeOfMessage(message, entry, definitions), pointer);
    });
  }

  it('is found by the last part of the name where there are no definitions', () => {
    const message = 'TF401320: Rule Error for field Story Points. Error code: Required.';
    assert.equal(placeOfMessage(message, entry), '/fields/Microsoft.VSTS.Scheduling.StoryPoints');
    assert.equal(placeOfMessage("The field 'Severity' contains x", entry), '/fields/Severity');
  });

  it('is nowhere where a link is refused and none was sent', () => {
    const [other] = batchOf(1).entries;
    assert(other !== undefined);
    assert.equal(placeOfMessage('Relation already exists.', other, definitions), '');
  });
});

describe('what an outcome says in the document', () => {
  it('stands where its cause stands', () => {
    const clash = { pointer: '/fields/System.Title', base: 'a', mine: 'b', theirs: 'c' };
    const outcomes: readonly Outcome[] = [
      committed(7, 2),
      rejected('no', '/fields/System.Title'),
      rejected('no'),
      collateral([3], 'm'),
      unknown('lost'),
      { kind: 'conflict', message: 'stale', clashes: [] },
      { kind: 'conflict', message: 'stale', clashes: [clash, { ...clash, pointer: '/id' }] },
    ];
    assert.deepEqual(outcomes.map(outcomeProblems), [
      [{ code: 'committed', pointer: '/id', severity: 'information', id: 7, rev: 2 }],
      [{ code: 'rejected', pointer: '/fields/System.Title', severity: 'error', message: 'no' }],
      [{ code: 'rejected', pointer: '/id', severity: 'error', message: 'no' }],
      [{ code: 'collateral', pointer: '/id', severity: 'warning', culprits: [3], message: 'm' }],
      [{ code: 'unknownOutcome', pointer: '/id', severity: 'warning', message: 'lost' }],
      [{ code: 'conflict', pointer: '/id', severity: 'error', message: 'stale', clash: undefined }],
      [
        { code: 'conflict', pointer: '/fields/System.Title', severity: 'error', message: 'stale', clash },
        { code: 'conflict', pointer: '/id', severity: 'error', message: 'stale', clash: { ...clash, pointer: '/id' } },
      ],
    ]);
  });

  it('marks the staged item', () => {
    const marks = [
      undefined,
      committed(1),
      rejected('x'),
      collateral([]),
      unknown('x'),
      { kind: 'conflict', message: '', clashes: [] } as const,
    ].map((outcome) => [markOf({ held: false, outcome }), markOf({ held: true, outcome })]);
    assert.deepEqual(marks, [
      ['staged', 'held'],
      ['staged', 'held'],
      ['failed', 'held'],
      ['staged', 'held'],
      ['failed', 'held'],
      ['conflict', 'conflict'],
    ]);
  });
});
