import { recycleBinDate } from '../dates';
import { fieldText, identityString } from '../people';
import type { Deletion } from '../model';
import type { Store } from '../store';
import type { SaveContext } from './draft';
import { renderWorkItem } from './render';
import type { View } from './render';
import { projectOf, touch } from './save';

/** Moves a work item to the recycle bin; its revision grows by one (recorded). */
export function recycle(context: SaveContext, id: number): Deletion {
  touch(context, id);
  const deletion = { id, deletedBy: context.user.id, deletedDate: context.now.toISOString() };
  context.store.put('deletions', id, deletion);
  return deletion;
}

/** Takes a work item out of the recycle bin. */
export function restore(context: SaveContext, id: number): void {
  context.store.delete('deletions', id);
  touch(context, id);
}

/** Removes a work item for ever, with its links at both ends. */
export function destroy(store: Store, id: number): void {
  for (const link of [...store.links(id)]) store.delete('links', link.id);
  for (const resource of [...store.resources(id)]) store.delete('resources', `${id}:${resource.id}`);
  for (const comment of [...store.comments(id)]) store.delete('comments', `${id}:${comment.id}`);
  for (const revision of [...store.revisions(id)].reverse()) store.delete('revisions', `${id}:${revision.rev}`);
  store.delete('deletions', id);
}

/** A deleted work item as JSON, in the recorded shape. */
export function renderDeletion(view: View, deletion: Deletion, full: boolean): Record<string, unknown> {
  const { id } = deletion;
  const revision = view.store.head(id);
  const project = revision && projectOf(view.store, revision);
  const scope = project ? `/${project.id}` : '';
  const url = `${view.baseUrl}${scope}/_apis/wit/recyclebin/${id}`;
  return {
    id,
    type: fieldText(revision?.fields['System.WorkItemType']),
    name: fieldText(revision?.fields['System.Title']),
    project: project?.name ?? '',
    deletedDate: recycleBinDate(deletion.deletedDate),
    deletedBy: identityString(view.store, { person: deletion.deletedBy }),
    code: 200,
    url,
    ...(full && revision ? { resource: deletedResource(view, revision.id, url, scope) } : {}),
  };
}

function deletedResource(view: View, id: number, url: string, scope: string): Record<string, unknown> {
  const revision = view.store.head(id);
  if (!revision) return {};
  const { fields, rev } = renderWorkItem(view, revision, { plainIdentities: true });
  const type = encodeURIComponent(fieldText(revision.fields['System.WorkItemType']));
  return {
    id,
    rev,
    fields,
    _links: {
      self: { href: url },
      workItemType: { href: `${view.baseUrl}${scope}/_apis/wit/workItemTypes/${type}` },
      fields: { href: `${view.baseUrl}${scope}/_apis/wit/fields` },
    },
    url,
  };
}
