import { WiqlError } from '../../../../src/sandbox/wiql/wiqlError';
import { parseWiql } from '../../../../src/sandbox/wiql/parseWiql';
import { runWiql } from '../../../../src/sandbox/wiql/runWiql';
import type { WiqlResult } from '../../../../src/sandbox/wiql/runWiql';
import type { WiqlField, WiqlPerson, WiqlScope, WiqlSource, WiqlValue } from '../../../../src/sandbox/wiql/wiqlSource';

/** A few work items in memory, as a source of queries: no store, no HTTP. */

export interface Snapshot {
  readonly id: number;
  readonly rev: number;
  readonly fields: Readonly<Record<string, WiqlValue>>;
}

const field = (referenceName: string, name: string, type = 'string', isIdentity = false): WiqlField => ({
  referenceName,
  name,
  type,
  isIdentity,
});

const fields: readonly WiqlField[] = [
  field('System.Id', 'ID', 'integer'),
  field('System.Title', 'Title'),
  field('System.State', 'State'),
  field('System.WorkItemType', 'Work Item Type'),
  field('System.TeamProject', 'Team Project'),
  field('System.AssignedTo', 'Assigned To', 'string', true),
  field('System.CreatedBy', 'Created By', 'string', true),
  field('System.ChangedDate', 'Changed Date', 'dateTime'),
  field('System.CreatedDate', 'Created Date', 'dateTime'),
  field('System.AreaPath', 'Area Path', 'treePath'),
  field('System.IterationPath', 'Iteration Path', 'treePath'),
  field('System.Tags', 'Tags', 'plainText'),
  field('System.Description', 'Description', 'html'),
  field('System.History', 'History', 'history'),
  field('System.BoardColumnDone', 'Board Column Done', 'boolean'),
  field('System.Links.LinkType', 'Link Type', 'integer'),
  field('Microsoft.VSTS.Common.Priority', 'Priority', 'integer'),
  field('Microsoft.VSTS.Scheduling.Effort', 'Effort', 'double'),
];

export const ann: WiqlPerson = { id: 'p-ann', displayName: 'Ann Lee', uniqueName: 'ann@fabrikam.com' };
export const bob: WiqlPerson = { id: 'p-bob', displayName: 'Bob Ray', uniqueName: 'bob@fabrikam.com' };

type Values = Readonly<Record<string, WiqlValue>>;

/** The revisions of one item; each takes over what the one before had. */
const item = (id: number, type: string, ...revisions: readonly Values[]): readonly Snapshot[] => {
  let fields: Values = {
    'System.Id': id,
    'System.WorkItemType': type,
    'System.TeamProject': 'Fabrikam',
    'System.AreaPath': 'Fabrikam',
    'System.IterationPath': 'Fabrikam',
  };
  return revisions.map((values, index) => {
    fields = { ...fields, ...values };
    return { id, rev: index + 1, fields };
  });
};

const day = (text: string): Values => ({ 'System.ChangedDate': text });

/** Today is Wednesday, 2026-05-20, 10:30 UTC. */
export const now = new Date('2026-05-20T10:30:00Z');

export const items: readonly (readonly Snapshot[])[] = [
  item(1, 'Epic', { 'System.Title': 'Shop', 'System.State': 'New', ...day('2026-01-01T08:00:00Z') }),
  item(
    2,
    'Feature',
    { 'System.Title': 'Checkout', 'System.State': 'New', 'System.AssignedTo': ann, ...day('2026-02-01T08:00:00Z') },
    { 'System.State': 'In Progress', 'System.AssignedTo': bob, ...day('2026-05-19T23:59:59.5Z') },
  ),
  item(
    3,
    'Bug',
    {
      'System.Title': "Card isn't read",
      'System.State': 'New',
      'System.History': '<p>Seen on Tuesday</p>',
      'Microsoft.VSTS.Common.Priority': 1,
      ...day('2026-03-01T08:00:00Z'),
    },
    {
      'System.State': 'Done',
      'System.History': '',
      'System.Tags': 'Payment; Web',
      'System.Description': '<div>Read the <b>card number</b> &amp; the name</div>',
      'System.AreaPath': 'Fabrikam\\Web\\Checkout',
      'System.AssignedTo': ann,
      'System.CreatedBy': ann,
      ...day('2026-05-20T00:00:00Z'),
    },
  ),
  item(4, 'Task', {
    'System.Title': 'Read the card',
    'System.State': 'To Do',
    'System.AreaPath': 'Fabrikam\\Web',
    'System.IterationPath': 'Fabrikam\\Sprint 2',
    'System.AssignedTo': bob,
    'System.CreatedBy': ann,
    'Microsoft.VSTS.Common.Priority': 2,
    'Microsoft.VSTS.Scheduling.Effort': 2.5,
    'System.BoardColumnDone': true,
    ...day('2026-05-20T09:00:00.25Z'),
  }),
  item(5, 'Task', {
    'System.Title': 'Other project',
    'System.State': 'To Do',
    'System.TeamProject': 'Contoso',
    'System.AreaPath': 'Contoso',
    'System.IterationPath': 'Contoso',
    'System.AssignedTo': 'Gone Person',
    ...day('2026-05-21T00:00:00Z'),
  }),
];

