import type { Person, Project, QueryItem } from '../model';
import type { Store } from '../store';

/** `parentId` of queries that are kept for a moment only and stand in no folder. */
export const TEMPORARY = 'temporary';

/** Whether the person may see the item: shared ones, and what stands in their own "My Queries". */
export function isVisible(item: QueryItem, user: Person): boolean {
  return item.isPublic || item.parentId === undefined || item.owner === user.id;
}

/** The two roots of a project. */
export function rootsOf(store: Store, project: Project): readonly QueryItem[] {
  return [...store.all('queries')]
    .filter((item) => item.projectId === project.id && item.parentId === undefined)
    .sort(byName);
}

/** Items of a folder: folders first, then by name. */
export function childrenOf(store: Store, folder: QueryItem, user: Person, deleted: boolean): readonly QueryItem[] {
  return [...store.all('queries')]
    .filter((item) => item.parentId === folder.id && isVisible(item, user) && (deleted || item.isDeleted !== true))
    .sort((one, two) => Number(two.isFolder) - Number(one.isFolder) || byName(one, two));
}

function byName(one: QueryItem, two: QueryItem): number {
  return one.name.localeCompare(two.name);
}

/** `Shared Queries/Folder/Name`. */
export function pathOf(store: Store, item: QueryItem): string {
  const names = [item.name];
  for (let up = parentOf(store, item); up; up = parentOf(store, up)) names.unshift(up.name);
  return names.join('/');
}

export function parentOf(store: Store, item: QueryItem): QueryItem | undefined {
  return item.parentId === undefined ? undefined : store.get('queries', item.parentId);
}

/** The item and everything below it. */
export function withDescendants(store: Store, item: QueryItem): readonly QueryItem[] {
  const found = [item];
  for (const folder of found) {
    if (!folder.isFolder) continue;
    for (const child of store.all('queries')) if (child.parentId === folder.id) found.push(child);
  }
  return found;
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The item of that GUID or path; deleted ones are found by GUID only. Undefined when there is none that the person may see. */
export function findQuery(
  store: Store,
  project: Project | undefined,
  user: Person,
  pathOrId: string,
): QueryItem | undefined {
  if (GUID.test(pathOrId)) {
    const item = store.get('queries', pathOrId.toLowerCase());
    const elsewhere = project !== undefined && item?.projectId !== project.id;
    return item && !elsewhere && item.parentId !== TEMPORARY && isVisible(item, user) ? item : undefined;
  }
  if (!project) return undefined;
  const [root, ...names] = pathOrId.split('/').filter((name) => name !== '');
  let found = rootsOf(store, project).find((item) => sameName(item.name, root ?? ''));
  for (const name of names) {
    found = found && childrenOf(store, found, user, false).find((item) => sameName(item.name, name));
  }
  return found;
}

export function sameName(one: string, two: string): boolean {
  return one.toLowerCase() === two.toLowerCase();
}

/** Whether the person belongs to a team of the project: readers may not change shared queries. */
export function isContributor(store: Store, projectId: string, user: Person): boolean {
  for (const team of store.all('teams')) {
    if (team.projectId === projectId && team.members.includes(user.id)) return true;
  }
  return false;
}
