import assert from 'node:assert/strict';
import { FIELDS, findField } from '../../../../src/sandbox/process/fieldCatalogue';
import { drawIcon, ICON_NAMES } from '../../../../src/sandbox/process/icons';
import { findTransition, findType, initialState } from '../../../../src/sandbox/process/process';
import type { ProcessTemplate, WorkItemTypeTemplate } from '../../../../src/sandbox/process/process';
import { PROCESSES } from '../../../../src/sandbox/process/processes';
import { findRelationType, RELATION_TYPES } from '../../../../src/sandbox/process/relationTypes';
import { Store } from '../../../../src/sandbox/store';

const store = new Store();

function type(process: ProcessTemplate, name: string): WorkItemTypeTemplate {
  const found = findType(process, name);
  assert.ok(found, `${process.name} has no ${name}`);
  return found;
}

const everyType = Object.values(PROCESSES).flatMap((process) =>
  process.types.map((one) => ({ process, type: one, title: `${process.name}: ${one.name}` })),
);

describe('every type of every process', () => {
  for (const { type: one, title } of everyType) {
    it(`${title} hangs together`, () => {
      const states = one.states.map(({ name }) => name);
      assert.equal(new Set(states).size, states.length, 'a state is listed twice');
      assert.ok(states.includes(initialState(one)), 'the initial state is a state');
      assert.deepEqual(new Set(Object.keys(one.transitions)), new Set(['', ...states]), 'every state is left somehow');
      for (const [from, targets] of Object.entries(one.transitions)) {
        const names = targets.map(({ to }) => to);
        assert.equal(new Set(names).size, names.length, `${from} leads twice to one state`);
        for (const { to, reasons } of targets) {
          assert.ok(states.includes(to), `${from} leads to ${to}`);
          assert.equal(reasons.length === 0, from === to, `${from} → ${to} has reasons, staying has none`);
        }
      }
      for (const state of states) {
        const reached = Object.entries(one.transitions).some(
          ([from, targets]) => from !== state && targets.some(({ to }) => to === state),
        );
        assert.ok(reached || one.name === 'Test Suite', `nothing leads to ${state}`);
      }
    });

    it(`${title} knows its fields and its icon`, () => {
      const names = new Set(one.fields.map(({ referenceName }) => referenceName));
      for (const name of names) assert.ok(findField(store, name), name);
      for (const field of one.fields) {
        if (field.defaultValue === undefined || !field.limitedToAllowed) continue;
        assert.ok(field.allowedValues.includes(field.defaultValue as string | number), field.referenceName);
      }
      for (const rule of one.rules) {
        const states = rule.when === 'fieldChanged' ? [] : rule.states;
        for (const state of states)
          assert.ok(
            one.states.some(({ name }) => name === state),
            state,
          );
        for (const action of rule.actions) assert.ok(names.has(action.field), action.field);
      }
      assert.ok(ICON_NAMES.includes(one.icon), one.icon);
      assert.match(one.color, /^[0-9A-F]{6}$/);
    });
  }

  it('belongs to categories whose types there are', () => {
    for (const process of Object.values(PROCESSES)) {
      for (const { types, defaultType } of process.categories) {
        assert.ok(types.includes(defaultType));
        for (const name of types) type(process, name);
      }
    }
  });
});

describe('workflows as documented and recorded', () => {
  const cases: readonly (readonly [
    process: ProcessTemplate,
    type: string,
    from: string,
    to: string,
    reason: string | undefined,
  ])[] = [
    [PROCESSES.Scrum, 'Product Backlog Item', '', 'New', 'New backlog item'],
    [PROCESSES.Scrum, 'product backlog item', 'new', 'APPROVED', 'Approved by the Product Owner'],
    [PROCESSES.Scrum, 'Bug', '', 'New', 'New defect reported'],
    [PROCESSES.Scrum, 'Bug', 'Committed', 'Done', 'Work finished'],
    [PROCESSES.Scrum, 'Task', '', 'To Do', 'New task'],
    [PROCESSES.Scrum, 'Task', 'To Do', 'In Progress', 'Work started'],
    [PROCESSES.Scrum, 'Task', 'Removed', 'Done', undefined],
    [PROCESSES.Scrum, 'Impediment', 'Open', 'Closed', 'Impediment removed'],
    [PROCESSES.Agile, 'Bug', 'Active', 'Resolved', 'Fixed'],
    [PROCESSES.Agile, 'Bug', 'New', 'Removed', undefined],
    [PROCESSES.Agile, 'User Story', 'Removed', 'New', 'Reconsidering the User Story'],
    [PROCESSES.Basic, 'Task', '', 'To Do', 'Added to backlog'],
    [PROCESSES.Basic, 'Task', 'To Do', 'Done', 'Completed'],
    [PROCESSES.CMMI, 'Requirement', '', 'Proposed', 'New'],
  ];
  for (const [process, name, from, to, reason] of cases) {
    it(`${process.name} ${name}: ${from} → ${to} is ${reason ?? 'not possible'}`, () => {
      assert.equal(findTransition(type(process, name), from, to)?.reasons[0], reason);
    });
  }

  it('Resolved counts as work in progress for requirements of CMMI, and for itself for its bugs', () => {
    const category = (name: string): string | undefined =>
      type(PROCESSES.CMMI, name).states.find((state) => state.name === 'Resolved')?.category;
    assert.equal(category('Requirement'), 'InProgress');
    assert.equal(category('Bug'), 'Resolved');
  });
});

