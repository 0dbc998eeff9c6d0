/**
 * What the sandbox stores: plain, readonly JSON values in keyed tables.
 * Everything that a client sees (urls, identity objects, computed fields) is made from these when it is asked for.
 */

/** A person as a field value: the key in the `people` table. A string in an identity field is a name nobody here has. */
export interface PersonRef {
  readonly person: string;
}

/** A field value at rest. Dates are ISO 8601 in UTC; areas and iterations are node ids. */
export type FieldValue = string | number | boolean | PersonRef;

/** Field values by reference name; only names of known fields ever become keys. */
export type Fields = Readonly<Record<string, FieldValue>>;

export interface Person {
  /** GUID. */
  readonly id: string;
  readonly displayName: string;
  /** Mail address. */
  readonly uniqueName: string;
  /** Subject descriptor, e.g. `aad.…` */
  readonly descriptor: string;
  /** The value of System.PersonId. */
  readonly personId: number;
  readonly isGroup?: boolean;
}

export type ProcessName = 'Scrum' | 'Agile' | 'Basic' | 'CMMI';

export interface Project {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly process: ProcessName;
  readonly revision: number;
  readonly visibility: 'private' | 'public';
  readonly lastUpdateTime: string;
  /** Kanban boards: the extension whose fields hold an item's column, and the types that stand on the board. */
  readonly boards?: readonly { readonly marker: string; readonly types: readonly string[] }[];
}

/** An area or an iteration. The root of each tree bears the project's name and has no parent. */
export interface ClassificationNode {
  readonly id: number;
  /** GUID. */
  readonly identifier: string;
  readonly name: string;
  readonly kind: 'area' | 'iteration';
  readonly projectId: string;
  readonly parentId?: number;
  readonly startDate?: string;
  readonly finishDate?: string;
  /** Past revisions still stand in it; nothing new can. */
  readonly isDeleted?: boolean;
}

export interface Team {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly projectId: string;
  /** The project's default team answers for routes without a team. */
  readonly isDefault?: boolean;
  /** The first one is the default area. */
  readonly areas: readonly { readonly nodeId: number; readonly includeChildren: boolean }[];
  /** Node id under which the backlog stands; 0 in a new team, which then cannot take part in any sprint. */
  readonly backlogIteration: number;
  /** Node id; absent: `@currentIteration`. */
  readonly defaultIteration?: number;
  readonly bugsBehavior?: 'off' | 'asRequirements' | 'asTasks';
  /** Names of days, in lower case; absent: Monday to Friday. */
  readonly workingDays?: readonly string[];
  /** Node ids of the sprints the team takes part in. */
  readonly iterations: readonly number[];
  /** Person ids. */
  readonly members: readonly string[];
}

/** A saved query or a folder of queries. The two roots of a project have no parent. */
export interface QueryItem {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  readonly parentId?: string;
  readonly isFolder: boolean;
  readonly isPublic: boolean;
  readonly wiql?: string;
  /** Whose "My Queries" it stands in; person id, only when not public. */
  readonly owner?: string;
  readonly createdBy: string;
  readonly createdDate: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedDate: string;
  readonly lastExecutedBy?: string;
  readonly lastExecutedDate?: string;
  readonly isDeleted?: boolean;
}

export interface Tag {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
  /** Absent in data files of earlier versions. */
  readonly lastUpdated?: string;
}

