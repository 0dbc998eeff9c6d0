import assert from 'node:assert/strict';
import { planCommit, type Batch, type PlanContext } from '../../../src/core/commitPlan';
import { newBase, newDocument } from '../../../src/core/gestures';
import type { DocumentRelation } from '../../../src/core/relations';
import type { StagedItem } from '../../../src/core/stage';
import { stringifyDocument } from '../../../src/core/document';
import type { JsonValue } from '../../../src/core/workItem';
import { collectionUrl, definitions, item, relate, schemaUri, set, stagedText, steps } from './fixture';

export const context: PlanContext = {
  definitions,
  collectionUrl,
  apiVersion: '4.1',
  comment: '',
  removeBy: 'index',
  bypassRules: false,
  suppressNotifications: false,
};

export const template = item(0, 0, { 'System.WorkItemType': 'Bug', 'System.State': 'New', 'System.Title': null });

export function created(
  id: number,
  values: Readonly<Record<string, JsonValue>>,
  ...links: readonly DocumentRelation[]
): StagedItem {
  const base = newBase(template, id, 'mytestprojectname', 'Bug');
  const document = steps(set(values), relate(...links))(newDocument(base, definitions));
  return stagedText(base, stringifyDocument(document, schemaUri));
}

export function batchesOf(items: readonly StagedItem[], more: Partial<PlanContext> = {}): readonly Batch[] {
  const planned = planCommit(items, { ...context, ...more });
  assert(planned.ok, JSON.stringify(planned));
  return planned.batches;
}

export function only(items: readonly StagedItem[], more: Partial<PlanContext> = {}) {
  const [batch, ...others] = batchesOf(items, more);
  assert(batch !== undefined && others.length === 0);
  return batch;
}

export function problemsOf(items: readonly StagedItem[], more: Partial<PlanContext> = {}) {
  const planned = planCommit(items, { ...context, ...more });
  assert(!planned.ok, JSON.stringify(planned));
  return planned.problems.map(({ id, problem }) => [id, problem.code, problem.pointer]);
}
