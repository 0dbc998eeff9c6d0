import assert from 'node:assert/strict';
import { member, startApi } from './api';
import type { Api, Reply } from './api';
import { assertShows } from './shows';

/** One item's way through the workflow of its process. States and reasons are those of the process documentation. */
interface Way {
  readonly process: string;
  readonly project: string;
  readonly type: string;
  /** Where a new item stands. */
  readonly first: readonly [state: string, reason: string];
  /** A state that is not the end, and the default reason for it. */
  readonly next: readonly [state: string, reason: string];
  /** From there to the end. */
  readonly last: readonly [state: string, reason: string];
  /** A field with a list, what the catalogue calls it, and a value that is not in the list. */
  readonly illegal: readonly [referenceName: string, name: string, value: unknown];
  /** A field that must not be empty, its name, and what the service says about it. */
  readonly required: readonly [referenceName: string, name: string, flags: string];
}

const listed = 'Required, HasValues, LimitedToValues, InvalidEmpty';
const ways: readonly Way[] = [
  {
    process: 'Scrum',
    project: 'Fabrikam-Scrum',
    type: 'Product Backlog Item',
    first: ['New', 'New backlog item'],
    next: ['Committed', 'Commitment made by the team'],
    last: ['Done', 'Work finished'],
    illegal: ['Microsoft.VSTS.Common.Priority', 'Priority', 9],
    required: ['System.Title', 'Title', 'Required, InvalidEmpty'],
  },
  {
    process: 'Agile',
    project: 'mytestprojectname',
    type: 'User Story',
    first: ['New', 'New'],
    next: ['Active', 'Implementation started'],
    last: ['Closed', 'Acceptance tests pass'],
    illegal: ['System.State', 'State', 'Committed'],
    required: ['Microsoft.VSTS.Common.ValueArea', 'Value Area', listed],
  },
  {
    process: 'Basic',
    project: 'Fabrikam-Basic',
    type: 'Issue',
    first: ['To Do', 'Added to backlog'],
    next: ['Doing', 'Started'],
    last: ['Done', 'Completed'],
    illegal: ['System.State', 'State', 'Closed'],
    required: ['System.Title', 'Title', 'Required, InvalidEmpty'],
  },
  {
    process: 'CMMI',
    project: 'Fabrikam-CMMI',
    type: 'Requirement',
    first: ['Proposed', 'New'],
    next: ['Active', 'Accepted'],
    last: ['Closed', 'Validation Test Passed'],
    illegal: ['Microsoft.VSTS.CMMI.UserAcceptanceTest', 'User Acceptance Test', 'Perhaps'],
    required: ['Microsoft.VSTS.CMMI.RequirementType', 'Requirement Type', listed],
  },
];

const version = 'api-version=7.1';
const field = (name: string, value: unknown) => ({ op: 'add', path: `/fields/${name}`, value });
const stateDate = 'Microsoft.VSTS.Common.StateChangeDate';
const closedDate = 'Microsoft.VSTS.Common.ClosedDate';

