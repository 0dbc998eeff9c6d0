import type { FieldValue, Revision } from '../model';
import type { Store } from '../store';
import { people } from './people';

const types = [
  ['Product Backlog Item', 'New', 'New backlog item'],
  ['Task', 'To Do', 'New task'],
  ['Bug', 'New', 'New defect reported'],
] as const;
const areas = [3570, 4486, 4487, 4488, 4489, 4490, 4491];
const iterations = [3571, 4511, 4512, 4513, 4514, 4515, 4516];
const subjects = [
  'invoice',
  'visit',
  'work order',
  'sign-in page',
  'help page',
  'picture',
  'outage message',
  'price list',
];
const minute = 60_000;
/** Every tenth item is the parent of the nine after it. */
const family = 10;

/** Writes many work items of one revision each, the same ones for the same number and moment. */
export function seedLoad(store: Store, count: number, now: Date): void {
  const first = 1001;
  for (let index = 0; index < count; index++) {
    const id = first + index;
    store.apply([
      'revisions',
      `${id}:1`,
      loadItem(id, index, new Date(now.getTime() - (count - index) * minute).toISOString()),
    ]);
    if (index % family !== 0) store.apply(['links', String(id), parentLink(id, id - (index % family), now)]);
  }
}

function loadItem(id: number, index: number, date: string): Revision {
  const [type, state, reason] = types[index % family === 0 ? 0 : 1 + (index % 2)] ?? types[0];
  const author = people[index % people.length];
  const by = author?.id ?? '';
  const person: FieldValue = { person: by };
  return {
    id,
    rev: 1,
    fields: {
      'System.AreaId': areas[index % areas.length] ?? 3570,
      'System.IterationId': iterations[(index >> 3) % iterations.length] ?? 3571,
      'System.WorkItemType': type,
      'System.State': state,
      'System.Reason': reason,
      'System.Title': `The ${subjects[index % subjects.length] ?? ''} needs work (${id})`,
      'System.AssignedTo': { person: people[(index >> 2) % people.length]?.id ?? by },
      'System.CreatedDate': date,
      'System.CreatedBy': person,
      'System.ChangedDate': date,
      'System.ChangedBy': person,
      'Microsoft.VSTS.Common.StateChangeDate': date,
      'Microsoft.VSTS.Common.Priority': 1 + (index % 4),
    },
    date,
    by,
    watermark: 10_000 + index,
  };
}

function parentLink(id: number, parent: number, now: Date) {
  return {
    id,
    rel: 'System.LinkTypes.Hierarchy-Forward',
    source: parent,
    target: id,
    addedDate: now.toISOString(),
    addedBy: people[0]?.id ?? '',
  };
}
