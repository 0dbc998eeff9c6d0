import { compare } from 'fast-json-patch';
import { createPatch } from 'rfc6902';
import { planCommit } from '../../src/core/commitPlan';
import { stringifyDocument, toDocument, type Document } from '../../src/core/document';
import { diff, toOperations } from '../../src/core/operations';
import { importStage } from '../../src/core/importStage';
import { parseDocument, parseWithPlaces } from '../../src/core/parseDocument';
import { rebaseText } from '../../src/core/rebase';
import { reduceActions, type Stage, type StageAction, type StagedItem } from '../../src/core/stage';
import { stageContext } from '../../src/core/stageContext';
import { formatStageFile, parseStageFile } from '../../src/core/stageFile';
import { validate } from '../../src/core/validate';
import type { WorkItem } from '../../src/core/workItem';
import {
  definitions,
  item,
  jamal,
  link,
  parent,
  relate,
  related,
  schemaUri,
  set,
  staged,
  stagedText,
  steps,
  unrelate,
} from '../unit/core/fixture';
import { context as planContext } from '../unit/core/planFixture';
import { measure, retained, type Bench, type Measurement } from './measure';

const byIndex = { removeBy: 'index' } as const;

/** An item as people have them: some twenty fields, a page of text, a few relations. */
function ordinary(id: number): WorkItem {
  const custom = Array.from({ length: 8 }, (_entry, index) => [`Custom.Field${index}`, `value ${index} of ${id}`]);
  const relations = Array.from({ length: 4 }, (_entry, index) =>
    link('Related', 1000 + index, { comment: `c${index}` }),
  );
  const text = 'A sentence of the description that says what has to be done.\n'.repeat(20);
  const fields = { 'System.Description': text, 'System.AssignedTo': jamal, 'System.Tags': 'one; two; three' };
  return item(id, 7, { ...fields, ...(Object.fromEntries(custom) as Record<string, string>) }, relations);
}

const edit = steps(
  set({ 'System.Title': 'Another title', 'System.State': 'Done', 'System.Tags': ['one', 'two', 'four'] }),
  relate({ rel: 'Hyperlink', url: 'https://example.com/spec' }),
);

function edited(base: WorkItem): Document {
  return edit(toDocument(base, definitions));
}

function operationsOf(base: WorkItem, text: string): number {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error('The benchmark edits documents that are right.');
  return toOperations(diff(base, parsed.document, definitions), base, definitions, byIndex).length;
}

/** The same edit found by libraries that know JSON but not work items: positions of relations, tags and people mislead them. */
function peers(base: WorkItem, text: string, name: string, samples: number, repeat: number): readonly Measurement[] {
  const before = toDocument(base, definitions);
  return [
    measure(`${name}, peer rfc6902`, () => createPatch(before, JSON.parse(text)), { samples, repeat }),
    measure(`${name}, peer fast-json-patch`, () => compare(before, JSON.parse(text) as object), { samples, repeat }),
  ];
}

function oneItem(): readonly Measurement[] {
  const base = ordinary(299);
  const text = stringifyDocument(edited(base), schemaUri);
  const name = 'operations of one ordinary item, its text read';
  const theirs = { ...base, rev: 8, fields: { ...base.fields, 'Custom.Field3': 'theirs' } };
  return [
    measure(name, () => operationsOf(base, text), { samples: 200, repeat: 20, limit: 0.2 }),
    ...peers(base, text, name, 200, 20),
    measure('reading an ordinary text with the place of everything', () => parseWithPlaces(text), {
      samples: 200,
      repeat: 5,
    }),
    measure('taking over what others changed in an ordinary text', () => rebaseText(text, base, theirs, definitions), {
      samples: 100,
      repeat: 2,
    }),
  ];
}

