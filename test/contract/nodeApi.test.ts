import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import type { IWorkItemTrackingApi } from 'azure-devops-node-api/WorkItemTrackingApi';
import {
  CommentReactionType,
  FieldType,
  QueryExpand,
  TreeStructureGroup,
  WorkItemErrorPolicy,
  WorkItemExpand,
  WorkItemTypeFieldsExpandLevel,
} from 'azure-devops-node-api/interfaces/WorkItemTrackingInterfaces';
import { accountCases } from './nodeApiCases';
import { recorded } from './nodeApiRecorder';
import type { Recorded } from './nodeApiRecorder';
import { startSandbox } from '../../src/sandbox/index';
import type { RunningSandbox } from '../../src/sandbox/index';
import { assertShows } from './shows';

const project = 'Fabrikam-Fiber-Git';
const add = (path: string, value: unknown) => ({ op: 'add', path, value });

/** What the client's types do not tell: patches are plain arrays. */
function document(...operations: readonly unknown[]): never {
  return operations as never;
}

describe('Microsoft’s own client, azure-devops-node-api', () => {
  let sandbox: RunningSandbox;
  let connection: WebApi;
  let api: IWorkItemTrackingApi;
  let record: Recorded<IWorkItemTrackingApi>;

  before(async () => {
    sandbox = await startSandbox();
    connection = new WebApi(sandbox.url, getPersonalAccessTokenHandler(sandbox.token));
    record = recorded(await connection.getWorkItemTrackingApi());
    api = record.client;
  });
  after(() => sandbox.close());

  it('connects', async () => {
    const data = await connection.connect();
    assert.equal(data.authenticatedUser?.providerDisplayName, 'Jamal Hartnett');
    const projects = await (await connection.getCoreApi()).getProjects();
    assert.ok(projects.some(({ name }) => name === project));
  });

  it('reads one work item and many', async () => {
    assertShows(await api.getWorkItem(299, undefined, undefined, WorkItemExpand.All), {
      id: 299,
      rev: 7,
      relations: [{}, {}, {}],
    });
    const many = await api.getWorkItems([297, 299], ['System.Title'], undefined, undefined, WorkItemErrorPolicy.Omit);
    assertShows(many, [
      { id: 297 },
      { id: 299, fields: { 'System.Title': 'JavaScript implementation for Microsoft Account' } },
    ]);
    // The client writes dates as HTTP does.
    assertShows(await api.getWorkItem(299, undefined, new Date('2014-12-29T20:49:25Z')), { id: 299, rev: 3 });
    assertShows(await api.getWorkItemsBatch({ ids: [297, 300], fields: ['System.Id'] }), [{ id: 297 }, { id: 300 }]);
    assertShows(await api.getWorkItemTemplate(project, 'Bug'), { fields: { 'System.WorkItemType': 'Bug' } });
    assert.equal(await api.getWorkItem(99999), null);
  });

  it('creates, updates, comments, deletes, restores and destroys', async () => {
    const created = await api.createWorkItem(
      {},
      document(add('/fields/System.Title', 'By the client')),
      project,
      'Task',
    );
    const id = created.id ?? 0;
    const updated = await api.updateWorkItem(
      {},
      document({ op: 'test', path: '/rev', value: 1 }, add('/fields/System.State', 'In Progress')),
      id,
    );
    assertShows(updated, { rev: 2, fields: { 'System.State': 'In Progress' } });
    const comment = await api.addComment({ text: 'A word' }, project, id);
    await api.updateComment({ text: 'Another word' }, project, id, comment.id ?? 0);
    assertShows(await api.getComments(project, id), {
      totalCount: 1,
      comments: [{ text: 'Another word', version: 2 }],
    });
    assertShows(await api.getComment(project, id, comment.id ?? 0), { text: 'Another word' });
    await api.deleteComment(project, id, comment.id ?? 0);
    assertShows(await api.getComments(project, id), { totalCount: 0 });
    assertShows(await api.deleteWorkItem(id, project), { id, code: 200 });
    assertShows(await api.getDeletedWorkItem(id, project), { id, name: 'By the client' });
    assert.ok((await api.getDeletedWorkItemShallowReferences(project)).some((item) => item.id === id));
    assertShows(await api.getDeletedWorkItems([id], project), [{ name: 'By the client' }]);
    assertShows(await api.restoreWorkItem({ isDeleted: false }, id, project), { id, code: 200 });
    await api.deleteWorkItem(id, project);
    await api.destroyWorkItem(id, project);
    assert.equal(await api.getWorkItem(id), null);
  });

  it('reads history', async () => {
    assert.equal((await api.getRevisions(299)).length, 7);
    assertShows(await api.getRevision(299, 2), {
      rev: 2,
      fields: { 'System.AreaPath': 'Fabrikam-Fiber-Git\\Website' },
    });
    assert.ok((await api.getUpdates(299)).length >= 7);
    assertShows(await api.getUpdate(299, 1), { id: 1, rev: 1 });
    assert.ok(((await api.readReportingRevisionsGet(project)).values ?? []).length > 60);
    assert.ok(((await api.getReportingLinksByLinkType(project)).values ?? []).length > 40);
  });

  it('uploads and downloads attachments', async () => {
    const reference = await api.createAttachment(
      {},
      Readable.from(Buffer.from('Hello')),
      'hello.txt',
      'simple',
      project,
    );
    const stream = await api.getAttachmentContent(reference.id ?? '', 'hello.txt', project, true);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    assert.equal(Buffer.concat(chunks).toString(), 'Hello');
  });

  it('reads metadata', async () => {
    assert.ok((await api.getWorkItemTypes(project)).some(({ name }) => name === 'Product Backlog Item'));
    assertShows(await api.getWorkItemType(project, 'Bug'), {
      name: 'Bug',
      referenceName: 'Microsoft.VSTS.WorkItemTypes.Bug',
    });
    assert.ok((await api.getWorkItemTypeStates(project, 'Bug')).length >= 4);
    assert.ok(
      (await api.getWorkItemTypeFieldsWithReferences(project, 'Bug', WorkItemTypeFieldsExpandLevel.All)).length > 30,
    );
    assertShows(await api.getWorkItemTypeFieldWithReferences(project, 'Bug', 'System.Title'), { alwaysRequired: true });
    assert.ok((await api.getWorkItemTypeCategories(project)).length > 3);
    assert.ok((await api.getFields()).length > 80);
    assertShows(await api.getField('System.Title'), { name: 'Title' });
    assert.equal((await api.getRelationTypes()).length, 21);
    assertShows(await api.getRelationType('System.LinkTypes.Related'), { name: 'Related' });
    assert.ok((await api.getWorkItemIcons()).length > 10);
    assertShows(await api.getWorkItemNextStatesOnCheckinAction([299]), [{ id: 299 }]);
    assert.ok((await api.getWorkArtifactLinkTypes()).length > 5);
    assertShows(await api.queryWorkItemsForArtifactUris({ artifactUris: ['vstfs:///Git/Commit/none'] }), {});
  });

  it('creates, changes and deletes areas and iterations', async () => {
    // The client leaves the group out of the address when it is 0, which is its own number for areas.
    const areas = 'Areas' as unknown as TreeStructureGroup;
    const sprints = await api.getClassificationNode(project, TreeStructureGroup.Iterations, undefined, 2);
    assertShows(sprints, { children: [{ name: 'Release 1' }, { name: 'Release 2' }] });
    const node = await api.createOrUpdateClassificationNode({ name: 'Client' }, project, areas);
    assertShows(await api.getClassificationNode(project, areas, 'Client'), { name: 'Client' });
    await api.updateClassificationNode({ name: 'Customer' }, project, areas, 'Client');
    assert.ok((await api.getRootNodes(project, 2)).length === 2);
    assertShows(await api.getClassificationNodes(project, [node.id ?? 0]), [{ name: 'Customer' }]);
    await api.deleteClassificationNode(project, areas, 'Customer', 3570);
    assert.equal(await api.getClassificationNode(project, areas, 'Customer'), null);
  });

  it('runs queries, and keeps them', async () => {
    const wiql = 'SELECT [System.Id] FROM WorkItems WHERE [System.WorkItemType] = "Bug"'.replaceAll('"', "'");
    const result = await api.queryByWiql({ query: wiql }, { project });
    assert.ok((result.workItems ?? []).length > 5);
    const query = await api.createQuery({ name: 'By the client', wiql }, project, 'Shared Queries');
    const id = query.id ?? '';
    assert.equal((await api.queryById(id, { project })).workItems?.length, result.workItems?.length);
    assertShows(await api.getQuery(project, id, QueryExpand.Wiql), { name: 'By the client' });
    await api.updateQuery({ name: 'Renamed' }, project, id);
    assert.ok((await api.getQueries(project, QueryExpand.None, 1)).length === 2);
    assertShows(await api.getQueriesBatch({ ids: [id] }, project), [{ name: 'Renamed' }]);
    await api.deleteQuery(project, id);
    assert.equal(await api.getQuery(project, 'Shared Queries/Renamed'), null);
  });

  it('lists and renames tags', async () => {
    const tag = (await api.getTags(project)).find(({ name }) => name === 'ux');
    assertShows(await api.getTag(project, 'ux'), { name: 'ux' });
    assertShows(await api.updateTag({ name: 'usability' }, project, tag?.id ?? ''), { name: 'usability' });
    await api.deleteTag(project, 'usability');
    assert.equal(await api.getTag(project, 'usability'), null);
  });

  it('creates, locks and deletes fields', async () => {
    const field = { name: 'Fabric', referenceName: 'Custom.Fabric', type: FieldType.Integer };
    assertShows(await api.createField(field), { referenceName: 'Custom.Fabric', type: FieldType.Integer });
    await api.deleteField('Custom.Fabric');
    assertShows(await api.getField('Custom.Fabric'), { isDeleted: true });
    await api.updateField({ isDeleted: false }, 'Custom.Fabric');
    assert.equal((await api.getField('Custom.Fabric')).isDeleted, undefined);
  });

  it('keeps templates of a team', async () => {
    const team = { project, team: 'Web Team' };
    const template = { name: 'Crash', workItemTypeName: 'Bug', fields: { Title: 'It crashes when ' } };
    const { id = '' } = await api.createTemplate(template, team);
    assertShows(await api.getTemplates(team, 'bug'), [{ id, name: 'Crash', workItemTypeName: 'Bug' }]);
    assert.deepEqual(await api.getTemplates(team, 'Task'), []);
    assert.deepEqual(await api.getTemplates({ project, team: 'Mobile Team' }), []);
    assertShows(await api.getTemplate(team, id), { fields: { 'System.Title': 'It crashes when ' } });
    await api.replaceTemplate({ name: 'Hang', workItemTypeName: 'Bug', fields: {} }, team, id);
    assertShows(await api.getTemplate(team, id), { id, name: 'Hang', description: '', fields: {} });
    await api.deleteTemplate(team, id);
    assert.equal(await api.getTemplate(team, id), null);
  });

  it('follows work items, which @Follows finds', async () => {
    const notifications = await connection.getNotificationApi();
    const filter = { type: 'Artifact', artifactType: 'WorkItem', artifactId: '299', eventType: '' };
    const query = { query: 'SELECT [System.Id] FROM WorkItems WHERE [System.Id] IN (@Follows)' };
    assert.deepEqual((await api.queryByWiql(query)).workItems, []);
    const { id = '' } = await notifications.createSubscription({ filter });
    assertShows((await api.queryByWiql(query)).workItems, [{ id: 299 }]);
    assertShows(await notifications.querySubscriptions({ conditions: [{ filter }] }), [{ id, filter }]);
    await notifications.deleteSubscription(id);
    assert.deepEqual(await notifications.listSubscriptions(), []);
    assert.deepEqual((await api.queryByWiql(query)).workItems, []);
  });

  it('finds queries by their name, and revisions by a list of fields', async () => {
    assertShows(await api.searchQueries(project, 'bugs'), { value: [{ name: 'All Bugs' }] });
    const revisions = await api.readReportingRevisionsPost({ fields: ['System.Title'] }, project);
    assertShows(revisions.values?.[0]?.fields, { 'System.Title': /./ });
    assertShows(await api.getWorkItemTypeCategory(project, 'Microsoft.BugCategory'), { name: 'Bug Category' });
  });

  it('reads what comments were, and reacts to them', async () => {
    const { id = 0 } = await api.addComment({ text: 'Frist' }, project, 300);
    await api.updateComment({ text: 'First' }, project, 300, id);
    assertShows(await api.getCommentVersions(project, 300, id), [
      { id, version: 1, text: 'Frist' },
      { id, version: 2, text: 'First' },
    ]);
    assertShows(await api.getCommentVersion(project, 300, id, 1), { text: 'Frist' });
    assert.equal(await api.getCommentVersion(project, 300, id, 3), null);
    const engaged = { commentId: id, type: CommentReactionType.Heart, count: 1, isCurrentUserEngaged: true };
    const heart = [project, 300, id, CommentReactionType.Heart] as const;
    assert.deepEqual(await api.getCommentReactions(project, 300, id), []);
    assertShows(await api.createCommentReaction(...heart), engaged);
    assertShows(await api.createCommentReaction(...heart), engaged);
    assertShows(await api.getCommentReactions(project, 300, id), [engaged]);
    assertShows(await api.getEngagedUsers(...heart), [{ displayName: 'Jamal Hartnett' }]);
    assertShows(await api.deleteCommentReaction(...heart), { count: 0, isCurrentUserEngaged: false });
    assert.deepEqual(await api.getCommentReactions(project, 300, id), []);
    await assert.rejects(api.createCommentReaction(project, 300, id, 'thumb' as never), { statusCode: 400 });
  });

  it('gets errors as the service words them', async () => {
    const patch = document(add('/fields/System.State', 'Bogus'));
    await assert.rejects(api.updateWorkItem({}, patch, 299), (error: Error) => {
      assert.equal(Reflect.get(error, 'statusCode'), 400);
      assert.match(error.message, /is not in the list of supported values/);
      return true;
    });
    const stale = document({ op: 'test', path: '/rev', value: 1 }, add('/fields/System.Title', 'x'));
    await assert.rejects(api.updateWorkItem({}, stale, 299), { statusCode: 412 });
    const wrong = new WebApi(sandbox.url, getPersonalAccessTokenHandler('wrong'));
    await assert.rejects(async () => (await wrong.getWorkItemTrackingApi()).getWorkItem(299));
  });

  accountCases(() => ({ api, connection }));

  it('has no method for work items that was not used above', () => {
    assert.deepEqual(record.unused(), []);
  });
});
