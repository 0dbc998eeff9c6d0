import type { ItemUpdate } from '../../ado/history';
import { followSession } from '../connection/followSession';
import type { Sessions } from '../connection/sessions';
import type { Disposable } from '../disposableStore';

/** Updates of work items, read when somebody asks for them and kept as long as the revision is the same. */
export interface ItemHistory extends Disposable {
  updates(id: number, rev: number): Promise<readonly ItemUpdate[]>;
}

export function createItemHistory(sessions: Sessions): ItemHistory {
  const kept = new Map<number, { readonly rev: number; readonly updates: Promise<readonly ItemUpdate[]> }>();
  const following = followSession(sessions, () => {
    kept.clear();
    return [];
  });
  const read = async (id: number): Promise<readonly ItemUpdate[]> => {
    try {
      return await (await sessions.current()).client.updates(id);
    } catch (error) {
      kept.delete(id);
      throw error;
    }
  };
  return {
    updates: (id, rev) => {
      const before = kept.get(id);
      if (before?.rev === rev) return before.updates;
      const updates = read(id);
      kept.set(id, { rev, updates });
      return updates;
    },
    dispose: () => {
      following.dispose();
    },
  };
}
