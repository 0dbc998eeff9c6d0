import type { FormView, RelationGroup } from '../protocol/form';
import { createAddLink } from './addLink';
import type { FormContext } from './context';
import { element, keyedList, setText, type Part } from './dom';
import { createRelationRow, type ShownRelation } from './relationRow';

interface ShownGroup {
  readonly group: RelationGroup;
  readonly version: number;
}

/** All relations of the item, grouped by type, and the ways to add one. */
export function createRelations(context: FormContext): Part<FormView> {
  const groups = element('div', { class: 'relation-groups' });
  const empty = element('p', { class: 'hint' }, 'No links yet.');
  const add = createAddLink(context);
  const body = element('div', { class: 'relations' }, add.element, groups, empty);
  const show = keyedList<ShownGroup>(
    groups,
    ({ group }) => group.rel.toLowerCase(),
    (shown) => createGroup(shown, context),
  );
  return {
    element: body,
    update(view) {
      const focused = document.activeElement;
      const inside = focused !== null && groups.contains(focused);
      add.update(view);
      show(view.relations.map((group) => ({ group, version: view.version })));
      empty.hidden = view.relations.length > 0;
      // A row that the edit took away takes the focus with it; keep the person near by.
      if (inside && !focused.isConnected) add.focus();
    },
  };
}

function createGroup(first: ShownGroup, context: FormContext): Part<ShownGroup> {
  const name = element('span', {});
  const count = element('span', { class: 'count' });
  const rows = element('ul', { class: 'relation-rows' });
  const heading = element('h3', {}, name, count);
  const show = keyedList<ShownRelation>(
    rows,
    ({ relation }) => `${relation.kind} ${relation.key}`,
    (shown) => createRelationRow(shown, context),
  );
  return {
    element: element('section', { class: 'relation-group', 'data-rel': first.group.rel }, heading, rows),
    update({ group, version }) {
      setText(name, group.name);
      setText(count, String(group.relations.filter((relation) => relation.change !== 'removed').length));
      show(group.relations.map((relation) => ({ relation, typeName: group.name, version })));
    },
  };
}
