import type { Person } from '../model';
import { findType } from '../process/process';
import { PROCESSES } from '../process/processes';
import { findProject } from '../projects';
import type { Store } from '../store';
import { openDraft, saveFields, saveRelations } from '../workItems/save';
import type { SaveTarget } from '../workItems/save';
import { parsePatch } from '../workItems/patchDocument';
import { jamal } from './people';
import { basicItems, cmmiItems } from './processItems';
import { basicId, cmmiId, fiberId, scrumId } from './projects';
import { sampleItems, sampleLinks } from './sampleItems';
import type { SampleItem } from './sampleItems';

const day = 24 * 60 * 60 * 1000;

/**
 * Writes the sample's work items by the server's own rules, as people would have done it: created, moved from state to
 * state, linked. Dates count back from `now`, so that "recently changed" finds something.
 */
export function seedSample(store: Store, now: Date): void {
  seedItems(store, fiberId, sampleItems, now);
  for (const [rel, source, target, comment] of sampleLinks) {
    link(store, rel, source, target, time(now, 1, source), comment);
  }
  seedOtherProject(store, now);
  seedItems(store, basicId, basicItems, now);
  seedItems(store, cmmiId, cmmiItems, now);
}

function seedItems(store: Store, projectId: string, items: readonly SampleItem[], now: Date): void {
  const project = findProject(store, projectId);
  if (!project) throw new Error('The sample needs its project first.');
  for (const item of items) {
    store.put('counters', 'workItem', item.id - 1);
    const type = findType(PROCESSES[project.process], item.type);
    if (!type) throw new Error(`The sample's type ${item.type} is not in the process.`);
    const author = item.who ?? jamal;
    const created = time(now, item.created, item.id);
    const steps: (readonly (readonly [string, unknown])[])[] = item.states.map((state) => [['System.State', state]]);
    if (item.comment !== undefined) steps.push([['System.History', item.comment]]);
    write(store, { kind: 'create', project, type }, author, created, creation(item, project.name));
    steps.forEach((fields, index) => {
      const share = (index + 1) / steps.length;
      const days = item.created + (item.changed - item.created) * share;
      write(store, { kind: 'update', id: item.id }, author, time(now, days, item.id), fields);
    });
    if (item.parent !== undefined) link(store, 'System.LinkTypes.Hierarchy-Reverse', item.id, item.parent, created);
  }
}

function seedOtherProject(store: Store, now: Date): void {
  const project = findProject(store, scrumId);
  const type = findType(PROCESSES.Scrum, 'Product Backlog Item');
  if (!project || !type) throw new Error('The sample needs its second project.');
  ['Report of open invoices', 'Import of price lists', 'Roles for the help desk'].forEach((title, index) => {
    write(store, { kind: 'create', project, type }, jamal, time(now, 20 - index, index), [['System.Title', title]]);
  });
}

/** A moment some days ago, in working hours. */
function time(now: Date, days: number, spread: number): Date {
  const date = new Date(now.getTime() - days * day);
  if (days < 1.5) return new Date(date.getTime() - spread * 60_000);
  date.setUTCHours(8 + (spread % 9), (spread * 7) % 60, (spread * 13) % 60, (spread * 37) % 1000);
  return date;
}

function creation(item: SampleItem, project: string): readonly (readonly [string, unknown])[] {
  const below = (path: string): string => (path === '' ? project : `${project}\\${path}`);
  return [
    ['System.Title', item.title],
    ['System.AreaPath', below(item.area)],
    ['System.IterationPath', below(item.iteration)],
    ['System.AssignedTo', item.who?.uniqueName ?? ''],
    ['System.Tags', item.tags],
    ...Object.entries(item.fields),
  ];
}

function write(
  store: Store,
  target: SaveTarget,
  user: Person,
  now: Date,
  fields: readonly (readonly [string, unknown])[],
): void {
  const operations = parsePatch(fields.map(([name, value]) => ({ op: 'add', path: `/fields/${name}`, value })));
  const draft = openDraft({ store, user, now, bypassRules: false, temporaryIds: new Map() }, target);
  saveFields(draft, operations);
  saveRelations(draft, operations);
}

function link(store: Store, rel: string, source: number, target: number, now: Date, comment?: string): void {
  const value = { rel, url: `http://sample/_apis/wit/workItems/${target}`, attributes: { comment } };
  const operations = parsePatch([{ op: 'add', path: '/relations/-', value }]);
  const context = { store, user: jamal, now, bypassRules: false, temporaryIds: new Map<number, number>() };
  saveRelations(openDraft(context, { kind: 'update', id: source }), operations);
}