describe('rules of the workflow', () => {
  const effects = (process: ProcessTemplate, name: string, state: string): readonly string[] =>
    type(process, name)
      .rules.filter((rule) => rule.when !== 'fieldChanged' && rule.states.includes(state))
      .flatMap(({ actions }) => actions.map(({ then, field }) => `${then} ${field.split('.').at(-1) ?? ''}`));

  it('record who finished a task and when, and empty what is left of it', () => {
    assert.deepEqual(effects(PROCESSES.Scrum, 'Task', 'Done'), [
      'set ClosedDate',
      'set ClosedBy',
      'empty RemainingWork',
    ]);
  });

  it('forget who finished it when it is taken up again', () => {
    assert.deepEqual(effects(PROCESSES.Scrum, 'Task', 'In Progress'), [
      'set ActivatedDate',
      'set ActivatedBy',
      'clear ClosedDate',
      'clear ClosedBy',
    ]);
  });

  it('forget how a bug was resolved when it is taken up again', () => {
    const cleared = effects(PROCESSES.Agile, 'Bug', 'Active').filter((effect) => effect.startsWith('clear'));
    assert.deepEqual(cleared, [
      'clear ResolvedDate',
      'clear ResolvedBy',
      'clear ResolvedReason',
      'clear ClosedDate',
      'clear ClosedBy',
    ]);
  });

  it('bring a fixed bug of an Agile project back to who reported it', () => {
    assert.ok(effects(PROCESSES.Agile, 'Bug', 'Resolved').includes('set AssignedTo'));
  });
});

describe('the field catalogue', () => {
  it('has each name once', () => {
    for (const key of ['referenceName', 'name'] as const) {
      const names = FIELDS.map((field) => field[key].toLowerCase());
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    }
  });

  it('finds a field by either name, in any letter case, and fields added at run time', () => {
    assert.equal(findField(store, 'activity')?.referenceName, 'Microsoft.VSTS.Common.Activity');
    assert.equal(findField(store, 'SYSTEM.TITLE')?.name, 'Title');
    assert.equal(findField(store, '__proto__'), undefined);
    const other = new Store();
    other.put('fields', 'Custom.Risk', {
      referenceName: 'Custom.Risk',
      name: 'My Risk',
      type: 'string',
      readOnly: false,
    });
    assert.equal(findField(other, 'my risk')?.referenceName, 'Custom.Risk');
  });
});

describe('relation types', () => {
  it('are 21, of which 3 lead to resources', () => {
    assert.equal(RELATION_TYPES.length, 21);
    assert.equal(RELATION_TYPES.filter(({ attributes }) => attributes.usage === 'resourceLink').length, 3);
  });

  it('are found in any letter case, and lead to their other end and back', () => {
    assert.equal(findRelationType('system.linktypes.dependency-forward')?.name, 'Successor');
    for (const { referenceName, attributes } of RELATION_TYPES) {
      const { oppositeEndReferenceName: opposite } = attributes;
      if (opposite === undefined) continue;
      assert.equal(findRelationType(opposite)?.attributes.oppositeEndReferenceName, referenceName);
      assert.equal(findRelationType(opposite)?.attributes.isForward, !(attributes.isForward ?? false));
    }
  });
});

describe('icons', () => {
  it('are drawn in the colour asked for', () => {
    assert.match(drawIcon('icon_insect', 'CC293D') ?? '', /^<svg .*fill="#CC293D".*<\/svg>$/);
  });

  it('take nothing else for a colour', () => {
    assert.doesNotMatch(drawIcon('icon_insect', '"/><script>') ?? '', /script/);
    assert.equal(drawIcon('constructor', undefined), undefined);
  });
});