describe('A project of each process', () => {
  let now = new Date('2024-05-06T08:00:00.000Z');
  let api: Api;
  before(async () => void (api = await startApi({ clock: () => now })));
  after(() => api.sandbox.close());

  const at = (time: string): Date => (now = new Date(`2024-05-06T${time}.000Z`));
  const create = ({ project, type }: Way, ...operations: readonly unknown[]): Promise<Reply> =>
    api.patch(`/${project}/_apis/wit/workitems/$${encodeURIComponent(type)}?${version}`, operations);
  const update = (id: unknown, ...operations: readonly unknown[]): Promise<Reply> =>
    api.patch(`/_apis/wit/workitems/${String(id)}?${version}`, operations);
  const enter = (id: unknown, state: string): Promise<Reply> => update(id, field('System.State', state));
  const made = async (way: Way): Promise<unknown> => {
    const reply = await create(way, field('System.Title', `A new ${way.type}`));
    assert.equal(reply.status, 200, reply.text);
    return member(reply.body, 'id');
  };
  const read = async (id: unknown): Promise<unknown> =>
    (await api.call('GET', `/_apis/wit/workitems/${String(id)}?${version}`)).body;
  const standsIn = ([state, reason]: Way['first'], changed: string, closed: string | undefined) => ({
    fields: { 'System.State': state, 'System.Reason': reason, [stateDate]: changed, [closedDate]: closed },
  });

  for (const way of ways) {
    const refuses = (reply: Reply, message: string, fieldName: string): void => {
      const problem = { fieldReferenceName: fieldName, errorMessage: message };
      assertShows(reply, {
        status: 400,
        body: { typeKey: 'RuleValidationException', message, customProperties: { RuleValidationErrors: [problem] } },
      });
    };

    it(`${way.process}: ${way.type} records when and why it moves, closes and opens again`, async () => {
      at('09:00:00');
      const id = await made(way);
      assertShows(await read(id), standsIn(way.first, '2024-05-06T09:00:00Z', undefined));
      at('10:00:00');
      assertShows((await enter(id, way.next[0])).body, standsIn(way.next, '2024-05-06T10:00:00Z', undefined));
      at('11:00:00');
      await update(id, field('System.Title', 'Renamed'));
      assertShows(await read(id), standsIn(way.next, '2024-05-06T10:00:00Z', undefined));
      at('12:00:00');
      const closed = '2024-05-06T12:00:00Z';
      assertShows((await enter(id, way.last[0])).body, standsIn(way.last, closed, closed));
      at('13:00:00');
      assertShows((await enter(id, way.next[0])).body, {
        fields: { [stateDate]: '2024-05-06T13:00:00Z', [closedDate]: undefined },
      });
    });

    it(`${way.process}: a value that is not in the list is refused, on creation and later`, async () => {
      const [referenceName, name, value] = way.illegal;
      const message = `The field '${name}' contains the value '${String(value)}' that is not in the list of supported values`;
      const id = await made(way);
      refuses(await create(way, field('System.Title', 'T'), field(referenceName, value)), message, referenceName);
      refuses(await update(id, field(referenceName, value)), message, referenceName);
      assertShows(await read(id), { rev: 1 });
    });

    it(`${way.process}: a required field that is empty is refused, on creation and later`, async () => {
      const [referenceName, name, flags] = way.required;
      // A patch that writes a field twice is refused for that.
      const titled = referenceName === 'System.Title' ? [] : [field('System.Title', 'T')];
      const message = `TF401320: Rule Error for field ${name}. Error code: ${flags}.`;
      const id = await made(way);
      refuses(await create(way, ...titled, field(referenceName, '')), message, referenceName);
      refuses(await update(id, field(referenceName, '')), message, referenceName);
      assertShows(await read(id), { rev: 1 });
    });
  }

  it('of Basic and CMMI begins with items of every main type', async () => {
    const query = (project: string) => ({
      query: `SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = '${project}' AND [System.Id] < 524`,
    });
    const types = async (project: string): Promise<readonly string[]> => {
      const found = member(
        (await api.call('POST', `/_apis/wit/wiql?${version}`, { body: query(project) })).body,
        'workItems',
      );
      assert.ok(Array.isArray(found));
      const ids = found.map((one: unknown) => member(one, 'id')).join();
      const items = member((await api.call('GET', `/_apis/wit/workitems?ids=${ids}&${version}`)).body, 'value');
      assert.ok(Array.isArray(items));
      return [...new Set(items.map((one: unknown) => String(member(one, 'fields', 'System.WorkItemType'))))].sort();
    };
    assert.deepEqual(await types('Fabrikam-Basic'), ['Epic', 'Issue', 'Task']);
    const cmmi = ['Bug', 'Change Request', 'Epic', 'Feature', 'Issue', 'Requirement', 'Review', 'Risk', 'Task'];
    assert.deepEqual(await types('Fabrikam-CMMI'), cmmi);
  });
});
