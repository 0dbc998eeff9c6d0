import { sameName, type Definitions, type WorkItemType } from './definitions';
import { documentField, documentText, toDocument, type Document } from './document';
import { isEmpty, isHidden, isReadOnly } from './fieldValues';
import { isParentLink, parentLink } from './mergeRelations';
import { isAttachment, linkTarget, withAttributes, workItemUrl, type DocumentRelation } from './relations';
import { field, type JsonValue, type WorkItem } from './workItem';

/** Where a moved item goes; without a path it goes to the root of the project. */
export interface Destination {
  readonly project: string;
  readonly areaPath?: string;
  readonly iterationPath?: string;
}

/** A document whose item moves to another project: project, area and iteration together, since paths begin with the project. */
export function moveDocument(document: Document, { project, areaPath, iterationPath }: Destination): Document {
  return withFields(document, [
    [field.teamProject, project],
    [field.areaPath, areaPath ?? project],
    [field.iterationPath, iterationPath ?? project],
  ]);
}

/**
 * A document whose item becomes another type: with a state that the type knows, and with every field that the type requires, by its
 * default or empty, so that a value that is missing has a line to stand on.
 */
export function changeDocumentType(document: Document, type: WorkItemType): Document {
  const state = documentText(document, field.state);
  const keeps = type.states.some((candidate) => sameName(candidate.name, state));
  const required = type.fields
    .filter((entry) => entry.required && isEmpty(documentField(document, entry.referenceName)))
    .filter((entry) => !isHidden(entry.referenceName) && !isReadOnly(entry.referenceName, { fields: [] }))
    .map((entry): readonly [string, JsonValue] => [entry.referenceName, entry.defaultValue ?? '']);
  return withFields(document, [
    [field.type, type.name],
    ...(keeps ? [] : [[field.state, initialState(type)] as const]),
    ...required.filter(([name]) => name !== field.state),
  ]);
}

/** The state in which items of a type begin. */
export function initialState(type: WorkItemType): string {
  const proposed = type.states.find((state) => state.category === 'Proposed');
  return type.transitions['']?.[0] ?? proposed?.name ?? type.states[0]?.name ?? '';
}

/** The base of a new item: what the type's template fills in, under an id that is not real yet. */
export function newBase(template: WorkItem, id: number, project: string, type: string): WorkItem {
  const fields = { ...template.fields, [field.teamProject]: project, [field.type]: type };
  return { ...template, id, rev: 0, url: '', relations: [], fields };
}

/** The document of a new item, as a child of another one where a parent is named. */
export function newDocument(base: WorkItem, definitions: Definitions, parentUrl?: string): Document {
  const titled = { ...base, fields: { [field.title]: '', ...base.fields } };
  const document = toDocument(titled, definitions);
  const parent = { rel: parentLink, url: parentUrl ?? '' };
  return parentUrl === undefined ? document : { ...document, relations: [...document.relations, parent] };
}

/** A child begins where its parent is. */
export function childDocument(
  parent: Document,
  base: WorkItem,
  definitions: Definitions,
  collectionUrl: string,
): Document {
  const document = newDocument(base, definitions, workItemUrl(collectionUrl, parent.id));
  const inherited = [field.areaPath, field.iterationPath].flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const value = documentText(parent, name);
    return value === '' ? [] : [[name, value]];
  });
  return withFields(document, inherited);
}

/** Fields of the way an item has gone; a copy begins its own. */
const history =
  /^(System\.(State|Reason|History)|Microsoft\.VSTS\.Common\.(Activated|Resolved|Closed|StateChange)(Date|By)|Microsoft\.VSTS\.Common\.ResolvedReason|Microsoft\.VSTS\.Common\.(StackRank|BacklogPriority)|WEF_.*)$/i;

/**
 * "Duplicate as new": what can be edited is copied, but for where the item stood in its life; parent, hyperlinks, attachments and
 * artifact links come along, children and other links stay with the original, to which the copy is related.
 */
export function duplicateDocument(
  original: Document,
  base: WorkItem,
  definitions: Definitions,
  collectionUrl: string,
): Document {
  const copied = Object.entries(original.fields).filter(
    ([name, value]) => !history.test(name) && !isReadOnly(name, definitions) && !isEmpty(value),
  );
  const kept = original.relations.filter((relation) => comesAlong(relation));
  const related = withAttributes(
    'System.LinkTypes.Related',
    workItemUrl(collectionUrl, original.id),
    undefined,
    undefined,
  );
  const formats = Object.entries(original.multilineFieldsFormat ?? {}).filter(([name]) =>
    copied.some(([copy]) => sameName(copy, name)),
  );
  return {
    ...withFields(toDocument(base, definitions), copied),
    relations: [...kept, related],
    ...(formats.length === 0 ? {} : { multilineFieldsFormat: Object.fromEntries(formats) }),
  };
}

function comesAlong(relation: DocumentRelation): boolean {
  return isAttachment(relation.rel) || linkTarget(relation.url) === undefined || isParentLink(relation.rel);
}

/** The document with fields set: in their place where they stand, behind the others where they do not. */
function withFields(document: Document, values: readonly (readonly [string, JsonValue])[]): Document {
  const fields = new Map(Object.entries(document.fields));
  for (const [name, value] of values) {
    const written = [...fields.keys()].find((candidate) => sameName(candidate, name));
    fields.set(written ?? name, value);
  }
  return { ...document, fields: Object.fromEntries(fields) };
}
