import type { Node } from 'jsonc-parser';
import { findType, findTypeField, type Definitions } from './definitions';
import { documentText, editText, replacement, toDocument, withValue, type Document, type TextEdit } from './document';
import { isEmpty, isReadOnly, kindOf, numberOf, sameValue } from './fieldValues';
import { pathToPointer, pointerToPath, type JsonPath, type TextRange } from './locate';
import { isParentLink } from './mergeRelations';
import { parseDocument } from './parseDocument';
import type { Problem, ProblemOf } from './problem';
import { pairRelations, sameRelation } from './relations';
import { nodeAt, rootOf } from './textTree';
import { allowedValues, isAllowed } from './validateFields';
import { field, type JsonValue, type WorkItem } from './workItem';

/** A way out of a problem by editing the text; `edits` are the smallest that do it. */
export type Fix = { readonly edits: readonly TextEdit[] } & (
  | { readonly kind: 'setValue'; readonly value: JsonValue }
  /** The value that the server has; `undefined` where it has none. */
  | { readonly kind: 'restore'; readonly value: JsonValue | undefined }
  | { readonly kind: 'rename'; readonly name: string }
  | { readonly kind: 'addField'; readonly field: string; readonly value: JsonValue }
  | { readonly kind: 'removeField'; readonly field: string }
  | { readonly kind: 'removeProperty' }
  | { readonly kind: 'splitTag'; readonly tags: readonly string[] }
  | { readonly kind: 'setLinkType'; readonly rel: string }
  | { readonly kind: 'removeRelation' }
  | { readonly kind: 'removeOtherParents' }
);

export interface FixContext {
  readonly text: string;
  readonly base: WorkItem;
  readonly definitions: Definitions;
}

/** The ways out that the text itself has, the likeliest first. */
export function textFixes(problem: Problem, context: FixContext): readonly Fix[] {
  switch (problem.code) {
    case 'duplicateField':
      return removal(context.text, problem.range);
    case 'wrongShape':
      return problem.expected === 'nothing' ? removal(context.text, problem.range) : [];
    case 'changedId':
      return [setAt(context, ['id'], problem.id, { kind: 'restore', value: problem.id })];
    case 'unknownField':
      return [...problem.nearest.flatMap((name) => rename(context, problem, name)), ...removeField(problem, context)];
    case 'requiredField':
      return [...restore(problem, context), ...requiredValues(problem, context)];
    case 'notAllowed':
      return [...candidates(problem, context), ...restore(problem, context)];
    case 'illegalTransition':
      return [...problem.allowed.map((value) => setValue(problem, value, context)), ...restore(problem, context)];
    case 'badTag':
      return splitTag(problem, context);
    case 'wrongType':
      return [...rightType(problem, context), ...restore(problem, context)];
    case 'unknownLinkType':
      return [...problem.nearest.map((rel) => setLinkType(problem, rel, context)), ...restore(problem, context)];
    case 'secondParent':
      return [...removeOtherParents(problem, context), ...restore(problem, context)];
    case 'duplicateRelation':
      return [removeRelation(problem, context)];
    case 'linkEndsDiffer':
      return [
        ...(problem.theirs === undefined ? [] : takeComment(problem, problem.theirs, context)),
        ...restore(problem, context),
      ];
    case 'invalidJson':
    case 'groupTooLarge':
    case 'conflict':
    case 'collateral':
    case 'unknownOutcome':
    case 'committed':
      return [];
    default:
      return restore(problem, context);
  }
}

/** The path of a pointer as it stands in the text: indices as numbers, fields in the spelling of the text. */
function pathOf(text: string, pointer: string): JsonPath {
  const [head, second, ...rest] = pointerToPath(pointer);
  if (head === undefined || second === undefined) return pointerToPath(pointer);
  if (head === 'relations') return [head, Number(second), ...rest];
  const names = (nodeAt(text, [head])?.children ?? []).map((property) => String(property.children?.[0]?.value));
  const written = names.find((name) => name.toLowerCase() === String(second).toLowerCase()) ?? second;
  return [head, written, ...rest.map((segment) => (/^\d+$/.test(String(segment)) ? Number(segment) : segment))];
}

type Kind<T> = T extends { readonly edits: readonly TextEdit[] } ? Omit<T, 'edits'> : never;

function setAt(context: FixContext, path: JsonPath, value: JsonValue | undefined, kind: Kind<Fix>): Fix {
  return { ...kind, edits: editText(context.text, path, value) };
}

