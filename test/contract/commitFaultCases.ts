import type { BatchReply, Outcome } from '../../src/core/outcome';

/** What is where, once the dust has settled. */
export interface Expected {
  /** Outcome of the update, then of the creation. */
  readonly shown: readonly [Outcome['kind'], Outcome['kind']];
  /** Whether the server has the update, and how many items of the new title it has. */
  readonly server: readonly [boolean, number];
  /** Ids that are still staged. */
  readonly staged: readonly number[];
  /** Whether the journal still asks for a look. */
  readonly open: boolean;
}

export const allGone: Expected = { shown: ['committed', 'committed'], server: [true, 1], staged: [], open: false };
export const nothingDone: Expected = {
  shown: ['collateral', 'collateral'],
  server: [false, 0],
  staged: [299, -1],
  open: false,
};
/** Updates can be decided by their revisions; a creation that has not appeared may still appear. */
export const halfKnown: Expected = { ...nothingDone, shown: ['collateral', 'unknown'], open: true };

type Order = Readonly<Record<string, unknown>>;
type Rewrite = (reply: BatchReply) => BatchReply;

/** One thing that goes wrong with a batch of an update and a creation. */
export interface Cell {
  readonly name: string;
  /** A fault that the server plays. */
  readonly order?: Order;
  /** What becomes of the reply on its way back. */
  readonly rewrite?: Rewrite;
  readonly expected: Expected;
  /** What stands behind the update on the screen. */
  readonly says?: RegExp;
}

type Part = Readonly<Record<string, unknown>>;

const whole = { Message: 'TF401321: Whole Bulk failed.' };
const lateRev = 'VS403351: Test Operation for path /rev failed, value 2 was not equal to test value 1.';

/** An answer of status 200 that was made up: nothing was carried out. */
function answer(...parts: readonly (readonly [code: number, body: unknown])[]): Order {
  const value = parts.map(([code, body]) => ({ code, headers: {}, body }));
  return { status: 200, body: { count: value.length, value } };
}

const error = (message: Part): string => JSON.stringify({ count: 1, value: message });

/** The same reply with another list of answers in it, or none. */
function answers(change: (value: readonly Part[]) => unknown): Rewrite {
  return body((text) => {
    const envelope = JSON.parse(text) as { readonly value: readonly Part[] };
    return JSON.stringify({ ...envelope, value: change(envelope.value) });
  });
}

function body(change: (text: string) => string, more: { readonly status?: number } = {}): Rewrite {
  return (reply) => (reply.kind === 'reply' ? { ...reply, ...more, body: change(reply.body) } : reply);
}

const asObject = (part: Part): Part => ({ ...part, body: JSON.parse(String(part['body'])) as unknown });
const conflict: Expected = { ...nothingDone, shown: ['conflict', 'collateral'] };
const refused: Expected = { ...nothingDone, shown: ['rejected', 'collateral'] };

/** Lost on its way, there or back. */
const lost: readonly Cell[] = [
  { name: 'lost before it is applied', order: { drop: 'beforeApply' }, expected: halfKnown, says: /did not apply/ },
  { name: 'lost after it is applied', order: { drop: 'afterApply' }, expected: allGone },
  { name: 'reply cut off in the middle', order: { truncate: true }, expected: allGone },
];

