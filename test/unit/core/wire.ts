import assert from 'node:assert/strict';
import type { Operation } from '../../../src/core/operations';
import type { JsonValue, Relation, WorkItem } from '../../../src/core/workItem';

interface WireRelation {
  readonly rel: string;
  readonly url: string;
  readonly attributes?: Readonly<Record<string, JsonValue>>;
}

/**
 * What a server makes of operations, in the fewest words that the documentation needs, and on purpose not with the product's
 * own: tags are merged by `add` and replaced by `replace`, indices mean the list as it is by then, a field that is set twice and a
 * removal of what is not there are refused.
 */
export function applyOperations(item: WorkItem, operations: readonly Operation[]): WorkItem {
  const fields = new Map(Object.entries(item.fields));
  const formats = new Map(Object.entries(item.formats));
  const relations: Relation[] = [...item.relations];
  const written = new Set<string>();
  for (const { op, path, value } of operations) {
    const [, area = '', name = '', attributes, attribute] = path.split('/');
    if (area === 'fields') {
      assert(!written.has(name), `VS403691: two updates of ${name}`);
      written.add(name);
      setField(fields, op, name, value);
    } else if (area === 'multilineFieldsFormat') {
      assert(value === 'Markdown' || value === 'Html');
      formats.set(name, value === 'Html' ? 'html' : 'markdown');
    } else if (area === 'relations' && op === 'add' && name === '-') {
      relations.push(wireRelation(value));
    } else if (area === 'relations' && attributes === 'attributes' && attribute === 'comment') {
      setComment(relations, Number(name), op, value);
    } else if (area === 'relations' && op === 'remove') {
      relations.splice(placeOf(relations, path), 1);
    } else {
      assert.fail(`${op} ${path} is no operation of the documentation`);
    }
  }
  return { ...item, fields: Object.fromEntries(fields), formats: Object.fromEntries(formats), relations };
}

function setField(
  fields: Map<string, JsonValue>,
  op: Operation['op'],
  name: string,
  value: JsonValue | undefined,
): void {
  const old = fields.get(name);
  if (op === 'remove') {
    assert.equal(value, undefined, 'Remove requires Value to be null.');
    assert(old !== undefined, `nothing to remove at ${name}`);
    fields.delete(name);
  } else if (value === '') {
    fields.delete(name);
  } else if (op === 'add' && name === 'System.Tags' && typeof old === 'string') {
    assert(typeof value === 'string');
    fields.set(name, `${old}; ${value}`);
  } else {
    assert(op === 'add' || old !== undefined, `Replace requires ${name} to have existing value`);
    assert(value !== undefined);
    fields.set(name, value);
  }
}

function wireRelation(value: JsonValue | undefined): Relation {
  const { rel, url, attributes } = value as unknown as WireRelation;
  return { rel, url, attributes: attributes ?? {} };
}

function setComment(relations: Relation[], at: number, op: Operation['op'], value: JsonValue | undefined): void {
  const relation = relations[at];
  assert(relation !== undefined, `Index out of range: ${at}`);
  const { comment, ...others } = relation.attributes;
  assert(op === 'add' || (op === 'replace' && comment !== undefined));
  relations[at] = { ...relation, attributes: value === '' ? others : { ...others, comment: value ?? null } };
}

/** `/relations/{index}`, or `/relations/{rel}[/{host}]/{id}` of the batch update documentation 4.1. */
function placeOf(relations: readonly Relation[], path: string): number {
  const [, , name = '', ...rest] = path.split('/');
  const id = rest.at(-1);
  const at =
    id === undefined
      ? Number(name)
      : relations.findIndex(
          ({ rel, url, attributes }) =>
            rel.toLowerCase() === name.toLowerCase() &&
            (rel.startsWith('System.') ? url.endsWith(`/${id}`) : JSON.stringify(attributes['id']) === id),
        );
  assert(at >= 0 && at < relations.length, `Index out of range for path ${path}`);
  return at;
}
