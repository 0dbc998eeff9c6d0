import assert from 'node:assert/strict';
import { planCommit } from '../../../src/core/commitPlan';
import { stringifyDocument, toDocument } from '../../../src/core/document';
import { withLinks } from '../../../src/core/importStage';
import { rebaseText } from '../../../src/core/rebase';
import type { DocumentRelation } from '../../../src/core/relations';
import type { StagedItem } from '../../../src/core/stage';
import type { Relation } from '../../../src/core/workItem';
import { definitions, item, relation, schemaUri, stagedText, workItems } from './fixture';
import { genes, type Genes } from './genes';
import { LinkedServer, opposite } from './linkedServer';
import { context } from './planFixture';
import { property } from './property';

type End = 'from' | 'to';

/** What becomes of a link, and at which of its ends the documents say so. */
interface Link {
  readonly rel: string;
  readonly from: number;
  readonly to: number;
  /** The comment that it has; `undefined` where there is no such link yet, or none any more. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly editedAt: readonly End[];
}

const existing = [1, 2, 3, 4];
const created = [-1, -2, -3];
/** Not those of trees: that an item stands below one other only is a rule of its own. */
const rels = ['System.LinkTypes.Related', 'System.LinkTypes.Dependency-Forward'] as const;

function linksOf(own: Genes): readonly Link[] {
  const ids = [...existing, ...created];
  const pairs = ids.flatMap((from, index) => ids.slice(index + 1).map((to) => [from, to] as const));
  return pairs.flatMap(([one, other]): readonly Link[] => {
    const [from, to] = own.next(2) === 0 ? [one, other] : [other, one];
    const before = from > 0 && to > 0 ? own.pick([undefined, '', 'old']) : undefined;
    const after = own.pick([before, before, before, undefined, '', 'new']);
    const editedAt = own.pick<readonly End[]>([['from'], ['to'], ['from', 'to']]);
    const rel = own.pick(rels);
    return before === undefined && after === undefined ? [] : [{ rel, from, to, before, after, editedAt }];
  });
}

/** A link as one of its items shows it. */
function shown({ rel, from, to }: Link, end: End, comment: string): DocumentRelation {
  const url = `${workItems}/${end === 'from' ? to : from}`;
  const name = end === 'from' ? rel : opposite(rel);
  return comment === '' ? { rel: name, url } : { rel: name, url, attributes: { comment } };
}

function turned<T>(list: readonly T[], own: Genes): readonly T[] {
  const start = own.next(list.length + 1);
  return [...list.slice(start), ...list.slice(0, start)];
}

interface Scene {
  readonly stage: readonly StagedItem[];
  /** By item: what it is to have in the end. */
  readonly meant: ReadonlyMap<number, readonly DocumentRelation[]>;
  readonly removeBy: 'index' | 'id';
  readonly batchLimit: number;
}

const scene = genes(200).map((own): Scene => {
  const links = linksOf(own);
  const meant = new Map<number, readonly DocumentRelation[]>();
  const stage = [...existing, ...created].map((id) => {
    const pages = (['a', 'b'] as const).map((page) => ({ rel: 'Hyperlink', url: `https://example.com/${page}` }));
    const ends = links.flatMap((link) => {
      const end = link.from === id ? 'from' : link.to === id ? 'to' : undefined;
      return end === undefined ? [] : [{ link, end } as const];
    });
    const before = ends.flatMap(({ link, end }) => (link.before === undefined ? [] : [shown(link, end, link.before)]));
    const said = ends.flatMap(({ link, end }) => {
      const comment = link.editedAt.includes(end) ? link.after : link.before;
      return comment === undefined ? [] : [shown(link, end, comment)];
    });
    const [hadPages, hasPages] = [id > 0 ? own.some(pages) : [], own.some(pages)];
    const base = item(id, 1, {}, turned([...hadPages, ...before], own).map(asKept));
    const document = { ...toDocument(base, definitions), relations: turned([...hasPages, ...said], own) };
    const after = ends.flatMap(({ link, end }) => (link.after === undefined ? [] : [shown(link, end, link.after)]));
    meant.set(id, [...hasPages, ...after]);
    return stagedText(base, stringifyDocument(document, schemaUri));
  });
  return { stage: turned(stage, own), meant, removeBy: own.pick(['index', 'id']), batchLimit: own.next(7) + 2 };
});

function asKept({ rel, url, attributes }: DocumentRelation): Relation {
  return relation(rel, url, { ...attributes });
}

/** Between batches the positions of links may move, as `disturbed` tells: what is left is planned on what is there then. */
function readAnew(staged: StagedItem, server: LinkedServer): StagedItem {
  const text = withLinks(staged.text, server.realIds);
  if (staged.id < 0) return { ...staged, text };
  const base = { ...staged.base, relations: server.list(staged.id) };
  return { ...staged, base, text: rebaseText(text, staged.base, base, definitions).text };
}

describe('laws of the plan of a stage', () => {
  property(
    'whichever ends of links are edited, the server has in the end what the documents say',
    scene,
    ({ stage, meant, removeBy, batchLimit }) => {
      const server = new LinkedServer(new Map(stage.map(({ id, base }) => [id, base.relations])));
      for (let left = stage; left.length > 0;) {
        const planned = planCommit(left, { ...context, removeBy, batchLimit });
        if (!planned.ok) {
          assert(planned.problems.every(({ problem }) => problem.code === 'groupTooLarge'));
          return;
        }
        const [batch, ...rest] = planned.batches;
        if (batch !== undefined) server.take(batch);
        const ids = new Set(rest.flatMap(({ entries }) => entries.map(({ id }) => id)));
        left = left.filter(({ id }) => ids.has(id)).map((one) => readAnew(one, server));
      }
      for (const [id, relations] of meant) {
        const real = relations.map(({ rel, url, attributes }) => {
          const target = url.replace(/-\d+$/, (digits) => String(server.realIds.get(Number(digits))));
          return `${rel} ${target} ${JSON.stringify(attributes?.comment ?? '')}`;
        });
        assert.deepEqual(server.words(server.realIds.get(id) ?? id), real.sort());
      }
    },
  );
});
