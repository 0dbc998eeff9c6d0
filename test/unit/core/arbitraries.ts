import * as fc from 'fast-check';
import { toDocument, type Document } from '../../../src/core/document';
import type { Clash } from '../../../src/core/merge';
import type { DocumentRelation } from '../../../src/core/relations';
import type { JsonValue, Relation, WorkItem } from '../../../src/core/workItem';
import { collectionUrl, definitions, item } from './fixture';
import { bytes, Genes, genes } from './genes';

const words = ['alpha', 'Beta', 'δ', '"quoted"', 'back\\slash', '~/tilde', '😀', 'a\u2028b', '<b>'] as const;

const lines = ['one', 'two', 'three', '', '<div>four</div>', 'five\r'] as const;

const people = ['ann@example.com', 'Bob@example.com', 'DOMAIN\\carl', 'Dora', '[Fabrikam]\\Team'] as const;

function longText(own: Genes): string {
  return Array.from({ length: own.next(6) }, () => own.pick(lines)).join('\n');
}

function hex(own: Genes, length: number): string {
  return Array.from({ length }, () => own.next(16).toString(16)).join('');
}

/** Makers of values in the document's spelling. */
const makers: Readonly<Record<string, (own: Genes) => JsonValue>> = {
  'System.Title': (own) => `${own.pick(words)} ${own.pick(words)}`,
  'System.State': (own) => own.pick(['To Do', 'In Progress', 'Done']),
  'System.AssignedTo': (own) => own.pick(people),
  'System.AreaPath': (own) => `Fabrikam-Fiber-Git${own.pick(['', '\\Website', '\\Web'])}`,
  'System.Tags': (own) => own.some(['red', 'Green', 'blue', 'two words', 'Black']),
  'System.Description': longText,
  'Microsoft.VSTS.Common.Priority': (own) => own.next(4) + 1,
  'Microsoft.VSTS.Scheduling.StoryPoints': (own) => (own.next(200) - 100) / own.pick([1, 3, 1e-9, 1e9]),
  'Microsoft.VSTS.Scheduling.DueDate': (own) => new Date(own.next(256) * own.next(256) * 37_000_123).toISOString(),
  'Custom.Blocked': (own) => own.next(2) === 1,
  'Custom.Notes': longText,
  'Custom.Reviewer': (own) => own.pick(people),
  'Custom.Token': (own) => `${hex(own, 8)}-${hex(own, 4)}-4000-8000-${hex(own, 12)}`,
  'Custom.Unknown': (own) => own.pick<JsonValue>(['text', 7, true, ['list'], { key: null }]),
  // A name that every object seems to have.
  toString: (own: Genes) => own.pick(words),
};

/** Groups have an address instead of a mail, and are known by their name. */
function wirePerson(name: string): JsonValue {
  if (name.startsWith('[')) return { displayName: name, uniqueName: 'vstfs:///Framework/Group/1', isContainer: true };
  return /[@\\]/.test(name) ? { displayName: `Name of ${name}`, uniqueName: name, id: `id ${name}` } : name;
}

type Values = Readonly<Record<string, JsonValue>>;

/** Each field by chance: there, or not. */
function valuesOf(own: Genes): Values {
  const entries = Object.entries(makers).flatMap(([name, make]) =>
    own.next(3) === 0 ? [] : [[name, make(own)] as const],
  );
  return Object.fromEntries(entries);
}

function toWire(name: string, value: JsonValue): JsonValue {
  if (name === 'System.Tags') return (value as readonly string[]).join('; ');
  return name === 'System.AssignedTo' || name === 'Custom.Reviewer' ? wirePerson(value as string) : value;
}

