import type { Revision, TableName, Tables, WorkItemLink, ResourceLink, Comment } from './model';

/** One row as it was written: table, key, and the new value, null for a removed row. */
export type Write = readonly [table: TableName, key: string, value: unknown];

/** Makes a transaction's writes durable before they are answered. */
export interface Journal {
  append(writes: readonly Write[]): void;
}

type Rows = { [T in TableName]: Map<string, Tables[T]> };

/** Rows by the id of their work item. Ids are small and close together: an array is walked several times faster than a map. */
type ByItem<R> = (R[] | undefined)[];

/** Indexes that the hot paths need, kept in step with the tables by `put`. */
interface Indexes {
  readonly revisions: ByItem<Revision>;
  readonly links: ByItem<WorkItemLink>;
  readonly resources: ByItem<ResourceLink>;
  readonly comments: ByItem<Comment>;
}

/**
 * The state of the server: keyed tables of plain values, with transactions.
 * `put` and `delete` apply at once and are remembered; `transact` makes them durable together or takes them all back.
 */
export class Store {
  private readonly rows: Rows = {
    people: new Map(),
    projects: new Map(),
    nodes: new Map(),
    teams: new Map(),
    queries: new Map(),
    tags: new Map(),
    templates: new Map(),
    subscriptions: new Map(),
    fields: new Map(),
    revisions: new Map(),
    links: new Map(),
    resources: new Map(),
    comments: new Map(),
    deletions: new Map(),
    attachments: new Map(),
    operations: new Map(),
    counters: new Map(),
  };
  private readonly indexes: Indexes = {
    revisions: [],
    links: [],
    resources: [],
    comments: [],
  };
  private readonly ticks = new Map<TableName, number>();
  /** Writes since the transaction began, each with the value it replaced. */
  private pending: { readonly write: Write; readonly before: unknown }[] = [];

  constructor(private journal?: Journal) {}

  /** Makes every transaction from now on durable. */
  keepIn(journal: Journal): void {
    this.journal = journal;
  }

  get<T extends TableName>(table: T, key: string | number): Tables[T] | undefined {
    return this.rows[table].get(String(key));
  }

  all<T extends TableName>(table: T): IterableIterator<Tables[T]> {
    return this.rows[table].values();
  }

  /** Grows with every write to the table: what was derived from it is fresh while this stays the same. */
  tick(table: TableName): number {
    return this.ticks.get(table) ?? 0;
  }

  size(table: TableName): number {
    return this.rows[table].size;
  }

  put<T extends TableName>(table: T, key: string | number, value: Tables[T]): void {
    this.write(table, String(key), value);
  }

  delete(table: TableName, key: string | number): void {
    this.write(table, String(key), null);
  }

  /** The next number of a sequence, from `first`. */
  next(counter: string, first = 1): number {
    const value = (this.get('counters', counter) ?? first - 1) + 1;
    this.put('counters', counter, value);
    return value;
  }

  /** Every revision of a work item, oldest first; empty for an unknown id. Also of items in the recycle bin. */
  revisions(id: number): readonly Revision[] {
    return this.indexes.revisions[id] ?? [];
  }

  /** The latest revision, also of an item in the recycle bin. */
  head(id: number): Revision | undefined {
    return this.indexes.revisions[id]?.at(-1);
  }

  /** The latest revision of an item that is not in the recycle bin. */
  live(id: number): Revision | undefined {
    return this.isDeleted(id) ? undefined : this.head(id);
  }

  /** All revisions of every item that is not in the recycle bin, in the order of ids, which is that of creation. */
  *histories(): IterableIterator<readonly Revision[]> {
    for (const [id, revisions] of this.indexes.revisions.entries()) {
      if (revisions && !this.isDeleted(id)) yield revisions;
    }
  }

  /** Links that have this item at either end, removed ones included. */
  links(id: number): readonly WorkItemLink[] {
    return this.indexes.links[id] ?? [];
  }

