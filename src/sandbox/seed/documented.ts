import type { FieldValue, ResourceLink, Revision } from '../model';
import type { Store } from '../store';
import { histories, links, resources } from './documentedItems';
import type { Step } from './documentedItems';
import { jamal } from './people';

/**
 * Writes the work items of the reference documents, with their histories and relations.
 * @param until ISO date: nothing later than this is written, so that a documented request finds the item as it was.
 */
export function seedDocumented(store: Store, until: string | undefined): void {
  const before = (date: string): boolean => until === undefined || date <= until;
  for (const [id, ...steps] of histories) {
    steps.filter(([date]) => before(date)).forEach((step, index) => putRevision(store, id, index + 1, step, steps[0]));
  }
  links.forEach((link, index) => {
    if (before(link.addedDate)) store.apply(['links', String(index + 1), { id: index + 1, ...link }]);
  });
  for (const resource of resources) {
    if (before(resource.addedDate))
      store.apply([
        'resources',
        `${resource.itemId}:${resource.id}`,
        cut(resource, before, store.get('attachments', resource.url)?.size),
      ]);
  }
}

function cut(resource: ResourceLink, before: (date: string) => boolean, size: number | undefined): ResourceLink {
  const { removedDate, removedRev, ...standing } = resource;
  const sized = size === undefined ? standing : { ...standing, size };
  if (removedDate === undefined || removedRev === undefined || !before(removedDate)) return sized;
  return { ...sized, removedDate, removedRev };
}

function putRevision(store: Store, id: number, rev: number, step: Step, first: Step | undefined): void {
  const [date, watermark, fields, by = jamal.id] = step;
  const created = first?.[0] ?? date;
  const author: FieldValue = { person: by };
  const revision: Revision = {
    id,
    rev,
    fields: {
      ...fields,
      'System.CreatedDate': created,
      'System.CreatedBy': author,
      'System.ChangedDate': date,
      'System.ChangedBy': author,
    },
    date,
    by,
    watermark,
  };
  store.apply(['revisions', `${id}:${rev}`, revision]);
  const text = fields['System.History'];
  if (typeof text !== 'string') return;
  const comment = Number(`${id}${rev}`);
  store.apply([
    'comments',
    `${id}:${comment}`,
    {
      id: comment,
      itemId: id,
      text,
      format: 'html',
      version: 1,
      createdBy: by,
      createdDate: date,
      modifiedBy: by,
      modifiedDate: date,
      createdInRev: rev,
    },
  ]);
}
