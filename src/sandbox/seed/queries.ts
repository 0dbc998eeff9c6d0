import type { QueryItem } from '../model';
import type { Store } from '../store';
import { jamal } from './people';
import { agileId, basicId, cmmiId, fiberId, scrumId } from './projects';

const columns = 'SELECT [System.Id], [System.WorkItemType], [System.Title], [System.AssignedTo], [System.State] FROM';

/** `[id, name, folder, wiql]`; a row without WIQL is a folder. */
const rows: readonly (readonly [id: string, name: string, parent: string, wiql?: string])[] = [
  ['5', 'Current Sprint', 'shared'],
  [
    '1',
    'All Bugs',
    'shared',
    `${columns} WorkItems WHERE [System.TeamProject] = @project AND [System.WorkItemType] = 'Bug' AND [System.State] <> 'Removed' ORDER BY [Microsoft.VSTS.Common.Priority], [System.Id]`,
  ],
  [
    '2',
    'Product Backlog',
    'shared',
    `${columns} WorkItems WHERE [System.TeamProject] = @project AND [System.WorkItemType] IN ('Product Backlog Item', 'Bug') AND [System.State] IN ('New', 'Approved', 'Committed') ORDER BY [System.Id]`,
  ],
  [
    '3',
    'Feature Tree',
    'shared',
    `${columns} WorkItemLinks WHERE [Source].[System.TeamProject] = @project AND [Source].[System.WorkItemType] IN ('Epic', 'Feature') AND [System.Links.LinkType] = 'System.LinkTypes.Hierarchy-Forward' MODE (Recursive)`,
  ],
  [
    '6',
    'Open Tasks',
    '5',
    `${columns} WorkItems WHERE [System.TeamProject] = @project AND [System.WorkItemType] = 'Task' AND [System.State] IN ('To Do', 'In Progress') AND [System.IterationPath] = @CurrentIteration ORDER BY [System.AssignedTo]`,
  ],
  [
    '7',
    'Blocked by Something',
    '5',
    `${columns} WorkItemLinks WHERE [Source].[System.TeamProject] = @project AND [Source].[System.State] <> 'Done' AND [System.Links.LinkType] = 'System.LinkTypes.Dependency-Reverse' MODE (MustContain)`,
  ],
  [
    '4',
    'Assigned to Me',
    'my',
    `${columns} WorkItems WHERE [System.AssignedTo] = @Me AND [System.State] NOT IN ('Done', 'Removed') ORDER BY [System.ChangedDate] DESC`,
  ],
];

/** Saved queries of the sample: two roots in each project, and some queries in the first. */
export function seedQueries(store: Store): void {
  [fiberId, scrumId, agileId, basicId, cmmiId].forEach((projectId, index) => {
    const base = `0000000${index + 1}-beef-4000-8000-`;
    const guid = (key: string): string => {
      return base + (key === 'shared' ? 'aaaaaaaaaaaa' : key === 'my' ? 'bbbbbbbbbbbb' : key.padStart(12, '0'));
    };
    const put = (item: Omit<QueryItem, keyof typeof stamp | 'projectId'>): void => {
      store.apply(['queries', item.id, { ...stamp, ...item, projectId }]);
    };
    put({ id: guid('my'), name: 'My Queries', isFolder: true, isPublic: false, owner: jamal.id });
    put({ id: guid('shared'), name: 'Shared Queries', isFolder: true, isPublic: true });
    if (projectId !== fiberId) return;
    for (const [key, name, parent, wiql] of rows) {
      const isPublic = parent !== 'my';
      put({
        id: guid(key),
        name,
        parentId: guid(parent),
        isFolder: wiql === undefined,
        isPublic,
        ...(wiql === undefined ? {} : { wiql }),
        ...(isPublic ? {} : { owner: jamal.id }),
      });
    }
  });
}

const stamp = {
  createdBy: jamal.id,
  createdDate: '2014-12-29T20:49:20.000Z',
  lastModifiedBy: jamal.id,
  lastModifiedDate: '2014-12-29T20:49:20.000Z',
};
