import { deepest, isList, isRecord, parseJson, type JsonRecord } from './json';
import type { Clash } from './merge';
import type { Outcome } from './outcome';
import { countKeys, countProperties } from './quickDocument';
import { nextAfter, type Stage, type StagedItem, type Upload } from './stage';
import type { JsonValue, Relation, TextFormat, WorkItem } from './workItem';

export type ParsedStageFile =
  | { readonly ok: true; readonly stage: Stage }
  | { readonly ok: false; readonly code: 'unknownVersion' | 'damaged'; readonly detail: string };

const format = 'work-item-batch-stage';
const version = 1;

/** A clash holds values of documents, some levels down in the file. */
const deepestValue = deepest + 20;

/**
 * Stage → text, without loss and readable by eye: documents stand as lists of lines, so that a review in git shows which line
 * of which item changes.
 */
export function formatStageFile(stage: Stage): string {
  const items = stage.items.map(({ text, outcome, ...item }) => ({
    ...item,
    text: text.split('\n'),
    ...(outcome === undefined ? {} : { outcome }),
  }));
  const file = { format, version, comment: stage.comment, nextNewId: stage.nextNewId, items };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/** Text → stage. A file of another version or of another shape is a value that says so; nothing is repaired by guessing. */
export function parseStageFile(text: string): ParsedStageFile {
  const file = parseJson(text);
  if (!isRecord(file)) return damaged('The file is no JSON object.');
  if (countKeys(text) !== countProperties(file, deepestValue)) {
    return damaged('A property stands twice, or values stand too deep in one another.');
  }
  if (file['format'] !== format) return damaged(`"format" is not "${format}".`);
  if (file['version'] !== version) {
    return { ok: false, code: 'unknownVersion', detail: `Version ${JSON.stringify(file['version'] ?? null)}.` };
  }
  const { comment, nextNewId, items } = file;
  if (typeof comment !== 'string') return damaged('"comment" is no text.');
  if (typeof nextNewId !== 'number' || !Number.isInteger(nextNewId) || nextNewId >= 0) {
    return damaged('"nextNewId" is no negative integer.');
  }
  if (!isList(items)) return damaged('"items" is no list.');
  const read = new Map<number, StagedItem>();
  let free = nextNewId;
  for (const [index, entry] of items.entries()) {
    const item = readItem(entry);
    if (typeof item === 'string') return damaged(`"items[${index}]": ${item}`);
    if (read.has(item.id)) return damaged(`Item ${item.id} stands twice.`);
    read.set(item.id, item);
    free = nextAfter(free, item.id);
  }
  return { ok: true, stage: { comment, nextNewId: free, items: [...read.values()] } };
}

function damaged(detail: string): ParsedStageFile {
  return { ok: false, code: 'damaged', detail };
}

/** An item of the file, or what is wrong with it. */
function readItem(value: JsonValue): StagedItem | string {
  if (!isRecord(value)) return 'no object.';
  const { id, held, text, base, outcome, uploads } = value;
  if (!isInteger(id) || id === 0) return '"id" is no work item id.';
  if (typeof held !== 'boolean') return '"held" is neither true nor false.';
  if (!isTextList(text)) return '"text" is no list of lines.';
  const workItem = readWorkItem(base);
  if (workItem === undefined) return '"base" is no work item.';
  if (workItem.id !== id) return `"base" is work item ${workItem.id}, not ${id}.`;
  if (!isUploads(uploads)) return '"uploads" are no uploads.';
  const fate = outcome === undefined ? undefined : readOutcome(outcome);
  if (outcome !== undefined && fate === undefined) return '"outcome" is no outcome.';
  return { id, base: workItem, text: text.join('\n'), held, outcome: fate, uploads };
}

function readWorkItem(value: JsonValue | undefined): WorkItem | undefined {
  if (!isRecord(value)) return undefined;
  const { id, rev, fields, formats, relations, url } = value;
  if (!isInteger(id) || !isInteger(rev) || !isRecord(fields) || typeof url !== 'string') return undefined;
  if (!isFormats(formats) || !isListOf(relations, isRelation)) return undefined;
  return { id, rev, fields, formats, relations, url };
}

function isFormats(value: JsonValue | undefined): value is Readonly<Record<string, TextFormat>> {
  return isRecord(value) && Object.values(value).every((entry) => entry === 'html' || entry === 'markdown');
}

function isRelation(value: JsonValue): value is JsonValue & Relation {
  return isRecord(value) && areTexts(value, ['rel', 'url']) && isRecord(value['attributes']);
}

function isUploads(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue & Upload>> {
  return isRecord(value) && Object.values(value).every(isUpload);
}

function isUpload(value: JsonValue): value is JsonValue & Upload {
  if (!isRecord(value) || !areTexts(value, ['url']) || !areNumbers(value, ['size', 'modified'])) return false;
  const { sha, partial } = value;
  return (sha === undefined || typeof sha === 'string') && (partial === undefined || isPartial(partial));
}

function isPartial(value: JsonValue): boolean {
  return isRecord(value) && areTexts(value, ['url']) && areNumbers(value, ['sent']);
}

function readOutcome(value: JsonValue): Outcome | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id, rev, status, pointer, message, clashes, culprits, unnamed } = value;
  if (kind === 'committed') return isInteger(id) && isInteger(rev) ? { kind, id, rev } : undefined;
  if (typeof message !== 'string') return undefined;
  switch (kind) {
    case 'conflict':
      return isListOf(clashes, isClash) ? { kind, message, clashes: clashes.map(readClash) } : undefined;
    case 'rejected':
      return isInteger(status) && typeof pointer === 'string' ? { kind, status, message, pointer } : undefined;
    case 'collateral':
      if (!isListOf(culprits, isInteger)) return undefined;
      return { kind, culprits, ...(unnamed === true ? { unnamed } : {}), message };
    case 'unknown':
      return { kind, message };
    default:
      return undefined;
  }
}

function isClash(value: JsonValue): value is JsonRecord & { readonly pointer: string } {
  return isRecord(value) && areTexts(value, ['pointer']);
}

/** JSON leaves out what is `undefined`: the side of a clash on which nothing stands. */
function readClash({ pointer, base, mine, theirs }: JsonRecord & { readonly pointer: string }): Clash {
  return { pointer, base, mine, theirs };
}

function isListOf<T extends JsonValue>(
  value: JsonValue | undefined,
  isOne: (entry: JsonValue) => entry is T,
): value is readonly T[] {
  return isList(value) && value.every(isOne);
}

function isInteger(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function isTextList(value: JsonValue | undefined): value is readonly string[] {
  return isList(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');
}

function areTexts(record: JsonRecord, names: readonly string[]): boolean {
  return names.every((name) => typeof record[name] === 'string');
}

function areNumbers(record: JsonRecord, names: readonly string[]): boolean {
  return names.every((name) => typeof record[name] === 'number');
}
