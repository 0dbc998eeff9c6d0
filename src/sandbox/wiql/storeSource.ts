import { derived } from '../derived';
import { fieldReader, standsAt } from '../fieldValues';
import type { Revision } from '../model';
import { isPerson } from '../people';
import { findRelationType } from '../process/relationTypes';
import type { Store } from '../store';
import { seenFrom } from '../workItems/relationList';
import type { WiqlSource, WiqlValue } from './wiqlSource';

/** The work items of a store as queries see them: those in the recycle bin are not there. */
export function storeSource(store: Store): WiqlSource<Revision> {
  return {
    items: (asOf) => (asOf === undefined ? heads(store) : itemsAt(store, asOf)),
    item: (id, asOf) => {
      const live = store.live(id);
      return live && asOf !== undefined ? standing(store.revisions(id), asOf) : live;
    },
    idOf: (revision) => revision.id,
    reader({ referenceName }) {
      const read = fieldReader(store, referenceName);
      return (revision) => queryValue(store, read(revision));
    },
    history: (revision) => store.revisions(revision.id).slice(0, revision.rev),
    eachLink({ id }, asOf, visit) {
      for (const link of store.links(id)) {
        if (link.remoteHostId !== undefined || !standsAt(link, asOf)) continue;
        const { rel, other } = seenFrom(link, id);
        visit(rel, other);
      }
    },
    isTree: (rel) => findRelationType(rel)?.attributes.topology === 'tree',
  };
}

/** The latest revision of every item that is not in the recycle bin: what most queries walk through. */
const heads = derived(['revisions', 'deletions'], (store) => {
  const found: Revision[] = [];
  for (const revisions of store.histories()) {
    const head = revisions.at(-1);
    if (head) found.push(head);
  }
  return found;
});

function* itemsAt(store: Store, asOf: string): Iterable<Revision> {
  for (const revisions of store.histories()) {
    const item = standing(revisions, asOf);
    if (item) yield item;
  }
}

function standing(revisions: readonly Revision[], asOf: string): Revision | undefined {
  return revisions.findLast((revision) => revision.date <= asOf);
}

function queryValue(store: Store, value: Revision['fields'][string] | undefined): WiqlValue | undefined {
  return isPerson(value) ? (store.get('people', value.person) ?? value.person) : value;
}
