import { searchWiql } from '../core/builtInQueries';
import { field, textField, type WorkItem } from '../core/workItem';
import type { Session } from './connection/session';

/** What a list shows of an item. */
export const listFields: readonly string[] = [
  field.id,
  field.title,
  field.type,
  field.state,
  field.assignedTo,
  field.teamProject,
];

export interface FoundItem {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly state: string;
}

/** Items by number or by words of the title, newest first: for pickers and completions. */
export async function searchItems(
  session: Session,
  text: string,
  signal?: AbortSignal,
  limit = 50,
): Promise<readonly FoundItem[]> {
  const { rows } = await session.client.runWiql(session.project, searchWiql(text), { top: limit }, signal);
  const ids = rows.map(({ id }) => id);
  return (await readForList(session, ids, signal)).map(foundItem);
}

/** Reads what lists show of items, and lets everybody know who completes or explains references to them. */
export async function readForList(
  session: Session,
  ids: readonly number[],
  signal?: AbortSignal,
): Promise<readonly WorkItem[]> {
  const { items } = await session.client.workItems(ids, { fields: listFields }, signal);
  session.bases.see(items);
  return items;
}

export function foundItem(item: WorkItem): FoundItem {
  return {
    id: item.id,
    title: textField(item, field.title),
    type: textField(item, field.type),
    state: textField(item, field.state),
  };
}
