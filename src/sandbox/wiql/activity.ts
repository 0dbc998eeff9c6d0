import type { Comment, Person, Revision } from '../model';
import type { Asker } from './storeScope';

/** How far "recent" reaches back (Azure DevOps documentation, query macros: the last 30 days). */
const RECENT_DAYS = 30;

/** Items that `@Follows`, `@MyRecentActivity` and their like stand for; undefined for another macro. */
export function activityIds(macro: string, asker: Asker): ReadonlySet<number> | undefined {
  const since = new Date(asker.now.getTime() - RECENT_DAYS * 86_400_000).toISOString();
  switch (macro) {
    case 'follows':
      return followed(asker);
    case 'recentmentions':
      return mentions(asker, since);
    case 'myrecentactivity':
      return changed(asker, (revision) => revision.date >= since && revision.by === asker.user.id);
    case 'recentprojectactivity':
      return changed(asker, (revision) => revision.date >= since);
    default:
      return undefined;
  }
}

function followed({ store, user }: Asker): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const { person, itemId } of store.all('subscriptions')) if (person === user.id) ids.add(itemId);
  return ids;
}

function changed({ store }: Asker, matches: (revision: Revision) => boolean): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const revisions of store.histories()) {
    const latest = revisions.at(-1);
    if (latest && revisions.some(matches)) ids.add(latest.id);
  }
  return ids;
}

function mentions({ store, user }: Asker, since: string): ReadonlySet<number> {
  const ids = new Set<number>();
  const mentionsUser = mentionOf(user);
  for (const comment of store.all('comments')) {
    if (comment.modifiedDate >= since && mentionsUser(comment)) ids.add(comment.itemId);
  }
  return ids;
}

/** Comments name a person by `@<GUID>` in Markdown, and by `data-vss-mention="version:2.0,GUID"` in HTML. */
export function mentionOf(user: Person): (comment: Comment) => boolean {
  const id = user.id.toLowerCase();
  return (comment) => {
    const text = comment.text.toLowerCase();
    const isNamed = text.includes(`@<${id}>`) || (text.includes('data-vss-mention') && text.includes(id));
    return comment.isDeleted !== true && isNamed;
  };
}
