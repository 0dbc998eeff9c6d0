import { badRequest } from '../errors';
import { fieldText } from '../people';
import { findType } from '../process/process';
import { PROCESSES } from '../process/processes';
import type { Reply, Request, Route } from '../router';
import { projectOf } from '../workItems/save';
import { objectBody } from './bodies';
import { projectInPath } from './metadata';

/** A project that goes over to another process. */
export const projectProcessRoutes: readonly Route[] = [
  { method: 'POST', path: 'wit/projectProcessMigration', scope: 'projectRequired', handler: migrate },
];

/** @throws {ApiError} 400 where the process is unknown, or has not every type that the project's items are of; the words are ours. */
function migrate(request: Request): Reply {
  const { store } = request;
  const project = projectInPath(request);
  const typeId = objectBody(request).text('typeId')?.toLowerCase() ?? '';
  const name = namesOfProcesses.find((one) => PROCESSES[one].id === typeId);
  if (!name) throw badRequest(`There is no process ${typeId}. GET _apis/process/processes lists them.`);
  const missing = new Set<string>();
  for (const history of store.histories()) {
    const item = history.at(-1);
    if (!item || projectOf(store, item)?.id !== project.id) continue;
    const type = fieldText(item.fields['System.WorkItemType']);
    if (!findType(PROCESSES[name], type)) missing.add(type);
  }
  const [first] = missing;
  if (first !== undefined)
    throw badRequest(`The process ${name} is without the type ${first}, of which the project has work items.`);
  store.put('projects', project.id, {
    ...project,
    process: name,
    revision: project.revision + 1,
    lastUpdateTime: request.now.toISOString(),
  });
  return { status: 200, body: { processId: typeId, projectId: project.id } };
}

const namesOfProcesses = Object.keys(PROCESSES) as (keyof typeof PROCESSES)[];
