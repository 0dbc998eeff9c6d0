import { tagList } from '../../core/fieldValues';
import { field } from '../../core/workItem';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { followSession } from '../connection/followSession';
import type { Disposable } from '../disposableStore';
import type { Quiet } from './quiet';

/** Tags of a project, for completion. */
export interface KnownTags extends Disposable {
  /** Those of the project's list as far as it was read, and those of all items that were seen. */
  known(project: string): readonly string[];
  isRead(project: string): boolean;
  /** Reads the project's list, once a session; undefined where the server does not tell it. */
  read(project: string): Promise<readonly string[] | undefined>;
}

export function createKnownTags(sessions: Sessions, quiet: Quiet): KnownTags {
  const seen = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const asking = new Map<string, Promise<readonly string[] | undefined>>();
  const see = (session: Session, ids: readonly number[]): void => {
    const tags = ids.flatMap((id) => tagList(session.bases.known(id)?.fields[field.tags]));
    for (const tag of tags) if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  };
  const following = followSession(sessions, (session) => {
    for (const memory of [seen, lists, asking]) memory.clear();
    return session === undefined ? [] : [session.bases.onDidChange((ids) => see(session, ids))];
  });
  const ask = async (project: string): Promise<readonly string[] | undefined> => {
    const tags = await quiet('Reading the tags of the project', async () =>
      (await sessions.current()).client.tags(project),
    );
    if (tags === undefined) asking.delete(project);
    else lists.set(project, tags);
    return tags;
  };
  return {
    known: (project) => {
      const all = new Map([...(lists.get(project) ?? []).map((tag) => [tag.toLowerCase(), tag] as const), ...seen]);
      return [...all.values()].sort((a, b) => a.localeCompare(b));
    },
    isRead: (project) => lists.has(project),
    read: (project) => {
      const before = asking.get(project) ?? ask(project);
      asking.set(project, before);
      return before;
    },
    dispose: () => {
      following.dispose();
    },
  };
}
