import type { Node } from 'jsonc-parser';
import { findRelationType, type Definitions } from './definitions';
import { kindOf } from './fieldValues';
import type { TextRange } from './locate';
import { isAttachment, isRemote, linkTarget } from './relations';
import { propertyAt, rootOf } from './textTree';

/** A value in a document's text that stands for something else. The range is that of the string, quotes included. */
export type Reference = { readonly range: TextRange } & (
  | { readonly kind: 'item'; readonly id: number; readonly rel: string }
  | { readonly kind: 'hyperlink'; readonly url: string }
  | { readonly kind: 'attachment'; readonly url: string; readonly name: string }
  | { readonly kind: 'artifact'; readonly url: string; readonly name: string }
  | { readonly kind: 'person'; readonly field: string; readonly name: string }
);

type Fields = Pick<Definitions, 'fields' | 'relationTypes'>;

/** Everything in a text that refers to something, in the order in which it stands; broken text as far as it can be read. */
export function references(text: string, definitions: Fields): readonly Reference[] {
  const root = rootOf(text);
  const fields = propertyAt(root, 'fields')?.children ?? [];
  const relations = propertyAt(root, 'relations')?.children ?? [];
  const found = [
    ...fields.flatMap((property) => personIn(property, definitions)),
    ...relations.flatMap((relation) => targetOf(relation, definitions)),
  ];
  return found.sort((a, b) => a.range.offset - b.range.offset);
}

function personIn({ children }: Node, definitions: Fields): readonly Reference[] {
  const [key, value] = children ?? [];
  const name = textOf(value);
  if (key === undefined || value === undefined || name === '') return [];
  const field = String(key.value);
  return kindOf(field, definitions) === 'identity' ? [{ kind: 'person', field, name, range: rangeOf(value) }] : [];
}

function targetOf(relation: Node, definitions: Fields): readonly Reference[] {
  const value = propertyAt(relation, 'url');
  const url = textOf(value);
  if (value === undefined || url === '') return [];
  const rel = textOf(propertyAt(relation, 'rel'));
  const name = textOf(propertyAt(propertyAt(relation, 'attributes'), 'name'));
  const range = rangeOf(value);
  const kind = rel.toLowerCase();
  if (isAttachment(rel)) return [{ kind: 'attachment', url, name, range }];
  if (kind === 'artifactlink') return [{ kind: 'artifact', url, name, range }];
  const id = linkTarget(url);
  const isLink = kind === 'hyperlink' || findRelationType(definitions, rel)?.usage === 'resourceLink';
  // A link into another organisation says an id of there.
  if (id !== undefined && !isLink && !isRemote(rel)) return [{ kind: 'item', id, rel, range }];
  return /^https?:/i.test(url) ? [{ kind: 'hyperlink', url, range }] : [];
}

function textOf(node: Node | undefined): string {
  return node?.type === 'string' ? String(node.value) : '';
}

function rangeOf({ offset, length }: Node): TextRange {
  return { offset, length };
}

/** The reference at an offset. */
export function referenceAt(found: readonly Reference[], offset: number): Reference | undefined {
  return found.find(({ range }) => range.offset <= offset && offset <= range.offset + range.length);
}
