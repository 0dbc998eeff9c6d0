import { carryOver, committedState } from '../../core/afterCommit';
import type { EditedText } from '../../core/resolve';
import { field, textField } from '../../core/workItem';
import type { Session } from '../connection/session';

/**
 * Stages text of a document of a new item that has been committed while it was being written: as an edit of the real item, because
 * the stand-in would be created a second time. False where the item is not real yet.
 */
export async function stageCarriedEdit(
  session: Session,
  id: number,
  text: string,
  sent: EditedText,
  realIds: ReadonlyMap<number, number>,
): Promise<boolean> {
  const real = realIds.get(id);
  if (real === undefined || session.staging.item(id) !== undefined) return false;
  const staged = session.staging.item(real);
  const base = staged?.base ?? (await session.bases.get(real));
  const definitions = await session.definitions(textField(base, field.teamProject));
  // A newer edit may have moved to the real item already: what is written here goes on top of it.
  const now = staged === undefined ? base : committedState(staged, base, definitions);
  const carried = carryOver(text, sent, now, realIds, definitions);
  await session.staging.dispatch({ kind: 'put', id: real, base, text: carried });
  return true;
}
