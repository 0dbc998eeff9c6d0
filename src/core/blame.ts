import type { PlanEntry } from './commitPlan';
import { sameName, type Definitions } from './definitions';
import { linkTarget, relationOf } from './relations';
import { field, type JsonValue } from './workItem';

type Fields = Pick<Definitions, 'fields'>;

/**
 * Ways in which the server names a field in a refusal, by reference name or by display name; inside a batch its words are all there
 * is. Collected from recorded refusals: TF401320, TF401326, TF51535, VS403691, TF401347, "The field 'State' contains…".
 */
const fieldPatterns: readonly RegExp[] = [
  /reference name '([^']+)'/i,
  /\bfor field '([^']+)'/i,
  /\bRule Error for field (.+?)\. Error code/i,
  /\bCannot find field ([^\s]+?)\.?(?:\s|$)/i,
  /\bfield '([^']+)'/i,
  /\bfield "([^"]+)"/i,
  /\/fields\/([\w.]*\w)/,
];

/**
 * The place in the document that a refusal speaks of; `''` where its words name none. A message about a link names the place
 * of the link that the entry adds; where it names two work items, of the one that leads to them.
 */
export function placeOfMessage(message: string, entry: PlanEntry, definitions?: Fields): string {
  return placeOfField(message, entry, definitions) ?? placeOfRelation(message, entry) ?? '';
}

function placeOfField(message: string, entry: PlanEntry, definitions: Fields | undefined): string | undefined {
  for (const pattern of fieldPatterns) {
    const name = pattern.exec(message)?.[1]?.trim();
    if (name !== undefined) return pointerOfField(name, entry, definitions);
  }
  return /too many (new )?tags/i.test(message) ? `/fields/${field.tags}` : undefined;
}

/** A field by reference name or display name: first among those that the entry sets, then among all. */
function pointerOfField(name: string, entry: PlanEntry, definitions: Fields | undefined): string {
  const named = definitions?.fields.filter(
    (candidate) => sameName(candidate.referenceName, name) || sameName(candidate.name, name),
  );
  const names = [name, ...(named ?? []).map((candidate) => candidate.referenceName)];
  const sent = entry.operations.findIndex((operation) =>
    names.some((candidate) => sameName(operation.path, `/fields/${candidate}`)),
  );
  const byLastPart = entry.operations.findIndex((operation) => sameName(lastPart(operation.path), compact(name)));
  const pointer = entry.pointers[sent === -1 && named?.length !== 1 ? byLastPart : sent];
  return pointer ?? `/fields/${named?.[0]?.referenceName ?? name}`;
}

/** `/fields/Microsoft.VSTS.Common.Priority` → `Priority`: without definitions the display name is most often this. */
function lastPart(path: string): string {
  return path.startsWith('/fields/') ? (path.split('.').at(-1) ?? '') : '';
}

function compact(name: string): string {
  return name.replace(/\s+/g, '');
}

const linkMessage = /\b(relation|link|links|attachment|TF20\d{4}|TF401232|circular)\b/i;

function placeOfRelation(message: string, entry: PlanEntry): string | undefined {
  if (!linkMessage.test(message)) return undefined;
  const relations = entry.operations.flatMap((operation, index) => {
    const pointer = entry.pointers[index];
    if (pointer === undefined || !operation.path.startsWith('/relations/')) return [];
    return [{ pointer, target: targetOf(operation.value) }];
  });
  const ids = new Set([...message.matchAll(/(?<!\w)-?\d+\b/g)].map(([digits]) => Number(digits)));
  const named = relations.find(({ target }) => target !== undefined && ids.has(target));
  return (named ?? relations[0])?.pointer;
}

function targetOf(value: JsonValue | undefined): number | undefined {
  const relation = relationOf(value);
  return relation === undefined ? undefined : linkTarget(relation.url);
}