/** Kinds of relations by what comes before the id in their url. */
const relationKinds = [
  ['System.LinkTypes.Related', `${collectionUrl}/_apis/wit/workItems/`],
  ['System.LinkTypes.Dependency-Forward', `${collectionUrl}/_apis/wit/workItems/`],
  ['System.LinkTypes.Hierarchy-Forward', `${collectionUrl}/_apis/wit/workItems/`],
  ['System.LinkTypes.Hierarchy-Reverse', `${collectionUrl}/_apis/wit/workItems/`],
  ['System.LinkTypes.Duplicate-Reverse', `${collectionUrl}/_apis/wit/workItems/`],
  ['System.LinkTypes.Remote.Dependency-Forward', 'https://dev.azure.com/other/_apis/wit/workItems/'],
  ['Hyperlink', 'https://example.com/'],
  ['AttachedFile', `${collectionUrl}/_apis/wit/attachments/a`],
  ['ArtifactLink', 'vstfs:///Git/Commit/p%2Fr%2F'],
] as const;

function relationOf(own: Genes): DocumentRelation {
  const [rel, start] = own.pick(relationKinds);
  const url = `${start}${300 + own.next(6)}`;
  const comment = own.next(2) === 1 ? { comment: own.pick(['c1', 'c2', 'c3']) } : {};
  // The server gives attachments and artifact links a name, and no work item link one of its own.
  const name = rel === 'AttachedFile' || rel === 'ArtifactLink' ? { name: own.pick(['n1', 'n2']) } : {};
  const attributes = { ...comment, ...name };
  return Object.keys(attributes).length === 0 ? { rel, url } : { rel, url, attributes };
}

/** Relations of distinct identities, with one at most above in each tree. */
function relationsOf(own: Genes): readonly DocumentRelation[] {
  const all = Array.from({ length: own.next(7) }, () => relationOf(own));
  return oneAbove(distinct(all));
}

function distinct(relations: readonly DocumentRelation[]): readonly DocumentRelation[] {
  return [...new Map(relations.map((relation) => [identity(relation), relation])).values()];
}

export const documentRelations: fc.Arbitrary<readonly DocumentRelation[]> = genes(40).map(relationsOf);

function oneAbove(relations: readonly DocumentRelation[]): readonly DocumentRelation[] {
  return [...new Map(relations.map((relation) => [slot(relation), relation])).values()];
}

/** What merges as one thing: a relation by what it is; the one above in a tree is one place, whoever it is. */
export function slot(relation: DocumentRelation): string {
  return /(Hierarchy|Duplicate)-Reverse$/.test(relation.rel) ? relation.rel : identity(relation);
}

/** What of a clash does not depend on whose side is whose, nor on where a relation stands. */
export function place(clash: Clash): string {
  // A text and its format are one place.
  if (!clash.pointer.startsWith('/relations')) return clash.pointer.replace('/multilineFieldsFormat/', '/fields/');
  const [one] = [clash.mine, clash.theirs, clash.base].flat().filter((value) => value !== undefined);
  return slot(one as unknown as DocumentRelation);
}

export function places(clashes: readonly Clash[]): readonly string[] {
  return [...new Set(clashes.map(place))].sort();
}

/** The relation as the server shows it: with what it knows besides, a mark included by which tests know it again. */
export function wireRelation(relation: DocumentRelation): Relation {
  const mark = identity(relation);
  const id = Array.from(mark).reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2_147_483_647, 7);
  const own = relation.rel.startsWith('System.') ? { isLocked: false, name: 'Name of the type' } : { id };
  return { rel: relation.rel, url: relation.url, attributes: { ...own, mark, ...relation.attributes } };
}

const readOnlyValues = { 'System.CommentCount': 3, 'System.ChangedDate': '2024-01-02T03:04:05.67Z' };

export const workItem: fc.Arbitrary<WorkItem> = genes(120).map((own) => {
  const rev = own.next(99) + 1;
  const formats: WorkItem['formats'] = own.next(2) === 1 ? { 'System.Description': 'markdown' } : {};
  const relations = relationsOf(own).map(wireRelation);
  const fields = Object.fromEntries(Object.entries(valuesOf(own)).map(([name, value]) => [name, toWire(name, value)]));
  const all = { 'System.AreaPath': null, 'System.State': null, 'System.Title': null, ...readOnlyValues, ...fields };
  return item(299, rev, all, relations, { formats });
});

