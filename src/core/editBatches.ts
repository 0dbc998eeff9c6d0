import { groupIntoBatches, inLinkOrder, type GroupedBatches, type Linked } from './batches';
import { withLastingPositions, withoutRepeatedLinks, type ItemEdit } from './linkPairs';
import { linkTarget } from './relations';

/** Edits → those of each batch, where each link is sent from one of its ends. `linkUrl` gives the url of a work item. */
export function cutIntoBatches(
  edits: readonly ItemEdit[],
  linkUrl: (id: number) => string,
  limit?: number,
): GroupedBatches<ItemEdit> {
  const grouped = groupIntoBatches(withoutRepeatedLinks(edits).map(linked), limit);
  if (!grouped.ok) return grouped;
  const sent = new Set<number>();
  const batches = grouped.batches.map((batch) => {
    const open = batch.map(({ edit }) => withOpenTrust(edit, sent));
    for (const { id } of batch) sent.add(id);
    // Within one batch only: between batches everything is read anew, and positions are others.
    const lasting = withLastingPositions(open, linkUrl);
    return lasting === open ? open : inLinkOrder(lasting.map(linked)).map(({ edit }) => edit);
  });
  return { ok: true, batches };
}

/** What was entrusted to an earlier batch has been done by then; a link to a new item that is not created is nothing that is missing. */
function withOpenTrust(edit: ItemEdit, sent: ReadonlySet<number>): ItemEdit {
  const { entrusted = [] } = edit;
  return entrusted.length === 0 ? edit : { ...edit, entrusted: entrusted.filter(({ to }) => to > 0 && !sent.has(to)) };
}

interface LinkedEdit extends Linked {
  readonly edit: ItemEdit;
}

function linked(edit: ItemEdit): LinkedEdit {
  const { id } = edit.item;
  const newTargets = edit.edit.changes.flatMap((change) => {
    const target = change.kind === 'addRelation' ? linkTarget(change.relation.url) : undefined;
    return target !== undefined && target < 0 && target !== id ? [target] : [];
  });
  return { id, newTargets, edit };
}
