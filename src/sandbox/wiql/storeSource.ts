import { computedFields, readField, standsAt } from '../fieldValues';
import type { Revision, WorkItemLink } from '../model';
import { isPerson } from '../people';
import { findRelationType } from '../process/relationTypes';
import type { Store } from '../store';
import type { WiqlSource, WiqlValue } from './wiqlSource';

/** The work items of a store as queries see them: those in the recycle bin are not there. */
export function storeSource(store: Store): WiqlSource<Revision> {
  return {
    *items(asOf) {
      for (const revisions of store.histories()) {
        const item = asOf === undefined ? revisions.at(-1) : standing(revisions, asOf);
        if (item) yield item;
      }
    },
    item: (id, asOf) => {
      const live = store.live(id);
      return live && asOf !== undefined ? standing(store.revisions(id), asOf) : live;
    },
    idOf: (revision) => revision.id,
    reader: ({ referenceName }) =>
      computedFields.has(referenceName)
        ? (revision) => queryValue(store, readField(store, revision, referenceName))
        : (revision) => queryValue(store, revision.fields[referenceName]),
    history: (revision) => store.revisions(revision.id).slice(0, revision.rev),
    *links({ id }, asOf) {
      for (const link of store.links(id)) {
        if (link.remoteHostId !== undefined || !standsAt(link, asOf)) continue;
        yield link.source === id
          ? { rel: link.rel, target: link.target }
          : { rel: oppositeOf(link), target: link.source };
      }
    },
    isTree: (rel) => findRelationType(rel)?.attributes.topology === 'tree',
  };
}

function standing(revisions: readonly Revision[], asOf: string): Revision | undefined {
  return revisions.findLast((revision) => revision.date <= asOf);
}

function queryValue(store: Store, value: Revision['fields'][string] | undefined): WiqlValue | undefined {
  return isPerson(value) ? (store.get('people', value.person) ?? value.person) : value;
}

function oppositeOf(link: WorkItemLink): string {
  return findRelationType(link.rel)?.attributes.oppositeEndReferenceName ?? link.rel;
}