function setValue({ pointer }: Problem, value: JsonValue, context: FixContext): Fix {
  return setAt(context, pathOf(context.text, pointer), value, { kind: 'setValue', value });
}

/** As many choices as fit into a menu that is read at a glance. */
const fewChoices = 8;

function candidates(problem: ProblemOf<'notAllowed'>, context: FixContext): readonly Fix[] {
  const { nearest, allowed } = problem;
  const others = allowed.length <= fewChoices ? allowed.filter((value) => !nearest.includes(value)) : [];
  return [...nearest, ...others].map((value) => setValue(problem, typed(problem.field, value, context), context));
}

/** Lists of allowed values are text, whatever the field takes. */
function typed(name: string, value: string, { definitions }: FixContext): JsonValue {
  return kindOf(name, definitions) === 'number' ? (numberOf(value) ?? value) : value;
}

function requiredValues(problem: ProblemOf<'requiredField'>, context: FixContext): readonly Fix[] {
  const { text, base, definitions } = context;
  const parsed = parseDocument(text);
  if (!parsed.ok) return [];
  const named = documentText(parsed.document, field.type) || documentText(toDocument(base, definitions), field.type);
  const type = findType(definitions, named);
  const usual = type === undefined ? undefined : findTypeField(type, problem.field)?.defaultValue;
  const allowed = allowedValues(problem.field, definitions, type);
  const kind = kindOf(problem.field, definitions);
  const choices = [
    ...(usual === undefined || isEmpty(usual) || !isAllowed(usual, allowed, kind) ? [] : [usual]),
    ...(allowed.length <= fewChoices ? allowed.map((value) => typed(problem.field, value, context)) : []),
  ];
  const distinct = choices.filter((value, at) => choices.findIndex((other) => sameValue(other, value, kind)) === at);
  const path = pathOf(text, problem.pointer);
  if (nodeAt(text, path) !== undefined) return distinct.map((value) => setValue(problem, value, context));
  const values = distinct.length === 0 ? [''] : distinct;
  return values.map((value) => setAt(context, path, value, { kind: 'addField', field: problem.field, value }));
}

function rightType(problem: ProblemOf<'wrongType'>, context: FixContext): readonly Fix[] {
  const value = valueOf(nodeAt(context.text, pathOf(context.text, problem.pointer)));
  if (problem.expected === 'integer' && numberOf(value ?? null) !== undefined) {
    return [setValue(problem, Math.round(Number(value)), context)];
  }
  const isText = problem.expected === 'other' || problem.expected === 'longText' || problem.expected === 'identity';
  return isText && typeof value === 'boolean' ? [setValue(problem, String(value), context)] : [];
}

function valueOf(node: Node | undefined): JsonValue | undefined {
  return node?.value as JsonValue | undefined;
}

/** Takes back what stands at a place; nothing where nothing was changed there. */
function restore({ pointer }: Problem, context: FixContext): readonly Fix[] {
  const parsed = parseDocument(context.text);
  const path = pathOf(context.text, pointer);
  if (!parsed.ok) return [];
  const base = toDocument(context.base, context.definitions);
  switch (path[0]) {
    case 'fields':
      return restoreEntry(path.slice(0, 2), base.fields, context);
    case 'multilineFieldsFormat':
      return restoreEntry(path.slice(0, 2), base.multilineFieldsFormat ?? {}, context);
    case 'relations':
      return restoreRelation(Number(path[1]), parsed.document, base, context);
    default:
      return [];
  }
}

function restoreEntry(
  path: JsonPath,
  entries: Readonly<Record<string, JsonValue>>,
  context: FixContext,
): readonly Fix[] {
  const name = String(path[1]);
  const known = Object.keys(entries).find((key) => key.toLowerCase() === name.toLowerCase());
  const value = known === undefined ? undefined : entries[known];
  const edits = editText(context.text, path, value);
  return changes(context.text, edits) ? [{ kind: 'restore', value, edits }] : [];
}

function changes(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some(({ offset, length, content }) => text.slice(offset, offset + length) !== content);
}

function restoreRelation(index: number, mine: Document, base: Document, context: FixContext): readonly Fix[] {
  const relation = mine.relations[index];
  if (relation === undefined) return [];
  const before = pairRelations(base.relations, mine.relations).find((pair) => pair.after === index)?.before;
  const old = before === undefined ? undefined : base.relations[before];
  const path: JsonPath = ['relations', index];
  if (old === undefined) return [setAt(context, path, undefined, { kind: 'removeRelation' })];
  if (sameRelation(old, relation)) return [];
  const attributes = old.attributes === undefined ? undefined : { ...old.attributes };
  return [setAt(context, [...path, 'attributes'], attributes, { kind: 'restore', value: attributes })];
}

