import * as fc from 'fast-check';
import { toDocument, type Document } from '../../../src/core/document';
import type { DocumentRelation } from '../../../src/core/relations';
import type { JsonValue, Relation, TextFormat, WorkItem } from '../../../src/core/workItem';
import { collectionUrl, definitions, item } from './fixture';

const word = fc.constantFrom('alpha', 'Beta', 'gamma', 'δ', '"quoted"', 'back\\slash', '~/tilde', 'line');

export const line = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));

/** Few different lines, so that texts share some of them. */
const longText = fc
  .array(fc.constantFrom('one', 'two', 'three', '', '<div>four</div>'), { maxLength: 6 })
  .map((lines) => lines.join('\n'));

const tags = fc.uniqueArray(fc.constantFrom('red', 'Green', 'blue', 'white', 'Black'), { maxLength: 4 });

const people = ['ann@example.com', 'Bob@example.com', 'DOMAIN\\carl', 'Dora'];

const person = fc.constantFrom(...people);

function wirePerson(name: string): JsonValue {
  return /[@\\]/.test(name) ? { displayName: `Name of ${name}`, uniqueName: name, id: `id ${name}` } : name;
}

const date = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString());

const guid = fc.uuid();

/** Values in the document's spelling by field; absent ones are `undefined`. */
const editableValues = {
  'System.Title': line,
  'System.State': fc.constantFrom('To Do', 'In Progress', 'Done'),
  'System.AssignedTo': person,
  'System.AreaPath': fc.constantFrom('Fabrikam-Fiber-Git', 'Fabrikam-Fiber-Git\\Website', 'Fabrikam-Fiber-Git\\Web'),
  'System.Tags': tags,
  'System.Description': longText,
  'Microsoft.VSTS.Common.Priority': fc.integer({ min: 1, max: 4 }),
  'Microsoft.VSTS.Scheduling.StoryPoints': fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
  'Microsoft.VSTS.Scheduling.DueDate': date,
  'Custom.Blocked': fc.boolean(),
  'Custom.Notes': longText,
  'Custom.Reviewer': person,
  'Custom.Token': guid,
  'Custom.Unknown': fc.oneof(line, fc.integer(), fc.boolean()),
  __proto__x: line,
} as const;

type Values = Readonly<Record<string, JsonValue>>;

function values(): fc.Arbitrary<Values> {
  const optional = Object.entries(editableValues).map(([name, value]) =>
    fc.option(value as fc.Arbitrary<JsonValue>, { freq: 2 }).map((given) => [name, given] as const),
  );
  return fc
    .tuple(...optional)
    .map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== null)) as Values);
}

function toWire(name: string, value: JsonValue): JsonValue {
  if (name === 'System.Tags') return (value as readonly string[]).join('; ');
  return name === 'System.AssignedTo' || name === 'Custom.Reviewer' ? wirePerson(value as string) : value;
}

const ids = fc.integer({ min: 300, max: 307 });

/** Relations without attributes, each of another identity. */
const target: fc.Arbitrary<{ readonly rel: string; readonly url: string }> = fc.oneof(
  fc
    .tuple(fc.constantFrom('Related', 'Dependency-Forward', 'Hierarchy-Forward', 'Hierarchy-Reverse'), ids)
    .map(([rel, id]) => ({ rel: `System.LinkTypes.${rel}`, url: `${collectionUrl}/_apis/wit/workItems/${id}` })),
  ids.map((id) => ({ rel: 'Hyperlink', url: `https://example.com/${id}` })),
  ids.map((id) => ({ rel: 'AttachedFile', url: `${collectionUrl}/_apis/wit/attachments/a${id}` })),
  ids.map((id) => ({ rel: 'ArtifactLink', url: `vstfs:///Git/Commit/p%2Fr%2F${id}` })),
);

const attributes = fc.record(
  { comment: fc.constantFrom('c1', 'c2', 'c3'), name: fc.constantFrom('n1', 'n2') },
  { requiredKeys: [] },
);

function named(relation: { rel: string; url: string }, given: { comment?: string; name?: string }): DocumentRelation {
  // The server gives every resource link a name and no work item link one of its own.
  const name = relation.rel.startsWith('System.') || relation.rel === 'Hyperlink' ? undefined : (given.name ?? 'n1');
  const shown = {
    ...(given.comment === undefined ? {} : { comment: given.comment }),
    ...(name === undefined ? {} : { name }),
  };
  return Object.keys(shown).length === 0 ? relation : { ...relation, attributes: shown };
}

export const documentRelations: fc.Arbitrary<readonly DocumentRelation[]> = fc
  .uniqueArray(fc.tuple(target, attributes), {
    maxLength: 6,
    selector: ([{ rel, url }, given]) => `${rel} ${url} ${rel === 'ArtifactLink' ? (given.name ?? 'n1') : ''}`,
  })
  .map((entries) => oneParent(entries.map(([relation, given]) => named(relation, given))));