  /** Hyperlinks, attachments and artifact links of this item, removed ones included. */
  resources(id: number): readonly ResourceLink[] {
    return this.indexes.resources[id] ?? [];
  }

  /** Comments of this item, deleted ones included. */
  comments(id: number): readonly Comment[] {
    return this.indexes.comments[id] ?? [];
  }

  /** Runs `work` as one transaction: its writes are durable together, or an exception takes them all back. */
  transact<R>(work: () => R): R {
    const mark = this.savepoint();
    try {
      const result = work();
      if (this.pending.length > 0) this.journal?.append(this.pending.map(({ write }) => write));
      this.pending = [];
      return result;
    } catch (error) {
      this.rollbackTo(mark);
      throw error;
    }
  }

  /** A place inside a transaction to go back to. */
  savepoint(): number {
    return this.pending.length;
  }

  /** Takes back every write since the savepoint. */
  rollbackTo(savepoint: number): void {
    while (this.pending.length > savepoint) {
      const last = this.pending.pop();
      if (last) this.apply([last.write[0], last.write[1], last.before ?? null]);
    }
  }

  /** Every row, as writes that make the same state out of nothing. */
  *dump(): IterableIterator<Write> {
    for (const table of Object.keys(this.rows) as TableName[]) {
      for (const [key, value] of this.rows[table]) yield [table, key, value];
    }
  }

  /** Applies a write without remembering it: for the seed and for the journal's replay. */
  apply([table, key, value]: Write): void {
    const rows = this.rows[table] as Map<string, unknown>;
    const before = rows.get(key);
    this.ticks.set(table, this.tick(table) + 1);
    if (value === null) rows.delete(key);
    else rows.set(key, value);
    this.index(table, before, value);
  }

  private write(table: TableName, key: string, value: unknown): void {
    const before: unknown = this.rows[table].get(key);
    const write: Write = [table, key, value];
    this.pending.push({ write, before });
    this.apply(write);
  }

  private index(table: TableName, before: unknown, value: unknown): void {
    if (table === 'revisions') this.indexRevision((value ?? before) as Revision, value !== null);
    else if (table === 'links') this.indexLink(before as WorkItemLink | undefined, value as WorkItemLink | null);
    else if (table === 'resources' || table === 'comments') {
      const row = (value ?? before) as ResourceLink & Comment;
      keep<ResourceLink & Comment>(this.indexes[table] as never, row.itemId, row, value !== null);
    }
  }

  /** Queries ask for every item; making a key of each id would cost more than all the rest. */
  private isDeleted(id: number): boolean {
    const { deletions } = this.rows;
    return deletions.size > 0 && deletions.has(String(id));
  }

  private indexRevision(row: Revision | undefined, present: boolean): void {
    if (!row) return;
    const list = this.indexes.revisions[row.id] ?? [];
    if (present) list[row.rev - 1] = row;
    else list.length = Math.min(list.length, row.rev - 1);
    this.indexes.revisions[row.id] = list.length === 0 ? undefined : list;
  }

  private indexLink(before: WorkItemLink | undefined, value: WorkItemLink | null): void {
    const row = value ?? before;
    if (!row) return;
    keep(this.indexes.links, row.source, row, value !== null);
    // The far end of a remote link has an id of another collection: here it would be a stranger's.
    if (row.remoteHostId === undefined) keep(this.indexes.links, row.target, row, value !== null);
  }
}

/** Keeps the rows of one item in an array: most items have few, and a map for each of them would be most of the memory. */
function keep<R extends { readonly id: number }>(index: ByItem<R>, item: number, row: R, present: boolean): void {
  const rows = index[item];
  if (!rows) {
    if (present) index[item] = [row];
    return;
  }
  const at = rows.findIndex(({ id }) => id === row.id);
  if (present) rows[at === -1 ? rows.length : at] = row;
  else if (at !== -1) rows.splice(at, 1);
  if (rows.length === 0) index[item] = undefined;
}
