import { applyEdits } from 'jsonc-parser';
import { withValue, type TextEdit } from './document';
import { parseDocument } from './parseDocument';
import { isItemLink, linkTarget } from './relations';
import { findStaged, reduceActions, type Stage, type StagedItem } from './stage';
import { nodeAt, propertyAt } from './textTree';
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
  const merged = reduceActions(
    stage,
    taken.map((item) => ({ kind: 'restore', item })),
  );
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
  const urls = new Map<number, string>();
  for (const [index, relation] of parsed.document.relations.entries()) {
    const id = isItemLink(relation) ? ids.get(linkTarget(relation.url) ?? 0) : undefined;
    if (id !== undefined) urls.set(index, relation.url.replace(/(\/_apis\/wit\/workitems\/)-\d+/i, `$1${id}`));
  }
  return urls.size === 0 ? text : withUrls(text, urls);
}

/** The text with other urls of some relations, read once however many they are. */
function withUrls(text: string, urls: ReadonlyMap<number, string>): string {
  const list = nodeAt(text, ['relations'])?.children ?? [];
  const edits = [...urls].flatMap(([index, url]): readonly TextEdit[] => {
    const node = propertyAt(list[index], 'url');
    return node === undefined ? [] : [{ offset: node.offset, length: node.length, content: JSON.stringify(url) }];
  });
  return applyEdits(text, [...edits]);
}
