import type { StagedItem } from '../../core/stage';
import { targetIds } from '../commands/itemTargets';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import type { Sessions } from '../connection/sessions';
import { discardItems } from './discard';

type StageCommands = Pick<CommandHandlers, 'discard' | 'discardAll' | 'hold' | 'release'>;

/** What can be done with staged edits, other than committing them. */
export function stageCommands(sessions: Sessions): StageCommands {
  const stagedOf = async (args: readonly unknown[]): Promise<[Session, readonly StagedItem[]]> => {
    const session = await sessions.current();
    return [session, targetIds(args).flatMap((id) => session.staging.item(id) ?? [])];
  };
  const each = (kind: 'hold' | 'release') => {
    return async (...args: readonly unknown[]) => {
      const [session, items] = await stagedOf(args);
      await session.staging.update(() => items.map(({ id }) => ({ kind, id })));
    };
  };
  return {
    discard: async (...args) => discardItems(...(await stagedOf(args))),
    discardAll: async () => {
      const session = await sessions.current();
      await discardItems(session, session.staging.stage.items);
    },
    hold: each('hold'),
    release: each('release'),
  };
}
