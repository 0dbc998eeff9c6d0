/**
 * What a query is evaluated over. `Item` is a work item as it stood at one moment (a revision); the evaluator only
 * hands it back.
 */
export interface WiqlSource<Item> {
  /** Every item as it stood at the moment, or as it stands now; ascending ids are sorted fastest. */
  items(asOf: string | undefined): Iterable<Item>;
  item(id: number, asOf: string | undefined): Item | undefined;
  idOf(item: Item): number;
  /** Reads one field; called once per field and query, so that the closure may be costly to make. */
  reader(field: WiqlField): (item: Item) => WiqlValue | undefined;
  /** The item's revisions up to and including this one. */
  history(item: Item): Iterable<Item>;
  /** Hands over the links that the item sees, each by the reference name of the end it sees. */
  eachLink(item: Item, asOf: string | undefined, visit: (rel: string, target: number) => void): void;
  /** Whether the links of this reference name form a tree. */
  isTree(rel: string): boolean;
}

/** Who asks, where and when: what names and macros mean. */
export interface WiqlScope {
  readonly now: Date;
  /** Dates compare with their time instead of by day. */
  readonly timePrecision: boolean;
  /** Id of the person who asks. */
  readonly me: string;
  /** Name of the project in the address. */
  readonly project: string | undefined;
  /** By reference name or display name, in any letter case. */
  field(name: string): WiqlField | undefined;
  pathExists(kind: 'area' | 'iteration', path: string): boolean;
  /**
   * Path of the iteration that is `offset` places after the team's current one; undefined when the team has none there.
   * `team` is a text such as `[project]\team`; undefined means the team of the address.
   * @throws {WiqlError} without a team.
   */
  currentIteration(team: string | undefined, offset: number): string | undefined;
  /** @throws {WiqlError} without a team. */
  teamAreas(team: string | undefined): readonly { readonly path: string; readonly includeChildren: boolean }[];
  /** Items that a macro such as `@Follows` stands for; undefined for an unknown macro. Names in lower case. */
  ids(macro: string): ReadonlySet<number> | undefined;
  /** Whether values of the field belong to a group of people or a category of types. */
  group(field: WiqlField, name: string): (value: WiqlValue) => boolean;
}

/** The part of a field definition that queries depend on. */
export interface WiqlField {
  readonly referenceName: string;
  readonly name: string;
  readonly type: string;
  readonly isIdentity?: boolean;
}

export interface WiqlPerson {
  readonly id: string;
  readonly displayName: string;
  readonly uniqueName: string;
}

/** Dates are ISO 8601 in UTC. */
export type WiqlValue = string | number | boolean | WiqlPerson;
