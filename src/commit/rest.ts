import { parseDocument } from '../core/parseDocument';
import { linkTarget } from '../core/relations';
import type { Stage, StagedItem } from '../core/stage';

/**
 * What "Commit the rest" sends: items that were not applied only because of others, without those that link to a new item that
 * stays behind.
 */
export function collateralIds(stage: Stage): readonly number[] {
  let rest = stage.items.filter((item) => !item.held && item.outcome?.kind === 'collateral');
  for (;;) {
    const going = new Set(rest.map(({ id }) => id));
    const next = rest.filter((item) => newTargets(item).every((id) => going.has(id)));
    if (next.length === rest.length) return rest.map(({ id }) => id);
    rest = next;
  }
}

/** What "Find the culprit" looks through: items of a batch that was refused because of one that the server did not name. */
export function unnamedIds(stage: Stage): readonly number[] {
  return stage.items.flatMap(({ id, held, outcome }) =>
    !held && outcome?.kind === 'collateral' && outcome.unnamed === true ? [id] : [],
  );
}

/** Ids of the new items that a staged document links to. */
export function newTargets(item: StagedItem): readonly number[] {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return [];
  return parsed.document.relations.flatMap(({ url }) => {
    const target = linkTarget(url);
    return target !== undefined && target < 0 && target !== item.id ? [target] : [];
  });
}
