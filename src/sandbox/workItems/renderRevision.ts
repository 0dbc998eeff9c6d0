import type { Revision } from '../model';
import { atLeast } from '../versions';
import { itemUrl, renderWorkItem } from './render';
import type { RenderOptions, View } from './render';
import { projectOf } from './save';

/**
 * A work item as it was at one revision, with that revision's own address, and its relations as they stood then.
 * With `_links` it points to its list and to the item itself (7.1 examples of revisions and of `asOf`).
 */
export function renderRevision(view: View, revision: Revision, options: RenderOptions): Record<string, unknown> {
  const next = view.store.revisions(revision.id)[revision.rev];
  const moment = next ? { asOf: new Date(Date.parse(next.date) - 1).toISOString() } : {};
  const project = atLeast(view.version, 5) ? projectOf(view.store, revision) : undefined;
  const item = itemUrl(view, revision.id, project);
  const url = `${item}/revisions/${revision.rev}`;
  const body = renderWorkItem(view, revision, { ...moment, ...options, links: false });
  const links = { self: { href: url }, workItemRevisions: { href: `${item}/revisions` }, parent: { href: item } };
  return { ...body, ...(options.links === true ? { _links: links } : {}), url };
}
