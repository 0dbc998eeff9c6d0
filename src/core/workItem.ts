/** Any JSON value, as it comes over the wire or stands in a document. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** How a long text field is stored. Azure DevOps calls the map of them `multilineFieldsFormat`. */
export type TextFormat = 'html' | 'markdown';

/** One entry of a work item's `relations`: a work item link, hyperlink, attachment or artifact link. */
export interface Relation {
  /** Reference name of the relation type, for example `System.LinkTypes.Hierarchy-Reverse` or `Hyperlink`. */
  readonly rel: string;
  readonly url: string;
  readonly attributes: Readonly<Record<string, JsonValue>>;
}

/** A work item as the server last showed it. */
export interface WorkItem {
  /** Positive on the server; negative for an item that exists only in the stage. */
  readonly id: number;
  /** The server's revision; 0 for an item that exists only in the stage. */
  readonly rev: number;
  /** Values by reference name, as the wire gives them: identities are objects from api-version 5.0 on. */
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Formats of long text fields by reference name; a field that is not named is HTML. */
  readonly formats: Readonly<Record<string, TextFormat>>;
  readonly relations: readonly Relation[];
  readonly url: string;
}

/** The reference names that the product itself has to know. */
export const field = {
  areaPath: 'System.AreaPath',
  assignedTo: 'System.AssignedTo',
  changedBy: 'System.ChangedBy',
  changedDate: 'System.ChangedDate',
  createdBy: 'System.CreatedBy',
  createdDate: 'System.CreatedDate',
  history: 'System.History',
  id: 'System.Id',
  iterationPath: 'System.IterationPath',
  parent: 'System.Parent',
  reason: 'System.Reason',
  rev: 'System.Rev',
  state: 'System.State',
  tags: 'System.Tags',
  teamProject: 'System.TeamProject',
  title: 'System.Title',
  type: 'System.WorkItemType',
} as const;

/** True for an item that exists only in the stage; its id is a negative stand-in. */
export function isNew(item: { readonly id: number }): boolean {
  return item.id < 0;
}

/** The text of a field, or `''` where it is absent or no text. */
export function textField(item: Pick<WorkItem, 'fields'>, referenceName: string): string {
  const value = item.fields[referenceName];
  return typeof value === 'string' ? value : '';
}