function megabyte(): readonly Measurement[] {
  const line = 'A line of a long description, as tools paste them from logs, with "quotes" and \\ signs.\n';
  const long = line.repeat(Math.ceil(1_000_000 / line.length)).slice(0, 1_000_000);
  const base = item(299, 7, { ...ordinary(299).fields, 'System.Description': long }, ordinary(299).relations);
  const document = edited(base);
  const text = stringifyDocument(
    { ...document, fields: { ...document.fields, 'System.Description': `${long}!` } },
    schemaUri,
  );
  const name = 'operations of a document of one megabyte';
  return [measure(name, () => operationsOf(base, text), { samples: 30, limit: 50 }), ...peers(base, text, name, 30, 1)];
}

const context = { ...planContext, apiVersion: '7.1', comment: 'Why' };

function stagedItems(count: number): readonly StagedItem[] {
  return Array.from({ length: count }, (_entry, index) => {
    const base = ordinary(index + 1);
    return stagedText(base, stringifyDocument(edited(base), schemaUri));
  });
}

function plan(items: readonly StagedItem[]): unknown {
  const planned = planCommit(items, context);
  if (!planned.ok) throw new Error('The benchmark plans a stage that can be sent.');
  return planned;
}

/** What grows with the stage, at two sizes, so that whatever grows faster than the stage is seen. */
function linksOf(count: number): readonly Measurement[] {
  const hub = staged(item(1, 1, {}, [link('Related', 2)]), unrelate(0));
  const spokes = Array.from({ length: count - 1 }, (_entry, index) => staged(item(index + 3, 1), relate(related(1))));
  const chain = Array.from({ length: count }, (_entry, index) => staged(item(index + 2, 1), relate(parent(index + 3))));
  const stage: Stage = { items: chain, comment: '', nextNewId: -1 };
  const top = item(count + 2, 1);
  const closing = relate(parent(2))(toDocument(top, definitions));
  const created = chain.map((entry) => ({ ...entry, id: -entry.id, base: { ...entry.base, id: -entry.id } }));
  const rebases = chain.map(({ id, base, text }): StageAction => ({ kind: 'rebase', id, base, text }));
  const imported = { ...stage, items: created };
  return [
    measure(`plan of ${count} items, all linked to one that removes a link`, () => plan([hub, ...spokes]), {
      samples: 5,
    }),
    measure(`a circle through ${count} staged parents`, () => judge(closing, top, stage), { samples: 5 }),
    measure(`${count} rebases of as many staged items`, () => reduceActions(stage, rebases), { samples: 10 }),
    measure(`import of ${count} new items beside as many`, () => importStage(stage, imported), { samples: 5 }),
  ];
}

function judge(document: Document, base: WorkItem, stage: Stage): unknown {
  const problems = validate(document, base, definitions, stageContext(stage));
  if (problems[0]?.code !== 'linkCircle') throw new Error('The benchmark closes a circle.');
  return problems;
}

function wholeStage(): readonly Measurement[] {
  const many = stagedItems(20_000);
  const items = many.slice(0, 10_000);
  // Documents are kept with their items, not with the plan.
  plan(many);
  const plans = [
    measure('plan of 10,000 staged items, their texts read when they were saved', () => plan(items), {
      samples: 10,
      limit: 300,
    }),
    measure('plan of 10,000 staged items, none of them read yet', () => plan(items.map((entry) => ({ ...entry }))), {
      samples: 5,
    }),
    ...[1000, 2000, 5000, 10_000, 20_000].map((count) =>
      retained(`memory of the plan of ${count} staged items`, () => plan(many.slice(0, count))),
    ),
  ];
  const stage: Stage = { items, comment: '', nextNewId: -1 };
  const file = formatStageFile(stage);
  return [
    ...plans,
    measure('writing the stage file of 10,000 items', () => formatStageFile(stage), { samples: 5 }),
    measure('reading the stage file of 10,000 items', () => parseStageFile(file), { samples: 5 }),
  ];
}

export const coreBench: Bench = {
  name: 'core',
  run: () => [...oneItem(), ...megabyte(), ...wholeStage(), ...linksOf(5000), ...linksOf(10_000)],
};
