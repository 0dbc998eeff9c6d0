import type { Definitions } from './definitions';
import { kindOf, toWireValue } from './fieldValues';
import type { Change, Edit, RelationChange } from './operations';
import { commentOf, findRelation, nameOf, toDocumentRelation, type DocumentRelation } from './relations';
import { field, type Relation, type WorkItem } from './workItem';

type Fields = Pick<Definitions, 'fields'>;

/** What the item will be once the edit is applied, as far as it can be told: rules of the server may change more. */
export function applyEdit(base: WorkItem, edit: Edit, definitions: Fields): WorkItem {
  const fields = new Map(Object.entries(base.fields));
  const formats = new Map(Object.entries(base.formats));
  let relations = base.relations;
  for (const change of edit.changes) {
    if (change.kind === 'field') {
      if (change.to === undefined) fields.delete(change.field);
      else fields.set(change.field, toWireValue(change.to, kindOf(change.field, definitions)));
    } else if (change.kind === 'format') {
      formats.set(change.field, change.to);
    } else {
      relations = applyToRelations(relations, change);
    }
  }
  return { ...base, fields: Object.fromEntries(fields), formats: Object.fromEntries(formats), relations };
}

function applyToRelations(relations: readonly Relation[], change: RelationChange): readonly Relation[] {
  const shown = relations.map(toDocumentRelation);
  const at = findRelation(shown, change.kind === 'changeRelation' ? change.from : change.relation);
  if (change.kind === 'addRelation' && at === undefined) return [...relations, toRelation(change.relation, {})];
  if (change.kind === 'addRelation' && commentOf(change.relation) === '') return relations;
  return relations.flatMap((relation, index) => {
    if (index !== at) return [relation];
    if (change.kind === 'removeRelation') return [];
    return [toRelation({ ...change.relation, url: relation.url }, relation.attributes)];
  });
}

/** The relation with its comment and name as shown, and with whatever else the server said of it. */
function toRelation(shown: DocumentRelation, known: Relation['attributes']): Relation {
  const kept = Object.entries(known).filter(
    ([name]) => name !== 'comment' && (name !== 'name' || nameOf(shown) === ''),
  );
  return { rel: shown.rel, url: shown.url, attributes: { ...Object.fromEntries(kept), ...shown.attributes } };
}

/** The edit that takes an edit back. A comment cannot be taken back: it is left out. */
export function invert(edit: Edit): Edit {
  return {
    changes: edit.changes.flatMap((change): readonly Change[] => {
      switch (change.kind) {
        case 'field':
          return change.field === field.history ? [] : [{ ...change, from: change.to, to: change.from }];
        case 'format':
          return [{ ...change, from: change.to, to: change.from }];
        case 'addRelation':
          return [{ kind: 'removeRelation', relation: change.relation }];
        case 'removeRelation':
          return [{ kind: 'addRelation', relation: change.relation }];
        case 'changeRelation':
          return [{ kind: 'changeRelation', relation: change.from, from: change.relation }];
      }
    }),
  };
}
