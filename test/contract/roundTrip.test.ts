import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createClient, type AdoClient } from '../../src/ado/client';
import { createDispatcher } from '../../src/ado/dispatcher';
import { batchBody, planCommit } from '../../src/core/commitPlan';
import type { Definitions } from '../../src/core/definitions';
import { stringifyDocument, toDocument, type Document } from '../../src/core/document';
import { newBase } from '../../src/core/gestures';
import { readOutcomes } from '../../src/core/outcome';
import { relationKey, workItemUrl, type DocumentRelation } from '../../src/core/relations';
import type { StagedItem } from '../../src/core/stage';
import { isNew, type JsonValue, type WorkItem } from '../../src/core/workItem';
import { apiOf, type Api } from './api';
import { startSandbox } from '../../src/sandbox/index';
import { Genes } from '../unit/core/genes';

const project = 'Fabrikam-Fiber-Git';
const rounds = 40;
const seed = Number(process.env['PROPERTY_SEED'] ?? (Date.now() ^ (process.pid << 8)) | 0);

const texts = ['plain', 'two\nlines', '"quotes" \\ and \u{1F600}', '<b>html & more</b>', 'ünïcode', '  blanks  inside'];

const makers: Readonly<Record<string, (chance: Genes) => JsonValue>> = {
  'System.Title': (chance) => `${chance.pick(texts).replaceAll('\n', ' ').trim()} ${chance.next(256)}`,
  'System.Description': (chance) => chance.pick([...texts, '']),
  'System.Tags': (chance) => ['red', 'Green', 'blue', 'White'].filter(() => chance.next(2) === 1),
  'System.AssignedTo': (chance) => chance.pick(['fabrikamfiber2@hotmail.com', 'fabrikamfiber4@hotmail.com', '']),
  'Microsoft.VSTS.Common.Priority': (chance) => chance.next(4) + 1,
  'Microsoft.VSTS.Scheduling.RemainingWork': (chance) => chance.pick<JsonValue>([0, 0.125, 12, 1e6, '']),
  'Microsoft.VSTS.Scheduling.StartDate': (chance) => {
    const days = chance.next(256);
    return days === 0 ? '' : new Date(days * 86_400_000 + chance.next(256) * 1000).toISOString();
  },
};

/** A document that chance makes of another one; links go to items of `outside`, so that no other end is edited. */
function chanceEdit(document: Document, chance: Genes, outside: readonly number[], url: string): Document {
  const fields = { ...document.fields };
  for (const [name, make] of Object.entries(makers)) {
    if (chance.next(2) === 1) fields[name] = make(chance);
  }
  const kept = document.relations.filter(({ rel }) => chance.next(3) > 0 || rel.includes('Hierarchy'));
  const links: readonly DocumentRelation[] = [
    { rel: 'System.LinkTypes.Related', url: workItemUrl(url, chance.pick(outside)) },
    { rel: 'System.LinkTypes.Dependency-Forward', url: workItemUrl(url, chance.pick(outside)) },
    { rel: 'Hyperlink', url: `https://example.com/${chance.next(5)}?q=ü`, attributes: { comment: chance.pick(texts) } },
    {
      rel: 'ArtifactLink',
      url: `vstfs:///Build/Build/${chance.next(5)}`,
      attributes: { name: 'Build' },
    },
  ];
  const present = new Set(kept.map(relationKey));
  const added = links.filter((relation) => chance.next(2) === 1 && !present.has(relationKey(relation)));
  // A link between two items of a round has one comment, which both ends show.
  const commented = kept.map((relation) =>
    chance.next(4) === 0 && !relation.rel.includes('Hierarchy')
      ? { ...relation, attributes: { ...relation.attributes, comment: chance.pick(texts) } }
      : relation,
  );
  const turn = chance.next(3);
  const all = [...added, ...commented];
  const changed = { ...document, fields, relations: [...all.slice(turn), ...all.slice(0, turn)] };
  // A format goes only with a text.
  const isNewText = textOf(changed) !== '' && textOf(changed) !== textOf(document);
  const format = isNewText ? chance.pick([undefined, 'html', 'markdown'] as const) : undefined;
  return format === undefined ? changed : { ...changed, multilineFieldsFormat: { [long]: format } };
}

