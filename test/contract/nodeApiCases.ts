import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { WebApi } from 'azure-devops-node-api';
import type { IWorkItemTrackingApi } from 'azure-devops-node-api/WorkItemTrackingApi';
import {
  ProvisioningActionType,
  QueryOption,
  TemplateType,
  WorkItemRecentActivityType,
} from 'azure-devops-node-api/interfaces/WorkItemTrackingInterfaces';
import { assertShows } from './shows';

/** What the cases are tried with, once it is there. */
export type World = () => { readonly api: IWorkItemTrackingApi; readonly connection: WebApi };

const project = 'Fabrikam-Fiber-Git';

/** What surrounds work items: whose they are, how they look, how their types are defined, how they travel. */
export function accountCases(world: World): void {
  it('lists what is mine, done, followed, changed by me, and what mentions me', async () => {
    const { api, connection } = world();
    const doing = (await api.getAccountMyWorkData(QueryOption.Doing)).workItemDetails ?? [];
    const done = (await api.getAccountMyWorkData(QueryOption.Done)).workItemDetails ?? [];
    assert.ok(doing.length > 2 && done.length > 1);
    for (const item of [...doing, ...done]) assert.match(item.assignedTo ?? '', /^Jamal Hartnett </);
    assert.ok(done.every(({ state }) => state === 'Done' || state === 'Closed'));
    assert.ok(doing.every(({ state }) => state !== 'Done' && state !== 'Closed' && state !== 'Removed'));
    assertShows(await api.getAccountMyWorkData(QueryOption.Followed), { workItemDetails: [] });
    const me = (await connection.connect()).authenticatedUser?.id ?? '';
    const { id = 0 } = doing[0] ?? {};
    await api.addComment({ text: `Is this yours, @<${me}>?` }, project, id);
    const [mention] = await api.getRecentMentions();
    assertShows(mention, { id, title: doing[0]?.title });
    const [recent] = await api.getRecentActivityData();
    assertShows(recent, {
      id,
      activityType: WorkItemRecentActivityType.Edited,
      identityId: me,
      assignedTo: { displayName: 'Jamal Hartnett' },
      teamProject: project,
    });
  });

  it('reads the colours of types and states of many projects', async () => {
    const { api } = world();
    const projects = [project, 'mytestprojectname'];
    assertShows(
      (await api.getWorkItemStateColors(projects)).map(({ projectName }) => projectName),
      projects,
    );
    const [scrum] = await api.getWorkItemStateColors([project]);
    const task = scrum?.workItemTypeStateColors?.find(({ workItemTypeName }) => workItemTypeName === 'Task');
    assertShows(task?.stateColors?.[0], { name: 'To Do', color: 'b2b2b2', category: 'Proposed' });
    const bug = { workItemTypeName: 'Bug' };
    const ofBug = <T extends typeof bug | { workItemTypeName?: string }>(list: readonly T[] | undefined) =>
      list?.find(({ workItemTypeName }) => workItemTypeName === 'Bug');
    const [colors] = await api.getWorkItemTypeColors([project]);
    assertShows(ofBug(colors?.value), { ...bug, primaryColor: 'FFCC293D', secondaryColor: 'FFF5D4D8' });
    const [icons] = await api.getWorkItemTypeColorAndIcons([project]);
    assertShows(ofBug(icons?.value), { ...bug, color: 'CC293D', icon: 'icon_insect', isDisabled: false });
    // The client makes nothing of a 404.
    assert.equal(await api.getWorkItemTypeColors(['Nowhere']), null);
  });

  it('exports the definition of a type, and is told that none can be imported', async () => {
    const { api } = world();
    const { template = '' } = await api.exportWorkItemTypeDefinition(project, 'Task');
    assert.match(template, /<WORKITEMTYPE name="Task" refname="Microsoft\.VSTS\.WorkItemTypes\.Task">/);
    assert.match(template, /<FIELD name="Title" refname="System\.Title" type="String"><REQUIRED \/>/);
    assert.match(
      template,
      /<TRANSITION from="To Do" to="In Progress"><REASONS><DEFAULTREASON value="Work started" \/>/,
    );
    const model = { template, templateType: TemplateType.WorkItemType, actionType: ProvisioningActionType.Import };
    await assert.rejects(api.updateWorkItemTypeDefinition(model, project), { statusCode: 400 });
  });

  it('draws icons, as a description and in two kinds of drawing', async () => {
    const { api } = world();
    assertShows(await api.getWorkItemIconJson('icon_insect', 'CC293D', 2), { id: 'icon_insect', url: /color=CC293D/ });
    const svg = await textOf(await api.getWorkItemIconSvg('icon_insect', 'CC293D', 2));
    assert.match(svg, /^<svg .*fill="#CC293D"/);
    const xaml = await textOf(await api.getWorkItemIconXaml('icon_insect', 'CC293D', 2));
    assert.match(xaml, /^<Canvas .*Fill="#FFCC293D"/);
  });

  it('downloads an attachment as an archive', async () => {
    const { api } = world();
    const upload = await api.createAttachment({}, Readable.from(Buffer.from('Hello')), 'grüße.txt', 'simple', project);
    const archive = await bytesOf(await api.getAttachmentZip(upload.id ?? '', 'grüße.txt', project, true));
    // The end record names the directory, the directory the file, the file its content.
    const end = archive.lastIndexOf('PK\u0005\u0006');
    const directory = archive.readUInt32LE(end + 16);
    assert.equal(archive.readUInt32LE(directory), 0x02014b50);
    const file = archive.readUInt32LE(directory + 42);
    const nameLength = archive.readUInt16LE(file + 26);
    assert.equal(archive.subarray(file + 30, file + 30 + nameLength).toString(), 'grüße.txt');
    const content = archive.subarray(file + 30 + nameLength, file + 30 + nameLength + archive.readUInt32LE(file + 18));
    assert.equal(content.toString(), 'Hello');
    // The checksum of "Hello".
    assert.equal(archive.readUInt32LE(directory + 16), 0xf7d18982);
  });

  it('reads the comments of a batch, and the revisions that carry one', async () => {
    const { api } = world();
    const first = await api.addComment({ text: 'One' }, project, 300);
    const second = await api.addComment({ text: 'Two' }, project, 300);
    const batch = await api.getCommentsBatch(project, 300, [first.id ?? 0, second.id ?? 0]);
    assert.deepEqual(batch.comments?.map(({ text }) => text).toSorted(), ['One', 'Two']);
    const discussions = (await api.readReportingDiscussions(project)).values ?? [];
    assert.ok(discussions.some(({ id, fields }) => id === 300 && fields?.['System.History'] === 'Two'));
    assert.ok(discussions.every(({ fields }) => fields?.['System.History'] !== undefined));
  });

  it('reports links by their type, the types of their sources and the time', async () => {
    const { api } = world();
    const all = (await api.getReportingLinksByLinkType(project)).values ?? [];
    const related = (await api.getReportingLinksByLinkType(project, ['System.LinkTypes.Related'])).values ?? [];
    const features = (await api.getReportingLinksByLinkType(project, undefined, ['Feature'])).values ?? [];
    assert.ok(
      related.length > 0 && related.length < all.length && related.every(({ rel }) => (rel ?? '').endsWith('Related')),
    );
    assert.ok(features.length > 0 && features.length < all.length);
    const later = new Date(Date.now() + 60_000);
    assertShows((await api.getReportingLinksByLinkType(project, undefined, undefined, undefined, later)).values, []);
  });

  it('sends work items by mail, to somebody', async () => {
    const { api } = world();
    const to = { emailAddresses: ['raisa@fabrikam.example'] };
    await api.sendMail({ ids: [299], message: { to, subject: 'Look at this' } }, project);
    await assert.rejects(api.sendMail({ ids: [299], message: { subject: 'To nobody' } }, project), { statusCode: 400 });
    await assert.rejects(api.sendMail({ ids: ['x'] as never, message: { to } }, project), { statusCode: 400 });
  });

  it('moves a project to another process, if that has its types', async () => {
    const { api, connection } = world();
    const processes = await (await connection.getCoreApi()).getProcesses();
    const idOf = (name: string) => processes.find((one) => one.name === name)?.id ?? '';
    const moved = await api.migrateProjectsProcess({ typeId: idOf('CMMI') }, 'Fabrikam-Basic');
    assertShows(moved, { processId: idOf('CMMI') });
    assert.ok((await api.getWorkItemTypes('Fabrikam-Basic')).some(({ name }) => name === 'Requirement'));
    await assert.rejects(api.migrateProjectsProcess({ typeId: idOf('Basic') }, project), /without the type /);
    await assert.rejects(api.migrateProjectsProcess({ typeId: 'none' }, project), { statusCode: 400 });
  });
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  return (await bytesOf(stream)).toString();
}