function oneParent(relations: readonly DocumentRelation[]): readonly DocumentRelation[] {
  const isParent = ({ rel }: DocumentRelation) => rel.endsWith('Hierarchy-Reverse');
  const first = relations.find(isParent);
  return relations.filter((relation) => !isParent(relation) || relation === first);
}

/** The relation as the server shows it: with what it knows besides, a mark included by which tests know it again. */
export function wireRelation(relation: DocumentRelation): Relation {
  const mark = identity(relation);
  const id = Array.from(mark).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2_147_483_647, 7);
  const own = relation.rel.startsWith('System.') ? { isLocked: false, name: 'Name of the type' } : { id };
  return { rel: relation.rel, url: relation.url, attributes: { ...own, mark, ...relation.attributes } };
}

const formats: fc.Arbitrary<WorkItem['formats']> = fc
  .option(fc.constant<TextFormat>('markdown'))
  .map((format) => (format === null ? {} : { 'System.Description': format }));

const readOnlyValues = { 'System.CommentCount': 3, 'System.ChangedDate': '2024-01-02T03:04:05.67Z' };

export const workItem: fc.Arbitrary<WorkItem> = fc
  .tuple(values(), documentRelations, formats, fc.integer({ min: 1, max: 99 }))
  .map(([given, relations, ownFormats, rev]) => {
    const fields = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, toWire(name, value)]));
    const all = { 'System.AreaPath': null, 'System.State': null, 'System.Title': null, ...readOnlyValues, ...fields };
    return item(299, rev, all, relations.map(wireRelation), { formats: ownFormats });
  });

/** How a document may be edited: some values, some relations, each kept, changed or taken away. */
export interface DocumentEdit {
  readonly values: Values;
  readonly kept: readonly boolean[];
  readonly relations: readonly DocumentRelation[];
  readonly order: number;
  readonly keep: number;
}

export const documentEdit: fc.Arbitrary<DocumentEdit> = fc.record({
  values: values(),
  kept: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  relations: documentRelations,
  order: fc.nat(5),
  keep: fc.nat(3),
});

/** A document that some edit makes of a work item. `keep` of 0 makes many changes, of 3 few. */
export function editDocument(base: WorkItem, edit: DocumentEdit): Document {
  const document = toDocument(base, definitions);
  const names = [...new Set([...Object.keys(document.fields), ...Object.keys(edit.values)])];
  const keeps = (index: number) => edit.kept[index % 24] === true || index % 4 < edit.keep;
  const fields = names.flatMap((name, index): readonly (readonly [string, JsonValue])[] => {
    const old = document.fields[name];
    const editable = Object.hasOwn(editableValues, name);
    const value = keeps(index) || !editable ? old : edit.values[name];
    return value === undefined ? [] : [[name, value]];
  });
  const old = document.relations.filter((_relation, index) => keeps(index + 7));
  const added = edit.relations.filter((relation) => !old.some((other) => identity(other) === identity(relation)));
  const all = oneParent([...old, ...added.filter((_relation, index) => !keeps(index + 3))]);
  const turned = [...all.slice(edit.order), ...all.slice(0, edit.order)];
  const recommented = turned.map((relation, index) => (keeps(index + 1) ? relation : withComment(relation)));
  return { ...document, fields: Object.fromEntries(fields), relations: recommented };
}

export function identity({ rel, url, attributes: shown }: DocumentRelation): string {
  return `${rel} ${url} ${rel === 'ArtifactLink' ? (shown?.name ?? '') : ''}`;
}

function withComment(relation: DocumentRelation): DocumentRelation {
  return { ...relation, attributes: { ...relation.attributes, comment: 'changed' } };
}

export const edited: fc.Arbitrary<readonly [WorkItem, Document]> = fc
  .tuple(workItem, documentEdit)
  .map(([base, edit]) => [base, editDocument(base, edit)]);

/** The item that somebody else's document would have made: with what only the server knows. */
export function asTheirs(base: WorkItem, document: Document): WorkItem {
  const fields = Object.entries(document.fields).filter(([name, value]) => name !== 'System.History' && value !== '');
  const wire = fields.map(([name, value]) => [name, toWire(name, value)] as const).filter(([, value]) => value !== '');
  return {
    ...base,
    rev: base.rev + 1,
    fields: Object.fromEntries(wire),
    relations: document.relations.map(wireRelation),
  };
}

/** What a document says, free of order and of spellings that mean nothing; not by the product's own comparison. */
export function meaning(document: Document): unknown {
  const fields = Object.entries(document.fields)
    .map(
      ([name, value]) =>
        [name, Array.isArray(value) ? value.map(String).sort().join(';').toLowerCase() : value] as const,
    )
    .filter(([name, value]) => value !== '' && value !== null && name !== 'System.History')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const relations = document.relations
    .map(({ rel, url, attributes: shown }) => `${rel} ${url} ${shown?.name ?? ''} ${shown?.comment ?? ''}`)
    .sort();
  const markdown = Object.entries(document.multilineFieldsFormat ?? {})
    .filter(([, format]) => format === 'markdown')
    .map(([name]) => name);
  return { id: document.id, fields, relations, markdown };
}
