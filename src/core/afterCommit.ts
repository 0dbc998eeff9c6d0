import { applyEdit } from './apply';
import type { Definitions } from './definitions';
import { withValue } from './document';
import { withLinks } from './importStage';
import { diff } from './operations';
import { parseDocument } from './parseDocument';
import { rebaseText } from './rebase';
import type { EditedText } from './resolve';
import { field, type WorkItem } from './workItem';

/**
 * The item as a commit has left it, as far as it can be told without reading it again: rules of the server may have changed more.
 * A comment leaves no value behind.
 */
export function committedState(
  sent: EditedText,
  committed: { readonly id: number; readonly rev: number },
  definitions: Definitions,
): WorkItem {
  const parsed = parseDocument(sent.text);
  const changes = parsed.ok ? diff(sent.base, parsed.document, definitions).changes : [];
  const lasting = changes.filter((change) => change.kind !== 'field' || change.field !== field.history);
  const { id, rev } = committed;
  return { ...applyEdit(sent.base, { changes: lasting }, definitions), id, rev };
}

/**
 * Text of a new item that was still being written when the item was committed, turned into text of the real item: what it says
 * beyond what was committed is kept, everything else is as the server has it. `realIds` name items that were new by then.
 */
export function carryOver(
  text: string,
  sent: EditedText,
  real: WorkItem,
  realIds: ReadonlyMap<number, number>,
  definitions: Definitions,
): string {
  const linked = { base: sent.base, text: withLinks(sent.text, realIds) };
  const before = committedState(linked, { id: real.id, rev: real.rev }, definitions);
  const renamed = withValue(withLinks(text, realIds), ['id'], real.id);
  return rebaseText(renamed, before, real, definitions).text;
}