/** `[source, forward type, target]` */
const links: readonly (readonly [number, string, number])[] = [
  [1, 'System.LinkTypes.Hierarchy', 2],
  [2, 'System.LinkTypes.Hierarchy', 3],
  [2, 'System.LinkTypes.Hierarchy', 4],
  [3, 'System.LinkTypes.Dependency', 4],
];

export const source: WiqlSource<Snapshot> = {
  *items(asOf) {
    for (const revisions of items) {
      const found = standing(revisions, asOf);
      if (found) yield found;
    }
  },
  item: (id, asOf) => {
    const revisions = items.find(([first]) => first?.id === id);
    return revisions && standing(revisions, asOf);
  },
  idOf: ({ id }) => id,
  reader:
    ({ referenceName }) =>
    (snapshot) =>
      snapshot.fields[referenceName],
  history: (snapshot) => (items.find(([first]) => first?.id === snapshot.id) ?? []).slice(0, snapshot.rev),
  eachLink({ id }, _asOf, visit) {
    for (const [from, type, to] of links) {
      if (from === id) visit(`${type}-Forward`, to);
      if (to === id) visit(`${type}-Reverse`, from);
    }
  },
  isTree: (rel) => rel.startsWith('System.LinkTypes.Hierarchy'),
};

function standing(revisions: readonly Snapshot[], asOf: string | undefined): Snapshot | undefined {
  const changed = (snapshot: Snapshot): number => Date.parse(snapshot.fields['System.ChangedDate'] as string);
  return asOf === undefined ? revisions.at(-1) : revisions.findLast((one) => changed(one) <= Date.parse(asOf));
}

const paths = [
  'fabrikam',
  'fabrikam\\web',
  'fabrikam\\web\\checkout',
  'fabrikam\\sprint 1',
  'fabrikam\\sprint 2',
  'contoso',
];

export const scope: WiqlScope = {
  now,
  timePrecision: false,
  me: ann.id,
  project: 'Fabrikam',
  field: (name) =>
    fields.find((one) => [one.name, one.referenceName].some((known) => known.toLowerCase() === name.toLowerCase())),
  pathExists: (_kind, path) => paths.includes(path.toLowerCase()),
  currentIteration(team, offset) {
    if (team === 'none')
      throw new WiqlError("VS402612: The macro '@CurrentIteration' is not supported without a team context.", 500);
    return ['Fabrikam\\Sprint 1', 'Fabrikam\\Sprint 2'][1 + offset];
  },
  teamAreas: () => [
    { path: 'Fabrikam\\Web', includeChildren: true },
    { path: 'Contoso', includeChildren: false },
  ],
  ids: (macro) => (macro === 'follows' ? new Set([3, 4]) : undefined),
  group: (_field, name) => (value) => name === 'Developers' && typeof value === 'object' && value.id === bob.id,
};

/** Runs a query over the items above. */
export function query(text: string, options: Partial<WiqlScope> & { readonly top?: number } = {}): WiqlResult {
  const { top, ...changes } = options;
  return runWiql(parseWiql(text), source, { ...scope, ...changes }, top);
}

/** Ids that a condition finds. */
export function where(condition: string, options: Partial<WiqlScope> = {}): readonly number[] {
  return query(`SELECT [System.Id] FROM WorkItems WHERE ${condition}`, options).items;
}