/** One word for all, from the server or from what stands before it. */
const outer: readonly Cell[] = [
  {
    name: '400',
    order: { status: 400, body: { message: 'You must pass a valid patch document.' } },
    expected: nothingDone,
    says: /without naming a culprit.*valid patch/,
  },
  { name: '401', order: { status: 401 }, expected: nothingDone, says: /^TF400898/ },
  { name: '403', order: { status: 403, body: { message: 'TF401289: no' } }, expected: nothingDone, says: /TF401289/ },
  {
    name: '404',
    order: { status: 404, body: { message: 'no controller' } },
    expected: nothingDone,
    says: /^no controller/,
  },
  { name: '409', order: { status: 409, body: { message: 'busy' } }, expected: nothingDone, says: /busy/ },
  {
    name: '429 with Retry-After',
    order: { status: 429, retryAfter: 1, body: { message: 'TF400733' } },
    expected: nothingDone,
    says: /^TF400733/,
  },
  { name: '203', order: { status: 203 }, expected: halfKnown },
  { name: '302', order: { status: 302 }, expected: halfKnown },
  { name: '500', order: { status: 500, body: { message: 'oops' } }, expected: halfKnown },
  { name: '502', order: { status: 502 }, expected: halfKnown },
  { name: '503', order: { status: 503 }, expected: halfKnown },
  { name: '504', order: { status: 504 }, expected: halfKnown },
  { name: '504 although all was applied', rewrite: body(() => '', { status: 504 }), expected: allGone },
  { name: 'a page with status 200', order: { html: true }, expected: halfKnown },
  { name: 'a page with status 200, all applied', rewrite: body(() => '<!DOCTYPE html><html>'), expected: allGone },
  {
    name: 'a sign-in page with status 203',
    order: { status: 203, body: '<html>Sign in</html>' },
    expected: nothingDone,
    says: /sign-in/,
  },
  { name: 'Retry-After on a success', order: { retryAfter: 1 }, expected: allGone },
];

/** A success outside, whatever stands in it; everything was carried out. */
const shapes: readonly Cell[] = [
  { name: 'bodies that are objects', rewrite: answers((value) => value.map(asObject)), expected: allGone },
  {
    name: 'a list without an envelope',
    rewrite: body((text) => JSON.stringify((JSON.parse(text) as Order)['value'])),
    expected: allGone,
  },
  { name: 'one reply too few', order: { shortBatchReply: true }, expected: allGone },
  { name: 'one reply too many', rewrite: answers((value) => [...value, ...value.slice(1)]), expected: allGone },
  { name: 'no reply in the envelope', order: { emptyBatchReply: true }, expected: allGone },
  { name: 'null in place of the replies', rewrite: answers(() => null), expected: allGone },
  { name: 'replies that are null', rewrite: answers((value) => value.map(() => null)), expected: allGone },
  { name: 'replies of another order', rewrite: answers((value) => value.toReversed()), expected: allGone },
  {
    name: 'bodies that are empty',
    rewrite: answers((value) => value.map((part) => ({ ...part, body: '' }))),
    expected: allGone,
  },
  {
    name: 'bodies cut off',
    rewrite: answers((value) => value.map((part) => ({ ...part, body: '{"id":' }))),
    expected: allGone,
  },
  { name: 'null', rewrite: body(() => 'null'), expected: allGone },
  { name: 'nothing at all', rewrite: body(() => ''), expected: allGone },
  { name: 'no JSON', rewrite: body(() => 'OK'), expected: allGone },
];

/** A success outside and no inside: nothing was carried out. */
const refusals: readonly Cell[] = [
  {
    name: 'one reply for two',
    order: { criticalBatchReply: true },
    expected: nothingDone,
    says: /without naming a culprit.*TF401349/,
  },
  {
    name: 'all of them collateral',
    order: answer([500, error(whole)], [500, error(whole)]),
    expected: nothingDone,
    says: /TF401321/,
  },
  {
    name: 'mixed codes',
    order: answer([400, error({ Message: 'Relation already exists.' })], [500, error(whole)]),
    expected: refused,
    says: /Relation already exists/,
  },
  {
    name: 'mixed codes, bodies as objects',
    order: answer(
      [400, { count: 1, value: { Message: 'TF401320: Rule Error for field Title.' } }],
      [500, { count: 1, value: whole }],
    ),
    expected: refused,
    says: /TF401320/,
  },
  {
    name: 'a stale revision, 412',
    order: answer([412, error({ Message: lateRev })], [500, error(whole)]),
    expected: conflict,
    says: /VS403351/,
  },
  {
    name: 'a stale revision, 400',
    order: answer([400, error({ Message: lateRev })], [500, error(whole)]),
    expected: conflict,
    says: /VS403351/,
  },
  {
    name: 'a stale revision, 409 in an object with a small letter',
    order: answer(
      [409, { message: 'TF26071: This work item has been changed by someone else since you opened it.' }],
      [500, error(whole)],
    ),
    expected: conflict,
    says: /TF26071/,
  },
  { name: 'both 500 without words', order: answer([500, ''], [500, '']), expected: halfKnown },
];

export const cells: readonly Cell[] = [...lost, ...outer, ...shapes, ...refusals];
