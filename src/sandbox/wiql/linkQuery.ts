import { compileCondition, conjuncts, fieldsIn } from './compileCondition';
import type { Predicate, SubjectReader } from './compileComparison';
import { LINK_TYPE } from './families';
import { itemReader } from './itemReader';
import { compileOrder } from './order';
import { linkedItems, sourceItems } from './linkRows';
import type { LinkQueryParts, LinkRow, LinkSubject } from './linkRows';
import type { Comparison, Condition, FieldName, Operand, WiqlQuery } from './syntax';
import { treeRows } from './treeQuery';
import { wiqlErrors } from './wiqlError';
import type { WiqlScope, WiqlSource } from './wiqlSource';

/** Rows of a query of links, in the order in which a tree of them is shown. */
export function runLinkQuery<Item>(
  query: WiqlQuery,
  source: WiqlSource<Item>,
  scope: WiqlScope,
  asOf: string | undefined,
): Iterable<LinkRow> {
  const parts = takeApart(query, source, scope);
  if (query.mode !== 'recursive') return oneHopRows(query, source, parts, asOf);
  const rel = recursiveLinkType(query);
  if (rel === undefined || !source.isTree(rel)) throw wiqlErrors.recursiveLinkType(rel ?? '');
  return treeRows(source, parts, query.matchingChildren, asOf);
}

function* oneHopRows<Item>(
  query: WiqlQuery,
  source: WiqlSource<Item>,
  parts: LinkQueryParts<Item>,
  asOf: string | undefined,
): Iterable<LinkRow> {
  for (const root of sourceItems(source, parts, asOf)) {
    const links = linkedItems(source, parts, root, asOf);
    if (query.mode === 'doesNotContain' ? links.length > 0 : query.mode === 'mustContain' && links.length === 0)
      continue;
    yield { target: source.idOf(root) };
    for (const { rel, target } of links) yield { rel, source: source.idOf(root), target: source.idOf(target) };
  }
}

function takeApart<Item>(query: WiqlQuery, source: WiqlSource<Item>, scope: WiqlScope): LinkQueryParts<Item> {
  const ends: Record<'source' | 'target' | 'link', Condition[]> = { source: [], target: [], link: [] };
  for (const part of conjuncts(query.where)) ends[endOf(part)].push(part);
  const item = itemReader(source, scope);
  return {
    isSource: allOf(ends.source, item),
    isTarget: allOf(ends.target, item),
    isLink: allOf(ends.link, linkReader(source, scope)),
    sort: compileOrder(query.orderBy, source, scope),
  };
}

function allOf<S>(parts: readonly Condition[], reader: SubjectReader<S>): Predicate<S> {
  return compileCondition({ kind: 'and', parts }, reader);
}

/** Which end a condition speaks of; one about the link's type, or about both ends, is the link's. A field without a prefix is the source's. */
export function endOf(part: Condition): 'source' | 'target' | 'link' {
  const places = new Set(fieldsIn(part).map(endOfField));
  if (places.size > 1) return 'link';
  return places.values().next().value ?? 'link';
}

function endOfField(name: FieldName): 'source' | 'target' | 'link' {
  return isLinkType(name) ? 'link' : (name.end ?? 'source');
}

function isLinkType(name: FieldName): boolean {
  const lower = name.name.toLowerCase();
  return lower === LINK_TYPE.toLowerCase() || lower === 'link type';
}

function linkReader<Item>(source: WiqlSource<Item>, scope: WiqlScope): SubjectReader<LinkSubject<Item>> {
  return {
    scope,
    reader(field, name) {
      if (field.referenceName === LINK_TYPE) return (link) => link.rel;
      const read = source.reader(field);
      return name.end === 'target' ? (link) => read(link.target) : (link) => read(link.source);
    },
    *history(link, name) {
      const end = name.end === 'target' ? 'target' : 'source';
      for (const past of source.history(link[end])) yield { ...link, [end]: past };
    },
  };
}

/** The one link type that the query names; undefined when there is none or more than one. */
function recursiveLinkType(query: WiqlQuery): string | undefined {
  const values = conjuncts(query.where).flatMap((part) =>
    part.kind === 'comparison' && isLinkType(part.field) ? valuesOf(part) : [],
  );
  const [only, ...others] = values;
  return others.length === 0 && only?.kind === 'text' ? only.value : undefined;
}

function valuesOf({ test }: Comparison): readonly Operand[] {
  if (test.kind === 'compare' && test.operator === '=') return [test.value];
  return test.kind === 'in' && !test.negated ? test.values : [];
}
