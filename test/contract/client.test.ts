import assert from 'node:assert/strict';
import { createClient } from '../../src/ado/client';
import { AdoError } from '../../src/ado/errors';
import { project, startCommitWorld, type CommitWorld } from './commitWorld';

describe('the client against a real server', () => {
  let world: CommitWorld;
  before(async () => {
    world = await startCommitWorld();
  });
  after(() => world.close());

  it('knows the account', async () => {
    const account = await world.client.connectionData();
    assert.notEqual(account.displayName, '');
    assert.match(account.uniqueName, /@/);
    assert.match(account.userId, /^[0-9a-f-]{36}$/);
  });

  it('lists the projects', async () => {
    const names = (await world.client.projects()).map(({ name }) => name);
    assert(names.includes(project) && names.includes('Fabrikam-Scrum'));
  });

  it('reads whole definitions: types with fields, states and transitions, relation types, areas and iterations', () => {
    const { types, relationTypes, fields, areas, iterations } = world.definitions;
    const bug = types.find(({ name }) => name === 'Bug');
    assert(bug !== undefined);
    assert(bug.states.some(({ category }) => category === 'Completed'));
    assert((bug.transitions['']?.length ?? 0) > 0);
    assert(bug.fields.some(({ referenceName, required }) => referenceName === 'System.Title' && required));
    assert.match(bug.color, /^[0-9a-f]{6}$/i);
    assert.equal(fields.find(({ referenceName }) => referenceName === 'System.AssignedTo')?.isIdentity, true);
    const parent = relationTypes.find(({ referenceName }) => referenceName === 'System.LinkTypes.Hierarchy-Reverse');
    assert.deepEqual(
      [parent?.usage, parent?.topology, parent?.isForward, parent?.oppositeEnd],
      ['workItemLink', 'tree', false, 'System.LinkTypes.Hierarchy-Forward'],
    );
    assert.equal(areas[0], project);
    assert(iterations.some((path) => path.startsWith(`${project}\\`)));
  });

  it('reads items in the order asked for, and says which are missing', async () => {
    const { items, missing } = await world.client.workItems([300, 999_999, 299, 300], { relations: true });
    assert.deepEqual(
      items.map(({ id }) => id),
      [300, 299],
    );
    assert.deepEqual(missing, [999_999]);
    assert(items.some(({ relations }) => relations.length > 0));
  });

  it('reads some fields only', async () => {
    const { items } = await world.client.workItems([299], { fields: ['System.Title'] });
    assert.deepEqual(Object.keys(items[0]?.fields ?? {}), ['System.Title']);
  });

  it('runs queries, flat and with links', async () => {
    const where = `WHERE [System.TeamProject] = @project`;
    const flat = await world.client.runWiql(project, `SELECT [System.Id], [System.Title] FROM WorkItems ${where}`, {
      top: 5,
    });
    assert.deepEqual([flat.queryType, flat.rows.length, flat.columns[1]], ['flat', 5, 'System.Title']);
    const tree = await world.client.runWiql(
      project,
      `SELECT [System.Id] FROM WorkItemLinks WHERE [Source].[System.TeamProject] = @project AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward' MODE (Recursive)`,
    );
    assert.equal(tree.queryType, 'tree');
    assert(tree.rows.some(({ parent }) => parent !== undefined));
  });

  it('walks saved queries and runs one', async () => {
    const roots = await world.client.queries(project);
    const below = roots.flatMap((root) => (root.kind === 'folder' ? (root.children ?? []) : [root]));
    const saved = below.find(({ kind }) => kind === 'query');
    assert(saved !== undefined);
    const result = await world.client.runQuery(project, saved.id);
    assert(Array.isArray(result.rows));
  });

  it('shows what a new item begins with', async () => {
    const template = await world.client.typeDefaults(project, 'Bug');
    assert.deepEqual([template.id, template.rev], [0, 0]);
    assert.equal(template.fields['System.WorkItemType'], 'Bug');
  });

  it('reads history: updates, revisions and comments', async () => {
    await world.other(300, { 'System.History': 'a remark' });
    const item = await world.item(300);
    const [updates, revisions, comments] = await Promise.all([
      world.client.updates(300),
      world.client.revisions(300),
      world.client.comments(project, 300),
    ]);
    assert.equal(revisions.length, item.rev);
    assert(updates.length >= item.rev);
    assert(comments.some(({ text }) => text.includes('a remark')));
  });

  it('finds people by their name', async () => {
    const [first] = await world.client.searchIdentities('Jamal');
    assert(first !== undefined);
    assert.match(first.displayName, /Jamal/);
    assert.notEqual(first.uniqueName, '');
  });

  it('gets the picture of a type', async () => {
    assert.match(await world.client.workItemIcon('icon_insect', 'CC293D'), /<svg/);
  });

  it('uploads in one piece and in several, and reads both again', async () => {
    for (const size of [3, 9 * 1024 * 1024 + 17]) {
      const bytes = Buffer.alloc(size, 'abc');
      const steps: number[] = [];
      const { url } = await world.client.uploadAttachment(
        {
          name: `größe ${size}.bin`,
          size,
          read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
        },
        { project, progress: ({ sent }) => Promise.resolve(void steps.push(sent)) },
      );
      assert.equal(steps.at(-1), size);
      assert.equal(steps.length, Math.max(1, Math.ceil(size / (4 * 1024 * 1024))));
      assert(bytes.equals(await world.client.downloadAttachment(url)));
    }
  });

  it('sends no token to a foreign address', async () => {
    await assert.rejects(
      world.client.downloadAttachment(
        'https://evil.example/_apis/wit/attachments/8a2b1d4e-0000-4000-8000-000000000000',
      ),
      (error) => error instanceof AdoError && error.code === 'foreignHost',
    );
  });

  it('takes a wrong token for a failed sign-in', async () => {
    const stranger = createClient({
      collectionUrl: world.sandbox.url,
      authorization: () => Promise.resolve('Basic bm9wZQ=='),
      now: Date.now,
      random: Math.random,
      log: { debug: () => undefined, warn: () => undefined },
    });
    await assert.rejects(stranger.projects(), (error) => error instanceof AdoError && error.code === 'signInFailed');
  });
});