function removeRelation({ pointer }: Problem, context: FixContext): Fix {
  return setAt(context, pathOf(context.text, pointer).slice(0, 2), undefined, { kind: 'removeRelation' });
}

/** Says of a link what its other end says. */
function takeComment({ pointer }: Problem, comment: string, context: FixContext): readonly Fix[] {
  const path = pathOf(context.text, pointer).slice(0, 2);
  if (nodeAt(context.text, path) === undefined) return [];
  const value = comment === '' ? undefined : comment;
  return [setAt(context, [...path, 'attributes', 'comment'], value, { kind: 'setValue', value: comment })];
}

function setLinkType({ pointer }: Problem, rel: string, context: FixContext): Fix {
  return setAt(context, [...pathOf(context.text, pointer).slice(0, 2), 'rel'], rel, { kind: 'setLinkType', rel });
}

/** Keeps the parent that the problem stands at. */
function removeOtherParents({ pointer }: Problem, { text }: FixContext): readonly Fix[] {
  const parsed = parseDocument(text);
  const kept = Number(pathOf(text, pointer)[1]);
  const relations = parsed.ok ? parsed.document.relations : [];
  const others = relations.flatMap(({ rel }, index) => (index !== kept && isParentLink(rel) ? [index] : []));
  // From the last to the first, so that each removal leaves the others in their place.
  const after = others.reduceRight((now, index) => withValue(now, ['relations', index], undefined), text);
  return others.length === 0 ? [] : [{ kind: 'removeOtherParents', edits: replacement(text, after) }];
}

function splitTag({ pointer, tag }: ProblemOf<'badTag'>, context: FixContext): readonly Fix[] {
  const path = pathOf(context.text, pointer);
  const node = nodeAt(context.text, path);
  // Tags that are one text become a list.
  const value = valueOf(node);
  const isList = path.length > 2;
  const whole = isList || typeof value !== 'string' ? tag : value;
  const tags = whole
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (node === undefined || tags.length === 0 || !/[;,]/.test(tag))
    return restore({ code: 'badTag', pointer, tag, severity: 'error' }, context);
  const written = tags.map((part) => JSON.stringify(part)).join(', ');
  const content = isList ? written : `[${written}]`;
  return [{ kind: 'splitTag', tags, edits: [{ offset: node.offset, length: node.length, content }] }];
}

/** A name that stands in the document already, or that nobody may write, is no way out. */
function rename({ text, definitions }: FixContext, { pointer }: Problem, name: string): readonly Fix[] {
  const [head = '', written = ''] = pathOf(text, pointer);
  const key = nodeAt(text, [head, written])?.parent?.children?.[0];
  const taken = nodeAt(text, pathOf(text, pathToPointer([head, name]))) !== undefined;
  if (key === undefined || taken || isReadOnly(name, definitions)) return [];
  return [{ kind: 'rename', name, edits: [{ offset: key.offset, length: key.length, content: JSON.stringify(name) }] }];
}

function removeField(problem: ProblemOf<'unknownField'>, context: FixContext): readonly Fix[] {
  const path = pathOf(context.text, problem.pointer);
  return [setAt(context, path, undefined, { kind: 'removeField', field: problem.field })];
}

/** Removes the property whose key or value stands at a range: paths cannot tell two of one name apart. */
function removal(text: string, { offset, length }: TextRange): readonly Fix[] {
  const root = rootOf(text);
  const property = root === undefined ? undefined : propertyOver(root, offset, offset + length);
  const siblings = property?.parent?.children ?? [];
  const at = property === undefined ? -1 : siblings.indexOf(property);
  if (property === undefined || at === -1) return [];
  const [before, after] = [siblings[at - 1], siblings[at + 1]];
  const start = before === undefined ? property.offset : before.offset + before.length;
  const end = before === undefined && after !== undefined ? after.offset : property.offset + property.length;
  return [{ kind: 'removeProperty', edits: [{ offset: start, length: end - start, content: '' }] }];
}

/** The innermost property whose key or value is exactly a range. */
function propertyOver(node: Node, start: number, end: number): Node | undefined {
  for (const child of node.children ?? []) {
    if (child.offset > start || child.offset + child.length < end) continue;
    const found = propertyOver(child, start, end);
    if (found !== undefined) return found;
    const exact = child.offset === start && child.offset + child.length === end;
    if (exact && node.type === 'property') return node;
  }
  return undefined;
}
