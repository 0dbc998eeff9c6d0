import { wireDate } from '../dates';
import { badRequest } from '../errors';
import { readField } from '../fieldValues';
import type { Revision } from '../model';
import { fieldText, identityRef, identityString } from '../people';
import { findType } from '../process/process';
import type { StateCategory } from '../process/process';
import { PROCESSES } from '../process/processes';
import type { Reply, Request, Route } from '../router';
import { activityIds, mentionOf } from '../wiql/activity';
import { projectOf } from '../workItems/save';
import { listOf } from './bodies';

/** What the start page of the web portal lists for whoever is signed in. */
export const accountWorkRoutes: readonly Route[] = [
  { method: 'GET', path: 'work/accountMyWork', scope: 'collection', preview: true, handler: myWork },
  { method: 'GET', path: 'work/accountMyWorkRecentActivity', scope: 'collection', handler: recentActivity },
  { method: 'GET', path: 'work/accountRecentMentions', scope: 'collection', preview: true, handler: recentMentions },
];

/** Values of `$queryOption`; their numbers are those of the SDKs' enumeration. */
const options = ['', 'doing', 'done', 'followed'];

function myWork(request: Request): Reply {
  const text = (request.query.get('$queryOption') ?? 'doing').toLowerCase();
  const option = options[Number(text)] ?? text;
  if (option === '' || !options.includes(option))
    throw badRequest('The value of $queryOption is doing, done or followed.');
  const found = option === 'followed' ? itemsOf(request, 'follows') : assigned(request, option === 'done');
  const workItemDetails = found.map((item) => ({
    assignedTo: assignee(request, item),
    changedDate: dateOf(request, item, 'System.ChangedDate'),
    ...summary(request, item),
  }));
  return { status: 200, body: { querySizeLimitExceeded: false, workItemDetails } };
}

/** What is assigned to who asks, and is completed or not. */
function assigned(request: Request, completed: boolean): readonly Revision[] {
  const { store, user } = request;
  const found: Revision[] = [];
  for (const history of store.histories()) {
    const item = history.at(-1);
    if (!item || fieldText(item.fields['System.AssignedTo']) !== user.id) continue;
    const category = categoryOf(request, item);
    if (category !== 'Removed' && (category === 'Completed') === completed) found.push(item);
  }
  return newestFirst(found);
}

function categoryOf({ store }: Request, item: Revision): StateCategory | undefined {
  const project = projectOf(store, item);
  const type = project && findType(PROCESSES[project.process], fieldText(item.fields['System.WorkItemType']));
  const state = fieldText(item.fields['System.State']);
  return type?.states.find(({ name }) => name === state)?.category;
}

function recentActivity(request: Request): Reply {
  const { store, user } = request;
  const value = itemsOf(request, 'myrecentactivity').map((item) => {
    const person = store.get('people', fieldText(item.fields['System.AssignedTo']));
    return {
      assignedTo: person && identityRef(person, request.baseUrl),
      activityDate: wireDate(store.revisions(item.id).findLast(({ by }) => by === user.id)?.date ?? item.date),
      activityType: 'edited',
      changedDate: dateOf(request, item, 'System.ChangedDate'),
      identityId: user.id,
      ...summary(request, item),
    };
  });
  return { status: 200, body: listOf(value) };
}

function recentMentions(request: Request): Reply {
  const value = itemsOf(request, 'recentmentions').map((item) => ({
    assignedTo: assignee(request, item),
    mentionedDateField: wireDate(
      request.store.comments(item.id).findLast(mentionOf(request.user))?.modifiedDate ?? item.date,
    ),
    ...summary(request, item),
  }));
  return { status: 200, body: listOf(value) };
}

/** The items that a macro of queries stands for. */
function itemsOf(request: Request, macro: string): readonly Revision[] {
  const ids = [...(activityIds(macro, request) ?? [])];
  return newestFirst(ids.flatMap((id) => request.store.live(id) ?? []));
}

function newestFirst(items: readonly Revision[]): readonly Revision[] {
  return items.toSorted((one, two) => two.watermark - one.watermark);
}

function summary({ store }: Request, item: Revision): Record<string, unknown> {
  return {
    id: item.id,
    state: readField(store, item, 'System.State'),
    teamProject: readField(store, item, 'System.TeamProject'),
    title: readField(store, item, 'System.Title'),
    workItemType: readField(store, item, 'System.WorkItemType'),
  };
}

function assignee({ store }: Request, item: Revision): string | undefined {
  const value = item.fields['System.AssignedTo'];
  return value === undefined ? undefined : identityString(store, value);
}

function dateOf({ store }: Request, item: Revision, field: string): string {
  return wireDate(fieldText(readField(store, item, field)));
}
