import { parseDocument, type ParsedDocument } from './parseDocument';

const known = new WeakMap<object, ParsedDocument>();

/**
 * The document of a staged item, read once for as long as the item stands: staged items never change in place, and the tree, the
 * stage's view and the plan all ask for the documents of all of them.
 */
export function stagedDocument(item: { readonly text: string }): ParsedDocument {
  const before = known.get(item);
  if (before !== undefined) return before;
  const parsed = parseDocument(item.text);
  known.set(item, parsed);
  return parsed;
}
