import { limit } from '../ado/limit';
import { placeOfMessage } from '../core/blame';
import type { ItemProblem, PlanEntry } from '../core/commitPlan';
import { emptyDefinitions, type Definitions } from '../core/definitions';
import { isRecord } from '../core/json';
import type { Operation } from '../core/operations';
import type { Outcome } from '../core/outcome';
import { linkTarget } from '../core/relations';
import type { CommitDeps, CommitRequest } from './deps';
import { previewCommit } from './preview';
import { projectOf } from './settle';

/** Requests under way at the same time. */
const parallel = 4;

export type Checked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'blocked'; readonly problems: readonly ItemProblem[] }
  | {
      readonly kind: 'checked';
      /** Ids that the server would take, each for itself. */
      readonly passed: readonly number[];
      /** What it would refuse, and items that would not be sent. */
      readonly failed: readonly (readonly [number, Outcome])[];
    };

/**
 * Lets the server check each staged item by itself, with all rules and without saving anything. Links to items that are still new
 * and files that are not uploaded cannot be checked and are left out. @throws AdoError when the server cannot be reached
 */
export async function checkStage(deps: CommitDeps, request: CommitRequest = {}): Promise<Checked> {
  const preview = await previewCommit(deps, request);
  if (preview.kind !== 'preview') return preview;
  const entries = preview.batches.flatMap((batch) => batch.entries);
  const projects = new Map(preview.items.map((item) => [item.id, projectOf(item)]));
  const check = limit(parallel, async (entry: PlanEntry) => {
    const project = projects.get(entry.id) ?? '';
    const definitions = project === '' ? emptyDefinitions('') : await deps.definitions(project);
    return [entry.id, await checkEntry(deps, entry, definitions)] as const;
  });
  const results = await Promise.all(entries.map(check));
  const failed = results.flatMap(([id, outcome]) => (outcome === undefined ? [] : [[id, outcome] as const]));
  return {
    kind: 'checked',
    passed: results.flatMap(([id, outcome]) => (outcome === undefined ? [id] : [])),
    failed: [...preview.left, ...failed],
  };
}

async function checkEntry(deps: CommitDeps, entry: PlanEntry, definitions: Definitions): Promise<Outcome | undefined> {
  const operations = entry.operations.filter(canBeChecked).map((operation) => ({ ...operation }));
  const result = await deps.client.check({ uri: entry.uri, isNew: entry.id < 0, operations }, deps.signal);
  if (result.ok) return undefined;
  if (result.status === 412) return { kind: 'conflict', message: result.message, clashes: [] };
  const [named] = result.fields;
  const pointer = named === undefined ? placeOfMessage(result.message, entry, definitions) : `/fields/${named}`;
  return { kind: 'rejected', status: result.status, message: result.message, pointer };
}

function canBeChecked({ path, value }: Operation): boolean {
  if (path === '/id') return false;
  const url = isRecord(value) ? value['url'] : undefined;
  if (path !== '/relations/-' || typeof url !== 'string') return true;
  return (linkTarget(url) ?? 1) > 0 && !url.endsWith('/00000000-0000-0000-0000-000000000000');
}
