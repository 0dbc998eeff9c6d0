import { documentField, documentText } from './document';
import { markOf, type Mark } from './fate';
import { displayName, sameValue } from './fieldValues';
import { isParentLink } from './mergeRelations';
import type { ParsedDocument } from './parseDocument';
import { linkTarget } from './relations';
import type { Stage, StagedItem } from './stage';
import { stagedDocument } from './stagedDocument';
import { field, isNew, textField, type WorkItem } from './workItem';

/** One row of a query's result; roots, and all rows of a flat query, have no parent. */
export interface ResultRow {
  readonly id: number;
  readonly parent: number | undefined;
}

/** A work item as a row of a tree, as the stage will make it. */
export interface ItemNode {
  /** Unique within its tree: the ids on the way from the root. The same item may stand in several places. */
  readonly key: string;
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  readonly assignedTo: string;
  /** Undefined where nothing is staged. */
  readonly mark: Mark | undefined;
  readonly children: readonly ItemNode[];
}

/**
 * Query result × items × stage → rows that show what the staged documents say. A row without an item is left out (it was deleted,
 * or may not be read), and what stood under it moves to the top. An item that stands in several places opens once, at the
 * top where it is a root: the links of one-hop queries run in circles.
 */
export function itemNodes(
  rows: readonly ResultRow[],
  items: ReadonlyMap<number, WorkItem>,
  stage: Stage,
): readonly ItemNode[] {
  const staged = new Map(stage.items.map((item) => [item.id, item]));
  return nest(
    rows.filter(({ id }) => items.has(id)),
    (id) => {
      const item = items.get(id);
      return item === undefined ? undefined : { item, view: stagedView(staged.get(id)) };
    },
  );
}

/** The new items of the stage, each under the new item that it names as its parent. */
export function newItemNodes(stage: Stage): readonly ItemNode[] {
  const shown = new Map(
    stage.items.filter(isNew).map((item) => [item.id, { item: item.base, view: stagedView(item) }]),
  );
  const rows = [...shown].map(([id, { view }]) => ({ id, parent: parentOf(view) }));
  return nest(rows, (id) => shown.get(id));
}

interface StagedView {
  readonly item: StagedItem;
  readonly parsed: ParsedDocument;
}

interface Shown {
  readonly item: WorkItem;
  readonly view: StagedView | undefined;
}

function stagedView(item: StagedItem | undefined): StagedView | undefined {
  return item === undefined ? undefined : { item, parsed: stagedDocument(item) };
}

function parentOf(view: StagedView | undefined): number | undefined {
  const relations = view?.parsed.ok === true ? view.parsed.document.relations : [];
  const parent = relations.find((relation) => isParentLink(relation.rel));
  return parent === undefined ? undefined : linkTarget(parent.url);
}

/** Rows → trees. Each id opens once; a circle without a root opens at its first row. */
function nest(rows: readonly ResultRow[], find: (id: number) => Shown | undefined): readonly ItemNode[] {
  const ids = new Set(rows.map(({ id }) => id));
  const isRoot = ({ id, parent }: ResultRow) => parent === undefined || parent === id || !ids.has(parent);
  const roots = new Set(rows.filter(isRoot).map(({ id }) => id));
  const children = new Map<number, Set<number>>();
  for (const { id, parent } of rows) {
    if (parent !== undefined && parent !== id) children.set(parent, (children.get(parent) ?? new Set()).add(id));
  }
  const opened = new Set<number>();
  const open = (id: number, above: string): readonly ItemNode[] => {
    const shown = find(id);
    if (shown === undefined) return [];
    const key = above === '' ? String(id) : `${above}.${id}`;
    const opens = !opened.has(id) && (above === '' || !roots.has(id));
    if (opens) opened.add(id);
    const below = opens ? [...(children.get(id) ?? [])].flatMap((child) => open(child, key)) : [];
    return [itemNode(key, shown, below)];
  };
  const top = [...roots].flatMap((id) => open(id, ''));
  return [...top, ...[...ids].flatMap((id) => (opened.has(id) ? [] : open(id, '')))];
}

function itemNode(key: string, { item, view }: Shown, children: readonly ItemNode[]): ItemNode {
  const read = (name: string) =>
    (view?.parsed.ok === true ? documentText(view.parsed.document, name) : '') || textField(item, name);
  return {
    key,
    id: item.id,
    title: read(field.title),
    type: read(field.type),
    state: read(field.state),
    assignedTo: assignee({ item, view }),
    mark: view === undefined ? undefined : markOf(view.item),
    children,
  };
}

/** Who it is assigned to: by display name where the item tells it, else as the staged document says. */
function assignee({ item, view }: Shown): string {
  const stands = item.fields[field.assignedTo] ?? '';
  const wanted = view?.parsed.ok === true ? (documentField(view.parsed.document, field.assignedTo) ?? '') : stands;
  return displayName(sameValue(stands, wanted, 'identity') ? stands : wanted);
}
