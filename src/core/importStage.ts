import { withValue } from './document';
import { parseDocument } from './parseDocument';
import { isItemLink, linkTarget } from './relations';
import { findStaged, reduceStage, type Stage, type StagedItem } from './stage';
import { isNew } from './workItem';

export interface ImportedStage {
  readonly stage: Stage;
  /** Ids of items that were staged already and differ: they were left as they are. */
  readonly kept: readonly number[];
}

/**
 * Takes the items of an exported stage into this one. New items get new stand-in ids, and links to them follow; an item that is
 * staged here already stays as it is here, because whoever imports has not seen the one that would be lost.
 */
export function importStage(stage: Stage, imported: Stage): ImportedStage {
  const created = imported.items.filter(isNew);
  const newIds = new Map(created.map((item, index) => [item.id, stage.nextNewId - index]));
  const items = imported.items.map((item) => renamed(item, newIds));
  const kept = items.filter((item) => {
    const here = findStaged(stage, item.id);
    return here !== undefined && here.text !== item.text;
  });
  const taken = items.filter((item) => findStaged(stage, item.id) === undefined);
  const merged = taken.reduce((result, item) => reduceStage(result, { kind: 'restore', item }), stage);
  const comment = stage.comment === '' ? imported.comment : stage.comment;
  return { stage: { ...merged, comment }, kept: kept.map((item) => item.id) };
}

/** What was uploaded from another computer cannot be told to be the same file here, and an outcome is not this stage's. */
function renamed(item: StagedItem, ids: ReadonlyMap<number, number>): StagedItem {
  const id = ids.get(item.id) ?? item.id;
  const text = withLinks(id === item.id ? item.text : withValue(item.text, ['id'], id), ids);
  return { ...item, id, text, base: { ...item.base, id }, outcome: undefined, uploads: {} };
}

/** A document's text in which links to stand-in ids name other ids. Text that is no document stays as it is. */
export function withLinks(text: string, ids: ReadonlyMap<number, number>): string {
  const parsed = ids.size === 0 ? undefined : parseDocument(text);
  if (parsed?.ok !== true) return text;
  return parsed.document.relations.reduce((result, relation, index) => {
    const id = isItemLink(relation) ? ids.get(linkTarget(relation.url) ?? 0) : undefined;
    if (id === undefined) return result;
    const url = relation.url.replace(/(\/_apis\/wit\/workitems\/)-\d+/i, `$1${id}`);
    return withValue(result, ['relations', index, 'url'], url);
  }, text);
}
