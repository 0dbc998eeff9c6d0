import type {
  Definitions,
  FieldDefinition,
  FieldType,
  RelationType,
  StateCategory,
  TypeField,
  WorkItemType,
} from '../../../src/core/definitions';
import { stringifyDocument, toDocument, type Document } from '../../../src/core/document';
import type { DocumentRelation } from '../../../src/core/relations';
import type { StagedItem } from '../../../src/core/stage';
import type { JsonValue, Relation, WorkItem } from '../../../src/core/workItem';

export const collectionUrl = 'https://dev.azure.com/fabrikam';

export const workItems = `${collectionUrl}/_apis/wit/workItems`;

function fieldOf(referenceName: string, type: FieldType, more: Partial<FieldDefinition> = {}): FieldDefinition {
  const name = more.name ?? (referenceName.split('.').at(-1) ?? '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return { referenceName, name, type, readOnly: false, isIdentity: false, description: '', ...more };
}

const person = { isIdentity: true };
const readOnly = { readOnly: true };

const fields: readonly FieldDefinition[] = [
  fieldOf('System.Id', 'integer', { name: 'ID', ...readOnly }),
  fieldOf('System.Rev', 'integer', readOnly),
  fieldOf('System.Title', 'string'),
  fieldOf('System.WorkItemType', 'string'),
  fieldOf('System.State', 'string'),
  fieldOf('System.Reason', 'string'),
  fieldOf('System.AssignedTo', 'string', person),
  // `GET fields` calls both paths read-only; every client writes them.
  fieldOf('System.AreaPath', 'treePath', readOnly),
  fieldOf('System.IterationPath', 'treePath', readOnly),
  fieldOf('System.TeamProject', 'string'),
  fieldOf('System.Tags', 'plainText'),
  fieldOf('System.History', 'history'),
  fieldOf('System.Description', 'html'),
  fieldOf('System.Parent', 'integer', readOnly),
  fieldOf('System.CreatedBy', 'string', person),
  fieldOf('System.CreatedDate', 'dateTime', readOnly),
  fieldOf('System.ChangedBy', 'string', person),
  fieldOf('System.ChangedDate', 'dateTime', readOnly),
  fieldOf('System.AreaId', 'integer'),
  fieldOf('System.CommentCount', 'integer', readOnly),
  fieldOf('Microsoft.VSTS.Common.Priority', 'integer'),
  fieldOf('Microsoft.VSTS.Common.Severity', 'string'),
  fieldOf('Microsoft.VSTS.Common.AcceptanceCriteria', 'html'),
  fieldOf('Microsoft.VSTS.Scheduling.StoryPoints', 'double'),
  fieldOf('Microsoft.VSTS.Scheduling.RemainingWork', 'double'),
  fieldOf('Microsoft.VSTS.Scheduling.DueDate', 'dateTime'),
  fieldOf('Microsoft.VSTS.Build.FoundIn', 'string'),
  fieldOf('Custom.Blocked', 'boolean'),
  fieldOf('Custom.Notes', 'plainText'),
  fieldOf('Custom.Reviewer', 'string', person),
  fieldOf('Custom.Token', 'guid'),
  fieldOf('Custom.Team', 'treePath'),
];

function state(name: string, category: StateCategory) {
  return { name, color: 'b2b2b2', category };
}

function typeField(referenceName: string, more: Partial<TypeField> = {}): TypeField {
  return { referenceName, required: false, allowedValues: [], defaultValue: '', helpText: '', ...more };
}

const common: readonly TypeField[] = [
  typeField('System.Title', { required: true }),
  typeField('System.State', { required: true, defaultValue: 'New' }),
  typeField('System.AreaId', { required: true }),
  typeField('System.AssignedTo', { allowedValues: ['Jamal Hartnett'] }),
  typeField('Microsoft.VSTS.Common.Priority', { allowedValues: ['1', '2', '3', '4'], defaultValue: 2 }),
  typeField('Microsoft.VSTS.Build.FoundIn', { allowedValues: ['<None>'] }),
];

function typeOf(
  name: string,
  states: WorkItemType['states'],
  transitions: WorkItemType['transitions'],
  more: readonly TypeField[] = [],
): WorkItemType {
  return {
    name,
    referenceName: `Microsoft.VSTS.WorkItemTypes.${name.replaceAll(' ', '')}`,
    description: '',
    color: 'CC293D',
    icon: 'icon_insect',
    isDisabled: false,
    states,
    transitions,
    fields: [...common, ...more],
  };
}

export const task = typeOf(
  'Task',
  [
    state('To Do', 'Proposed'),
    state('In Progress', 'InProgress'),
    state('Done', 'Completed'),
    state('Removed', 'Removed'),
  ],
  { '': ['To Do'], 'To Do': ['In Progress', 'Done', 'Removed'], 'In Progress': ['To Do', 'Done'], Done: ['To Do'] },
);

export const bug = typeOf(
  'Bug',
  [
    state('New', 'Proposed'),
    state('Approved', 'Proposed'),
    state('Committed', 'InProgress'),
    state('Done', 'Completed'),
  ],
  { '': ['New'], New: ['Approved', 'Done'], Approved: ['Committed', 'New'], Committed: ['Done'], Done: ['New'] },
  [
    typeField('Microsoft.VSTS.Common.Severity', {
      required: true,
      allowedValues: ['1 - Critical', '2 - High', '3 - Medium', '4 - Low'],
      defaultValue: '3 - Medium',
    }),
    typeField('Custom.Token', { required: true }),
  ],
);

export const backlogItem = typeOf(
  'Product Backlog Item',
  [state('New', 'Proposed'), state('Approved', 'Proposed'), state('Done', 'Completed'), state('Removed', 'Removed')],
  { '': ['New'], New: ['Approved', 'Done', 'Removed'], Approved: ['Done', 'New'] },
);

function linkType(
  stem: string,
  topology: RelationType['topology'],
  names: readonly [string, string],
): readonly RelationType[] {
  return [true, false].map((isForward) => ({
    referenceName: `System.LinkTypes.${stem}-${isForward ? 'Forward' : 'Reverse'}`,
    name: names[isForward ? 0 : 1],
    usage: 'workItemLink' as const,
    topology,
    isForward,
    oppositeEnd: `System.LinkTypes.${stem}-${isForward ? 'Reverse' : 'Forward'}`,
    remote: stem.startsWith('Remote'),
    enabled: stem !== 'Retired',
  }));
}

function resourceType(referenceName: string): RelationType {
  return {
    referenceName,
    name: referenceName,
    usage: 'resourceLink',
    topology: undefined,
    isForward: true,
    oppositeEnd: undefined,
    remote: false,
    enabled: true,
  };
}

const relationTypes: readonly RelationType[] = [
  ...linkType('Hierarchy', 'tree', ['Child', 'Parent']),
  ...linkType('Dependency', 'dependency', ['Successor', 'Predecessor']),
  ...linkType('Duplicate', 'tree', ['Duplicate', 'Duplicate Of']),
  ...linkType('Remote.Dependency', 'dependency', ['Consumes From', 'Produces For']),
  ...linkType('Retired', 'dependency', ['Old', 'Older']),
  {
    referenceName: 'System.LinkTypes.Related',
    name: 'Related',
    usage: 'workItemLink',
    topology: 'network',
    isForward: true,
    oppositeEnd: 'System.LinkTypes.Related',
    remote: false,
    enabled: true,
  },
  ...['Hyperlink', 'AttachedFile', 'ArtifactLink'].map(resourceType),
];

export const definitions: Definitions = {
  project: 'Fabrikam-Fiber-Git',
  fields,
  types: [task, bug, backlogItem],
  relationTypes,
  areas: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Website', 'Fabrikam-Fiber-Git\\Web'],
  iterations: ['Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Sprint 1'],
};

export const jamal = {
  displayName: 'Jamal Hartnett',
  uniqueName: 'fabrikamfiber4@hotmail.com',
  id: 'd291b0c4-a05c-4ea6-8df1-4b41d5f39eff',
  descriptor: 'aad.YTkz',
};

/** A task of the sample project; fields given as `null` are taken away. */
export function item(
  id: number,
  rev: number,
  given: Readonly<Record<string, JsonValue>> = {},
  relations: readonly Relation[] = [],
  more: Partial<WorkItem> = {},
): WorkItem {
  const all: Record<string, JsonValue> = {
    'System.AreaPath': 'Fabrikam-Fiber-Git',
    'System.TeamProject': 'Fabrikam-Fiber-Git',
    'System.IterationPath': 'Fabrikam-Fiber-Git',
    'System.WorkItemType': 'Task',
    'System.State': 'To Do',
    'System.Reason': 'New task',
    'System.CreatedDate': '2014-12-29T20:49:21.617Z',
    'System.CreatedBy': jamal,
    'System.Title': 'JavaScript implementation for Microsoft Account',
    ...given,
  };
  const present = Object.entries(all).filter(([, value]) => value !== null);
  const url = `${collectionUrl}/_apis/wit/workItems/${id}`;
  return { id, rev, fields: Object.fromEntries(present), formats: {}, relations, url, ...more };
}

export function relation(rel: string, url: string, attributes: Relation['attributes'] = {}): Relation {
  return { rel, url, attributes };
}

export function link(rel: string, id: number, attributes: Relation['attributes'] = {}): Relation {
  const name = rel.startsWith('System.') ? rel : `System.LinkTypes.${rel}`;
  return relation(name, `${collectionUrl}/_apis/wit/workItems/${id}`, { isLocked: false, ...attributes });
}

const linked = (end: string) => (id: number) => ({ rel: `System.LinkTypes.${end}`, url: `${workItems}/${id}` });

/** Links as a document adds them. */
export const [parent, child, related] = [linked('Hierarchy-Reverse'), linked('Hierarchy-Forward'), linked('Related')];

export const schemaUri = 'workitem-schema://fabrikam/Fabrikam-Fiber-Git/Task.json';

/** A staged item whose text is that of an edited document. */
export function staged(base: WorkItem, edit: (document: Document) => Document = (same) => same): StagedItem {
  const document = edit(toDocument(base, definitions));
  return stagedText(base, stringifyDocument(document, schemaUri));
}

export function stagedText(base: WorkItem, text: string): StagedItem {
  return { id: base.id, base, text, held: false, outcome: undefined, uploads: {} };
}

/** Edits of documents, to be written one after the other in tables. */
export function set(values: Readonly<Record<string, JsonValue>>): (document: Document) => Document {
  return (document) => ({ ...document, fields: { ...document.fields, ...values } });
}

export function clear(...names: readonly string[]): (document: Document) => Document {
  return (document) => ({
    ...document,
    fields: Object.fromEntries(Object.entries(document.fields).filter(([name]) => !names.includes(name))),
  });
}

export function relate(...added: readonly DocumentRelation[]): (document: Document) => Document {
  return (document) => ({ ...document, relations: [...document.relations, ...added] });
}

export function unrelate(...indices: readonly number[]): (document: Document) => Document {
  return (document) => ({
    ...document,
    relations: document.relations.filter((_relation, at) => !indices.includes(at)),
  });
}

export function comment(index: number, text: string): (document: Document) => Document {
  return (document) => ({
    ...document,
    relations: document.relations.map((entry, at) =>
      at === index ? { ...entry, attributes: { ...entry.attributes, comment: text } } : entry,
    ),
  });
}

export function formats(values: NonNullable<Document['multilineFieldsFormat']>): (document: Document) => Document {
  return (document) => ({ ...document, multilineFieldsFormat: { ...document.multilineFieldsFormat, ...values } });
}

export function steps(...edits: readonly ((document: Document) => Document)[]): (document: Document) => Document {
  return (document) => edits.reduce((result, edit) => edit(result), document);
}
