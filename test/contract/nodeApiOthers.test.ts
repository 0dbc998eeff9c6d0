import assert from 'node:assert/strict';
import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import { ProcessType } from 'azure-devops-node-api/interfaces/CoreInterfaces';
import { BugsBehavior, TimeFrame } from 'azure-devops-node-api/interfaces/WorkInterfaces';
import { startSandbox } from '../../src/sandbox/index';
import type { RunningSandbox } from '../../src/sandbox/index';
import { recorded } from './nodeApiRecorder';
import { assertShows } from './shows';

const project = 'Fabrikam-Fiber-Git';

/** What an editor of work items does not ask for, and is not served. */
const otherCore = [
  [/Avatar|ConnectedService|IdentityMru|Prox(y|ies)/, 'pictures, services, proxies and lists of recent people'],
  [/ProjectCollection|ProjectHistory|Propert|updateProject/, 'administration of collections and projects'],
  [/getProjectTeamsByCategory/, 'the start page of the web portal'],
] as const;
const otherWork = [
  [/Board|Row|Column|Card|Chart/, 'boards and their charts: an item’s column is a field of the item'],
  [/Capacit|DaysOff|Plan|Timeline|AutomationRule/, 'planning of people and time'],
  [/Backlog|reorder|Predefined|ProcessConfiguration/, 'backlogs as the web portal shows them'],
] as const;

describe('The other clients of azure-devops-node-api', () => {
  let sandbox: RunningSandbox;
  let connection: WebApi;

  before(async () => {
    sandbox = await startSandbox();
    connection = new WebApi(sandbox.url, getPersonalAccessTokenHandler(sandbox.token));
  });
  after(() => sandbox.close());

  it('read projects, processes and teams, make them and remove them', async () => {
    const record = recorded(await connection.getCoreApi());
    const api = record.client;
    assert.ok((await api.getProjects()).some(({ name }) => name === project));
    const processes = await api.getProcesses();
    assert.deepEqual(processes.map(({ name }) => name).toSorted(), ['Agile', 'Basic', 'CMMI', 'Scrum']);
    const scrum = processes.find(({ name }) => name === 'Scrum')?.id ?? '';
    assertShows(await api.getProcessById(scrum), { name: 'Scrum', type: ProcessType.System });
    assert.ok((await api.getAllTeams()).length > 5);
    const team = await api.createTeam({ name: 'Night Shift' }, project);
    const { id: teamId = '' } = await api.updateTeam({ description: 'At night' }, project, team.id ?? '');
    assertShows(await api.getTeam(project, teamId), { name: 'Night Shift', description: 'At night' });
    assert.ok((await api.getTeams(project)).some(({ id }) => id === teamId));
    const members = await api.getTeamMembersWithExtendedProperties(project, teamId);
    assertShows(members, [{ identity: { displayName: 'Jamal Hartnett' } }]);
    await api.deleteTeam(project, teamId);
    assert.equal(await api.getTeam(project, teamId), null);
    const capabilities = { processTemplate: { templateTypeId: scrum }, versioncontrol: { sourceControlType: 'git' } };
    await api.queueCreateProject({ name: 'Greenfield', capabilities });
    const made = await api.getProject('Greenfield', true);
    assertShows(made, { capabilities: { processTemplate: { templateName: 'Scrum' } }, defaultTeam: { name: /Team$/ } });
    await assert.rejects(api.queueCreateProject({ name: 'greenfield', capabilities }), /TF200019/);
    const tracking = await connection.getWorkItemTrackingApi();
    const title = [{ op: 'add', path: '/fields/System.Title', value: 'The first' }] as never;
    const item = await tracking.createWorkItem({}, title, 'Greenfield', 'Task');
    await api.queueDeleteProject(made.id ?? '');
    assert.equal(await api.getProject('Greenfield'), null);
    assert.equal(await tracking.getWorkItem(item.id ?? 0), null);
    assert.deepEqual(record.unused(otherCore), []);
  });

  it('read and change the settings, areas and sprints of a team', async () => {
    const record = recorded(await connection.getWorkApi());
    const api = record.client;
    const team = { project, team: 'Web Team' };
    assertShows(await api.getTeamSettings(team), { backlogIteration: { name: project } });
    const settings = { bugsBehavior: BugsBehavior.AsTasks, workingDays: ['sunday', 1] as never };
    const changed = { bugsBehavior: BugsBehavior.AsTasks, workingDays: [1, 0] };
    assertShows(await api.updateTeamSettings(settings, team), changed);
    for (const wrong of [{ bugsBehavior: 3 }, { workingDays: [7] }, { workingDays: 'monday' }]) {
      await assert.rejects(api.updateTeamSettings(wrong as never, team), { statusCode: 400 });
    }
    const sprints = await api.getTeamIterations(team);
    const [current] = await api.getTeamIterations(team, 'current');
    const { id = '' } = current ?? {};
    assertShows(await api.getTeamIteration(team, id), { id, attributes: { timeFrame: TimeFrame.Current } });
    assert.ok(((await api.getIterationWorkItems(team, id)).workItemRelations ?? []).length > 5);
    await api.deleteTeamIteration(team, id);
    assert.equal((await api.getTeamIterations(team)).length, sprints.length - 1);
    assertShows(await api.postTeamIteration({ id }, team), { id });
    const areas = await api.getTeamFieldValues(team);
    assertShows(areas, { field: { referenceName: 'System.AreaPath' }, values: [{}] });
    const values = [{ value: `${project}\\Website`, includeChildren: true }];
    assertShows(await api.updateTeamFieldValues({ defaultValue: `${project}\\Website`, values }, team), { values });
    assert.deepEqual(record.unused(otherWork), []);
  });
});
