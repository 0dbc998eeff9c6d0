import { sameName } from './definitions';
import { field, type JsonValue } from './workItem';

/** What the history of a work item says of one update. */
export interface UpdateNote {
  readonly rev: number;
  readonly by: string;
  /** ISO 8601; the year 9999 in the newest one. */
  readonly date: string;
  readonly fields: Readonly<Record<string, { readonly newValue: JsonValue | undefined }>>;
}

export interface LastSet {
  readonly by: string;
  /** ISO 8601; `''` where the history does not tell. */
  readonly date: string;
  readonly rev: number;
}

/** Who gave a field the value that it has, and when; undefined where no update names the field. */
export function lastSet(updates: readonly UpdateNote[], referenceName: string): LastSet | undefined {
  const index = updates.findLastIndex((update) =>
    Object.keys(update.fields).some((name) => sameName(name, referenceName)),
  );
  const update = updates[index];
  return update === undefined ? undefined : { by: update.by, date: updateDate(updates, index), rev: update.rev };
}

/**
 * When an update was made. Its `revisedDate` says when it was superseded (9999 where it was not), so the changed date counts, and
 * without one, the moment at which the update before it was superseded.
 */
export function updateDate(updates: readonly UpdateNote[], index: number): string {
  const changed = updates[index]?.fields[field.changedDate]?.newValue;
  if (typeof changed === 'string') return changed;
  const before = updates[index - 1]?.date ?? '';
  return before.startsWith('9999') ? '' : before;
}