/** How a document may be edited: each value and each relation is kept, changed or taken away. */
export type DocumentEdit = Uint8Array;

export const documentEdit: fc.Arbitrary<DocumentEdit> = bytes(160);

/** A document that some edit makes of a work item. */
export function editDocument(base: WorkItem, edit: DocumentEdit): Document {
  const own = new Genes(edit);
  /** Of `many` things one is edited: few or many in one document. */
  const many = own.next(5) + 1;
  const edits = () => own.next(many + 1) === many;
  const document = toDocument(base, definitions);
  const wanted = valuesOf(own);
  const names = [...new Set([...Object.keys(document.fields), ...Object.keys(makers)])];
  const fields = names.flatMap((name): readonly (readonly [string, JsonValue])[] => {
    const from = Object.hasOwn(makers, name) && edits() ? wanted : document.fields;
    const value = Object.hasOwn(from, name) ? from[name] : cleared(own);
    return value === undefined ? [] : [[name, value]];
  });
  const old = document.relations.filter(() => !edits());
  const added = many < 4 ? relationsOf(own) : [];
  const all = oneAbove(distinct([...added, ...old]));
  const start = own.next(4);
  const relations = [...all.slice(start), ...all.slice(0, start)].map((relation) =>
    edits() ? editRelation(relation, own) : relation,
  );
  const edited = { ...document, fields: Object.fromEntries(fields), relations };
  return textOf(edited) === '' || textOf(edited) === textOf(document) ? edited : withFormat(edited, own);
}

/** Nothing, in one of the spellings that a document has for it. */
function cleared(own: Genes): JsonValue | undefined {
  return own.pick([undefined, undefined, null, '']);
}

/** Another comment or none; another name where a relation has one that can change. */
function editRelation(relation: DocumentRelation, own: Genes): DocumentRelation {
  const { comment, ...others } = relation.attributes ?? {};
  const said = own.pick([{ comment: 'changed' }, { comment: `${comment ?? ''}!` }, {}]);
  const named = relation.rel === 'AttachedFile' && own.next(2) === 1 ? { name: 'renamed' } : {};
  const attributes = { ...others, ...said, ...named };
  return Object.keys(attributes).length === 0
    ? { rel: relation.rel, url: relation.url }
    : { rel: relation.rel, url: relation.url, attributes };
}

function textOf(document: Document): JsonValue {
  return document.fields['System.Description'] ?? '';
}

/** A text that is edited may get another format along. */
function withFormat(document: Document, own: Genes): Document {
  const format = own.pick([undefined, 'html', 'markdown'] as const);
  return format === undefined ? document : { ...document, multilineFieldsFormat: { 'System.Description': format } };
}

export function identity({ rel, url, attributes: shown }: DocumentRelation): string {
  return `${rel} ${url} ${rel === 'ArtifactLink' ? (shown?.name ?? '') : ''}`;
}

export const edited: fc.Arbitrary<readonly [WorkItem, Document]> = fc
  .tuple(workItem, documentEdit)
  .map(([base, edit]) => [base, editDocument(base, edit)]);

/** The item that somebody else's document would have made: with what only the server knows. */
export function asTheirs(base: WorkItem, document: Document): WorkItem {
  const fields = Object.entries(document.fields).filter(
    ([name, value]) => name !== 'System.History' && value !== '' && value !== null,
  );
  const wire = fields.map(([name, value]) => [name, toWire(name, value)] as const).filter(([, value]) => value !== '');
  return {
    ...base,
    rev: base.rev + 1,
    fields: Object.fromEntries(wire),
    formats: document.multilineFieldsFormat ?? base.formats,
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
  // The format of a text that is not there says nothing.
  const markdown = Object.entries(document.multilineFieldsFormat ?? {})
    .filter(([name, format]) => format === 'markdown' && fields.some(([field]) => field === name))
    .map(([name]) => name);
  return { id: document.id, fields, relations, markdown };
}