/** Values that a team's new work items of one type begin with. */
export interface Template {
  /** GUID. */
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly description: string;
  readonly workItemTypeName: string;
  /** Texts by reference name. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A person follows a work item. */
export interface Subscription {
  readonly id: number;
  /** Person id. */
  readonly person: string;
  readonly itemId: number;
  readonly date: string;
}

export type FieldType =
  'string' | 'integer' | 'double' | 'dateTime' | 'plainText' | 'html' | 'treePath' | 'history' | 'guid' | 'boolean';

export interface FieldDefinition {
  readonly referenceName: string;
  readonly name: string;
  readonly description?: string;
  readonly type: FieldType;
  /** Computed by the server: writing it is refused or ignored. */
  readonly readOnly: boolean;
  /** The value is a person (its type is `string`). */
  readonly isIdentity?: boolean;
  readonly isPicklist?: boolean;
  readonly isPicklistSuggested?: boolean;
  readonly isQueryable?: boolean;
  readonly canSortBy?: boolean;
  readonly isLocked?: boolean;
  readonly isDeleted?: boolean;
  readonly usage?: 'workItem' | 'workItemLink' | 'workItemTypeExtension' | 'tree';
}

/**
 * One revision of a work item: every stored field as it stood after the save.
 * A work item is the list of its revisions; the last one is its head.
 */
export interface Revision {
  readonly id: number;
  /** From 1, without gaps. */
  readonly rev: number;
  /** Stored fields; computed ones (System.Id, System.AreaPath, System.CommentCount, …) come from `readField`. */
  readonly fields: Fields;
  /** When it was saved. */
  readonly date: string;
  /** Person id of who saved it. */
  readonly by: string;
  readonly watermark: number;
  /** Reference names of the long texts that are Markdown in this revision. */
  readonly markdown?: readonly string[];
}

/** A link between two work items, stored once; the other end is the same record read backwards. */
export interface WorkItemLink {
  readonly id: number;
  /** Reference name of the forward end, e.g. `System.LinkTypes.Hierarchy-Forward`. */
  readonly rel: string;
  /** The item that sees the forward end: the parent of a hierarchy. */
  readonly source: number;
  readonly target: number;
  readonly comment?: string;
  /** Collection GUID of a remote link's far end. */
  readonly remoteHostId?: string;
  /** Url of a remote link's far end. */
  readonly remoteUrl?: string;
  readonly addedDate: string;
  readonly addedBy: string;
  readonly removedDate?: string;
  readonly removedBy?: string;
}

/** A hyperlink, an attached file or an artifact link of one work item. */
export interface ResourceLink {
  /** The `attributes.id` clients see. */
  readonly id: number;
  readonly itemId: number;
  readonly rel: 'Hyperlink' | 'AttachedFile' | 'ArtifactLink';
  /** As stored: for an attachment its GUID. */
  readonly url: string;
  readonly name?: string;
  readonly comment?: string;
  /** Bytes of an attached file. */
  readonly size?: number;
  readonly createdDate: string;
  readonly modifiedDate: string;
  readonly addedRev: number;
  readonly addedDate: string;
  readonly removedRev?: number;
  readonly removedDate?: string;
}

/** In the order of the SDKs' enumeration. */
export const reactionTypes = ['like', 'dislike', 'heart', 'hooray', 'smile', 'confused'] as const;
export type Reaction = (typeof reactionTypes)[number];

/** What a comment says from one edit to the next. */
export interface CommentVersion {
  readonly version: number;
  readonly text: string;
  /** Person id. */
  readonly modifiedBy: string;
  readonly modifiedDate: string;
}

export interface Comment extends CommentVersion {
  readonly id: number;
  readonly itemId: number;
  readonly format: 'html' | 'markdown';
  readonly createdBy: string;
  readonly createdDate: string;
  /** Oldest first; absent before the first edit. */
  readonly earlier?: readonly CommentVersion[];
  /** Person ids by what they gave. */
  readonly reactions?: Readonly<Partial<Record<Reaction, readonly string[]>>>;
  /** The revision that carries the text in System.History. */
  readonly createdInRev: number;
  readonly isDeleted?: boolean;
}

/** A work item in the recycle bin. */
export interface Deletion {
  readonly id: number;
  readonly deletedBy: string;
  readonly deletedDate: string;
}

export interface Attachment {
  /** GUID; the content stands in the blob store under the same key. */
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
  readonly createdBy: string;
  readonly createdDate: string;
  /** Of a chunked upload: bytes received so far, and the length announced; absent once complete. */
  readonly pending?: { readonly received: number; readonly total?: number };
}

/** The tables, by name, and what one row of each holds. Keys are strings. */
/** Something that takes a while, to clients at least. */
export interface Operation {
  /** GUID. */
  readonly id: string;
}

export interface Tables {
  readonly people: Person;
  readonly projects: Project;
  readonly nodes: ClassificationNode;
  readonly teams: Team;
  readonly queries: QueryItem;
  readonly tags: Tag;
  readonly templates: Template;
  readonly subscriptions: Subscription;
  /** Fields that were added to the process at run time. */
  readonly fields: FieldDefinition;
  /** Key `id:rev`. */
  readonly revisions: Revision;
  readonly links: WorkItemLink;
  readonly resources: ResourceLink;
  /** Key `itemId:commentId`. */
  readonly comments: Comment;
  readonly deletions: Deletion;
  readonly attachments: Attachment;
  readonly operations: Operation;
  /** Last number given out, by purpose. */
  readonly counters: number;
}

export type TableName = keyof Tables;