const long = 'System.Description';

function textOf({ fields }: Document): JsonValue {
  return fields[long] ?? '';
}

/** What was meant, free of order, spelling and of what the server keeps for itself. */
function meaning(document: Document): unknown {
  const values = Object.keys(makers).map((name) => {
    const value = document.fields[name] ?? '';
    if (name.endsWith('Date') && typeof value === 'string') return value === '' ? '' : Date.parse(value);
    return Array.isArray(value) ? value.map((tag) => String(tag).toLowerCase()).sort() : value;
  });
  const relations = document.relations.map(
    (relation) => `${relationKey(relation)} ${relation.attributes?.comment ?? ''} ${relation.attributes?.name ?? ''}`,
  );
  const format = textOf(document) === '' ? undefined : (document.multilineFieldsFormat?.[long] ?? 'html');
  return { values, format, relations: relations.sort() };
}

function stage(base: WorkItem, document: Document): StagedItem {
  const text = stringifyDocument(document, 'workitem-schema://test');
  return { id: base.id, base, text, held: false, outcome: undefined, uploads: {} };
}

describe(`round trips of random documents (${rounds} rounds, seed ${seed})`, function () {
  this.timeout(120_000);
  let api: Api;
  let client: AdoClient;
  let definitions: Definitions;
  const dispatcher = createDispatcher();
  const outside = [300, 309];
  const inside = [297, 299];

  before(async () => {
    api = apiOf(await startSandbox());
    client = createClient({
      collectionUrl: api.sandbox.url,
      authorization: () => Promise.resolve(`Basic ${Buffer.from(`:${api.sandbox.token}`).toString('base64')}`),
      dispatcher,
      now: Date.now,
      random: Math.random,
      log: { debug: () => undefined, warn: () => undefined },
    });
    definitions = await client.definitions(project);
  });

  after(async () => {
    await dispatcher.close();
    await api.sandbox.close();
  });

  async function commit(staged: readonly StagedItem[], removeBy: 'index' | 'id'): Promise<ReadonlyMap<number, number>> {
    const planned = planCommit(staged, {
      definitions,
      collectionUrl: api.sandbox.url,
      apiVersion: '7.1',
      comment: 'A round',
      removeBy,
      bypassRules: false,
      suppressNotifications: false,
    });
    assert(planned.ok, JSON.stringify(planned));
    const [batch] = planned.batches;
    if (batch === undefined) return new Map();
    const reply = await api.call('PATCH', '/_apis/wit/$batch?api-version=7.1', { body: batchBody(batch) });
    const { outcomes, uniform } = readOutcomes(
      batch,
      { kind: 'reply', status: reply.status, body: reply.text, contentType: 'application/json' },
      definitions,
    );
    assert(uniform, JSON.stringify([outcomes, batchBody(batch)]));
    return new Map(outcomes.map(([id, outcome]) => [id, outcome.kind === 'committed' ? outcome.id : 0]));
  }

  async function read(ids: readonly number[]): Promise<readonly WorkItem[]> {
    const { items, missing } = await client.workItems(ids, { relations: true });
    assert.deepEqual(missing, []);
    return items;
  }

  for (const [round, bytes] of fc
    .sample(fc.uint8Array({ minLength: 320, maxLength: 320 }), { numRuns: rounds, seed })
    .entries()) {
    it(`round ${round + 1}`, async () => {
      const chance = new Genes(bytes);
      const bases = await read(inside);
      const created = newBase(await client.typeDefaults(project, 'Task'), -1, project, 'Task');
      const documents = [...bases, created].map((base) => {
        const edited = chanceEdit(toDocument(base, definitions), chance, outside, api.sandbox.url);
        return isNew(base) ? { ...edited, fields: { ...edited.fields, 'System.Title': `New ${round}` } } : edited;
      });
      const staged = [...bases, created].map((base, index) => {
        const document = documents[index];
        assert(document !== undefined);
        return stage(base, document);
      });
      const realIds = await commit(staged, chance.pick(['index', 'id']));
      const after = await read(staged.map(({ id }) => realIds.get(id) ?? id));
      assert.deepEqual(
        after.map((item) => meaning(toDocument(item, definitions))),
        documents.map(meaning),
      );
    });
  }
});
